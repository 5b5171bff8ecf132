import { exitQuotaFen, invariant, MAX_AMOUNT } from '@shared/kernel';
import type { AppreciationPlan } from '@shared/plans';
import {
  type BackingPool,
  exchange,
  merchantRedeem,
  merchantSell,
  newMember,
  newMerchant,
  openPool,
  previewDividendGrant,
  purchasePoints,
  type RuleOutcome,
  redeem,
  sell,
} from '../../rules';
import type { DayResult, SimulationResult } from '../result';
import type { Scenario, ScenarioEvent } from '../scenario';
import { ExactSum } from './sum';

/** What the accepted events of one day moved, which a day's result does not itself tell. All in fen, or cents. */
export class DayFlows {
  /** Cash paid into the pool by purchases. */
  readonly contributed = new ExactSum();
  /** Paid out of the pool: to members for points, for goods, to merchants for points. */
  readonly sold = new ExactSum();
  readonly redeemed = new ExactSum();
  readonly merchantSold = new ExactSum();
  /** Stable points issued for points. */
  readonly exchanged = new ExactSum();
  /** Dividend quota granted, to buyers and referrers. */
  readonly quotaGranted = new ExactSum();
}

/** Told of what a member was credited by an event of their own: the member's index, and fen. */
export type OnCredit = (member: number, amount: number) => void;

// Somebody who may do what an accepted event did. What it moves follows from the pool and from what is asked alone;
// that the holder had it was settled when the run accepted it.
const HOLDER = { ...newMember(''), exitQuota: exitQuotaFen(MAX_AMOUNT) };
const BUYER = newMember('');
const MERCHANT = newMerchant('');

/**
 * Takes the accepted events of a run once more through the rules, each day from the pool that the close before it
 * left, and answers what each day's events moved, by day from 0. No balances, no closes: one pass over the events.
 */
export function flowsOf(scenario: Scenario, result: SimulationResult, onCredit: OnCredit): readonly DayFlows[] {
  const { plans, members } = scenario;
  const indexOf = new Map(members.map(({ id }, at) => [id, at]));
  const eventsOf = acceptedByDay(scenario, result);
  let pool = plans.appreciation ? opened(plans.appreciation) : null;
  return result.days.map((day, index) => {
    const flows = new DayFlows();
    for (const event of eventsOf[index]!) {
      const at = 'member' in event ? indexOf.get(event.member)! : -1;
      const hasReferrer = at >= 0 && members[at]!.referrer !== undefined;
      if (event.type === 'purchase' && plans.dividend) {
        const grant = previewDividendGrant(event.amount, hasReferrer, plans.dividend);
        flows.quotaGranted.add(grant.buyerQuota);
        flows.quotaGranted.add(grant.referrerQuota);
      }
      if (plans.appreciation && pool)
        pool = moved(pool, event, hasReferrer, plans.appreciation, flows, (amount) => onCredit(at, amount));
    }
    pool = closed(day);
    return flows;
  });
}

function acceptedByDay(scenario: Scenario, result: SimulationResult): readonly ScenarioEvent[][] {
  const refused = new Set(result.refused.map(({ event }) => event));
  const byDay: ScenarioEvent[][] = result.days.map(() => []);
  scenario.events.forEach((event, index) => {
    if (!refused.has(index)) byDay[event.day - 1]!.push(event);
  });
  return byDay;
}

function opened(plan: AppreciationPlan): BackingPool {
  return accepted(openPool(plan)).pool;
}

/** The pool as a day's close left it. */
function closed({ appreciation }: DayResult): BackingPool | null {
  if (!appreciation) return null;
  const { price, sweptToPlatform, forcedExits: _, ...figures } = appreciation;
  return { ...figures, lastPrice: price, swept: sweptToPlatform };
}

function accepted<T>(outcome: RuleOutcome<T>): T {
  invariant(outcome.ok, 'an event that the run accepted is refused');
  return outcome.value;
}

/** The pool after one accepted event, and what the event moved. */
function moved(
  pool: BackingPool,
  event: ScenarioEvent,
  hasReferrer: boolean,
  plan: AppreciationPlan,
  flows: DayFlows,
  credit: (amount: number) => void,
): BackingPool {
  switch (event.type) {
    case 'purchase': {
      const bought = purchasePoints(BUYER, hasReferrer ? BUYER : null, pool, event.amount, plan);
      flows.contributed.add(bought.grant.contribution);
      return bought.pool;
    }
    case 'sell':
    case 'redeem': {
      const action = event.type === 'sell' ? sell : redeem;
      const out = accepted(action({ ...HOLDER, points: event.points }, pool, event.points, plan));
      (event.type === 'sell' ? flows.sold : flows.redeemed).add(out.figures.payout);
      credit(out.figures.payout);
      return out.pool;
    }
    case 'exchange': {
      const out = accepted(exchange({ ...HOLDER, points: event.points }, pool, event.points, plan));
      flows.exchanged.add(out.figures.issued);
      credit(out.figures.issued);
      return out.pool;
    }
    case 'merchantRedeem':
      return accepted(merchantRedeem({ ...MERCHANT, stable: event.amount }, pool, event.amount)).pool;
    case 'merchantSell': {
      const out = accepted(merchantSell({ ...MERCHANT, points: event.points }, pool, event.points, plan));
      flows.merchantSold.add(out.figures.payout);
      return out.pool;
    }
    default:
      return pool;
  }
}
