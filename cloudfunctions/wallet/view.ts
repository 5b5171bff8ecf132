import type { ClearedFeature, Wallet } from '@shared/contract';
import { addDays, type BusinessDay, businessDayOf, done, microPoints } from '@shared/kernel';
import { pointsValue, priceOf, priceShown } from '@shared/rules';
import type { Handler } from '../_actions/outcomes';
import { closeShown, lastClose } from '../_books/closesRead';
import { daysOfMember } from '../_books/pages/days';
import { POOL_ID } from '../_books/pool';
import { type InForce, type PlansInForce, plansOn } from '../_plans/plans';
import { clearances, lines, orders, pools, shops } from '../_store/collections';
import type { CloseDocument, MemberDocument } from '../_store/documents';
import type { DayCredit } from '../_store/documents/pages';
import { readSettings } from '../_store/settings';
import { closeEntryId } from './credits';
import { type Held, heldBy } from './held';
import { pricesOf } from './history';

const HISTORY_DAYS = 60;
const MOST_ORDERS = 50;

const FEATURES: Record<'appreciation' | 'dividend' | 'release', readonly ClearedFeature[]> = {
  appreciation: ['appreciation.cashSale', 'appreciation.referrerGift'],
  dividend: ['dividend.cash'],
  release: ['release.aboveOne', 'referral.secondGeneration', 'team.bonus', 'sameRank.bonus'],
};

/** The day since which a feature is off: behind the end of its last clearance; null when it never had one. */
async function offSince(feature: ClearedFeature, today: string): Promise<string | null> {
  const found = await clearances.find({ feature }, { orderBy: [['validToDay', 'desc']], limit: 1 });
  const last = found[0];
  return last && last.validToDay < today ? addDays(last.validToDay as BusinessDay, 1) : null;
}

async function headOf(
  kind: keyof typeof FEATURES,
  inForce: InForce<unknown>,
  member: MemberDocument,
  plans: PlansInForce,
  today: string,
) {
  const paused = plans.paused.filter((feature) => FEATURES[kind].includes(feature));
  return {
    version: inForce.version,
    isRunning: true,
    isAccepted: (member.accepted[kind]?.length ?? 0) > 0,
    paused: await Promise.all(paused.map(async (feature) => ({ feature, sinceDay: await offSince(feature, today) }))),
  };
}

/** What the last close credited to a member, if it did. */
async function lastCredit(member: MemberDocument, held: Held, close: CloseDocument | null): Promise<DayCredit | null> {
  const { standing } = held.balances;
  if (!standing || !close) return null;
  const fields = { day: true, [`credits.${member._id}`]: true };
  for await (const pageDay of daysOfMember(standing.page, { sinceDay: close._id, fields }))
    return pageDay.credits?.[member._id] ?? null;
  return null;
}

async function appreciationCard(
  member: MemberDocument,
  held: Held,
  plans: PlansInForce,
  today: string,
): Promise<Wallet['appreciation']> {
  const pool = await pools.get(POOL_ID);
  if (!plans.appreciation || !pool) return null;
  const points = microPoints(held.byAsset.appreciating);
  const last = await lines.find(
    { memberId: member._id, asset: 'appreciating' },
    {
      orderBy: [
        ['day', 'desc'],
        ['atMs', 'desc'],
      ],
      limit: 1,
    },
  );
  return {
    ...(await headOf('appreciation', plans.appreciation, member, plans, today)),
    heldMicroPoints: points,
    worthFen: points === 0 ? 0 : pointsValue(points, pool.state),
    priceShown: priceShown(priceOf(pool.state)),
    poolFen: pool.state.pool,
    circulatingMicroPoints: pool.state.circulating,
    exitQuotaFen: held.byAsset.exitQuota,
    hasExitQuota: plans.appreciation.plan.exitMultiple !== null,
    history: await pricesOf(HISTORY_DAYS),
    lastEntryId: last[0]?._id ?? null,
  };
}

