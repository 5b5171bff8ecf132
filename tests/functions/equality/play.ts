// Plays a history through the shop's functions.
import type { PlanKind } from '@shared/contract';
import { readDecimal } from '@shared/kernel';
import { PLAN_KINDS } from '@shared/plans';
import type { OrderDocument } from '../../../cloudfunctions/_store/documents';
import {
  agreeing,
  allBack,
  changePlans,
  type Joined,
  joinMember,
  nextRequest,
  PAY_PASSWORD,
  PICTURE,
  setPayPassword,
  type TestWorld,
} from '../world';
import type { EventText, History, Manner } from './generate';

const MS_A_DAY = 86_400_000;

/** What a history left in the shop: whose account is which member's. */
export interface PlayedHistory {
  /** Accounts by the scenario's ids. */
  readonly memberIds: ReadonlyMap<string, string>;
  /** What each reversal came to, and which events were refused, by index. */
  readonly reversals: readonly { readonly event: number; readonly recovered: number; readonly refundable: number }[];
  readonly refused: readonly number[];
}

type Doing = (play: Play, event: EventText, index: number) => Promise<void>;

/** Not here: where it is held to the rules instead. */
type Elsewhere = string;
const WAYS_OUT: Elsewhere = 'tests/functions/exitHistories';

/** How each event of a scenario is done in the shop, or where it is tried instead. */
export const DOINGS: Readonly<Record<string, Doing | Elsewhere>> = {
  purchase: (play, event, index) => play.settlePurchase(event, index),
  // Points are spent in the order that they pay a part of: see the purchase behind it.
  spend: async () => {},
  accept: (play, event) => play.accept(event),
  publish: (play, event) => play.publish(event),
  sell: (play, event, index) => play.leave(event, index, 'sell'),
  exchange: (play, event, index) => play.leave(event, index, 'exchange'),
  // A redemption is of goods at their price, and a shop that pays or is paid has an owner: scenarios know neither.
  redeem: WAYS_OUT,
  pay: WAYS_OUT,
  merchantRedeem: WAYS_OUT,
  merchantSell: WAYS_OUT,
  reverse: (play, event, index) => play.reverse(event, index),
  adjust: (play, event, index) => play.adjust(event, index),
};

const microPointsOf = (points: string): number => {
  const read = readDecimal(points, 6);
  if ('fault' in read) throw new Error(read.fault);
  return read.units;
};

const fenOf = (amount: string): number => Math.round(Number(amount) * 100);

/** Plays a history in an empty shop. Every day of it is closed afterwards. */
export async function play(world: TestWorld, history: History): Promise<PlayedHistory> {
  const playing = new Play(world, history);
  await playing.open();
  const { days } = history.scenario;
  const { settleAfterDays, missed } = history.manner;
  for (let day = 1 - settleAfterDays; day <= days; day += 1) {
    await playing.day(day);
    await playing.nextMorning();
    if (!missed.has(day)) await world.cloud.trigger('dailyClose');
  }
  return {
    memberIds: new Map([...playing.members].map(([id, { memberId }]) => [id, memberId])),
    reversals: playing.reversals,
    refused: [...playing.refused, ...playing.tooLarge()].sort((a, b) => a - b),
  };
}

class Play {
  readonly members = new Map<string, Joined>();
  readonly reversals: { event: number; recovered: number; refundable: number }[] = [];
  readonly refused: number[] = [];
  /** Who has a payment password. */
  readonly #confirming = new Set<string>();
  readonly #orders = new Map<number, string>();
  readonly #morningMs: number;
  #mornings = 0;

  constructor(
    readonly world: TestWorld,
    readonly history: History,
  ) {
    this.#morningMs = world.cloud.now();
  }

