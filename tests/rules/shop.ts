import { add, done, type Fen, fen, lesser, microShares, quotaFen, roomBeside, subtract } from '@shared/kernel';
import { orderAccount, type Posting, post, system } from '@shared/ledger';
import type { DividendPlan, PlanKind, Plans } from '@shared/plans';
import {
  type Adjustment,
  adjust,
  applyForcedExits,
  type BackingPool,
  type Counted,
  credit,
  type DividendDay,
  type DividendDayEnd,
  type DividendLine,
  dividendDayPostings,
  dividendLine,
  dividendPostings,
  endDividendDay,
  exchange,
  forcedExit,
  freezeDividendDay,
  type Member,
  type Merchant,
  merchantRedeem,
  merchantSell,
  NO_DIVIDENDS,
  NO_FORCED_EXITS,
  newMember,
  newMerchant,
  type OrderGrants,
  openPool,
  pay,
  type ReversalFigures,
  type ReversibleOrder,
  type RuleOutcome,
  redeem,
  refuse,
  reverseOrder,
  sell,
  settlePurchase,
  spend,
  standingOf,
  withDividendLine,
  withForcedExit,
} from '@shared/rules';

/** Something that is asked of a shop; amounts are in units. */
export type Command =
  | {
      readonly do: 'purchase';
      readonly member: string;
      readonly amount: number;
      /** Plans that do not count it. */
      readonly not?: readonly PlanKind[];
      /** Plans of which the referrer has no part. */
      readonly notReferrer?: readonly PlanKind[];
    }
  | { readonly do: 'sell' | 'redeem' | 'exchange'; readonly member: string; readonly points: number }
  | { readonly do: 'pay'; readonly member: string; readonly merchant: string; readonly amount: number }
  | { readonly do: 'merchantRedeem'; readonly merchant: string; readonly amount: number }
  | { readonly do: 'merchantSell'; readonly merchant: string; readonly points: number }
  | { readonly do: 'spend'; readonly member: string; readonly amount: number }
  | {
      readonly do: 'adjust';
      readonly member: string;
      readonly kind: Adjustment['kind'];
      readonly asset: Adjustment['asset'];
      readonly amount: number;
    }
  /** Without an amount all that is left. */
  | { readonly do: 'reverse'; readonly order: number; readonly amount?: number }
  | { readonly do: 'close' };

/** An order as the shop remembers it. */
export interface ShopOrder {
  readonly buyer: string;
  readonly grants: OrderGrants;
  /** The record as its reversals leave it. */
  readonly record: ReversibleOrder;
  readonly remaining: Fen;
  readonly isWaiting: boolean;
}

/** Everything between two commands. Frozen: a rule that wrote into what it is given would throw. */
export interface ShopState {
  readonly members: Readonly<Record<string, Member>>;
  readonly merchants: Readonly<Record<string, Merchant>>;
  readonly pool: BackingPool | null;
  readonly orders: readonly ShopOrder[];
  readonly turnover: Fen;
  readonly carried: Fen;
  /** The last close's dividends. */
  readonly dividends: { readonly day: DividendDay; readonly end: DividendDayEnd } | null;
}

/** Who is in a shop: members with their referrer, merchants with their owner. */
export interface People {
  readonly members: Readonly<Record<string, string | null>>;
  readonly merchants: Readonly<Record<string, string | undefined>>;
}

export const SOME_PEOPLE: People = {
  members: { A: null, B: 'A', C: 'B', D: null },
  merchants: { M: 'D', N: undefined },
};

/** A small shop that plays commands through the rules, one after the other, and keeps the postings of all. */
export class Shop {
  state: ShopState;
  readonly postings: Posting[] = [];
  /** The figures of the last command, if it was a reversal. */
  lastReversal: ReversalFigures | null = null;
  lastCommand: Command | null = null;

  constructor(
    readonly plans: Plans,
    readonly people: People = SOME_PEOPLE,
  ) {
    const opened = plans.appreciation ? openPool(plans.appreciation) : null;
    if (opened && !opened.ok) throw new Error('the seed costs too much');
    this.postings.push(...(opened?.value.postings ?? []));
    this.state = frozen({
      members: Object.fromEntries(Object.keys(people.members).map((id) => [id, newMember(id)])),
      merchants: Object.fromEntries(
        Object.entries(people.merchants).map(([id, owner]) => [id, newMerchant(id, owner)]),
      ),
      pool: opened?.value.pool ?? null,
      orders: [],
      turnover: fen(0),
      carried: fen(0),
      dividends: null,
    });
  }

  member(id: string): Member {
    return this.state.members[id]!;
  }

  merchant(id: string): Merchant {
    return this.state.merchants[id]!;
  }

