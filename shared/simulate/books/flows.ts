import type { Posting } from '@shared/ledger';
import type { Played } from '../played';
import { runScenario } from '../run';
import type { Scenario, ScenarioEvent } from '../scenario';
import { ExactSum } from './exactSum';

/** What the events of one day moved, which a day's result does not itself tell. All in fen, or cents. */
export class DayFlows {
  /** Cash paid into the pool by purchases, by the platform for points that it adds, and for points that it takes away. */
  readonly contributed = new ExactSum();
  readonly funded = new ExactSum();
  readonly boughtBack = new ExactSum();
  /** Paid out of the pool: to members for points, for goods, to merchants for points. */
  readonly sold = new ExactSum();
  readonly redeemed = new ExactSum();
  readonly merchantSold = new ExactSum();
  /** Stable points issued for points. */
  readonly exchanged = new ExactSum();
  /** Paid out of the pool for points of reversed orders, and what may be paid back for them. */
  readonly recovered = new ExactSum();
  readonly refundable = new ExactSum();
  /** Dividend quota granted, to buyers and referrers; release points granted. */
  readonly quotaGranted = new ExactSum();
  readonly releaseGranted = new ExactSum();
  /** Quota that members hold, and release points that orders hold, as the day's close leaves them. */
  quotaOwed = 0n;
  releaseOwed = 0n;
}

/** Told of what a member was credited by an event of their own: the member's index, and fen. */
type OnCredit = (member: number, amount: number) => void;

/** Plays a run once more, watching it, and answers what each day's events moved, by day from 0. */
export function flowsOf(scenario: Scenario, onCredit: OnCredit): readonly DayFlows[] {
  const indexOf = new Map(scenario.members.map(({ id }, at) => [id, at]));
  const days: DayFlows[] = [];
  let flows = new DayFlows();
  let quotaOwed = 0n;
  let releaseOwed = 0n;
  runScenario(scenario, {
    onPlayed: (event, played) => {
      addPlayed(flows, event, played);
      const credited = creditOf(event, played);
      if (credited > 0 && 'member' in event) onCredit(indexOf.get(event.member)!, credited);
    },
    onPostings: (postings) => {
      quotaOwed += changeOf(postings, 'quota', 'member:');
      releaseOwed += changeOf(postings, 'remaining', 'order:');
    },
    onClosed: () => {
      flows.quotaOwed = quotaOwed;
      flows.releaseOwed = releaseOwed;
      days.push(flows);
      flows = new DayFlows();
    },
  });
  return days;
}

/** By how much what some accounts hold of an asset changes. */
function changeOf(postings: readonly Posting[], of: Posting['asset'], accounts: string): bigint {
  let change = 0n;
  for (const { asset, from, to, amount } of postings) {
    if (asset !== of) continue;
    if (to.startsWith(accounts)) change += BigInt(amount);
    if (from.startsWith(accounts)) change -= BigInt(amount);
  }
  return change;
}

function addPlayed(
  flows: DayFlows,
  event: ScenarioEvent,
  { purchase, sale, exchange, collected, reversal, adjustment }: Played,
) {
  if (purchase) {
    const { appreciation, dividend, release } = purchase.grants;
    flows.contributed.add(appreciation?.contribution ?? 0);
    flows.quotaGranted.add(dividend?.buyerQuota ?? 0);
    flows.quotaGranted.add(dividend?.referrerQuota ?? 0);
    flows.releaseGranted.add(release?.granted ?? 0);
  }
  if (sale) soldBy(flows, event).add(sale.payout);
  if (collected?.sale) flows.redeemed.add(collected.sale.payout);
  if (exchange) flows.exchanged.add(exchange.issued);
  if (reversal) {
    flows.recovered.add(reversal.recovered);
    flows.refundable.add(reversal.refundable);
  }
  if (adjustment) {
    flows.funded.add(adjustment.funded);
    flows.boughtBack.add(adjustment.boughtBack);
  }
}

function soldBy(flows: DayFlows, { type }: ScenarioEvent): ExactSum {
  if (type === 'redeem') return flows.redeemed;
  return type === 'merchantSell' ? flows.merchantSold : flows.sold;
}

/** What an event credited to its member: cash, goods or stable points. */
const creditOf = ({ type }: ScenarioEvent, { sale, exchange, collected }: Played): number =>
  type === 'merchantSell' ? 0 : (sale?.payout ?? exchange?.issued ?? collected?.sale?.payout ?? 0);
