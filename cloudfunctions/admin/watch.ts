import { type OutputOf, type Watched, type WatchKind, type WatchLimits, watchKinds } from '@shared/contract';
import { isShare } from '@shared/format';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { type Credited, newestCloses, payoutOfMonth, ratioOf } from '../_books/payout';
import { dayReports, members, watchLimitsKept } from '../_store/collections';
import type { DayReportDocument, SharedBy } from '../_store/documents/dayReports';
import type { WatchLimitsDocument } from '../_store/documents/platform';
import { settingValuesFrom, WATCH_LIMITS_ID } from '../_store/settings';

/** The settings of the watch, by what they watch: shares in millionths, all else counts. */
const limitsFrom = (kept: WatchLimitsDocument | null): WatchLimits => {
  const values = settingValuesFrom(null, null, kept);
  return {
    depth: values.watchDepth,
    widest: values.watchWidest,
    newMembers: values.watchNewMembers,
    aloneTiers: values.watchAloneTiers,
    sharedNetwork: values.watchSharedNetwork,
    sharedAddress: values.watchSharedAddress,
    ownShop: values.watchOwnShop,
    payoutRatio: values.watchPayoutRatio,
  };
};

/** Tiers of a close's dividend that one member alone had, with funds in them. */
const aloneIn = ({ dividend }: Pick<Credited, 'dividend'>): number =>
  dividend?.tierMembers.filter((count, tier) => count === 1 && (dividend.tierFundsFen[tier] ?? 0) > 0).length ?? 0;

const mostOf = (groups: readonly SharedBy[]): number => groups[0]?.accounts ?? 1;

/** Each figure of a report beside its threshold. */
function figuresOf(
  { _id: day, orders, perDepth, networks, addresses }: DayReportDocument,
  days: readonly Credited[],
  limits: WatchLimits,
): Watched[] {
  const close = days.find(({ _id }) => _id === day);
  const figures: Readonly<Record<WatchKind, number | null>> = {
    depth: perDepth?.length ?? 0,
    widest: Math.max(0, ...(perDepth ?? [])),
    newMembers: ratioOf(orders.newMembersFen, orders.paidFen),
    aloneTiers: close ? aloneIn(close) : 0,
    sharedNetwork: mostOf(networks),
    sharedAddress: mostOf(addresses),
    ownShop: ratioOf(orders.ownShopFen, orders.paidFen),
    payoutRatio: payoutOfMonth(days)?.ratioMillionths ?? null,
  };
  return watchKinds.map((kind) => {
    const [figure, limit] = [figures[kind], limits[kind]];
    // A share that reaches its threshold is above it: all of something is.
    const isAbove = figure !== null && (isShare(kind) ? figure >= limit : figure > limit);
    return { kind, figure, limit, isAbove };
  });
}

/** The newest finished report with its figures, beside the closes of a month; null before the first. */
export async function readWatch(days: readonly Credited[]) {
  const [[report], kept] = await Promise.all([
    dayReports.find({ isDone: true }, { orderBy: [['_id', 'desc']], limit: 1 }),
    watchLimitsKept.get(WATCH_LIMITS_ID),
  ]);
  return report ? { report, figures: figuresOf(report, days, limitsFrom(kept)) } : null;
}

async function page(): Promise<OutputOf<'admin.viewWatch'>> {
  const watch = await readWatch(await newestCloses());
  if (!watch) return { day: null, figures: [], perDepth: [], networks: [], addresses: [] };
  const { report, figures } = watch;
  const ids = [...report.networks, ...report.addresses].flatMap(({ memberIds }) => memberIds);
  const people = await members.getMany(ids, { nickname: true, phoneMasked: true });
  const named = new Map(
    people.map(({ _id, nickname, phoneMasked }) => [_id, { memberId: _id, nickname, phoneMasked }]),
  );
  const shown = ({ accounts, memberIds }: SharedBy) => ({
    accounts,
    members: memberIds.flatMap((id) => named.get(id) ?? []),
  });
  return {
    day: report._id,
    figures,
    perDepth: [...(report.perDepth ?? [])],
    networks: report.networks.map(shown),
    addresses: report.addresses.map(shown),
  };
}

export const viewWatch: Handler<'admin.viewWatch'> = async () => done(await page());
