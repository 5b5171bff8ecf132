import type { OutputOf } from '@shared/contract';
import { DRAW_FORM, type DrawFile, drawFault, drawFrom, entriesHashOf, lotOf, sha256OfWords } from '@shared/proofs';
import { call } from '../../../gateway';

type Published = OutputOf<'collectibles.viewDraw'>;

/** A draw that was worked out again: the file that anybody may keep, and where it fails first; null where it holds. */
export interface Recounted {
  readonly file: DrawFile;
  readonly fault: ReturnType<typeof drawFault>;
}

/**
 * Reads a draw's whole list and draws again on this device. Refused as `collectibles.viewDrawPage` is.
 * @param onPage is told how many of the list are there.
 */
export async function recount(
  { series, fingerprint, drawn }: Published,
  onPage: (entries: number) => void,
): Promise<Recounted | null> {
  if (!drawn) return null;
  const { seed, pages } = drawn;
  const entries: string[] = [];
  for (let nth = 0; nth < pages; nth += 1) {
    const page = await call('collectibles.viewDrawPage', { seriesId: series.seriesId, nth });
    entries.push(...page.entries);
    onPage(entries.length);
  }
  const places = series.supply;
  const file: DrawFile = {
    kind: 'draw',
    form: DRAW_FORM,
    series,
    fingerprint,
    seed,
    entries,
    drawn: drawFrom({ seed, entries, places }, sha256OfWords),
  };
  return { file, fault: drawFault(file, sha256OfWords) ?? toldFault(file, drawn) };
}

/** Whether the shop goes by this list, and by those who are drawn from it. */
function toldFault({ seed, entries, drawn }: DrawFile, told: NonNullable<Published['drawn']>): Recounted['fault'] {
  const list = entriesHashOf(entries, sha256OfWords);
  const last = drawn[drawn.length - 1];
  const compared = [
    ['entries', String(told.entered), String(entries.length)],
    ['entriesHash', told.entriesHash, list],
    ['lastLot', told.lastLot, last === undefined ? null : lotOf(seed, list, last, sha256OfWords)],
  ] as const;
  const wrong = compared.find(([, expected, found]) => expected !== found);
  return wrong ? { place: wrong[0], expected: String(wrong[1]), found: String(wrong[2]) } : null;
}
