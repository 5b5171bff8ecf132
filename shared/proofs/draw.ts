// A draw that anybody works out again (commit and reveal): the hash of a seed is frozen in the series' record before
// anybody enters, the list of who entered is closed, then list and seed are published. Nobody who entered can have known
// the seed, and the shop can have chosen no other one behind the list.
import type { HashOfText } from './merkle';
import type { SeriesRecord } from './series';
import { fingerprintOf } from './series';

/** Of what form the file of a draw is: a later one may hold more. */
export const DRAW_FORM = 1;

/** What is published of a draw: the file that is downloaded, and what is worked out again without its shop. */
export interface DrawFile {
  readonly kind: 'draw';
  readonly form: typeof DRAW_FORM;
  /** As it was frozen, the commitment in it; and the fingerprint that everybody was shown from its issue on. */
  readonly series: SeriesRecord;
  readonly fingerprint: string;
  readonly seed: string;
  /** Everybody who entered, by pseudonym, in any order. */
  readonly entries: readonly string[];
  /** Who was drawn, the first place first. */
  readonly drawn: readonly string[];
}

/** What is told of a seed before it is published. */
export const commitmentOf = (seriesId: string, seed: string, hash: HashOfText): string =>
  hash(`seed\n${seriesId}\n${seed}`);

const inOrder = (texts: readonly string[]): string[] => [...texts].sort((a, b) => (a < b ? -1 : 1));

/** The hash of all who entered. */
export const entriesHashOf = (entries: readonly string[], hash: HashOfText): string =>
  hash(`entries\n${inOrder(entries).join('\n')}`);

/** The lot of one who entered: it follows from the seed, from who entered besides, and from their own name. */
export const lotOf = (seed: string, entriesHash: string, entry: string, hash: HashOfText): string =>
  hash(`lot\n${seed}\n${entriesHash}\n${entry}`);

/** Who is drawn, the first place first: the lowest lots are. */
export function drawFrom(
  { seed, entries, places }: { readonly seed: string; readonly entries: readonly string[]; readonly places: number },
  hash: HashOfText,
): string[] {
  const list = entriesHashOf(entries, hash);
  const lots = new Map(entries.map((entry) => [entry, lotOf(seed, list, entry, hash)]));
  return [...entries].sort((a, b) => (lots.get(a)! < lots.get(b)! ? -1 : 1)).slice(0, places);
}

/** Where a draw fails first: what was looked at, what it would have to be, and what it is. */
interface DrawFault {
  readonly place: string;
  readonly expected: string;
  readonly found: string;
}

const areTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** What is read of a file may be anything: its form, before anything is worked out of it. */
function formFault(file: DrawFile): DrawFault | null {
  const fault = (place: string, expected: string, found: unknown) => ({ place, expected, found: String(found) });
  if (file?.kind !== 'draw') return fault('kind', 'draw', file?.kind);
  if (file.form !== DRAW_FORM) return fault('form', String(DRAW_FORM), file.form);
  const { series, seed, entries, drawn } = file;
  if (typeof series !== 'object' || series === null) return fault('series', 'a series', series);
  if (!series.draw) return fault('series.draw', 'the terms of a draw', 'none');
  if (typeof seed !== 'string') return fault('seed', 'a seed', seed);
  if (!areTexts(entries)) return fault('entries', 'a list of pseudonyms', typeof entries);
  return areTexts(drawn) ? null : fault('drawn', 'a list of pseudonyms', typeof drawn);
}

/**
 * Works a draw out again from what was published. What is left to a reader is to compare the fingerprint with the one that
 * the series has shown since its issue. @returns the first fault, or null where everything follows.
 */
export function drawFault(file: DrawFile, hash: HashOfText): DrawFault | null {
  const ofForm = formFault(file);
  if (ofForm) return ofForm;
  const { series, fingerprint, seed, entries, drawn } = file;
  const seen = new Set<string>();
  for (const entry of entries) {
    if (seen.has(entry)) return { place: 'entries', expected: 'everybody once', found: `${entry} twice` };
    seen.add(entry);
  }
  const compared: readonly (readonly [place: string, expected: () => string, found: string])[] = [
    ['fingerprint', () => fingerprintOf(series, hash), fingerprint],
    ['seed, as it was committed to', () => commitmentOf(series.seriesId, seed, hash), series.draw!.commitment],
    ['drawn', () => drawFrom({ seed, entries, places: series.supply }, hash).join(' '), drawn.join(' ')],
  ];
  for (const [place, expect, found] of compared) {
    const expected = expect();
    if (expected !== found) return { place, expected, found };
  }
  return null;
}
