// What the simulator must keep for any scenario: the rules as they are written, conservation of every asset, the same
// bytes for the same file, nothing changed by what is refused.
import { isDeepStrictEqual } from 'node:util';
import { balancesOf, type Posting } from '@shared/ledger';
import { readScenario, resultText, runScenario, type Scenario, type SimulationResult } from '@shared/simulate';
import { law } from '../rules/law';
import { playByDefinition } from './oracle';
import { giantScenarios, scenarios } from './scenarios';

const read = (file: object): Scenario => {
  const answer = readScenario(JSON.stringify(file));
  if ('faults' in answer) throw new Error(JSON.stringify(answer.faults));
  return answer.scenario;
};

/** What the command prints, members and merchants as lists in their order, refusals without their words. */
const printed = (text: string) => {
  const { refused, ...rest } = JSON.parse(text);
  // A JavaScript object would put numeric names first: the order is read from the lines, one row each.
  const rowsOf = (key: 'members' | 'merchants') => {
    const lines = text
      .slice(text.indexOf(`"${key}": {`))
      .split('\n')
      .slice(1);
    return lines.slice(0, lines.indexOf('  },')).map((line) => {
      const row = JSON.parse(`{${line.replace(/,$/, '')}}`);
      const id = Object.keys(row)[0]!;
      return { id, ...row[id] };
    });
  };
  return {
    ...rest,
    members: rowsOf('members'),
    merchants: rowsOf('merchants'),
    refused: refused.map(({ event }: { event: number }) => event),
  };
};

/** Where balances and the sums of the postings part, and accounts that may not be below 0 but are. */
function faultsOfLedger(scenario: Scenario, result: SimulationResult, postings: readonly Posting[]): string[] {
  const sums = balancesOf(postings);
  const faults: string[] = [];
  for (const [key, held] of expectedBalances(scenario, result)) {
    const posted = sums.get(key) ?? 0n;
    if (posted !== held) faults.push(`${key}: posted ${posted}, held ${held}`);
  }
  const totals = new Map<string, bigint>();
  for (const [key, sum] of sums) {
    const asset = key.split(' ').at(-1)!;
    totals.set(asset, (totals.get(asset) ?? 0n) + sum);
    if (/^(member|merchant|owed|order):/.test(key) && sum < 0n) faults.push(`${key}: ${sum}`);
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
    const [came, right] = [printed(text), playByDefinition(file as never)];
    if (!isDeepStrictEqual(came, right)) expect(came).toEqual(right);
    // Balances are the sums of the postings, asset by asset.
    expect(faultsOfLedger(scenario, result, postings)).toEqual([]);
    // The same file gives the same bytes.
    if (resultText(runScenario(scenario)) !== text) throw new Error('other bytes');
    // What is refused changes nothing.
    const refused = new Set(result.refused.map(({ event }) => event));
    const again = runScenario({ ...scenario, events: scenario.events.filter((_event, at) => !refused.has(at)) });
    expect(again.refused).toEqual([]);
    expect(resultText(again)).toBe(resultText({ ...result, refused: [] }));
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
  }
  for (const { id, cash, stable, appreciating } of result.merchants) {
    yield [`merchant:${id} cash`, BigInt(cash)];
    yield [`merchant:${id} stable`, BigInt(stable)];
    yield [`merchant:${id} appreciating`, BigInt(appreciating)];
  }
  const orders = scenario.events.flatMap((event, index) => (event.type === 'purchase' ? [{ event, index }] : []));
  for (const { id, orders: held } of result.members) {
    const done = result.refused.map(({ event }) => event);
    const own = orders.filter(({ event, index }) => event.member === id && !done.includes(index));
    const reached = own
      .filter(({ event }) => (scenario.plans.release?.tiers[0]?.from ?? Number.POSITIVE_INFINITY) <= event.amount)
      .toSorted((x, y) => x.event.day - y.event.day || x.index - y.index);
    for (const [at, { index }] of reached.entries()) yield [`order:${index} remaining`, BigInt(held[at]!.remaining)];
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
