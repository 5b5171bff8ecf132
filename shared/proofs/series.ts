import { canonical } from './canonical';
import type { HashOfText } from './merkle';

/** One thing that an edition gives its holder, in the words of its issuer. */
interface SeriesRight {
  /** Its goods, sent once; a discount when it is shown; a way in. */
  readonly kind: 'goods' | 'discount' | 'entry';
  readonly words: string;
  /** The last day on which it holds; null without an end. */
  readonly untilDay: string | null;
}

/** By what it is drawn who may take an edition. */
interface DrawTerms {
  /** The hash of the seed, which is published behind the draw. */
  readonly commitment: string;
  /** The first moment at which nobody can enter any more. */
  readonly entriesUntilMs: number;
  /** For how long those who were drawn are waited for. */
  readonly reservedHours: number;
}

/** What is frozen of a series when it is issued: whoever has it makes its fingerprint again. */
export interface SeriesRecord {
  readonly seriesId: string;
  readonly title: string;
  readonly story: string;
  readonly issuer: { readonly shopId: string; readonly name: string };
  readonly supply: number;
  /** SHA-256 of each picture's bytes, in the order in which they are shown. */
  readonly pictures: readonly string[];
  /** The goods that an edition is exchanged for, once; null where it gives none. */
  readonly goods: { readonly skuId: string; readonly title: string; readonly label: string } | null;
  readonly rights: readonly SeriesRight[];
  readonly issuedDay: string;
  /** Where it is drawn who may take one; missing where whoever comes first may. */
  readonly draw?: DrawTerms | undefined;
}

/** The fingerprint of a series: the hash over its record, its pictures by theirs. */
export const fingerprintOf = (record: SeriesRecord, hash: HashOfText): string => hash(`series\n${canonical(record)}`);

/** The id of an edition follows from its series and its number. */
export const editionIdOf = (seriesId: string, number: number): string => `${seriesId}-${number}`;

/** The number in an edition's id; undefined where it is none of the series. */
export function numberIn(seriesId: string, editionId: string): number | undefined {
  const [, digits] = /^(?:.*)-([1-9]\d{0,6})$/.exec(editionId) ?? [];
  return digits !== undefined && editionId === editionIdOf(seriesId, Number(digits)) ? Number(digits) : undefined;
}

/** Pictures beside those of a series: which each is, by its place from 1, or none of them; and which were not given. */
interface PicturesFound {
  readonly places: readonly (number | null)[];
  readonly missing: readonly number[];
}

/** Finds pictures by their hashes among those of a series, in whatever order they are given. */
export function picturesFound({ pictures }: Pick<SeriesRecord, 'pictures'>, given: readonly string[]): PicturesFound {
  const left = new Set(pictures.keys());
  const places = given.map((hash) => {
    // The same picture twice in a series is two of them; given once too often it is the one of before.
    const at = [...left].find((place) => pictures[place] === hash) ?? pictures.indexOf(hash);
    left.delete(at);
    return at < 0 ? null : at + 1;
  });
  return { places, missing: [...left].map((at) => at + 1) };
}
