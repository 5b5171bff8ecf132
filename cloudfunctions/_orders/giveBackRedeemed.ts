import { businessDayOf, done, invariant, type Outcome, stableCents } from '@shared/kernel';
import { type Adjusted, adjust } from '@shared/rules';
import { book, type NewLine } from '../_books/journal';
import { readMember, writeMember } from '../_books/member';
import { POOL_ID } from '../_books/pool';
import { serially, type Turn, takeNumber } from '../_books/serial';
import { plansOn, worksOf } from '../_plans/plans';
import { type Transaction, transact } from '../_platform/transactions';
import { orders, pools } from '../_store/collections';
import type { GivenBack, OrderDocument } from '../_store/documents';
import { arrivedBack, arrivedReversal, givenUp, isOpenBack, isOpenReversal } from './arrivedBack';
import { paidLineOf } from './remains';
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

/** What of a redeemed order goes back: pieces before it settled, or a reversal of it. */
type Way = 'pieces' | 'reversal';

/**
 * Gives back, for pieces of goods that points were redeemed for, stable points of what they were worth: never cash (rules
 * §5). The platform funds them as it does those that an administrator adds, so that neither price nor cover falls. Once,
 * in the strict order of the day: while a day is being closed it waits, and the settlement's timer tries again.
 */
export const giveBackRedeemed = (orderId: string, no: number, nowMs: number): Promise<Tried> =>
  goesBack(orderId, { way: 'pieces', no }, nowMs);

/**
 * The same for what a reversal of such an order may pay back: whatever it withheld for debts is withheld of the points as
 * it is of cash (rules §5 reversal 5). Who has closed the account meanwhile has given stable points up.
 */
export const payReversalOfRedeemed = (orderId: string, no: number, nowMs: number): Promise<Tried> =>
  goesBack(orderId, { way: 'reversal', no }, nowMs);

interface GoingBack {
  readonly way: Way;
  readonly no: number;
}

async function goesBack(orderId: string, back: GoingBack, nowMs: number): Promise<Tried> {
  const order = await orders.get(orderId);
  if (!order) return { is: 'failed', why: 'there is no such order' };
  const given = await serially<Seen, null, string, never>(
    nowMs,
    () => readSeen(order, nowMs),
    (seen, turn, transaction) => issue(orderId, back, seen, turn, transaction),
    (working) => transact(working),
  );
  return given.ok ? { is: 'done' } : { is: 'failed', why: given.refusal.code };
}

/** What is still to go back, in stable points, and what explains the figure; null where it has. */
function openOf(order: OrderDocument | null, { way, no }: GoingBack) {
  if (way === 'pieces') {
    const given = order?.givenBack?.[no - 1];
    return given && isOpenBack(given)
      ? { cents: stableCents(given.cashFen), inputs: piecesInputs(order!, given) }
      : null;
  }
  const reversal = order?.reversals?.[no - 1];
  if (!reversal || !isOpenReversal(reversal)) return null;
  const withheldFen = reversal.cashFen - reversal.refundableFen;
  return {
    cents: stableCents(reversal.refundableFen),
    inputs: { reversedFen: reversal.cashFen, ...(withheldFen > 0 && { withheldFen }) },
  };
}

/** Of each line that comes back what paid it, and how much of its worth is back; and the freight. */
function piecesInputs(order: OrderDocument, { no, freightFen, pieces }: GivenBack): NewLine['inputs'] {
  const before = (order.givenBack ?? []).filter((one) => one.no < no);
  const back = order.lines.flatMap((line, at) => {
    if (pieces[at] === 0) return [];
    const { price, amount, cash } = paidLineOf(line);
    const worthBefore = price * before.reduce((sum, one) => sum + one.pieces[at]!, 0);
    return [{ cash, amount, worthBefore, worthAfter: worthBefore + price * pieces[at]! }];
  });
  return Object.assign(
    { backs: back.length, freightBackFen: freightFen },
    ...back.map(({ cash, amount, worthBefore, worthAfter }, at) => ({
      [`back${at + 1}PaidFen`]: cash,
      [`back${at + 1}AmountFen`]: amount,
      [`back${at + 1}WorthBeforeFen`]: worthBefore,
      [`back${at + 1}WorthAfterFen`]: worthAfter,
    })),
  ) as NewLine['inputs'];
}

const arrived = (order: OrderDocument, { way, no }: GoingBack, ...rest: [string, number, Transaction]) =>
  (way === 'pieces' ? arrivedBack : arrivedReversal)(order, no, ...rest);

async function issue(
  orderId: string,
  back: GoingBack,
  { held, pool, plans }: Seen,
  turn: Turn,
  transaction: Transaction,
): Promise<Outcome<null, string>> {
  const order = await orders.get(orderId, transaction);
  const open = openOf(order, back);
  if (!order || !open) return done(null);
  if (back.way === 'reversal' && held.document.isClosed) {
    await givenUp(order, back.no, turn.atMs, transaction);
    return done(null);
  }
  const { cents, inputs } = open;
  const asked = { kind: 'add', asset: 'stable', amount: cents } as const;
  const issued = adjust(held.member, pool?.state ?? null, asked, worksOf(plans)) as Outcome<Adjusted, string>;
  if (!issued.ok) return issued;
  const { member, pool: after, postings } = issued.value;
  const entryId = `order:${orderId}:${back.way === 'pieces' ? 'refundPaid' : 'reversePaid'}:${back.no}`;
  await writeMember(held, member, { ...turn, id: entryId }, transaction);
  await pools.put({ ...pool!, state: after! }, transaction);
  await takeNumber(turn, transaction);
  const { memberId, orderNo } = order;
  const line = { memberId, kind: 'points.redemptionBack', asset: 'stable', plan: null, version: null } as const;
  await book(
    {
      id: entryId,
      kind: 'order.redeemedBack',
      atMs: turn.atMs,
      day: turn.day,
      order,
      postings,
      lines: [{ ...line, units: cents, note: orderNo, inputs }],
    },
    transaction,
  );
  await arrived(order, back, entryId, turn.atMs, transaction);
  return done(null);
}
