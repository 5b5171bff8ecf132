import type { ActionName, InputOf, OutputOf } from '@shared/contract';
import { useState } from 'react';
import { isOffline, queryClient, type Refused, useAct, useRequestId } from '../../gateway';

/** Actions that a payment password confirms. */
type Confirmed = {
  [Name in ActionName]: InputOf<Name> extends { readonly payPassword: string; readonly requestId: string }
    ? Name
    : never;
}[ActionName];

const isOfPassword = ({ code }: Refused): boolean => code.startsWith('payPassword/');

/** What follows an answer: reads that a refusal says have changed, those touched where it is left out. */
interface Behind<Value> {
  readonly stale?: readonly ActionName[];
  /** For an act that may be done again from where it was asked for: what is shown of it then. */
  readonly onDone?: (value: Value) => void;
}

interface Confirming<Value> {
  /** Whether the payment password is asked for. */
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly refused: Refused | null;
  /** What was done; null until it is. */
  readonly value: Value | null;
  readonly open: () => void;
  readonly close: () => void;
  readonly confirm: (payPassword: string) => void;
}

/**
 * An act that a payment password confirms. Every try of the same is one act, so that neither a double tap nor a lost
 * answer does it twice; behind an answer the next try is another. `touches`: reads that show something else afterwards.
 */
export function useConfirmed<Name extends Confirmed>(
  name: Name,
  input: Omit<InputOf<Name>, 'payPassword' | 'requestId'>,
  touches: readonly ActionName[],
  { stale = touches, onDone }: Behind<OutputOf<Name>> = {},
): Confirming<OutputOf<Name>> {
  const [isOpen, setOpen] = useState(false);
  const [tries, setTries] = useState(0);
  const [refused, setRefused] = useState<Refused | null>(null);
  const act = useAct(name, touches);
  const requestId = useRequestId([name, input, tries]);
  const confirm = (payPassword: string) => {
    if (act.isPending || act.data) return;
    setRefused(null);
    act.mutate({ ...input, payPassword, requestId } as unknown as InputOf<Name>, {
      onError: (error) => {
        setRefused(error);
        // Whether it was done is not known without an answer: the same is asked again.
        if (!isOffline(error)) setTries(tries + 1);
        if (isOffline(error) || isOfPassword(error)) return;
        // What a password cannot mend is told on the page beneath, which is read anew: by what it showed before the same
        // would be refused again.
        setOpen(false);
        for (const one of stale) void queryClient.invalidateQueries({ queryKey: [one] });
      },
      onSuccess: (value) => {
        setOpen(false);
        if (!onDone) return;
        act.reset();
        setTries(tries + 1);
        onDone(value);
      },
    });
  };
  return {
    isOpen,
    isBusy: act.isPending,
    refused,
    value: act.data ?? null,
    open: () => {
      setRefused(null);
      setOpen(true);
    },
    close: () => {
      setOpen(false);
      // Who does not try again leaves nothing wrong behind on the page.
      if (refused && !isOffline(refused) && isOfPassword(refused)) setRefused(null);
    },
    confirm,
  };
}
