import { type Fen, fen, invariant } from '@shared/kernel';
import type { Posting } from '@shared/ledger';
import {
  type BackingPool,
  exchange,
  type Member,
  type Merchant,
  merchantRedeem,
  merchantSell,
  newMember,
  newMerchant,
  openPool,
  pay,
  type RuleOutcome,
  redeem,
  refuse,
  sell,
  settlePurchase,
  spend,
} from '../rules';
import { type Forest, plantForest, VolumeAtTop } from './forest';
import { ReleaseBook } from './releaseBook';
import type { Scenario, ScenarioEvent } from './scenario';

/** Told of every set of postings of a run: tests sum them and compare with the balances. */
export type OnPostings = (postings: readonly Posting[]) => void;

/** The state of a run between two events. */
export class World {
  readonly members: Member[];
  readonly merchants: Merchant[];
  readonly forest: Forest;
  readonly release: ReleaseBook | null;
  pool: BackingPool | null = null;
  /** Cash settled today. */
  turnover: Fen = fen(0);
  /** What the dividends carry to the next close. */
  carried: Fen = fen(0);
  private readonly memberIndex = new Map<string, number>();
  private readonly merchantIndex = new Map<string, number>();
  private readonly volumes: VolumeAtTop | null;

  constructor(
    readonly scenario: Scenario,
    readonly onPostings: OnPostings | undefined,
  ) {
    const { plans } = scenario;
    this.members = scenario.members.map(({ id }, index) => {
      this.memberIndex.set(id, index);
      return newMember(id);
    });
    this.merchants = scenario.merchants.map((id, index) => {
      this.merchantIndex.set(id, index);
      return newMerchant(id);
    });
    this.forest = plantForest(scenario.members);
    this.release = plans.release ? new ReleaseBook(this.forest, plans.release) : null;
    this.volumes = plans.release ? new VolumeAtTop(this.forest, plans.release.teamVolumeIncludesOwn) : null;
    if (plans.appreciation) {
      const opened = openPool(plans.appreciation);
      invariant(opened.ok, 'the seed was checked with the plan');
      this.pool = opened.value.pool;
      onPostings?.(opened.value.postings);
    }
  }

  /** Applies one event, or answers why the rules refuse it; then nothing has changed. */
  apply(event: ScenarioEvent, index: number): RuleOutcome<unknown> {
    switch (event.type) {
      case 'purchase':
        return this.purchase(event, index);
      case 'spend':
        return this.spend(event);
      case 'pay':
        return this.pay(event);
      case 'merchantRedeem':
      case 'merchantSell':
        return this.ofMerchant(event);
      default:
        return this.ofPoints(event);
    }
  }

  private purchase(event: Extract<ScenarioEvent, { type: 'purchase' }>, index: number): RuleOutcome<unknown> {
    const at = this.indexOfMember(event.member);
    const referrerAt = this.forest.sponsor[at]!;
    const settled = settlePurchase(
      {
        buyer: this.members[at]!,
        referrer: referrerAt < 0 ? null : this.members[referrerAt]!,
        pool: this.pool,
        turnover: this.turnover,
        volumeAbove: this.volumes?.above(at) ?? null,
      },
      { id: String(index), amount: event.amount },
      this.scenario.plans,
    );
    if (!settled.ok) return settled;
    const { state, grants, postings } = settled.value;
    this.members[at] = state.buyer;
    if (referrerAt >= 0) this.members[referrerAt] = state.referrer!;
    this.pool = state.pool;
    this.turnover = state.turnover;
    if (state.volumeAbove !== null) this.volumes?.set(at, state.volumeAbove);
    this.release?.book(index, at, event.day, event.amount, grants.release);
    this.onPostings?.(postings);
    return settled;
  }

  private ofPoints(event: Extract<ScenarioEvent, { type: 'sell' | 'redeem' | 'exchange' }>): RuleOutcome<unknown> {
    const plan = this.scenario.plans.appreciation;
    if (!plan || !this.pool) return refuse('plan/off');
    const at = this.indexOfMember(event.member);
    const action = { sell, redeem, exchange }[event.type];
    const outcome = action(this.members[at]!, this.pool, event.points, plan);
    if (!outcome.ok) return outcome;
    this.members[at] = outcome.value.member;
    this.pool = outcome.value.pool;
    this.onPostings?.(outcome.value.postings);
    return outcome;
  }

  private pay(event: Extract<ScenarioEvent, { type: 'pay' }>): RuleOutcome<unknown> {
    if (!this.scenario.plans.appreciation) return refuse('plan/off');
    const at = this.indexOfMember(event.member);
    const merchantAt = this.merchantIndex.get(event.merchant)!;
    const outcome = pay(this.members[at]!, this.merchants[merchantAt]!, event.amount);
    if (!outcome.ok) return outcome;
    this.members[at] = outcome.value.member;
    this.merchants[merchantAt] = outcome.value.merchant;
    this.onPostings?.(outcome.value.postings);
    return outcome;
  }

  private ofMerchant(event: Extract<ScenarioEvent, { type: 'merchantRedeem' | 'merchantSell' }>): RuleOutcome<unknown> {
    const plan = this.scenario.plans.appreciation;
    if (!plan || !this.pool) return refuse('plan/off');
    const at = this.merchantIndex.get(event.merchant)!;
    const merchant = this.merchants[at]!;
    const outcome =
      event.type === 'merchantRedeem'
        ? merchantRedeem(merchant, this.pool, event.amount)
        : merchantSell(merchant, this.pool, event.points, plan);
    if (!outcome.ok) return outcome;
    this.merchants[at] = outcome.value.merchant;
    this.pool = outcome.value.pool;
    this.onPostings?.(outcome.value.postings);
    return outcome;
  }

  private spend(event: Extract<ScenarioEvent, { type: 'spend' }>): RuleOutcome<unknown> {
    if (!this.scenario.plans.release) return refuse('plan/off');
    const at = this.indexOfMember(event.member);
    const outcome = spend(this.members[at]!, event.amount);
    if (!outcome.ok) return outcome;
    this.members[at] = outcome.value.member;
    this.onPostings?.(outcome.value.postings);
    return outcome;
  }

  private indexOfMember(id: string): number {
    return this.memberIndex.get(id)!;
  }
}
