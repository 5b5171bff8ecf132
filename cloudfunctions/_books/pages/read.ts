import type { Join } from '../../_actions/joins';
import { _ } from '../../_platform/cloud';
import { pages } from '../../_store/collections';
import type { MemberDocument } from '../../_store/documents';
import type { PageDocument } from '../../_store/documents/pages';
import { FIGURES, type Figure } from './columns';
import { type FiguresAt, figuresStage, OF_PLACE, type PlaceAt, placesStage } from './figures';

/** One member's row of a page, as of the page's last close. */
export interface MemberFigures {
  readonly memberId: string;
  readonly pageId: string;
  readonly day: string;
  readonly cameFrom: PageDocument['cameFrom'];
  /** Position in the page, and how many members it has. */
  readonly at: number;
  readonly size: number;
  readonly depth: number;
  /** What takes part in the next close, and all quota ever given. */
  readonly quotaFen: number;
  readonly weightMicroShares: number;
  readonly quotaGivenFen: number;
  /** Credited so far, ever. */
  readonly cashFen: number;
  readonly spendableCents: number;
  readonly owedSpendableCents: number;
  /** Settled cash, of the member and of the downline; points paid with by the member. */
  readonly ownVolumeFen: number;
  readonly teamVolumeFen: number;
  readonly ownPointsCents: number;
  readonly handRank: number;
  readonly rank: number;
  /** Members of the downline in this page; -1 where it reaches the page's end and may go on behind it. */
  readonly downlineInPage: number;
  /** Release orders that still hold points: how many, what they hold, and the oldest of them (MOST_ORDERS). */
  readonly orderCount: number;
  readonly remainingReleaseCents: number;
  readonly orders: readonly { readonly id: string; readonly remaining: number; readonly daily: number }[];
  /** What the order that was asked for still holds; null when the page does not list it. */
  readonly askedCents: number | null;
}

/** Where a member stands, and what the member and the downline turned over. */
export type MemberPlace = Pick<
  MemberFigures,
  | 'memberId'
  | 'pageId'
  | 'at'
  | 'size'
  | 'depth'
  | 'ownVolumeFen'
  | 'teamVolumeFen'
  | 'ownPointsCents'
  | 'rank'
  | 'downlineInPage'
>;

type Standing = Pick<MemberDocument, '_id' | 'pageId'>;

/** What one page tells of the members asked for. */
interface PageRow<At extends PlaceAt> extends Pick<PageDocument, '_id' | 'day' | 'splits' | 'cameFrom'> {
  readonly figures: readonly At[];
}

/** How much is read of each member: the stage that asks for it, and what its answer says. */
interface Reading<At extends PlaceAt, Told> {
  readonly stage: (memberIds: readonly string[]) => Record<string, unknown>;
  readonly told: (row: PageRow<At>, found: At) => Told;
}

/** Splits are followed so many times: a member's document lags behind them by moments only. */
const MOST_SPLITS = 20;

const named = <Name extends Figure>(names: readonly Name[], { figures }: PlaceAt): Record<Name, number> =>
  Object.fromEntries(names.map((name, nth) => [name, Number(figures[nth] ?? 0)])) as Record<Name, number>;

type OfPlace = Record<(typeof OF_PLACE)[number], number>;

const placeIn = (pageId: string, { memberId, at, size, downlineInPage }: PlaceAt, figure: OfPlace): MemberPlace => ({
  memberId,
  pageId,
  at,
  size,
  depth: figure.depth,
  ownVolumeFen: figure.ownVolume,
  teamVolumeFen: figure.teamVolume,
  ownPointsCents: figure.ownPoints,
  rank: figure.rank,
  downlineInPage: Number(downlineInPage),
});

function figuresIn({ _id, day, cameFrom }: PageRow<FiguresAt>, found: FiguresAt): MemberFigures {
  const figure = named(FIGURES, found);
  return {
    ...placeIn(_id, found, figure),
    day,
    cameFrom,
    quotaFen: figure.quota,
    weightMicroShares: figure.weight,
    quotaGivenFen: figure.quotaGiven,
    cashFen: figure.cash,
    spendableCents: figure.spendable,
    owedSpendableCents: figure.owedSpendable,
    handRank: figure.handRank,
    orderCount: figure.orderCount,
    remainingReleaseCents: Number(found.held),
    orders: found.orders.flatMap((id, nth) =>
      id === '' ? [] : [{ id, remaining: Number(found.remaining[nth]), daily: Number(found.daily[nth]) }],
    ),
    askedCents: found.asked == null ? null : Number(found.asked),
  };
}