  get #admin(): string {
    return this.world.admins[0];
  }

  /** Settings, plans, shops and goods. */
  async open(): Promise<void> {
    const { world, history } = this;
    const { settleAfterDays } = history.manner;
    await world.call('admin.saveSettings', { settleAfterDays, pointsUseRatioMillionths: 1_000_000 }, this.#admin);
    await world.call(
      'admin.publishPlans',
      { plans: history.scenario.plan as never, requestId: nextRequest() },
      this.#admin,
    );
    await this.#join(1 - settleAfterDays);
    const shops = [{ id: 'own' }, ...history.scenario.merchants] as readonly { id: string; owner?: string }[];
    for (const { id: shopId, owner } of shops) {
      const ownerId = owner === undefined ? undefined : this.members.get(owner)!.memberId;
      const input = { shopId, name: `店铺${shopId}`, freightFen: 0, freeFreightFromFen: 0 };
      await world.call('admin.saveShop', { ...input, ...(ownerId ? { ownerId } : {}) }, this.#admin);
    }
    await this.#stockGoods();
  }

  /** One product for each price, shop and set of plans: written as the administrator's form would have it. */
  async #stockGoods(): Promise<void> {
    const { engine } = this.world.cloud;
    const wanted = new Map<string, ReturnType<Play['goodsOf']>>();
    this.history.scenario.events.forEach((event, index) => {
      if (event.type !== 'purchase') return;
      const goods = this.goodsOf(event, index);
      wanted.set(goods._id, goods);
    });
    for (const { goods } of this.#inVain()) wanted.set(goods._id, goods);
    if (wanted.size === 0) return;
    await engine.insert('goods', [...wanted.values()]);
    await engine.insert(
      'stock',
      [...wanted.keys()].map((id) => ({ _id: `${id}-1`, goodsId: id, left: 1000, sold: 0, holds: {} })),
    );
  }

  goodsOf({ amount, merchant = 'own', plans = PLAN_KINDS }: EventText, index: number) {
    const priceFen = fenOf(amount!) + this.#spentWith(index);
    return goodsDocument(priceFen, merchant, plans);
  }

  /** Points that an order is paid with: those of the event before it. */
  #spentWith(index: number): number {
    const before = this.history.scenario.events[index - 1];
    return before?.type === 'spend' ? fenOf(before.amount!) : 0;
  }

  #inVain(): InVain[] {
    return this.history.manner.inVain.map((one) => ({ ...one, goods: goodsDocument(31_415, 'own', PLAN_KINDS) }));
  }

  /** One day, from the morning on: who signs up, what is ordered early, the events, what is received for later days. */
  async day(day: number): Promise<void> {
    const { events } = this.history.scenario;
    const { settleAfterDays, early, joinDay } = this.history.manner;
    if ([...joinDay.values()].includes(day)) await this.#join(day);
    const due = (index: number) => events[index]!.day - settleAfterDays;
    for (const [index, days] of early) if (due(index) - days === day) await this.#order(index);
    for (const one of this.#inVain()) if (one.day === day) await this.#orderInVain(one);
    for (const [index, event] of events.entries())
      if (event.day === day) await (DOINGS[event.type] as Doing)(this, event, index);
    if (settleAfterDays === 0) return;
    for (const [index, { type }] of events.entries())
      if (type === 'purchase' && due(index) === day) await this.#receive(index);
  }

  /** To nine o'clock of the next day. */
  async nextMorning(): Promise<void> {
    this.#mornings += 1;
    await this.world.cloud.advance({ until: new Date(this.#morningMs + this.#mornings * MS_A_DAY).toISOString() });
  }

  async #join(day: number): Promise<void> {
    for (const [at, { id, referrer, accepts }] of this.history.scenario.members.entries()) {
      if (this.members.has(id) || this.history.manner.joinDay.get(id)! > day) continue;
      const invitation = referrer === undefined ? undefined : this.members.get(referrer)!.inviteCode;
      const member = await joinMember(this.world, `1380000${String(at).padStart(4, '0')}`, invitation, accepts);
      this.members.set(id, member);
    }
  }

  /** Places and pays an order, has it sent. */
  async #order(index: number): Promise<void> {
    const event = this.history.scenario.events[index]!;
    const member = this.members.get(event.member!)!;
    const orderId = await this.#place(member, this.goodsOf(event, index)._id, this.#spentWith(index));
    await this.#pay(member, orderId);
    await this.#ship(orderId);
    this.#orders.set(index, orderId);
  }

  async #place(member: Joined, goodsId: string, useSpendableCents = 0): Promise<string> {
    const lines = [{ skuId: `${goodsId}-1`, quantity: 1 }];
    const input = { lines, addressId: member.addressId, useSpendableCents, requestId: nextRequest() };
    return (await this.world.call('shop.placeOrder', input, member.token)).orderId;
  }

  async #pay(member: Joined, orderId: string): Promise<void> {
    const { payment } = await this.world.call('shop.payOrder', { orderId }, member.token);
    if (payment) await this.world.cloud.pay({ outTradeNo: orderId }, 'paid');
  }

  #ship = (orderId: string): Promise<unknown> =>
    this.world.call('admin.ship', { orderId, carrier: '德邦', trackingNo: `DPK${orderId.slice(-6)}` }, this.#admin);

  /** Confirms the receipt, a second after all before: so orders are due one after the other. */
  async #receive(index: number): Promise<void> {
    if (!this.#orders.has(index)) await this.#order(index);
    const { member } = this.history.scenario.events[index]!;
    await this.world.advance('1s');
    await this.world.call(
      'shop.confirmReceipt',
      { orderId: this.#orders.get(index)! },
      this.members.get(member!)!.token,
    );
  }

  /** The moment of a purchase in a scenario is that of its settlement: the order is due now. */
  async settlePurchase(_event: EventText, index: number): Promise<void> {
    if (this.history.manner.settleAfterDays === 0) return this.#receive(index);
    const order = this.world.cloud.engine.get('orders', this.#orders.get(index)!) as unknown as { dueAtMs: number };
    if (order.dueAtMs > this.world.cloud.now())
      await this.world.cloud.advance({ until: new Date(order.dueAtMs).toISOString() });
  }

  /** What is due settles before somebody accepts: acceptance counts from then on. */
  async accept({ member, plan }: EventText): Promise<void> {
    await this.world.cloud.trigger('settlement');
    const { token } = this.members.get(member!)!;
    const { plansInForce } = await this.world.call('account.me', {}, token);
    const plans = plansInForce.filter((one) => one.plan === plan);
    if (plans.length > 0) await this.world.call('account.acceptRules', { plans }, token);
  }

  /** Sells or exchanges points, as a member does who has looked what they bring; what was due settles first. */
  async leave({ member, points }: EventText, index: number, way: 'sell' | 'exchange'): Promise<void> {
    await this.world.cloud.trigger('settlement');
    const joined = this.members.get(member!)!;
    if (!this.#confirming.has(member!)) {
      await setPayPassword(this.world, joined);
      this.#confirming.add(member!);
    }
    const microPoints = microPointsOf(points!);
    const [preview, quoted] =
      way === 'sell'
        ? (['wallet.previewSale', 'payoutFen'] as const)
        : (['wallet.previewExchange', 'issuedCents'] as const);
    const seen = await this.world.cloud.call(preview, { microPoints }, joined.token);
    const told = seen.ok ? (seen.value as { figures: Record<string, number> }).figures[quoted]! : 0;
    const input = {
      microPoints,
      ...(way === 'sell' ? { quotedFen: told } : { quotedCents: told }),
      payPassword: PAY_PASSWORD,
      requestId: nextRequest(),
    };
    const reply = await this.world.cloud.call(`wallet.${way}`, input, joined.token);
    if (!reply.ok) this.refused.push(index);
  }

  async publish({ plan }: EventText): Promise<void> {
    try {
      await changePlans(this.world, plan as never);
    } catch (error) {
      // A scenario may publish what runs; in the shop it goes on running.
      if (!String(error).includes('plan/sameAsNow')) throw error;
    }
  }

  /** By two administrators, of an order that has settled. */
  async reverse({ purchase, amount }: EventText, index: number): Promise<void> {
    await this.world.cloud.trigger('settlement');
    const orderId = this.#orders.get(this.history.scenario.events.findIndex(({ id }) => id === purchase));
    const cash = amount === undefined ? {} : { cashFen: fenOf(amount) };
    // What the rules refused is no purchase in a scenario; in the shop it is an order that gave nothing.
    if (!orderId || this.#isTooLarge(orderId)) {
      this.refused.push(index);
      return;
    }
    const done = await this.#decide('admin.proposeReversal', { orderId, ...cash, reason: '退货' }, index);
    if (done)
      this.reversals.push({
        event: index,
        recovered: done.reversal!.recoveredFen,
        refundable: done.reversal!.refundableFen,
      });
  }

  async adjust({ member, asset, add, remove }: EventText, index: number): Promise<void> {
    await this.world.cloud.trigger('settlement');
    const amount = Number(add ?? remove);
    const input = {
      memberId: this.members.get(member!)!.memberId,
      change: add === undefined ? 'remove' : 'add',
      asset,
      units: Math.round(amount * (asset === 'appreciating' ? 1_000_000 : 100)),
      reason: '补偿',
    };
    await this.#decide('admin.proposeAdjustment', input, index);
  }

  /** One administrator proposes, the other approves; a refusal is noted. */
  async #decide(action: 'admin.proposeReversal' | 'admin.proposeAdjustment', input: object, index: number) {
    const [first, second] = this.world.admins;
    const proposed = await this.world.cloud.call(action, { ...input, requestId: nextRequest() }, first);
    if (!proposed.ok) {
      this.refused.push(index);
      return null;
    }
    const { proposalId } = proposed.value as { proposalId: string };
    return this.world.call('admin.approveProposal', { proposalId }, second);
  }

  /** Orders that gave nothing, because an amount would have reached 2^53. */
  tooLarge(): number[] {
    return [...this.#orders].flatMap(([index, orderId]) => (this.#isTooLarge(orderId) ? [index] : []));
  }

  #isTooLarge(orderId: string): boolean {
    const order = this.world.cloud.engine.get('orders', orderId) as unknown as OrderDocument;
    return order.notCounted.some(({ why }) => why === 'tooLarge');
  }

  /** An order that comes to nothing: what it took is given back, and nothing accrues. */
  async #orderInVain({ member: id, ends, goods }: InVain): Promise<void> {
    const member = this.members.get(id)!;
    const orderId = await this.#place(member, goods._id);
    if (ends === 'unpaid') {
      await this.world.call('shop.cancelOrder', { orderId }, member.token);
      return;
    }
    await this.#pay(member, orderId);
    if (ends === 'sent') await this.#ship(orderId);
    await this.world.call('afterSales.apply', allBack(this.world, orderId, '不想要了'), member.token);
    if (ends === 'sent') await this.world.call('admin.answerAfterSales', agreeing(this.world, orderId), this.#admin);
  }
}

type InVain = Manner['inVain'][number] & { readonly goods: ReturnType<typeof goodsDocument> };

const goodsDocument = (priceFen: number, shopId: string, plans: readonly PlanKind[]) => {
  const _id = `g-${priceFen}-${shopId}-${PLAN_KINDS.map((kind) => (plans.includes(kind) ? kind[0] : '')).join('')}`;
  return {
    _id,
    title: `商品 ${priceFen}`,
    subtitle: '',
    pictures: [PICTURE],
    ground: 1,
    industry: 'grocery',
    kind: 'delivered',
    categoryId: 'any',
    shopId,
    unitWord: '',
    detail: [],
    options: [],
    skus: [{ skuId: `${_id}-1`, choices: [], priceFen, costFen: 0 }],
    plans: [...plans],
    takesSpendable: true,
    limitPerMember: 0,
    isOnShelf: true,
    weight: 0,
    lowestFen: priceFen,
    soldCount: 0,
    keywords: [],
    terms: [],
  };
};
