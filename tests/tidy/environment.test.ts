// What functions read of their environment, and what they ask of WeChat, is declared: the deployment sets and checks by
// the same files.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileOf, importsOf, root, sources } from './sources';

const folder = join(root, 'cloudfunctions');
const functions = readdirSync(folder).filter((name) => sources.has(`cloudfunctions/${name}/index.ts`));

/** Every file that a function reaches. */
function reachedBy(name: string): string[] {
  const reached = new Set<string>();
  const visit = (path: string): void => {
    if (reached.has(path) || !path.startsWith('cloudfunctions/')) return;
    reached.add(path);
    for (const { what, isType } of importsOf(path)) {
      const file = isType ? undefined : fileOf(what);
      if (file) visit(file);
    }
  };
  visit(`cloudfunctions/${name}/index.ts`);
  return [...reached];
}
const matches = (paths: readonly string[], pattern: RegExp): string[] =>
  [...new Set(paths.flatMap((path) => [...sources.get(path)!.matchAll(pattern)].map(([, name]) => name!)))].toSorted();

const { variables } = JSON.parse(readFileSync(join(folder, 'variables.json'), 'utf8')) as {
  variables: Record<string, { functions: string[]; pattern: string; requiredWhen?: Record<string, string> }>;
};

it('one file reads the environment', () => {
  const reading = [...sources].filter(
    ([path, text]) => path.startsWith('cloudfunctions/') && /process\.env\b/.test(text),
  );
  expect(reading.map(([path]) => path)).toEqual(['cloudfunctions/_platform/variables.ts']);
});

it.each(functions)('%s reads the variables that are declared for it, and no others', (name) => {
  const declared = Object.entries(variables).filter(([, one]) => one.functions.includes(name));
  expect(matches(reachedBy(name), /\b(?:variable|needed)\('(\w+)'\)/g)).toEqual(
    declared.map(([variable]) => variable).toSorted(),
  );
});

it('what is declared is for functions that are there, by patterns that can be read', () => {
  for (const [name, one] of Object.entries(variables)) {
    expect([name, one.functions.filter((of) => !functions.includes(of))]).toEqual([name, []]);
    expect(() => new RegExp(one.pattern, 'u')).not.toThrow();
    for (const [other, value] of Object.entries(one.requiredWhen ?? {}))
      expect([name, new RegExp(variables[other]!.pattern, 'u').test(value)]).toEqual([name, true]);
  }
});

it.each(functions)('%s has the permissions of the open interfaces that it calls, and no others', (name) => {
  const config = JSON.parse(readFileSync(join(folder, name, 'config.json'), 'utf8')) as {
    permissions: { openapi: string[] };
  };
  expect(config.permissions.openapi.toSorted()).toEqual(
    matches(reachedBy(name), /cloud\.openapi\.(\w+!\.\w+)!/g).map((call) => call.replace('!', '')),
  );
});
