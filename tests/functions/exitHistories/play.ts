// Plays a history of ways out: members and a shop one after another, some held between two of their steps while others
// do their whole work, some killed there and sent again, some sent twice at once; purchases settle and days close between.
import { actionNamed, commonRefusals } from '@shared/contract';
import * as fc from 'fast-check';
import type { Reply } from '../../../localcloud';
import { buy, type Joined, nextRequest, PAY_PASSWORD } from '../world';
import {
  type Call,
  confirm,
  DRAWS,
  type Draw,
  drawCallOf,
  drawFaults,
  endOfDraws,
  isSame,
  withdrawalsOf,
} from './draws';
import { ask, faultsOf, type Market, merchantOf, paymentsOf, poolOf, SHOP, walletOf } from './market';

type Deed =
  | 'sell'
  | 'exchange'
  | 'pay'
  | 'redeem'
  | 'shopSell'
  | 'giveBack'
  | Draw
  | 'confirm'
  | 'buy'
  | 'settle'
  | 'sweep'
  | 'hours'
  | 'nextDay';

/** How a deed meets another: alone, made twice at once, killed at one of its seams, or with another at it. */
type Meeting =
  | { readonly is: 'alone' }
  | { readonly is: 'twice' }
  | { readonly is: 'killed'; readonly seam: number }
  | { readonly is: 'beside'; readonly seam: number; readonly other: Deed; readonly by: number | null };

export interface Moment {
  readonly deed: Deed;
  readonly by: number;
  /** In percent of what is held: above 100 it is more than that. */
  readonly share: number;
  readonly meeting: Meeting;
}

const seamNo = fc.integer({ min: 1, max: 24 });
const deed = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom<Deed>('sell', 'exchange', 'pay') },
  { weight: 5, arbitrary: fc.constantFrom<Deed>('redeem', 'shopSell', 'giveBack') },
  { weight: 9, arbitrary: fc.constantFrom<Deed>('draw', 'look', 'order') },
  { weight: 5, arbitrary: fc.constantFrom<Deed>('review', 'payOrder', 'cancel') },
  { weight: 2, arbitrary: fc.constantFrom<Deed>('giveUp', 'stop') },
  { weight: 6, arbitrary: fc.constantFrom<Deed>('confirm', 'sweep', 'hours') },
  { weight: 3, arbitrary: fc.constantFrom<Deed>('buy', 'settle') },
  { weight: 1, arbitrary: fc.constant<Deed>('nextDay') },
);
const by = fc.nat(3);
/** Every other meeting is of two deeds of one member: those want the same balance. */
const meetingBy = fc.option(by, { nil: null });

/** Histories by chance. */
export const histories = (most: number): fc.Arbitrary<Moment[]> =>
  fc.array(
    fc.record({
      deed,
      by,
      share: fc.integer({ min: 1, max: 110 }),
      meeting: fc.oneof(
        { weight: 8, arbitrary: fc.constant<Meeting>({ is: 'alone' }) },
        { weight: 3, arbitrary: fc.constant<Meeting>({ is: 'twice' }) },
        { weight: 1, arbitrary: fc.record({ is: fc.constant('killed' as const), seam: seamNo }) },
        {
          weight: 5,
          arbitrary: fc.record({ is: fc.constant('beside' as const), seam: seamNo, other: deed, by: meetingBy }),
        },
      ),
    }),
    { minLength: most, maxLength: most },
  );

const partOf = (held: number, share: number): number => Math.floor((held * share) / 100);
const confirmed = () => ({ payPassword: PAY_PASSWORD, requestId: nextRequest() });

/** What a preview says, 0 where it refuses: the act is refused then as well. */
async function quoteOf(market: Market, call: Omit<Call, 'input'> & { input: object }, figure: string): Promise<number> {
  const reply = await ask(market, call.action, call.input as Call['input'], call.token);
  return reply.ok ? Number((reply.value as { figures: Record<string, number> }).figures[figure]) : 0;
}

/** The call of a deed; null where it cannot be made, or is no call of a member's. */
async function callOf(market: Market, what: Deed, member: Joined, share: number): Promise<Call | null> {
  const { owner } = market;
  const wallet = walletOf(market, member);
  const merchant = merchantOf(market);
  const { token } = member;
  switch (what) {
    case 'sell': {
      const input = { microPoints: partOf(wallet.pointsMicroPoints, share) };
      const quotedFen = await quoteOf(market, { action: 'wallet.previewSale', input, token }, 'payoutFen');
      return { action: 'wallet.sell', input: { ...input, quotedFen, ...confirmed() }, token };
    }
    case 'exchange': {
      const input = { microPoints: partOf(wallet.pointsMicroPoints, share) };
      const quotedCents = await quoteOf(market, { action: 'wallet.previewExchange', input, token }, 'issuedCents');
      return { action: 'wallet.exchange', input: { ...input, quotedCents, ...confirmed() }, token };
    }
    case 'pay': {
      const input = { payee: { shopId: SHOP }, amountCents: partOf(wallet.stableCents, share), note: '' };
      return { action: 'wallet.payMerchant', input: { ...input, ...confirmed() }, token };
    }
    case 'redeem': {
      const asked = { action: 'merchant.previewRedemption', token: owner.token } as const;
      const input = { cents: partOf(merchant?.stableCents ?? 0, share) };
      const quotedMicroPoints = await quoteOf(market, { ...asked, input }, 'microPoints');
      return {
        action: 'merchant.redeemStable',
        input: { ...input, quotedMicroPoints, ...confirmed() },
        token: owner.token,
      };
    }
    case 'shopSell': {
      const asked = { action: 'merchant.previewSale', token: owner.token } as const;
      const input = { microPoints: partOf(merchant?.pointsMicroPoints ?? 0, share) };
      const quotedFen = await quoteOf(market, { ...asked, input }, 'payoutFen');
      return { action: 'merchant.sellPoints', input: { ...input, quotedFen, ...confirmed() }, token: owner.token };
    }
    case 'giveBack': {
      const payments = paymentsOf(market);
      const payment = payments[share % Math.max(payments.length, 1)];
      if (!payment) return null;
      const input = { paymentId: payment._id, requestId: nextRequest() };
      return { action: 'merchant.givePaymentBack', input, token: owner.token };
    }
    default:
      return isDraw(what) ? drawCallOf(market, what, member, share) : null;
  }
}

