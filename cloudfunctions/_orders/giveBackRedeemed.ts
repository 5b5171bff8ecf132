import { businessDayOf, done, invariant, type Outcome, stableCents } from '@shared/kernel';
import { type Adjusted, adjust } from '@shared/rules';
import { book } from '../_books/journal';
import { readMember, writeMember } from '../_books/member';
import { POOL_ID } from '../_books/pool';
import { serially, type Turn, takeNumber } from '../_books/serial';
import { plansOn, worksOf } from '../_plans/plans';
import { type Transaction, transact } from '../_platform/transactions';
import { orders, pools } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { arrivedBack, isOpenBack } from './arrivedBack';
import type { Tried } from './tries';

/** What stable points that go back are worked out on. */
async function readSeen(order: OrderDocument, nowMs: number) {
  const [held, pool, plans] = await Promise.all([
    readMember(order.memberId),
    pools.get(POOL_ID),
    plansOn(businessDayOf(nowMs)),
  ]);
  invariant(held !== null, `${order.memberId} bought and is no member`);
  return done({ held, pool, plans });
}

type Seen = Awaited<ReturnType<typeof readSeen>>['value'];

/**
 * Gives back, for pieces of goods that points were redeemed for, stable points of what they were worth: never cash (rules
 * §5). The platform funds them as it does those that an administrator adds, so that neither price nor cover falls. Once,
 * in the strict order of the day: while a day is being closed it waits, and the settlement's timer tries again.
 */
export async function giveBackRedeemed(orderId: string, no: number, nowMs: number): Promise<Tried> {
  const order = await orders.get(orderId);
  if (!order) return { is: 'failed', why: 'there is no such order' };
  const given = await serially<Seen, null, string, never>(
    nowMs,
    () => readSeen(order, nowMs),
    (seen, turn, transaction) => issue(orderId, no, seen, turn, transaction),
    (working) => transact(working),
  );
  return given.ok ? { is: 'done' } : { is: 'failed', why: given.refusal.code };
}

async function issue(
  orderId: string,
  no: number,
  { held, pool, plans }: Seen,
  turn: Turn,
  transaction: Transaction,
): Promise<Outcome<null, string>> {
  const order = await orders.get(orderId, transaction);
  const given = order?.givenBack?.[no - 1];
  if (!order || !given || !isOpenBack(given)) return done(null);
  const cents = stableCents(given.cashFen);
  const asked = { kind: 'add', asset: 'stable', amount: cents } as const;
  const issued = adjust(held.member, pool?.state ?? null, asked, worksOf(plans)) as Outcome<Adjusted, string>;
  if (!issued.ok) return issued;
  const { member, pool: after, postings } = issued.value;
  const entryId = `order:${orderId}:refundPaid:${no}`;
  await writeMember(held, member, { ...turn, id: entryId }, transaction);
  await pools.put({ ...pool!, state: after! }, transaction);
  await takeNumber(turn, transaction);
  const { memberId, orderNo } = order;
  await book(
    {
      id: entryId,
      kind: 'order.redeemedBack',
      atMs: turn.atMs,
      day: turn.day,
      order,
      postings,
      lines: [
        {
          memberId,
          kind: 'points.redemptionBack',
          asset: 'stable',
          units: cents,
          plan: null,
          version: null,
          note: orderNo,
          inputs: { backFen: cents },
        },
      ],
    },
    transaction,
  );
  await arrivedBack(order, no, entryId, turn.atMs, transaction);
  return done(null);
}
