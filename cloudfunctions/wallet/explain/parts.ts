import type { Asset, Explanation } from '@shared/contract';
import { showPlain } from '@shared/format';

/** What one kind of line is explained by: raw inputs, the sum made again from them alone, and how it reads. */
export interface Parts {
  readonly inputs: Explanation['inputs'];
  /** In units of the line's asset. */
  readonly recomputed: number;
  readonly lines: Explanation['formula']['lines'];
  /** Whether the lines add up to what was made again; else each stands on the one before, and the last one is it. */
  readonly addsUp: boolean;
  readonly roundingWords: string;
  readonly sources: Explanation['sources'];
}

/** One line of a formula. */
export const part = (words: string, figures: string, asset: Asset, units: number): Parts['lines'][number] => ({
  words,
  figures,
  result: { asset, units },
});

/** An input by its name; a missing one is a fault of what was stored. */
export function figureOf(inputs: Explanation['inputs'], name: string): number {
  const value = inputs[name];
  if (typeof value !== 'number') throw new Error(`a line without its input ${name}`);
  return value;
}

export const plain = (units: number, asset: Asset): string => showPlain(units, asset);
export const ROUNDED_DOWN = '向下取整';
export const EXACT = '不用取整';
