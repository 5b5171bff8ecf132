import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { below, fileOf, importsOf, isTest, root } from './sources';

// An import that comes back to where it began, if only for a type, ties files together that can then be understood and
// changed only together.
const files = below('shared', 'cloudfunctions', 'localcloud', 'client', 'scripts', 'bench').filter(
  (path) => !isTest(path),
);
const graph = new Map(
  files.map((path) => [
    path,
    importsOf(path).flatMap(({ what }) => {
      const file = fileOf(what);
      return file === undefined ? [] : [file];
    }),
  ]),
);

/** The cycles of a graph, each as the files on one way around it. */
function cyclesOf(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (path: string): void => {
    const at = way.indexOf(path);
    if (at >= 0) found.push(way.slice(at));
    if (at >= 0 || done.has(path)) return;
    way.push(path);
    for (const next of edges.get(path) ?? []) visit(next);
    way.pop();
    done.add(path);
  };
  for (const path of edges.keys()) visit(path);
  return found;
}

it('no file imports itself on a way through others, types included', () => {
  expect([...graph.values()].flat().length).toBeGreaterThan(1000);
  expect(cyclesOf(graph).map((way) => way.join(' -> '))).toEqual([]);
});

it('a cycle is found', () => {
  const edges = new Map([
    ['a', ['b', 'c']],
    ['b', ['d']],
    ['c', ['d']],
    ['d', ['e']],
    ['e', ['b']],
    ['f', ['f']],
  ]);
  expect(cyclesOf(edges)).toEqual([['b', 'd', 'e'], ['f']]);
});

// Commands run outside of any function: there the cloud's SDK has nobody to ask, and a command that comes to it ends
// before it begins.
it('no command of package.json comes to the cloud', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const commands = Object.values(scripts).flatMap((line) =>
    [...line.matchAll(/scripts\/run\.mjs (\S+\.ts)/g)].map(([, path]) => path!),
  );
  expect(commands.length).toBeGreaterThan(10);
  const wayTo = new Map(commands.map((path) => [path, path]));
  for (const [path, way] of wayTo)
    for (const { what, isType } of importsOf(path)) {
      const file = isType ? undefined : fileOf(what);
      if (file && !wayTo.has(file)) wayTo.set(file, `${way} -> ${file}`);
    }
  expect(wayTo.get('cloudfunctions/_platform/cloud.ts')).toBeUndefined();
});
