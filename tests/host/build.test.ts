import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildFunctions } from '../../scripts/functions/build';
import { makeWhenChanged } from '../../scripts/functions/fresh';
import { cleanUp, scratchFolder } from './cloud';

afterAll(cleanUp);

function sourceOf(code: string, config?: string): { sourceDir: string; outDir: string } {
  const folder = scratchFolder();
  const sourceDir = join(folder, 'source');
  mkdirSync(join(sourceDir, 'one'), { recursive: true });
  writeFileSync(join(sourceDir, 'one/index.ts'), code);
  if (config !== undefined) writeFileSync(join(sourceDir, 'one/config.json'), config);
  return { sourceDir, outDir: join(folder, 'out') };
}

const MAIN = 'export const main = async (): Promise<null> => null;';

describe('building the functions', () => {
  test('gives what is uploaded: code for the platform, the exact SDK, the config', async () => {
    const options = sourceOf(
      `import sdk from 'wx-server-sdk';\nexport const main = () => sdk?.version ?? null;`,
      '{ "timeout": 5 }',
    );
    expect(await buildFunctions(options)).toEqual([{ name: 'one', bytes: expect.any(Number) }]);
    const read = (name: string): string => readFileSync(join(options.outDir, 'one', name), 'utf8');
    expect(JSON.parse(read('package.json')).dependencies).toEqual({ 'wx-server-sdk': '4.0.2' });
    expect(read('index.js')).toContain('require("wx-server-sdk")');
    expect(JSON.parse(read('config.json'))).toEqual({ timeout: 5 });
  });

  test('warns of a method that the platform’s runtime does not know', async () => {
    const lines: string[] = [];
    await buildFunctions({
      ...sourceOf('export const main = (list: number[]) => list.toSorted();'),
      log: (line) => lines.push(line),
    });
    expect(lines.join('\n')).toContain('not in node16: list.toSorted(');
  });

  test('names the place of a fault', async () => {
    await expect(buildFunctions(sourceOf(`import { a } from './missing';\nexport const main = a;`))).rejects.toThrow(
      /one\/index\.ts:1: Could not resolve/,
    );
  });

  test.each([
    ['{', 'is not JSON'],
    ['{ "timeout": 0 }', 'timeout must be'],
    ['{ "timeout": 61 }', 'timeout must be'],
    ['{ "memory": 100 }', 'memory must be'],
    ['{ "permissions": { "openapi": "all" } }', 'permissions.openapi'],
    ['{ "triggers": {} }', 'triggers must be a list'],
    ['{ "triggers": [{}, {}] }', 'one trigger a function'],
    ['{ "triggers": [{ "name": "1", "type": "timer", "config": "" }] }', 'a trigger needs a name'],
    ['{ "triggers": [{ "name": "a", "type": "http", "config": "" }] }', 'the only type is "timer"'],
    ['{ "triggers": [{ "name": "a", "type": "timer", "config": "0 1 * * *" }] }', 'needs 7 fields'],
  ])('refuses the config %s', async (config, why) => {
    await expect(buildFunctions(sourceOf(MAIN, config))).rejects.toThrow(why);
  });
});

test('what has not changed is not made again', async () => {
  const root = scratchFolder();
  writeFileSync(join(root, 'a.ts'), '1');
  let made = 0;
  const make = (): Promise<'made' | 'fresh'> =>
    makeWhenChanged({
      root,
      sources: ['a.ts', 'missing'],
      result: join(root, 'out'),
      stamp: join(root, 'stamps/out'),
      make: () => {
        made += 1;
        writeFileSync(join(root, 'out'), 'made');
      },
    });
  expect([await make(), await make()]).toEqual(['made', 'fresh']);
  writeFileSync(join(root, 'a.ts'), '2');
  expect([await make(), await make(), made]).toEqual(['made', 'fresh', 2]);
});
