import type { ActionName, InputOf, OutputOf } from '@shared/contract';
import { useState } from 'react';
import { useSettled } from '../../components/form/useSettled';
import { type Refused, useRead } from '../../gateway';
import { unitsTyped } from './typed';
import { unlessRefused } from './unlessRefused';

/** Actions that tell what an amount would bring. */
type Preview = Extract<
  ActionName,
  'wallet.previewSale' | 'wallet.previewExchange' | 'merchant.previewRedemption' | 'merchant.previewSale'
>;

interface Quoted<Value> {
  readonly typed: string;
  readonly setTyped: (typed: string) => void;
  readonly units: number;
  /** What the preview tells of what is typed: what is not quoted yet has no quote. */
  readonly value: Value | undefined;
  /** Why what is typed has none. */
  readonly refused: Refused | null;
  readonly isPending: boolean;
}

/** An amount as it is typed, in units of so many decimals, and its quote once it stands still. */
export function useQuoted<Name extends Preview>(
  name: Name,
  decimals: number,
  inputOf: (units: number) => InputOf<Name>,
): Quoted<OutputOf<Name>> {
  const [typed, setTyped] = useState('');
  const units = unitsTyped(typed, decimals);
  const asked = useSettled(units);
  const read = unlessRefused(useRead(name, inputOf(asked), { isOn: asked > 0 }));
  const isAsked = units > 0 && asked === units;
  const value = isAsked ? read.value : undefined;
  return {
    typed,
    setTyped,
    units,
    value,
    refused: isAsked ? read.error : null,
    isPending: units > 0 && !value && !read.error,
  };
}
