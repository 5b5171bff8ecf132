import type { GoodsKind, StayAsked } from '@shared/contract';
import { addDays, type BusinessDay } from '@shared/kernel';
import { answersOf } from '../seed/answers';
import { Chance } from '../seed/chance';
import { mixedNames, someAddress } from '../seed/people/names';
import { saidOf } from '../seed/said';
import type { Crew } from './crew';
import { confirmTransfers } from './purses';
import { chanceOf, type Ware, type Wish, wishesOf } from './shopping';

const DAY_MS = 86_400_000;
/** Numbers that nobody was given; those of the history end before them. */
const phoneOf = (number: number): string => `1380001${String(number).padStart(4, '0')}`;
const MOST_JOINED = 9_000;
const MOST_WARES = 400;
/** So long after the day that one has in mind another one does as well. */
const MOST_DAYS_ON = 14;

interface OnShelf {
  readonly _id: string;
  readonly kind?: GoodsKind;
  readonly asks?: Ware['asks'];
  readonly stay?: unknown;
  readonly limitPerMember?: number;
  readonly skus: readonly { skuId: string; priceFen: number; calendar?: unknown }[];
}

/** What can be bought, nights by the day among it, in an order that the demo's seed alone decides. */
function shelfOf({ ground }: Crew): Ware[] {
  const goods = ground.engine.find('goods', { isOnShelf: true }, { sort: { _id: 1 }, limit: MOST_WARES });
  return (goods as unknown as OnShelf[])
    .filter(({ limitPerMember }) => !limitPerMember)
    .flatMap(({ _id, kind = 'delivered', asks = [], stay, skus }) =>
      skus
        // What has no dates is agreed on by hand, which nobody does here.
        .filter(({ calendar }) => kind !== 'stay' || (stay && calendar))
        .map(({ skuId, priceFen }) => ({
          goodsId: _id,
          skuId,
          kind,
          priceFen,
          asks,
          left: Number(ground.engine.get('stock', skuId)?.left ?? 0),
        })),
    );
}

/** Every other day somebody joins, mostly by a member's invitation, and reads the rules or not. */
export async function playJoining(crew: Crew, dayNumber: number): Promise<void> {
  const chance = chanceOf(dayNumber, 3);
  const { joined, cast } = crew.life;
  if (dayNumber % 2 !== 0 || joined >= MOST_JOINED) return;
  const phone = phoneOf(joined + 1);
  const inviter = chance.happens(80) && cast.length > 0 ? chance.pick(cast).phone : null;
  const invitation = inviter ? (await crew.as(inviter, 'account.me', {}))?.inviteCode : undefined;
  if (!(await crew.join(phone, invitation))) return;
  crew.lived.joined += 1;
  const names = mixedNames(new Chance(1));
  const name = names[(joined * 7) % names.length]!;
  await crew.as(phone, 'account.updateProfile', { nickname: name });
  const me = await crew.as(phone, 'account.me', {});
  if (chance.happens(90) && me && me.plansInForce.length > 0)
    await crew.as(phone, 'account.acceptRules', { plans: me.plansInForce });
  await crew.as(phone, 'shop.saveAddress', { name, phone, ...someAddress(chance), isDefault: true });
}

/** The first nights from a day on that are to be had together; null where there are none within two weeks. */
async function nightsFor(crew: Crew, { phone, ware, aheadDays, nights }: Wish): Promise<StayAsked | null> {
  const sold = await crew.as(phone, 'shop.viewNights', { goodsId: ware.goodsId });
  const room = sold?.rooms.find(({ skuId }) => skuId === ware.skuId);
  for (let from = aheadDays; room && from < aheadDays + MOST_DAYS_ON; from += 1) {
    const wanted = room.nights.slice(from, from + nights);
    if (wanted.length < nights || wanted.some(({ left }) => left === 0)) continue;
    const today = sold!.today as BusinessDay;
    return { from: addDays(today, from), to: addDays(today, from + nights) };
  }
  return null;
}