  get pool(): BackingPool {
    return this.state.pool!;
  }

  /** Puts a member's, a merchant's or the pool's figures as a test wants them, past the rules. */
  given(changes: Partial<ShopState>): this {
    this.state = frozen({
      ...this.state,
      ...changes,
      members: { ...this.state.members, ...changes.members },
      merchants: { ...this.state.merchants, ...changes.merchants },
    });
    return this;
  }

  /** Plays one command. Answers what the rule answered; when it refused, nothing has changed. */
  play(command: Command): RuleOutcome<unknown> {
    const outcome = this.outcomeOf(command);
    if (!outcome.ok) return outcome;
    const { postings, reversal, ...changes } = outcome.value;
    this.postings.push(...postings);
    this.lastReversal = reversal ?? null;
    this.lastCommand = command;
    this.given(changes);
    return outcome;
  }

  private counted(amount: Fen, not: readonly PlanKind[]): Counted {
    const of = (plan: PlanKind) => (this.plans[plan] && !not.includes(plan) ? amount : null);
    return { appreciation: of('appreciation'), dividend: of('dividend'), release: of('release') };
  }

  private outcomeOf(
    command: Command,
  ): RuleOutcome<Partial<ShopState> & { postings: readonly Posting[]; reversal?: ReversalFigures }> {
    const { members, merchants, pool, orders, turnover } = this.state;
    const plan = this.plans.appreciation;
    switch (command.do) {
      case 'close':
        return done(this.close());
      case 'purchase': {
        const referrer = this.people.members[command.member];
        const takesPart = (plan: PlanKind) => !command.notReferrer?.includes(plan);
        const amount = command.amount as Fen;
        const settled = settlePurchase(
          {
            buyer: members[command.member]!,
            referrer: referrer ? members[referrer]! : null,
            pool,
            turnover,
            volumeAbove: null,
          },
          {
            id: String(orders.length),
            amount,
            counted: this.counted(amount, command.not ?? []),
            isOwnShop: false,
            referrerTakesPart: { appreciation: takesPart('appreciation'), dividend: takesPart('dividend') },
          },
          this.plans,
        );
        if (!settled.ok) return settled;
        const { state, grants, postings } = settled.value;
        const order: ShopOrder = {
          buyer: command.member,
          grants,
          record: { id: String(orders.length), amount, reversed: fen(0), ...grants },
          remaining: fen(grants.release?.granted ?? 0),
          isWaiting: true,
        };
        return done({
          members: together(state.buyer, state.referrer),
          pool: state.pool,
          turnover: state.turnover,
          orders: [...orders, order],
          postings,
        });
      }
      case 'reverse': {
        const order = orders[command.order]!;
        const referrer = this.people.members[order.buyer];
        const reversed = reverseOrder(
          {
            buyer: members[order.buyer]!,
            referrer: referrer ? members[referrer]! : null,
            pool,
            remaining: order.remaining as never,
          },
          order.record,
          (command.amount ?? order.record.amount - order.record.reversed) as Fen,
        );
        if (!reversed.ok) return reversed;
        const { state, postings, order: record } = reversed.value;
        return done({
          members: together(state.buyer, state.referrer),
          pool: state.pool,
          orders: orders.with(command.order, { ...order, record, remaining: fen(state.remaining) }),
          postings,
          reversal: reversed.value.figures,
        });
      }
      case 'spend': {
        const spent = spend(members[command.member]!, command.amount as never);
        return spent.ok ? done({ members: together(spent.value.member), postings: spent.value.postings }) : spent;
      }
      case 'pay': {
        const paid = pay(members[command.member]!, merchants[command.merchant]!, command.amount as never);
        if (!paid.ok) return paid;
        const { member, merchant, postings } = paid.value;
        return done({ members: together(member), merchants: { [merchant.id]: merchant }, postings });
      }
      case 'adjust': {
        const adjusted = adjust(members[command.member]!, pool, command as unknown as Adjustment, this.plans);
        if (!adjusted.ok) return adjusted;
        const { member, postings } = adjusted.value;
        return done({ members: together(member), pool: adjusted.value.pool, postings });
      }
    }
    if (!plan || !pool) return refuse('plan/off');
    switch (command.do) {
      case 'sell':
      case 'redeem':
      case 'exchange': {
        const rule = { sell, redeem, exchange }[command.do];
        const outcome = rule(members[command.member]!, pool, command.points as never, plan);
        if (!outcome.ok) return outcome;
        const { member, postings } = outcome.value;
        return done({ members: together(member), pool: outcome.value.pool, postings });
      }
      case 'merchantRedeem':
      case 'merchantSell': {
        const merchant = merchants[command.merchant]!;
        const outcome =
          command.do === 'merchantRedeem'
            ? merchantRedeem(merchant, pool, command.amount as never)
            : merchantSell(merchant, pool, command.points as never, plan);
        if (!outcome.ok) return outcome;
        const { postings } = outcome.value;
        return done({ merchants: { [merchant.id]: outcome.value.merchant }, pool: outcome.value.pool, postings });
      }
    }
  }

