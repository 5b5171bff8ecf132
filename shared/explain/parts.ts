import type { Asset, EntryKind, Explanation } from '@shared/contract';
import { showPlain } from '@shared/format';

/** What of a line its explanation is made from: nothing but these, on the functions and on a member's own device. */
export interface Explained {
  readonly kind: EntryKind;
  readonly asset: Asset;
  /** Raw figures, in units, by name. */
  readonly inputs: Explanation['inputs'];
}

/** How one line is explained from its inputs alone: the figure made again, and how it reads. */
export interface Parts {
  /** In units of the line's asset. */
  readonly recomputed: number;
  /**
   * Each line's figures, worked out as they are written, give its result to the last unit, rounded down once; up where
   * its words say so.
   */
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

/** An input that is text: a word, or a whole number that may pass 2^53. */
export function textOf(inputs: Explanation['inputs'], name: string): string {
  const value = inputs[name];
  if (typeof value !== 'string') throw new Error(`a line without its input ${name}`);
  return value;
}

export const plain = (units: number, asset: Asset): string => showPlain(units, asset);

/** A whole number of `decimals` decimals as it reads, however large: "12000000" of 6 is "12". */
export function longShown(digits: string, decimals: number): string {
  const padded = digits.padStart(decimals + 1, '0');
  const whole = padded.slice(0, -decimals).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const fraction = padded.slice(-decimals).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

export const ROUNDED_DOWN = '向下取整';
export const ROUNDED_TO_CENT = '向下取整到 0.01';
export const EXACT = '不用取整';

/** An explanation whose figure is the sum of its lines. */
export const sumOfLines = (lines: Parts['lines']): Parts => ({
  recomputed: lines.reduce((sum, { result }) => sum + result!.units, 0),
  lines,
  addsUp: true,
  roundingWords: ROUNDED_DOWN,
  sources: [],
});
