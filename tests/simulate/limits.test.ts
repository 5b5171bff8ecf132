// What takes long to draw or to write: left out of mutation testing.
import { readScenario, runScenario, type Scenario } from '@shared/simulate';
import fc from 'fast-check';
import { linesOf, soundFile } from './files';
import { scenarios } from './scenarios';

const read = (file: object): Scenario => {
  const answer = readScenario(JSON.stringify(file));
  if ('faults' in answer) throw new Error(JSON.stringify(answer.faults));
  return answer.scenario;
};

test('more rows than a million are not read', () => {
  const rows = new Array(1_000_001).fill(0);
  const file = { ...soundFile(), members: rows, merchants: rows, events: rows };
  expect(linesOf(JSON.stringify(file))).toEqual([
    'members: has 1000001 rows, at most 1000000',
    'merchants: has 1000001 rows, at most 1000000',
    'events: has 1000001 rows, at most 1000000',
  ]);
});

test('the scenarios drawn are lively: every event is done often, and refused', () => {
  const done = new Map<string, number>();
  const refused = new Map<string, number>();
  for (const file of fc.sample(scenarios, { numRuns: 300, seed: 1 })) {
    const result = runScenario(read(file));
    for (const [at, { type }] of file.events.entries()) {
      const counted = result.refused.some(({ event }) => event === at) ? refused : done;
      counted.set(type as string, (counted.get(type as string) ?? 0) + 1);
    }
  }
  const types = [
    ...['purchase', 'sell', 'redeem', 'exchange', 'pay', 'merchantRedeem', 'merchantSell', 'spend'],
    ...['reverse', 'adjust'],
  ];
  expect(types.filter((type) => !((done.get(type) ?? 0) >= 20 && (refused.get(type) ?? 0) >= 3))).toEqual([]);
});
