import { decimalText } from '@shared/kernel';
import { priceShown } from '../rules';
import type {
  DayResult,
  MemberDay,
  MemberResult,
  MerchantResult,
  ReversalResult,
  SeriesResult,
  SimulationResult,
} from './result';

// Written by hand, piece by piece: a result of many members may be longer than the longest string, and ids such as
// "10" or "__proto__" must keep their place as keys.

const two = (units: number | bigint) => (units === 0 ? '"0.00"' : `"${decimalText(units, 2)}"`);
const six = (units: number) => `"${decimalText(units, 6)}"`;

function dayText(result: DayResult): string {
  const { appreciation: a, dividend: d, release: r } = result;
  const parts = [`"day": ${result.day}, "date": "${result.date}", "turnover": ${two(result.turnover)}`];
  if (a) {
    const exits = a.forcedExits.map(
      (exit) =>
        `{"member": ${JSON.stringify(exit.member)}, "points": ${six(exit.points)}, "gross": ${two(exit.gross)}, "fee": ${two(exit.fee)}}`,
    );
    parts.push(
      `"appreciation": {"pool": ${two(a.pool)}, "circulating": ${six(a.circulating)}, "minted": ${six(a.minted)}, ` +
        `"burned": ${six(a.burned)}, "price": "${priceShown(a.price)}", "reservePoints": ${six(a.reservePoints)}, ` +
        `"stableOutstanding": ${two(a.stableOutstanding)}, "sweptToPlatform": ${two(a.sweptToPlatform)}, ` +
        `"forcedExits": [${exits.join(', ')}]}`,
    );
  }
  if (d)
    parts.push(
      `"dividend": {"proportionalPool": ${two(d.proportionalPool)}, "tierPool": ${two(d.tierPool)}, ` +
        `"paidProportional": ${two(d.paidProportional)}, "paidTier": ${two(d.paidTier)}, ` +
        `"carried": ${two(d.carried)}, "returned": ${two(d.returned)}}`,
    );
  if (r)
    parts.push(
      `"release": {"static": ${two(r.static)}, "referral1": ${two(r.firstGeneration)}, ` +
        `"referral2": ${two(r.secondGeneration)}, "team": ${two(r.team)}, "sameRank": ${two(r.sameRank)}}`,
    );
  return `{${parts.join(', ')}}`;
}

const memberDayText = (line: MemberDay): string =>
  `{"day": ${line.day}, "proportional": ${two(line.proportional)}, "tier": ${two(line.tier)}, ` +
  `"static": ${two(line.static)}, "referral1": ${two(line.firstGeneration)}, "referral2": ${two(line.secondGeneration)}, ` +
  `"team": ${two(line.team)}, "sameRank": ${two(line.sameRank)}, "forcedExit": ${two(line.forcedExit)}}`;

/** Only of a member who owes something. */
const owedText = ({ exitQuota, quota, spendable }: MemberResult['owed']): string =>
  exitQuota + quota + spendable === 0
    ? ''
    : `"owed": {"exitQuota": ${two(exitQuota)}, "quota": ${two(quota)}, "spendable": ${two(spendable)}}, `;

function memberText(member: MemberResult): string {
  const orders = member.orders.map(
    (order) =>
      `{"day": ${order.day}, "amount": ${two(order.amount)}, "granted": ${two(order.granted)}, "remaining": ${two(order.remaining)}}`,
  );
  return (
    `${JSON.stringify(member.id)}: {"cash": ${two(member.cash)}, "stable": ${two(member.stable)}, ` +
    `"appreciating": ${six(member.appreciating)}, "exitQuota": ${two(member.exitQuota)}, ` +
    `"quota": ${two(member.quota)}, "weight": ${six(member.weight)}, "spendable": ${two(member.spendable)}, ` +
    owedText(member.owed) +
    `"level": ${member.level}, "rank": ${member.rank}, "teamVolume": ${two(member.teamVolume)}, ` +
    `"orders": [${orders.join(', ')}], "days": [${member.days.map(memberDayText).join(', ')}]}`
  );
}

const reversalText = ({ event, recovered, refundable }: ReversalResult): string =>
  `{"event": ${event}, "recovered": ${two(recovered)}, "refundable": ${two(refundable)}}`;

const merchantText = (merchant: MerchantResult): string =>
  `${JSON.stringify(merchant.id)}: {"stable": ${two(merchant.stable)}, ` +
  `"appreciating": ${six(merchant.appreciating)}, "cash": ${two(merchant.cash)}}`;

const seriesText = ({ id, left, editions }: SeriesResult): string =>
  `${JSON.stringify(id)}: {"left": ${left}, "editions": [${editions
    .map(
      ({ number, member, day, given }) =>
        `{"number": ${number}, "member": ${JSON.stringify(member)}, "day": ${day}${
          given.length === 0 ? '' : `, "given": ${JSON.stringify(given)}`
        }}`,
    )
    .join(', ')}]}`;

function* block<T>(open: string, rows: readonly T[], text: (row: T) => string, close: string): Generator<string> {
  yield open;
  for (const [index, row] of rows.entries()) yield `${index === 0 ? '\n' : ',\n'}    ${text(row)}`;
  yield rows.length === 0 ? close : `\n  ${close}`;
}

/** The result as JSON text in pieces, one row a line, ending with a new line. The same result gives the same bytes. */
export function* resultChunks(result: SimulationResult): Generator<string> {
  yield `{\n  "title": ${JSON.stringify(result.title)},\n`;
  yield* block('  "days": [', result.days, dayText, '],\n');
  yield* block('  "members": {', result.members, memberText, '},\n');
  yield* block('  "merchants": {', result.merchants, merchantText, '},\n');
  if (result.series.length > 0) yield* block('  "series": {', result.series, seriesText, '},\n');
  if (result.reversals.length > 0) yield* block('  "reversals": [', result.reversals, reversalText, '],\n');
  yield* block('  "refused": [', result.refused, (row) => JSON.stringify(row), ']\n');
  yield '}\n';
}

/** The result as one JSON text; for small runs and tests. */
export const resultText = (result: SimulationResult): string => [...resultChunks(result)].join('');