/**
 * Where a member stands by the pages read so far: the figures, null when no page has them, or the pages to read next.
 * A page that split names where its members went: the newest split first.
 */
function follow<At extends PlaceAt, Told>(
  { _id, pageId }: Standing,
  rows: ReadonlyMap<string, PageRow<At> | null>,
  { told }: Reading<At, Told>,
): { readonly told: Told | null } | string[] {
  const waiting = pageId === null ? [] : [pageId];
  const seen = new Set<string>();
  const unread: string[] = [];
  for (let next = waiting.shift(); next !== undefined && seen.size < MOST_SPLITS; next = waiting.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const row = rows.get(next);
    if (row === undefined) unread.push(next);
    const found = row?.figures.find(({ memberId }) => memberId === _id);
    if (row && found) return { told: told(row, found) };
    waiting.push(...(row?.splits ?? []).map((split) => split.pageId).reverse());
  }
  return unread.length > 0 ? unread : { told: null };
}

/** What pages that were read tell, and those that their splits lead to: one more request for each generation. */
async function followed<At extends PlaceAt, Told>(
  standings: readonly Standing[],
  rows: Map<string, PageRow<At> | null>,
  reading: Reading<At, Told>,
): Promise<Map<string, Told | null>> {
  for (;;) {
    const found = standings.map((standing) => [standing._id, follow(standing, rows, reading)] as const);
    const unread = [...new Set(found.flatMap(([, where]) => (Array.isArray(where) ? where : [])))];
    if (unread.length === 0)
      return new Map(found.flatMap(([id, where]) => (Array.isArray(where) ? [] : [[id, where.told]])));
    const ids = found.flatMap(([id, where]) => (Array.isArray(where) ? [id] : []));
    for (const pageId of unread) rows.set(pageId, null);
    for (const row of await rowsOf<At>(unread, reading.stage(ids))) rows.set(row._id, row);
  }
}

const rowsOf = async <At extends PlaceAt>(pageIds: readonly string[], stage: Record<string, unknown>) =>
  (await pages.aggregate((pipeline) =>
    pipeline
      .match({ _id: _.in([...pageIds]) })
      .project(stage)
      .limit(pageIds.length),
  )) as unknown as PageRow<At>[];

const whole = (orderId: string | null): Reading<FiguresAt, MemberFigures> => ({
  stage: (ids) => figuresStage(ids, orderId),
  told: figuresIn,
});

const PLACES: Reading<PlaceAt, MemberPlace> = {
  stage: placesStage,
  told: ({ _id }, found) => placeIn(_id, found, named(OF_PLACE, found)),
};

/**
 * What the closes keep of these members, by id; null before the first close after joining. The members' own figures
 * alone come back (about 3 KB at most each), in one request, however many pages they stand in; one more where a page
 * has split since their documents named it. `orderId`: what that order still holds is told with its member's.
 */
export const figuresOf = (
  members: readonly Standing[],
  orderId: string | null = null,
): Promise<Map<string, MemberFigures | null>> => followed(members, new Map(), whole(orderId));

/** The same of where they stand and what their lines turned over: a quarter of the work, for lists of many. */
export const placesOf = (members: readonly Standing[]): Promise<Map<string, MemberPlace | null>> =>
  followed(members, new Map(), PLACES);

/** The caller's own figures, in the request that tells who calls. */
export const figuresJoin = (
  orderId: string | null = null,
): Join<(member: Standing) => Promise<MemberFigures | null>> => ({
  lookup: {
    from: pages.name,
    let: { memberId: '$memberId', pageId: '$member.pageId' },
    pipeline: [
      { $match: { $expr: { $eq: ['$_id', '$$pageId'] } } },
      { $project: figuresStage(['$$memberId'], orderId) },
    ],
  },
  read: (found) => async (member) => {
    const [row] = found as PageRow<FiguresAt>[];
    const rows = new Map(member.pageId === null ? [] : [[member.pageId, row ?? null] as const]);
    return (await followed([member], rows, whole(orderId))).get(member._id)!;
  },
});