const isDraw = (what: Deed): what is Draw => (DRAWS as readonly string[]).includes(what);

/** How often each action was done and refused, by code. */
export type Tally = Map<string, number>;

class Player {
  readonly faults: string[] = [];
  readonly told: string[] = [];
  constructor(
    readonly market: Market,
    readonly tally: Tally,
  ) {}

  async make({ action, input, token }: Call, isKilled = false): Promise<Reply> {
    const reply = await ask(this.market, action, input, token);
    const code = reply.ok ? 'ok' : reply.code;
    this.tally.set(`${action} ${code}`, (this.tally.get(`${action} ${code}`) ?? 0) + 1);
    const known: readonly string[] = [...(actionNamed(action)?.refusals ?? []), ...commonRefusals];
    if (!isKilled && !reply.ok && (!known.includes(code) || code === 'internal'))
      this.faults.push(`${action}: ${code} ${reply.message}`, ...this.market.world.cloud.logs().slice(-3));
    return reply;
  }

  /** What is no call of a member's: a purchase, a settlement, a day that ends. */
  async pass(what: Deed, member: Joined): Promise<void> {
    const { world } = this.market;
    if (what === 'sweep') await world.cloud.trigger('settlement');
    if (what === 'hours') await world.advance('3h');
    if (what === 'confirm')
      for (const { _id, memberId, isOpen } of withdrawalsOf(this.market))
        if (isOpen && memberId === member.memberId) await confirm(this.market, _id);
    if (what === 'buy') await buy(world, member, 'apple-1');
    if (what === 'settle') {
      await world.advance('1m');
      await world.cloud.trigger('settlement');
    }
    if (what === 'nextDay') {
      await world.advance('1d');
      for (let times = 0; times < 2; times += 1) await world.cloud.trigger('dailyClose');
    }
  }

  async play({ deed: what, by: who, share, meeting }: Moment): Promise<void> {
    const { market } = this;
    const before = poolOf(market);
    const member = market.members[who]!;
    const call = await callOf(market, what, member, share);
    this.told.push(`${what} by ${who}, ${share} %, ${JSON.stringify(meeting)}`);
    if (!call) await this.pass(what, member);
    else if (meeting.is === 'alone') await this.make(call);
    else if (meeting.is === 'twice') {
      const [one, two] = await Promise.all([this.make(call), this.make(call)]);
      if (!isSame(one, two, call.same)) this.faults.push(`twice: ${JSON.stringify(one)}, then ${JSON.stringify(two)}`);
    } else await this.#meet(call, meeting, who);
    market.seam.open();
    this.faults.push(...faultsOf(market, before), ...drawFaults(market));
  }

  async #meet(call: Call, meeting: Extract<Meeting, { seam: number }>, who: number): Promise<void> {
    const { market } = this;
    const other =
      meeting.is === 'beside' ? await callOf(market, meeting.other, market.members[meeting.by ?? who]!, 50) : null;
    const held = market.seam.holdStep(meeting.seam);
    const running = this.make(call, meeting.is === 'killed');
    const isHeld = await Promise.race([held.reached.then(() => true), running.then(() => false)]);
    if (!isHeld) return;
    if (meeting.is === 'killed') {
      market.world.cloud.killWorker();
      held.release();
      await running;
      const again = await this.make(call);
      const once = await this.make(call);
      if (!isSame(again, once, call.same)) this.faults.push('sent again it was something else');
      return;
    }
    // Whoever has written in a transaction would only be waited for.
    const isWaitedFor = held.isLocking();
    if (other && !isWaitedFor) await this.make(other);
    if (!isWaitedFor && meeting.is === 'beside' && meeting.other === 'sweep')
      await market.world.cloud.trigger('settlement');
    held.release();
    await running;
  }
}

/** What went wrong in a history: nothing, or the faults and what was done until then. */
export async function faultsIn(market: Market, history: readonly Moment[], tally: Tally): Promise<string[]> {
  const player = new Player(market, tally);
  for (const moment of history) {
    await player.play(moment);
    if (player.faults.length > 0) return [...player.faults, ...player.told];
  }
  const faults = await endOfDraws(market);
  return faults.length > 0 ? [...faults, ...player.told] : [];
}
