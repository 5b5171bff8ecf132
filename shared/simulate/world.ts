import { done, type Fen, fen, invariant, subtract } from '@shared/kernel';
import type { Posting } from '@shared/ledger';
import { PLAN_KINDS, type Plans } from '@shared/plans';
import {
  adjust,
  type BackingPool,
  type Counted,
  exchange,
  giveEdition,
  issueSeries,
  type Member,
  type Merchant,
  merchantRedeem,
  merchantSell,
  openPool,
  pay,
  type ReversibleOrder,
  type RuleOutcome,
  redeem,
  refuse,
  reverseOrder,
  sell,
  settlePurchase,
  spend,
  takeEdition,
  whyNotCounted,
} from '../rules';
import { plantForest } from './forest';
import { PageBook } from './pageBook';
import { People } from './people';
import { NOTHING_ASKED, type Played } from './played';
import type { Scenario, ScenarioEvent } from './scenario';
import { Shelf } from './shelf';

/** Told of every set of postings of a run: tests sum them and compare with the balances. */
export type OnPostings = (postings: readonly Posting[]) => void;

type EventOf<Type extends ScenarioEvent['type']> = Extract<ScenarioEvent, { type: Type }>;

/** What an event changes; what is left out stays as it is. */
interface Changes {
  readonly member?: Member;
  readonly merchant?: Merchant;
  readonly pool?: BackingPool | null;
  readonly postings: readonly Posting[];
}

/** A purchase that can be reversed, and whose it is. */
interface NamedPurchase {
  readonly event: number;
  readonly buyer: number;
  order: ReversibleOrder;
}

/** The state of a run between two events. */
export class World {
  readonly people: People;
  readonly book: PageBook;
  readonly shelf: Shelf;
  /** In force today. */
  plans: Plans;
  pool: BackingPool | null = null;
  /** The cash of today's turnover. */
  turnover: Fen = fen(0);
  /** What the dividends carry to the next close. */
  carried: Fen = fen(0);
  /** Published today, in force from tomorrow. */
  private published: Plans = {};
  private readonly purchases = new Map<string, NamedPurchase>();

  constructor(
    readonly scenario: Scenario,
    readonly onPostings: OnPostings | undefined,
  ) {
    this.plans = scenario.plans;
    this.people = new People(scenario.members, scenario.merchants);
    this.book = new PageBook(plantForest(scenario.members));
    this.shelf = new Shelf(scenario, (merchant) => this.people.indexOfMerchant(merchant));
    for (const { id, supply } of scenario.series) onPostings?.(issueSeries(id, supply));
    if (!scenario.plans.appreciation) return;
    const opened = openPool(scenario.plans.appreciation);
    invariant(opened.ok, 'the seed was checked with the plan');
    this.pool = opened.value.pool;
    onPostings?.(opened.value.postings);
  }

  get members(): Member[] {
    return this.people.members;
  }

  /** A new day: what was published the day before comes into force (rules §5 A plan changed). */
  beginDay(): void {
    this.plans = { ...this.plans, ...this.published };
    this.published = {};
  }

  /** Applies one event, or answers why the rules refuse it; then nothing has changed. */
  apply(event: ScenarioEvent, index: number): RuleOutcome<Played> {
    switch (event.type) {
      case 'purchase':
        return this.purchase(event, index);
      case 'reverse':
        return this.reverse(event);
      case 'collect':
        return this.collect(event);
      case 'give':
        return this.give(event);
      case 'accept':
        this.people.accept(this.people.indexOf(event.member), event.plan);
        return done(NOTHING_ASKED);
      case 'publish':
        this.published = { ...this.published, ...event.plan };
        return done(NOTHING_ASKED);
      case 'spend':
        return this.spend(event);
      case 'pay':
        return this.pay(event);
      case 'adjust':
        return this.adjust(event);
      case 'merchantRedeem':
      case 'merchantSell':
        return this.ofMerchant(event);
      default:
        return this.ofPoints(event);
    }
  }

  private purchase(event: EventOf<'purchase'>, index: number): RuleOutcome<Played> {
    const { people, book, plans } = this;
    const { amount } = event;
    const at = people.indexOf(event.member);
    const referrerAt = book.forest.referrer[at]!;
    const isOwnShop =
      event.merchant !== undefined &&
      people.merchants[people.indexOfMerchant(event.merchant)]!.ownerId === event.member;
    const settled = settlePurchase(
      {
        buyer: this.members[at]!,
        referrer: this.members[referrerAt] ?? null,
        pool: this.pool,
        turnover: this.turnover,
        volumeAbove: plans.release ? book.volumeAbove(at, plans.release.teamVolumeIncludesOwn) : null,
      },
      {
        id: String(index),
        amount,
        counted: this.counted(event, at, isOwnShop),
        isOwnShop,
        referrerTakesPart: {
          appreciation: people.hasAccepted(referrerAt, 'appreciation'),
          dividend: people.hasAccepted(referrerAt, 'dividend'),
        },
      },
      plans,
    );
    if (!settled.ok) return settled;
    const { state, grants, postings } = settled.value;
    this.members[at] = state.buyer;
    if (state.referrer) this.members[referrerAt] = state.referrer;
    this.pool = state.pool;
    this.turnover = state.turnover;
    if (grants.release) book.addVolume(at, grants.release.counted);
    if (grants.release?.level) book.book(index, at, event.day, amount, grants.release);
    if (event.id !== undefined)
      this.purchases.set(event.id, {
        event: index,
        buyer: at,
        order: { id: String(index), amount, reversed: fen(0), ...grants },
      });
    this.onPostings?.(postings);
    return done({ purchase: { amount, grants } });
  }