/** Places an order and pays it, each once whatever was cut off before. */
async function order(crew: Crew, wish: Wish): Promise<void> {
  const { key, phone, ware, quantity, isPaid, later } = wish;
  const { kind, skuId, asks } = ware;
  const told = await crew.addressOf(phone);
  if (told === null) return;
  const { addressId, name } = told;
  const stay = kind === 'stay' ? await nightsFor(crew, wish) : null;
  if (kind === 'stay' && !stay) return;
  const answers = answersOf(asks, { name, phone }, crew.ground.now());
  const line = { skuId, quantity, ...(asks.length > 0 && { answers }), ...(stay && { stay }) };
  const input = { lines: [line], ...(kind === 'delivered' && { addressId }), requestId: key };
  const placed = await crew.commit(key, phone, 'shop.placeOrder', input);
  if (!placed) return;
  crew.lived.placed += 1;
  if (!isPaid) return;
  const { orderId } = placed;
  const paying = await crew.as(phone, 'shop.payOrder', { orderId });
  if (paying?.payment) await crew.ground.pay({ outTradeNo: orderId }, 'paid').catch(() => undefined);
  if (later && !crew.life.open.some((one) => one.orderId === orderId)) await crew.addOpen({ orderId, phone, ...later });
}

/** A part of the day in which those who live on buy. */
export async function playOrders(crew: Crew, dayNumber: number, slot: number): Promise<void> {
  const phones = crew.life.cast.map(({ phone }) => phone);
  const wishes = wishesOf(dayNumber, phones, shelfOf(crew));
  for (const wish of wishes) if (wish.slot === slot) await crew.once(wish.key, () => order(crew, wish));
}

/** Some say what they think of what they have received, or used. */
export async function review(crew: Crew, phone: string, orderId: string, isSent: boolean): Promise<void> {
  const said = saidOf(orderId, isSent);
  if (!said) return;
  const line = (await crew.as(phone, 'reviews.ofOrder', { orderId }))?.lines.find(({ state }) => state === 'open');
  const requestId = `life-review-${orderId}`.slice(0, 64);
  if (line) await crew.as(phone, 'reviews.write', { orderId, skuId: line.skuId, ...said, requestId });
}

interface Bought {
  readonly state?: string;
  readonly paidAtMs?: number | null;
  readonly shippedAtMs?: number | null;
  readonly vouchers?: readonly unknown[];
  readonly lines: readonly { readonly skuId: string; readonly quantity: number }[];
}

/** From when on somebody has it, and may think better of it: a code is there at once. Null before. */
const hasItSince = ({ state, vouchers, paidAtMs, shippedAtMs }: Bought): number | null =>
  state === 'shipped' ? (shippedAtMs ?? 0) : state === 'paid' && vouchers ? (paidAtMs ?? 0) : null;

/** The evening: parcels that have come are confirmed, and some want their money back. */
export async function playEvening(crew: Crew): Promise<void> {
  for (const { orderId, phone, afterDays, act } of crew.life.open) {
    const order = crew.ground.engine.get('orders', orderId) as Bought | undefined;
    const sinceMs = order ? hasItSince(order) : null;
    // What is used is used by day.
    if (order?.state === 'paid' && (sinceMs === null || act === 'confirm')) continue;
    const isDue = sinceMs !== null && sinceMs + (afterDays - 0.5) * DAY_MS <= crew.ground.now();
    if (sinceMs !== null && !isDue) continue;
    if (isDue && act === 'confirm' && (await crew.as(phone, 'shop.confirmReceipt', { orderId }))) {
      crew.lived.received += 1;
      await review(crew, phone, orderId, true);
    }
    if (isDue && order && act === 'askRefund')
      await crew.as(phone, 'afterSales.apply', {
        orderId,
        kind: 'refund',
        lines: order.lines.map(({ skuId, quantity }) => ({ skuId, quantity })),
        ...(order.state === 'paid'
          ? { reason: 'unwanted', words: '去不了了' }
          : { reason: 'notAsDescribed', words: '口味不合适' }),
        requestId: `life-refund-${orderId}`.slice(0, 64),
      });
    await crew.dropOpen(orderId);
  }
  await confirmTransfers(crew);
}
