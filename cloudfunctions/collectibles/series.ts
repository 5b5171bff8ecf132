import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { takenBy } from '../_collectibles/claim';
import { freeOf } from '../_collectibles/counted';
import { standingOf } from '../_collectibles/draws';
import { cardOf, frozenOf } from '../_collectibles/shownSeries';
import { _ } from '../_platform/cloud';
import type { Condition, Keys, Place } from '../_platform/collection';
import { readCursor, writeCursor } from '../_platform/cursors';
import { series } from '../_store/collections';
import type { SeriesDocument } from '../_store/documents/collectibles';
import { shownOf, tagOf } from '../_store/lists';

const NEWEST: Keys = [
  ['issuedAtMs', 'desc'],
  ['_id', 'desc'],
];
/** Before the first of any list of the newest. */
const FIRST: Place = [Number.MAX_SAFE_INTEGER, ''];

const both = (one: Condition, other: unknown): Condition => _.and(one as never, other as never) as never;

/** The parts of the list, one behind the other: what can be taken now, what is to come, the rest. */
const PARTS: readonly ((nowMs: number) => Condition)[] = [
  (nowMs) =>
    both(
      { state: 'issued', opensAtMs: _.lte(nowMs), left: _.gt(0) },
      // One that is drawn for goes on behind its end, which is that of entering.
      _.or({ closesAtMs: null }, { closesAtMs: _.gt(nowMs) }, { isDrawn: true }),
    ),
  (nowMs) => ({ state: 'issued', opensAtMs: _.gt(nowMs) }),
  (nowMs) =>
    both(
      { state: 'issued', opensAtMs: _.lte(nowMs) },
      _.or({ left: 0 }, { closesAtMs: _.lte(nowMs), isDrawn: _.neq(true) }),
    ),
];

/** Goes on from where a page ended, by the moment of the first page: nothing changes its part in between. */
export const listSeries: Handler<'collectibles.listSeries'> = async (input, { nowMs }) => {
  const tag = tagOf('collectibles.listSeries', input);
  const from = input.cursor === undefined ? [0, nowMs, ...FIRST] : cursorOf(input.cursor, tag);
  if (!from) return refuse('cursor/invalid');
  const [first, asOfMs, ...place] = from as [number, number, number, string];
  let [part, after]: [number, Place] = [first, place];
  const found: SeriesDocument[] = [];
  for (;;) {
    const limit = input.limit - found.length;
    const page = await series.page(PARTS[part]!(asOfMs), { keys: NEWEST, after, limit });
    found.push(...page.found);
    if (page.next) after = page.next;
    else [part, after] = [part + 1, FIRST];
    if (part === PARTS.length || found.length === input.limit) break;
  }
  const next = part === PARTS.length ? null : writeCursor(tag, [part, asOfMs, ...after]);
  return done({ series: shownOf(found, (one) => cardOf(one, nowMs)), next, nowMs });
};

function cursorOf(text: string, tag: string): readonly (string | number)[] | undefined {
  const place = readCursor(text, tag, ['number', 'number', 'number', 'string']);
  return place && PARTS[place[0]] ? place : undefined;
}

export const viewSeries: Handler<'collectibles.viewSeries'> = async ({ seriesId }, { member, nowMs }) => {
  const [found, left, mine] = await Promise.all([
    series.get(seriesId),
    freeOf(seriesId),
    member ? takenBy(member._id, seriesId) : null,
  ]);
  if (found?.state !== 'issued') return refuse('collectible/unknown');
  const shown = { ...cardOf({ ...found, left }, nowMs), ...frozenOf(found) };
  const drawStanding = await standingOf(found, member?._id ?? null);
  return done({ ...shown, takenByMe: mine?.taken ?? 0, drawStanding, nowMs });
};