  /** What each plan counts of a purchase: all of it or nothing (rules §5 Who counts). */
  private counted({ amount, plans }: EventOf<'purchase'>, buyer: number, isOwnShop: boolean): Counted {
    const counted = PLAN_KINDS.map((kind) => {
      const why = whyNotCounted({
        isNamed: plans === undefined || plans.includes(kind),
        isOn: this.plans[kind] !== undefined,
        isOwnShop,
        hasAccepted: this.people.hasAccepted(buyer, kind),
      });
      return [kind, why === null ? amount : null];
    });
    return Object.fromEntries(counted) as Counted;
  }

  private reverse({ purchase, amount }: EventOf<'reverse'>): RuleOutcome<Played> {
    const named = this.purchases.get(purchase);
    if (!named) return refuse('reversal/notSettled', { order: purchase });
    const { event, buyer, order } = named;
    const referrerAt = this.book.forest.referrer[buyer]!;
    const reversed = reverseOrder(
      {
        buyer: this.members[buyer]!,
        referrer: this.members[referrerAt] ?? null,
        pool: this.pool,
        remaining: this.book.remainingOf(event),
      },
      order,
      amount ?? subtract(order.amount, order.reversed),
    );
    if (!reversed.ok) return reversed;
    const { state, order: after, figures, postings } = reversed.value;
    this.members[buyer] = state.buyer;
    if (state.referrer) this.members[referrerAt] = state.referrer;
    this.pool = state.pool;
    named.order = after;
    if (after.release) {
      this.book.addVolume(buyer, -figures.volume);
      this.book.reverse(event, subtract(after.amount, after.reversed), after.release, state.remaining);
    }
    this.onPostings?.(postings);
    return done({ reversal: figures });
  }

  private ofPoints(event: EventOf<'sell' | 'redeem' | 'exchange'>): RuleOutcome<Played> {
    const plan = this.plans.appreciation;
    if (!plan || !this.pool) return refuse('plan/off');
    const at = this.people.indexOf(event.member);
    const member = this.members[at]!;
    if (event.type === 'exchange') {
      const exchanged = exchange(member, this.pool, event.points, plan);
      return exchanged.ok ? this.keep(at, exchanged.value, { exchange: exchanged.value.figures }) : exchanged;
    }
    const sold = (event.type === 'sell' ? sell : redeem)(member, this.pool, event.points, plan);
    return sold.ok ? this.keep(at, sold.value, { sale: sold.value.figures }) : sold;
  }

  private pay(event: EventOf<'pay'>): RuleOutcome<Played> {
    if (!this.plans.appreciation) return refuse('plan/off');
    const at = this.people.indexOf(event.member);
    const merchantAt = this.people.indexOfMerchant(event.merchant);
    const paid = pay(this.members[at]!, this.people.merchants[merchantAt]!, event.amount);
    return paid.ok ? this.keep(at, paid.value, NOTHING_ASKED, merchantAt) : paid;
  }

  private ofMerchant(event: EventOf<'merchantRedeem' | 'merchantSell'>): RuleOutcome<Played> {
    const plan = this.plans.appreciation;
    if (!plan || !this.pool) return refuse('plan/off');
    const at = this.people.indexOfMerchant(event.merchant);
    const merchant = this.people.merchants[at]!;
    if (event.type === 'merchantRedeem') {
      const redeemed = merchantRedeem(merchant, this.pool, event.amount);
      return redeemed.ok ? this.keep(-1, redeemed.value, NOTHING_ASKED, at) : redeemed;
    }
    const sold = merchantSell(merchant, this.pool, event.points, plan);
    return sold.ok ? this.keep(-1, sold.value, { sale: sold.value.figures }, at) : sold;
  }

  private spend(event: EventOf<'spend'>): RuleOutcome<Played> {
    if (!this.plans.release) return refuse('plan/off');
    const at = this.people.indexOf(event.member);
    const spent = spend(this.members[at]!, event.amount);
    return spent.ok ? this.keep(at, spent.value, NOTHING_ASKED) : spent;
  }

  private collect(event: EventOf<'collect'>): RuleOutcome<Played> {
    const at = this.people.indexOf(event.member);
    const { merchantAt, ...of } = this.shelf.taking(event.series, event.member);
    const shop = this.people.merchants[merchantAt] ?? null;
    const { pool } = this;
    const taken = takeEdition({ ...of, member: this.members[at]!, shop, pool, plan: this.plans.appreciation });
    if (!taken.ok) return taken;
    const { shop: merchant, paid, ...changes } = taken.value;
    this.shelf.take(event.series, event.member, event.day);
    return this.keep(at, { ...changes, ...(merchant ? { merchant } : {}) }, { collected: paid }, merchantAt);
  }

  private give({ member, to, series, day }: EventOf<'give'>): RuleOutcome<Played> {
    const gift = this.shelf.gift(series, member, day);
    if (!gift) return refuse('giving/nothing');
    const given = giveEdition({ from: member, to, ...gift }, this.shelf.terms);
    if (!given.ok) return given;
    this.shelf.give(series, member, to, day);
    return this.keep(-1, given.value, NOTHING_ASKED);
  }

  private adjust(event: EventOf<'adjust'>): RuleOutcome<Played> {
    const at = this.people.indexOf(event.member);
    const adjusted = adjust(this.members[at]!, this.pool, event.adjustment, this.plans);
    return adjusted.ok ? this.keep(at, adjusted.value, { adjustment: adjusted.value.figures }) : adjusted;
  }

  private keep(at: number, changes: Changes, played: Played, merchantAt = -1): RuleOutcome<Played> {
    if (changes.member) this.members[at] = changes.member;
    if (changes.merchant) this.people.merchants[merchantAt] = changes.merchant;
    if (changes.pool !== undefined) this.pool = changes.pool;
    this.onPostings?.(changes.postings);
    return done(played);
  }
}