async function dividendCard(
  member: MemberDocument,
  held: Held,
  plans: PlansInForce,
  today: string,
  close: CloseDocument | null,
  credit: DayCredit | null,
): Promise<Wallet['dividend']> {
  if (!plans.dividend) return null;
  const { standing } = held.balances;
  const at = standing?.at ?? 0;
  const coming = held.waiting.reduce(
    (sum, item) => ({ quota: sum.quota + item.quotaFen, weight: sum.weight + item.weightMicroShares }),
    { quota: 0, weight: 0 },
  );
  const paid = credit?.dividend;
  const frozen = close?.dividend;
  return {
    ...(await headOf('dividend', plans.dividend, member, plans, today)),
    form: plans.dividend.plan.tiers[0]?.from === 0 ? 'energy' : 'cyclic',
    quotaFen: held.byAsset.quota,
    quotaGivenFen: (standing?.page.quotaGiven[at] ?? 0) + coming.quota,
    weightMicroShares: held.byAsset.weight,
    comingQuotaFen: coming.quota,
    comingWeightMicroShares: coming.weight,
    last:
      close && frozen
        ? {
            day: close._id,
            totalWeightMicroShares: Math.min(Number(frozen.totalWeight), Number.MAX_SAFE_INTEGER),
            proportionalPoolFen: frozen.proportionalPoolFen,
            tierPoolFen: frozen.tierPoolFen,
            proportionalFen: paid?.proportionalFen ?? 0,
            tierFen: paid?.tierFen ?? 0,
            tier: paid?.tier ?? 0,
            entryId: paid
              ? closeEntryId(
                  close._id,
                  member._id,
                  paid.proportionalFen > 0 ? 'dividend.proportional' : 'dividend.tier',
                )
              : null,
          }
        : null,
  };
}

async function releaseOrders(held: Held): Promise<NonNullable<Wallet['release']>['orders']> {
  const { standing } = held.balances;
  const remaining = new Map<string, number>();
  if (standing)
    for (let at = standing.firstOrder; at < standing.firstOrder + standing.orderCount; at += 1)
      remaining.set(standing.page.orders[at]!, standing.page.remaining[at]!);
  for (const item of held.waiting)
    if (item.grantedReleaseCents > 0) remaining.set(item.orderId!, item.grantedReleaseCents);
  const found = await orders.getMany([...remaining.keys()], { grants: true, settleDay: true, sequence: true });
  return found
    .sort((a, b) => a.sequence! - b.sequence!)
    .flatMap((order) => {
      const grant = order.grants.find((one) => one.plan === 'release');
      if (grant?.plan !== 'release') return [];
      return [
        {
          orderId: order._id,
          day: order.settleDay!,
          amountFen: grant.countedFen,
          dailyReleaseCents: grant.dailyReleaseCents,
          grantedReleaseCents: grant.grantedReleaseCents,
          remainingReleaseCents: remaining.get(order._id)!,
        },
      ];
    });
}

async function releaseCard(
  member: MemberDocument,
  held: Held,
  plans: PlansInForce,
  today: string,
  close: CloseDocument | null,
  credit: DayCredit | null,
): Promise<Wallet['release']> {
  if (!plans.release) return null;
  const all = await releaseOrders(held);
  const paid = credit?.release;
  const bonusCents = paid
    ? paid.firstGenerationCents + paid.secondGenerationCents + paid.teamCents + paid.sameRankCents
    : 0;
  return {
    ...(await headOf('release', plans.release, member, plans, today)),
    grantedReleaseCents: all.reduce((sum, order) => sum + order.grantedReleaseCents, 0),
    remainingReleaseCents: held.byAsset.remaining,
    dailyRateMillionths: plans.release.plan.dailyRate,
    orders: all.slice(-MOST_ORDERS),
    last: close && {
      day: close._id,
      staticCents: paid?.staticCents ?? 0,
      bonusCents,
      parts: paid?.orders.filter(([, , released]) => released > 0).map(([, , released]) => released) ?? [],
      entryId: paid
        ? closeEntryId(close._id, member._id, paid.staticCents > 0 ? 'release.static' : 'release.team')
        : null,
    },
  };
}

/** The wallet: balances as they are, one card a plan. Reads only. */
export const view: Handler<'wallet.view'> = async (_input, { member, nowMs }) => {
  const today = businessDayOf(nowMs);
  const [held, plans, settings, close, pool, merchantCount] = await Promise.all([
    heldBy(member),
    plansOn(today),
    readSettings(),
    lastClose(),
    pools.get(POOL_ID),
    shops.count({ takesStable: true }),
  ]);
  const credit = await lastCredit(member, held, close);
  const [appreciation, dividend, release] = await Promise.all([
    appreciationCard(member, held, plans, today),
    dividendCard(member, held, plans, today, close, credit),
    releaseCard(member, held, plans, today, close, credit),
  ]);
  return done({
    asOfMs: nowMs,
    lastClose: closeShown(close),
    cashFen: held.byAsset.cash,
    spendableCents: held.byAsset.spendable,
    stableCents: held.byAsset.stable,
    spendableRatioMillionths: settings.pointsUseRatioMillionths,
    withdrawable: { nowFen: held.byAsset.cash, waitingFen: 0, waitHours: 0 },
    owed: [],
    appreciation,
    dividend,
    release,
    stable: pool && {
      heldCents: held.byAsset.stable,
      merchantCount,
      reserveWorthFen: pool.state.reservePoints === 0 ? 0 : pointsValue(pool.state.reservePoints, pool.state),
      outstandingCents: pool.state.stableOutstanding,
    },
    isDemo: settings.isDemo,
  });
};
