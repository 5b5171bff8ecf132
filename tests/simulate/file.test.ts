// A scenario as a file reads as the same scenario.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readScenario, resultText, runScenario, scenarioText } from '@shared/simulate';
import { soundFile } from './files';

const scenarioOf = (text: string) => {
  const read = readScenario(text);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.scenario;
};
const everything = {
  ...soundFile(),
  members: [
    { id: 'A', accepts: ['release'] },
    { id: 'B', referrer: 'A' },
  ],
  merchants: ['M', { id: 'N', owner: 'A' }],
  events: [
    { day: 1, type: 'purchase', member: 'A', amount: '3000.00', id: 'P', merchant: 'M', plans: ['release'] },
    { day: 1, type: 'purchase', member: 'B', amount: '0.01' },
    { day: 1, type: 'sell', member: 'B', points: '0.000001' },
    { day: 1, type: 'redeem', member: 'B', points: '1.5' },
    { day: 1, type: 'exchange', member: 'B', points: '5' },
    { day: 2, type: 'pay', member: 'B', merchant: 'N', amount: '3.00' },
    { day: 2, type: 'merchantRedeem', merchant: 'M', amount: '3.00' },
    { day: 2, type: 'merchantSell', merchant: 'M', points: '0.5' },
    { day: 2, type: 'spend', member: 'A', amount: '10.00' },
    { day: 2, type: 'accept', member: 'A', plan: 'dividend' },
    { day: 2, type: 'publish', plan: 'energy' },
    { day: 3, type: 'reverse', purchase: 'P', amount: '1.00' },
    { day: 3, type: 'reverse', purchase: 'P' },
    { day: 3, type: 'adjust', member: 'A', asset: 'appreciating', add: '5' },
    { day: 3, type: 'adjust', member: 'A', asset: 'spendable', remove: '1.00' },
  ],
};

test.each([
  ['every kind of event', JSON.stringify(everything)],
  ['nothing but its days', JSON.stringify({ start: '2026-01-01', days: 1, plan: {}, members: [] })],
  ['the example', readFileSync(join(__dirname, '../../docs/examples/three-plans.json'), 'utf8')],
])('%s', (_what, text) => {
  const scenario = scenarioOf(text);
  const again = scenarioOf(scenarioText(scenario));
  expect(again).toEqual(scenario);
  expect(resultText(runScenario(again))).toBe(resultText(runScenario(scenario)));
});
