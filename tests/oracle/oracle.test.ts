// The simulator against a second implementation that was written from the rules' text alone, without its code.
import { readScenario } from '../../shared/simulate';
import { differences, isValid } from './differences';
import { FAULTY, VALID } from './faults';
import { scenarioOf } from './generate';
import { mutationOf } from './mutate';
import { referenceResult } from './reference';
import { readByTheBook } from './validity';

const BATCH = 25;
const batches = (count: number): number[] => Array.from({ length: count / BATCH }, (_, index) => index * BATCH);
const seedsOf = (first: number): number[] => Array.from({ length: BATCH }, (_, index) => first + index + 1);

describe('the simulator and the reference agree', () => {
  it.each(batches(300))('on all figures of 25 scenarios after seed %i', (first) => {
    for (const seed of seedsOf(first))
      expect({ seed, differences: differences(JSON.stringify(scenarioOf(seed))) }).toEqual({ seed, differences: [] });
  });

  it.each(batches(600))('on what is valid of 25 changed files after seed %i', (first) => {
    const file = scenarioOf(first);
    for (const seed of seedsOf(first)) {
      const text = mutationOf(seed, file);
      expect({ seed, differences: differences(text) }).toEqual({ seed, differences: [] });
    }
  });

  it.each(Object.entries(VALID))('that valid is: %s', (_, file) => {
    expect(isValid(JSON.stringify(file))).toBe(true);
    expect(differences(JSON.stringify(file))).toEqual([]);
  });

  it.each(Object.entries(FAULTY))('that a fault is: %s', (_, file) => {
    expect(isValid(JSON.stringify(file))).toBe(false);
    expect(readScenario(JSON.stringify(file))).toHaveProperty('faults');
  });
});

test('the scenarios compared are lively: every event is done often, and refused; debts are left and paid', () => {
  const done = new Map<string, number>();
  const refused = new Map<string, number>();
  const debts = { exitQuota: 0, quota: 0, spendable: 0 };
  const more = (counts: Map<string, number>, type: string) => counts.set(type, (counts.get(type) ?? 0) + 1);
  for (let seed = 1; seed <= 300; seed += 1) {
    const text = JSON.stringify(scenarioOf(seed));
    if (!isValid(text)) continue;
    const file = readByTheBook(text);
    const result = referenceResult(file) as {
      refused: { event: number }[];
      members: Record<string, { owed?: typeof debts }>;
    };
    const no = new Set(result.refused.map(({ event }) => event));
    file.events?.forEach(({ type }, index) => {
      more(no.has(index) ? refused : done, type);
    });
    for (const { owed } of Object.values(result.members))
      for (const asset of Object.keys(debts) as (keyof typeof debts)[])
        if (owed && Number(owed[asset]) > 0) debts[asset] += 1;
  }
  const types = ['purchase', 'sell', 'redeem', 'exchange', 'pay', 'merchantRedeem', 'spend', 'reverse', 'adjust'];
  expect(types.filter((type) => (done.get(type) ?? 0) < 20 || (refused.get(type) ?? 0) < 20)).toEqual([]);
  expect(['accept', 'publish'].filter((type) => (done.get(type) ?? 0) < 100)).toEqual([]);
  expect(Object.entries(debts).filter(([, count]) => count < 5)).toEqual([]);
});
