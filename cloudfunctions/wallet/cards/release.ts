import type { Wallet } from '@shared/contract';
import { closeEntryId } from '../../_books/closeLines';
import { aggregate } from '../../_platform/cloud';
import { orders } from '../../_store/collections';
import type { Held } from '../held';
import { aheadOf } from './ahead';
import { headOf } from './head';
import type { Seen } from './seen';

/** Of the orders that still hold points so many are shown, the oldest: they are the ones that pay. */
const MOST_ORDERS = 50;

type Order = NonNullable<Wallet['release']>['orders'][number];

interface GrantRow extends Omit<Order, 'remainingReleaseCents'> {
  readonly sequence: number;
}

/** A member's release orders: all that was ever granted, the oldest that still hold points, and how many more do. */
interface ReleaseOrders {
  readonly grantedReleaseCents: number;
  readonly orders: Order[];
  readonly ordersMore: number;
}

/** The grants of some orders, and the sum of all that the member's orders were ever granted, made by the database. */
async function grantsOf(memberId: string, orderIds: readonly string[]): Promise<{ granted: number; rows: GrantRow[] }> {
  const isRelease = { 'grants.plan': 'release' };
  const [row] = await orders.aggregate((pipeline) =>
    pipeline
      .match({ memberId, ...isRelease })
      .project({ grants: true, settleDay: true, sequence: true })
      .unwind('$grants')
      .match(isRelease)
      .group({
        _id: null,
        granted: aggregate.sum('$grants.grantedReleaseCents'),
        rows: aggregate.push({
          orderId: '$_id',
          day: '$settleDay',
          sequence: '$sequence',
          amountFen: '$grants.countedFen',
          dailyReleaseCents: '$grants.dailyReleaseCents',
          grantedReleaseCents: '$grants.grantedReleaseCents',
        }),
      })
      .project({
        granted: true,
        rows: { $filter: { input: '$rows', as: 'row', cond: { $in: ['$$row.orderId', orderIds] } } },
      })
      .limit(1),
  );
  return { granted: Number(row?.granted ?? 0), rows: (row?.rows ?? []) as GrantRow[] };
}

/** Reads a member's release orders: those of the page and, behind them, those that were settled since. */
export async function releaseOrders(memberId: string, { balances, waiting }: Held): Promise<ReleaseOrders> {
  const { figures } = balances;
  const fresh = waiting.filter((item) => item.grantedReleaseCents > 0).reverse();
  const remaining = new Map([
    ...(figures?.orders ?? []).map((order) => [order.id, order.remaining] as const),
    ...fresh.map((item) => [item.orderId!, item.grantedReleaseCents] as const),
  ]);
  const shown = [...remaining.keys()].slice(0, MOST_ORDERS);
  const { granted, rows } = await grantsOf(memberId, shown);
  return {
    grantedReleaseCents: granted,
    orders: rows
      .sort((a, b) => a.sequence - b.sequence)
      .map(({ sequence: _sequence, ...row }) => ({ ...row, remainingReleaseCents: remaining.get(row.orderId)! })),
    ordersMore: (figures?.orderCount ?? 0) + fresh.length - shown.length,
  };
}

/** Points to be released, order by order, and what the last close released. Null without a plan in force. */
export function releaseCard(seen: Seen, all: ReleaseOrders): Wallet['release'] {
  const { member, held, plans, offSinceDay } = seen;
  if (!plans.release) return null;
  return {
    ...headOf('release', plans.release, member, plans, offSinceDay),
    ...all,
    remainingReleaseCents: held.byAsset.remaining,
    dailyRateMillionths: plans.release.plan.dailyRate,
    ahead: aheadOf(held),
    last: lastOf(seen),
  };
}

function lastOf({ member, platform: { close }, credit }: Seen): NonNullable<Wallet['release']>['last'] {
  if (!close) return null;
  const paid = credit?.release;
  const bonusCents = paid
    ? paid.firstGenerationCents + paid.secondGenerationCents + paid.teamCents + paid.sameRankCents
    : 0;
  return {
    day: close._id,
    staticCents: paid?.staticCents ?? 0,
    bonusCents,
    parts: (paid?.orders ?? []).flatMap(([, , released]) => (released > 0 ? [released] : [])).slice(0, MOST_ORDERS),
    entryId: paid
      ? closeEntryId(close._id, member._id, paid.staticCents > 0 ? 'release.static' : 'release.team')
      : null,
  };
}