  /** The daily close: dividends, the static part of the release, forced exits, then today's grants join. */
  private close(): Partial<ShopState> & { postings: readonly Posting[] } {
    const postings: Posting[] = [];
    const members = { ...this.state.members };
    const change = (id: string, by: (member: Member) => { member: Member; postings: readonly Posting[] }) => {
      const changed = by(members[id]!);
      members[id] = changed.member;
      postings.push(...changed.postings);
    };
    const dividends = this.closeDividends(change);
    const orders = this.state.orders.map((order, at) => {
      const daily = order.record.release?.daily ?? 0;
      const { spendable, owed } = members[order.buyer]!;
      // What pays a debt does not reach the balance.
      const room = Math.min(roomBeside(spendable) + owed.spendable, Number.MAX_SAFE_INTEGER) as Fen;
      const released = order.isWaiting ? fen(0) : lesser(lesser(order.remaining, fen(daily)), room);
      postings.push(...post('remaining', orderAccount(String(at)), system.retired, released));
      change(order.buyer, (member) => credit(member, 'spendable', released as never, system.issued));
      return { ...order, remaining: subtract(order.remaining, released), isWaiting: false };
    });
    let pool = this.state.pool;
    if (this.plans.appreciation && pool) {
      let sums = NO_FORCED_EXITS;
      for (const id of Object.keys(members)) {
        const exit = forcedExit(members[id]!, pool, this.plans.appreciation);
        if (!exit) continue;
        change(id, () => exit);
        sums = withForcedExit(sums, exit.line);
      }
      const after = applyForcedExits(pool, sums);
      pool = after.pool;
      postings.push(...after.postings);
    }
    for (const id of Object.keys(members)) members[id] = joined(members[id]!);
    return { members, pool, orders, turnover: fen(0), ...dividends, postings };
  }

  private closeDividends(
    change: (id: string, by: (member: Member) => { member: Member; postings: readonly Posting[] }) => void,
  ): Partial<ShopState> {
    const plan = this.plans.dividend;
    if (!plan) return {};
    const { members, turnover, carried } = this.state;
    const day = freezeDividendDay(turnover, carried, standingOf(Object.values(members), plan), plan);
    let sums = NO_DIVIDENDS;
    for (const id of Object.keys(members)) {
      change(id, (member) => {
        const paid = payDividend(member, day, plan);
        sums = withDividendLine(sums, paid.line);
        return paid;
      });
    }
    const end = endDividendDay(day, sums);
    change(Object.keys(members)[0]!, (member) => ({ member, postings: dividendDayPostings(day, carried, end) }));
    return { carried: end.carried, dividends: { day, end } };
  }
}

/** Pays one member out of a frozen day: cash rises, quota falls by what is paid (rules §3.5). */
export function payDividend(
  member: Member,
  day: DividendDay,
  plan: DividendPlan,
): { member: Member; line: DividendLine; postings: readonly Posting[] } {
  const line = dividendLine(member, day, plan);
  const paid = add(line.paidProportional, line.paidTier);
  return {
    member: { ...member, cash: add(member.cash, paid), quota: subtract(member.quota, quotaFen(paid)) },
    line,
    postings: dividendPostings(member.id, paid),
  };
}

const joined = (member: Member): Member => ({
  ...member,
  quota: add(member.quota, member.quotaToday),
  weight: add(member.weight, member.weightToday),
  quotaToday: quotaFen(0),
  weightToday: microShares(0),
});

const together = (...members: readonly (Member | null)[]): Record<string, Member> =>
  Object.fromEntries(members.flatMap((member) => (member ? [[member.id, member]] : [])));

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

/** Points in all hands: members', merchants', the exchange reserve's and the seed. */
export const pointsInAllHands = ({ members, merchants, pool }: ShopState, seed: number): bigint =>
  [...Object.values(members), ...Object.values(merchants)].reduce(
    (sum, { points }) => sum + BigInt(points),
    BigInt(pool!.reservePoints) + BigInt(seed),
  );

/** Stable points in all hands. */
export const stableInAllHands = ({ members, merchants }: ShopState): bigint =>
  [...Object.values(members), ...Object.values(merchants)].reduce((sum, { stable }) => sum + BigInt(stable), 0n);
