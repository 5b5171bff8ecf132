import { type ParsedOf, type Redeemed, type RefusalOf, refuse, type VoucherAtTill } from '@shared/contract';
import { businessDayOf, done, invariant, type Outcome } from '@shared/kernel';
import { isClosedOn, readVoucherCode } from '@shared/vouchers';
import { note } from '../../_actions/audit';
import { once } from '../../_actions/once';
import type { Caller } from '../../_actions/outcomes';
import { maskName } from '../../_platform/maskName';
import type { Transaction } from '../../_platform/transactions';
import { members, orders, vouchers } from '../../_store/collections';
import { type Count, countAll, leftOf } from '../../_store/counters';
import type { OrderDocument, OrderLog, VoucherDocument } from '../../_store/documents';
import { toSendOf } from '../parcels';
import { handOver } from './handOver';
import { leftOfVoucher, overOf } from './shown';
import { stepVoucher } from './stepVoucher';
import { endVisit } from './visits';

const HOUR_MS = 3_600_000;
/** Codes that are none of the shop's, of one who redeems, in an hour: a mistyped one is nothing, a search for one is. */
const MOST_MISSES = 20;

type LookRefusal = Exclude<RefusalOf<'merchant.viewVoucher'>, 'request/reused'>;
type RedeemRefusal = RefusalOf<'merchant.redeemVoucher'>;

/** Who redeems: under which name it is written down, and in whose shops. */
export interface Till {
  readonly by: Extract<OrderLog['by'], 'admin' | 'merchant'>;
  readonly isTheirs: (one: VoucherDocument) => boolean | Promise<boolean>;
}

const secondsUntil = (atMs: number, nowMs: number): number => Math.max(1, Math.ceil((atMs - nowMs) / 1000));

/**
 * The voucher of a code, in the shop of who asks. A try is counted before the code is looked at, and given back when it
 * was one of the shop's: a code cannot be searched for, whatever it is typed into.
 */
async function found(
  typed: string,
  { member, nowMs }: Caller,
  { isTheirs }: Till,
): Promise<Outcome<VoucherDocument, LookRefusal>> {
  const count: Count = { key: `voucher:${member._id}`, limits: [{ most: MOST_MISSES, withinMs: HOUR_MS }] };
  const counted = await countAll([count], nowMs);
  if (!counted.ok) return refuse('voucher/tooMany', { againAfterSeconds: secondsUntil(counted.againAtMs, nowMs) });
  const code = readVoucherCode(typed);
  const one = code === undefined ? null : await vouchers.get(code);
  if (!one) return refuse('voucher/unknown', { attemptsLeft: await leftOf(count, nowMs) });
  if (!(await isTheirs(one))) return refuse('voucher/otherShop', { shopName: one.shopName });
  await counted.giveBack();
  return done(one);
}

/** Why nothing of a voucher can be redeemed now, or null. */
function whyNot(one: VoucherDocument, order: OrderDocument, nowMs: number): Outcome<never, LookRefusal> | null {
  // Of a stay that is over whose guest never came nothing was redeemed: it is over.
  if (one.state === 'redeemed' && one.redeemedAtMs !== null)
    return refuse('voucher/redeemed', { atMs: one.redeemedAtMs });
  if (one.state === 'refunded') return refuse('voucher/refunded');
  if (one.state === 'expired' || one.state === 'redeemed' || nowMs >= one.untilMs)
    return refuse('voucher/expired', { untilMs: one.untilMs });
  if (nowMs < one.fromMs) return refuse('voucher/notYet', { fromMs: one.fromMs });
  const day = businessDayOf(nowMs);
  if (isClosedOn(one.terms, day)) return refuse('voucher/closedDay', { day });
  return leftOfVoucher(order, one) === 0 ? refuse('voucher/inCase') : null;
}

/** What a code stands for: said before anything is redeemed. */
export async function viewVoucher(
  { code }: ParsedOf<'merchant.viewVoucher'>,
  caller: Caller,
  till: Till,
): Promise<Outcome<VoucherAtTill, LookRefusal>> {
  const one = await found(code, caller, till);
  if (!one.ok) return one;
  const [order, buyer] = await Promise.all([
    orders.get(one.value.orderId),
    members.getFields(one.value.memberId, { nickname: true }),
  ]);
  const why = whyNot(one.value, order!, caller.nowMs);
  if (why) return why;
  return done({
    ...overOf(one.value, order!),
    buyerMasked: maskName(buyer?.nickname ?? ''),
    paidAtMs: order!.paidAtMs ?? one.value.issuedAtMs,
  });
}

/**
 * Redeems pieces of a voucher, once: the voucher and its order change in one transaction, which sees what another till, a
 * refund or its end did meanwhile. With the last piece of the order nothing is to be handed over any more: it is received.
 */
export async function redeemVoucher(
  input: ParsedOf<'merchant.redeemVoucher'>,
  caller: Caller,
  till: Till,
): Promise<Outcome<Redeemed, RedeemRefusal>> {
  const looked = await found(input.code, caller, till);
  if (!looked.ok) return looked;
  const code = looked.value._id;
  return once<Redeemed, RedeemRefusal>(caller, async (transaction) => {
    const one = (await vouchers.get(code, transaction))!;
    const order = (await orders.get(one.orderId, transaction))!;
    const why = whyNot(one, order, caller.nowMs);
    if (why) return why;
    const left = leftOfVoucher(order, one);
    if (left !== input.expectedLeft) return refuse('voucher/changed', { left, atMs: one.redeemedAtMs ?? 0 });
    if (input.pieces > left) return refuse('voucher/tooFew', { left });
    await hand(order, one, input.pieces, { by: till.by, nowMs: caller.nowMs }, transaction);
    if (till.by === 'admin')
      await note(caller, 'admin.redeemVoucher', { orderId: order._id, pieces: input.pieces }, transaction);
    const { title, label } = one;
    return done({ code, title, label, pieces: input.pieces, left: left - input.pieces, atMs: caller.nowMs });
  });
}

interface Handing {
  readonly by: Till['by'];
  readonly nowMs: number;
}

/** Writes down that pieces were handed over: of the voucher, and of its order, whose one parcel of them grows. */
async function hand(
  order: OrderDocument,
  one: VoucherDocument,
  pieces: number,
  { by, nowMs }: Handing,
  transaction: Transaction,
): Promise<void> {
  const toSend = toSendOf(order);
  const isLastOfIt = (toSend.find(({ skuId }) => skuId === one.skuId)?.quantity ?? 0) === pieces;
  await endVisit(one, nowMs, transaction);
  const moved = await stepVoucher(
    one,
    isLastOfIt ? 'last.redeemed' : 'pieces.redeemed',
    {
      redeemedPieces: one.redeemedPieces + pieces,
      redeemedAtMs: nowMs,
      ...(one.visit ? { visit: null } : {}),
    },
    transaction,
  );
  invariant(moved, `${order._id} redeems a voucher that has ended`);
  await handOver(order, one.skuId, pieces, { atMs: nowMs, by, note: `核销 ${pieces} 份` }, transaction);
}
