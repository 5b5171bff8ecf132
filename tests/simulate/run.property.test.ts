// What the simulator must keep for any scenario: the rules as they are written, conservation of every asset, the same
// bytes for the same file, nothing changed by what is refused.
import { isDeepStrictEqual } from 'node:util';
import { balancesOf, type Posting } from '@shared/ledger';
import { readScenario, resultText, runScenario, type Scenario, type SimulationResult } from '@shared/simulate';
import { referenceResult } from '../oracle/reference';
import { readByTheBook } from '../oracle/validity';
import { law } from '../rules/law';
import { giantScenarios, scenarios } from './scenarios';

const read = (file: object): Scenario => {
  const answer = readScenario(JSON.stringify(file));
  if ('faults' in answer) throw new Error(JSON.stringify(answer.faults));
  return answer.scenario;
};

/** What the command prints, refusals without their words. */
function printed(text: string): unknown {
  const result = JSON.parse(text) as { refused: { reason?: string }[] };
  for (const refused of result.refused) delete refused.reason;
  return result;
}

/** The ids of a block in the order of its lines: a JavaScript object would put numeric names first. */
function idsIn(text: string, key: 'members' | 'merchants'): string[] {
  const lines = text
    .slice(text.indexOf(`"${key}": {`))
    .split('\n')
    .slice(1);
  const rows = lines.slice(0, lines.indexOf('  },'));
  return rows.map((line) => Object.keys(JSON.parse(`{${line.replace(/,$/, '')}}`))[0]!);
}

/** Where balances and the sums of the postings part, and accounts that may not be below 0 but are. */
function faultsOfLedger(scenario: Scenario, result: SimulationResult, postings: readonly Posting[]): string[] {
  const sums = balancesOf(postings);
  const faults: string[] = [];
  for (const [key, held] of expectedBalances(scenario, result)) {
    const posted = sums.get(key) ?? 0n;
    if (posted !== held) faults.push(`${key}: posted ${posted}, held ${held}`);
  }
  // What a member's orders still hold, whichever of them reached a tier.
  for (const { id, orders } of result.members) {
    const own = scenario.events.flatMap((event, at) => (event.type === 'purchase' && event.member === id ? [at] : []));
    const posted = own.reduce((sum, at) => sum + (sums.get(`order:${at} remaining`) ?? 0n), 0n);
    const held = orders.reduce((sum, { remaining }) => sum + BigInt(remaining), 0n);
    if (posted !== held) faults.push(`orders of ${id}: posted ${posted}, held ${held}`);
  }
  const totals = new Map<string, bigint>();
  for (const [key, sum] of sums) {
    const asset = key.split(' ').at(-1)!;
    totals.set(asset, (totals.get(asset) ?? 0n) + sum);
    if (/^(member|merchant|order):/.test(key) && sum < 0n) faults.push(`${key}: ${sum}`);
  }
  for (const [asset, sum] of totals) if (sum !== 0n) faults.push(`${asset} out of nothing: ${sum}`);
  return faults;
}

describe.each([
  ['usual amounts', scenarios],
  ['amounts near 2^53', giantScenarios],
] as const)('%s', (_, given) => {
  law('the rules, conservation, the same bytes, and nothing changed by what is refused', given, (file) => {
    const scenario = read(file);
    const postings: Posting[] = [];
    const result = runScenario(scenario, { onPostings: (some) => postings.push(...some) });
    const text = resultText(result);
    // What the rules say.
    const [came, right] = [printed(text), referenceResult(readByTheBook(JSON.stringify(file)))];
    if (!isDeepStrictEqual(came, JSON.parse(JSON.stringify(right)))) expect(came).toEqual(right);
    expect(idsIn(text, 'members')).toEqual(scenario.members.map(({ id }) => id));
    expect(idsIn(text, 'merchants')).toEqual(scenario.merchants.map(({ id }) => id));
    // Balances are the sums of the postings, asset by asset.
    expect(faultsOfLedger(scenario, result, postings)).toEqual([]);
    // The same file gives the same bytes.
    if (resultText(runScenario(scenario)) !== text) throw new Error('other bytes');
    // What is refused changes nothing.
    const refused = new Set(result.refused.map(({ event }) => event));
    const again = runScenario({ ...scenario, events: scenario.events.filter((_event, at) => !refused.has(at)) });
    expect(again.refused).toEqual([]);
    const withoutPlaces = ({ reversals, ...rest }: SimulationResult) =>
      resultText({ ...rest, refused: [], reversals: reversals.map((one) => ({ ...one, event: 0 })) });
    expect(withoutPlaces(again)).toBe(withoutPlaces(result));
  });
});

/** Every balance that a run ends with, under the name of its account. */
function* expectedBalances(scenario: Scenario, result: SimulationResult): Generator<[string, bigint]> {
  for (const member of result.members) {
    const held = {
      cash: member.cash,
      stable: member.stable,
      appreciating: member.appreciating,
      exitQuota: member.exitQuota,
      quota: member.quota,
      weight: member.weight,
      spendable: member.spendable,
    };
    for (const [asset, amount] of Object.entries(held)) yield [`member:${member.id} ${asset}`, BigInt(amount)];
    // What is owed is below 0 on its account until it is paid.
    for (const [asset, owed] of Object.entries(member.owed)) yield [`owed:${member.id} ${asset}`, -BigInt(owed)];
  }
  for (const { id, cash, stable, appreciating } of result.merchants) {
    yield [`merchant:${id} cash`, BigInt(cash)];
    yield [`merchant:${id} stable`, BigInt(stable)];
    yield [`merchant:${id} appreciating`, BigInt(appreciating)];
  }
  const last = result.days.at(-1)!;
  if (last.appreciation) {
    const { pool, circulating, reservePoints, stableOutstanding, burned, minted } = last.appreciation;
    yield ['platform:backingPool cash', BigInt(pool)];
    yield ['platform:exchangeReserve appreciating', BigInt(reservePoints)];
    yield ['treasury:issued appreciating', -BigInt(minted)];
    yield ['treasury:retired appreciating', BigInt(burned)];
    yield ['platform:reserve appreciating', BigInt(scenario.plans.appreciation!.seedPoints)];
    const stable = [...result.members, ...result.merchants].reduce((sum, held) => sum + BigInt(held.stable), 0n);
    if (stable !== BigInt(stableOutstanding) || minted - burned !== circulating) throw new Error('the pool is off');
  }
  if (last.dividend) yield ['platform:dividendPool cash', BigInt(last.dividend.carried)];
}
