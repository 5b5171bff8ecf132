import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readScenario, resultText, runScenario } from '../shared/simulate';

interface Expected {
  readonly path: string;
  readonly value: unknown;
  readonly source: string;
}

/** The value at a path such as `members.A.days[0].tier`. */
function at(result: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce((value, step) => (value as Record<string, unknown> | undefined)?.[step], result);
}

const play = (text: string): unknown => {
  const read = readScenario(text);
  if ('faults' in read) throw new Error(read.faults.map(({ place, message }) => `${place}: ${message}`).join('\n'));
  return JSON.parse(resultText(runScenario(read.scenario)));
};

describe('the worked examples of the source', () => {
  const folder = join(__dirname, 'scenarios');
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.json') && !file.endsWith('.expected.json'))
    .map((file) => file.slice(0, -'.json'.length));

  it('are all there', () => expect(names.length).toBeGreaterThanOrEqual(17));

  describe.each(names)('%s', (name) => {
    const result = play(readFileSync(join(folder, `${name}.json`), 'utf8'));
    const expected: Expected[] = JSON.parse(readFileSync(join(folder, `${name}.expected.json`), 'utf8'));
    it.each(expected)('$path is $value: $source', ({ path, value }) => expect(at(result, path)).toEqual(value));
  });
});
