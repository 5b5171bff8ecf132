import { type Ask, faultOf, tidyAnswer } from '@shared/asks';
import { showToday } from '@shared/format';
import { useState } from 'react';
import { ANSWER_FAULTS } from '../../copy/answers';
import { serverNow } from '../../gateway';

/** A line of a checkout, with what its goods ask for. */
interface AskingLine {
  readonly skuId: string;
  readonly title: string;
  readonly asks: readonly Ask[];
}

type Typed = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What lines were told, as it is typed: kept until the checkout is left, whatever is asked anew meanwhile. */
export function useAnswers(first: Typed = {}) {
  const [typed, setTyped] = useState<Typed>(first);
  const [isTried, setTried] = useState(false);
  const of = (skuId: string, key: string): string => typed[skuId]?.[key] ?? '';
  return {
    of,
    isTried,
    put: (skuId: string, key: string, value: string) =>
      setTyped((all) => ({ ...all, [skuId]: { ...all[skuId], [key]: value } })),
    /** From now on every field tells its fault. */
    tryAll: () => setTried(true),
    /** The first fault of all lines, in words; null when everything is told that has to be. */
    faultIn(lines: readonly AskingLine[]): string | null {
      const today = showToday(serverNow());
      for (const { skuId, asks } of lines)
        for (const ask of asks) {
          const fault = faultOf(ask, tidyAnswer(ask, of(skuId, ask.key)), today);
          if (fault) return ANSWER_FAULTS[fault](ask.label);
        }
      return null;
    },
    /** The answers of a line as an order takes them; nothing where its goods ask for nothing. */
    given({ skuId, asks }: AskingLine): { answers?: Record<string, string> } {
      const told = asks.filter(({ key }) => of(skuId, key).trim() !== '').map(({ key }) => [key, of(skuId, key)]);
      return told.length > 0 ? { answers: Object.fromEntries(told) } : {};
    },
  };
}

export type Answers = ReturnType<typeof useAnswers>;
