import { type OutputOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { RegisterPage } from '@shared/proofs';
import type { Handler } from '../_actions/outcomes';
import { givingPaused } from '../_collectibles/offers';
import { beginRegister, keepRegister, registerPage, seriesIdsOf } from '../_exchange/registers';
import { readCursor, writeCursor } from '../_platform/cursors';
import { registers } from '../_store/collections';
import { tagOf } from '../_store/lists';

type Exported = OutputOf<'exchange.exportRegister'>;

/**
 * The register, page by page: a page is a record of the close's tree. It is begun by its head, which is kept under its
 * hash and written down; the pages behind it are of the same close, whatever is closed meanwhile.
 */
export const exportRegister: Handler<'exchange.exportRegister'> = async (input, caller) => {
  const { nowMs } = caller;
  const paused = await givingPaused(nowMs);
  if (paused) return refuse('listing/notCleared', { sinceDay: paused.sinceDay ?? '' });
  const tag = tagOf('exchange.exportRegister', { ...input, limit: 1 });
  if (input.cursor === undefined) {
    const begun = await beginRegister(input.seriesId);
    if (!begun.ok) return begun;
    await keepRegister(begun.value, caller);
    const { id, head } = begun.value;
    const [first, ...rest] = head.pages;
    const of = { id, day: head.day, seriesIds: seriesIdsOf(head) };
    const page = first === undefined ? null : await registerPage(of, first, nowMs);
    return done({ head, page, next: nextOf(tag, id, rest[0], head.pages) } as unknown as Exported);
  }
  const place = readCursor(input.cursor, tag, ['string', 'number', 'number']);
  const register = place && (await registers.get(place[0]));
  if (!register) return refuse('cursor/invalid');
  const [id, record, last] = place;
  const page: RegisterPage | null = await registerPage({ ...register, id }, record, nowMs);
  if (!page) return refuse('cursor/invalid');
  // The records of a series stand side by side.
  const next = record < last ? writeCursor(tag, [id, record + 1, last]) : null;
  return done({ head: null, page, next } as unknown as Exported);
};

const nextOf = (tag: string, id: string, next: number | undefined, pages: readonly number[]): string | null =>
  next === undefined ? null : writeCursor(tag, [id, next, pages[pages.length - 1]!]);
