import { Chance } from '../seed/chance';
import { mixedNames, someAddress } from '../seed/people/names';
import { saidOf } from '../seed/said';
import type { Crew } from './crew';
import { chanceOf, type Ware, type Wish, wishesOf } from './shopping';

const DAY_MS = 86_400_000;
/** Numbers that nobody was given; those of the history end before them. */
const phoneOf = (number: number): string => `1380001${String(number).padStart(4, '0')}`;
const MOST_JOINED = 9_000;
const MOST_WARES = 400;

/** Parcels that are sent and can be bought with nothing asked, in an order that the demo's seed alone decides. */
function shelfOf({ ground }: Crew): Ware[] {
  const goods = ground.engine.find('goods', { isOnShelf: true }, { sort: { _id: 1 }, limit: MOST_WARES });
  const rows = goods as unknown as {
    _id: string;
    kind?: string;
    asks?: readonly unknown[];
    limitPerMember?: number;
    skus: readonly { skuId: string; priceFen: number }[];
  }[];
  return rows
    .filter(
      ({ kind = 'delivered', asks = [], limitPerMember }) =>
        kind === 'delivered' && asks.length === 0 && !limitPerMember,
    )
    .flatMap(({ _id, skus }) =>
      skus.map(({ skuId, priceFen }) => ({
        goodsId: _id,
        skuId,
        priceFen,
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

/** Places an order and pays it, each once whatever was cut off before. */
async function order(crew: Crew, wish: Wish): Promise<void> {
  const { key, phone, skuId, quantity, isPaid, later } = wish;
  const addressId = await crew.addressOf(phone);
  if (addressId === null) return;
  const lines = [{ skuId, quantity }];
  const placed = await crew.as(phone, 'shop.placeOrder', { lines, addressId, requestId: key });
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
  for (const wish of wishes) if (wish.slot === slot) await order(crew, wish);
}

/** Some say what they think of what they have received. */
async function review(crew: Crew, phone: string, orderId: string): Promise<void> {
  const said = saidOf(orderId, true);
  if (!said) return;
  const line = (await crew.as(phone, 'reviews.ofOrder', { orderId }))?.lines.find(({ state }) => state === 'open');
  const requestId = `life-review-${orderId}`.slice(0, 64);
  if (line) await crew.as(phone, 'reviews.write', { orderId, skuId: line.skuId, ...said, requestId });
}

interface Sent {
  readonly state?: string;
  readonly shippedAtMs?: number;
  readonly lines: readonly { readonly skuId: string; readonly quantity: number }[];
}

/** The evening: parcels that have come are confirmed, and some want their money back. */
export async function playEvening(crew: Crew): Promise<void> {
  for (const { orderId, phone, afterDays, act } of crew.life.open) {
    const order = crew.ground.engine.get('orders', orderId) as Sent | undefined;
    if (order?.state === 'paid') continue;
    const isDue =
      order?.state === 'shipped' && (order.shippedAtMs ?? 0) + (afterDays - 0.5) * DAY_MS <= crew.ground.now();
    if (order?.state === 'shipped' && !isDue) continue;
    if (isDue && act === 'confirm' && (await crew.as(phone, 'shop.confirmReceipt', { orderId }))) {
      crew.lived.received += 1;
      await review(crew, phone, orderId);
    }
    if (isDue && act === 'askRefund')
      await crew.as(phone, 'afterSales.apply', {
        orderId,
        kind: 'refund',
        lines: order.lines.map(({ skuId, quantity }) => ({ skuId, quantity })),
        reason: 'notAsDescribed',
        words: '口味不合适',
        requestId: `life-refund-${orderId}`.slice(0, 64),
      });
    await crew.dropOpen(orderId);
  }
}
