import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { below, bodyOf, fileOf, isTest, type Node, root, sources, targetOf } from './sources';

// What nobody imports is not kept: an export is a promise to somebody, and a file is read by everyone who looks around.
const ROOMS = ['shared', 'cloudfunctions', 'client', 'localcloud', 'scripts', 'bench'];

/** Files that something else than an import begins with, and what. */
const ENTRIES: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/^cloudfunctions\/[a-z]\w*\/index\.ts$/, 'the platform calls a function'],
  [/^client\/app\.(tsx|config\.ts)$/, 'Taro starts the client'],
  [/^client\/(pages|packages)\/.+\/index\.(tsx|config\.ts)$/, 'Taro opens a page'],
  [/^client\/custom-tab-bar\/index\.(tsx|config\.ts)$/, 'WeChat shows the tab bar'],
  [/\.d\.ts$/, 'the compiler reads declarations'],
  [/^client\/gateway\/abortController\.ts$/, 'the bundler puts it where a client has none'],
  [/^localcloud\/host\/worker\.ts$/, 'bundled and given to a thread as text'],
  [/^localcloud\/seed\/index\.ts$/, 'bundled for the first start alone'],
];
const scripts = Object.values(
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts,
).join(' ');
const isEntry = (path: string): boolean => scripts.includes(path) || ENTRIES.some(([pattern]) => pattern.test(path));

const nameOf = (node: unknown): string => (node as { value: string }).value;
const EVERYTHING = '*';

/** The names that a statement makes: of a declaration, or of the parts that are taken out of a value. */
function namesIn(node: Node): string[] {
  if (node.type === 'Identifier') return [nameOf(node)];
  if (node.type === 'VariableDeclaration')
    return (node.declarations as { id: Node }[]).flatMap(({ id }) => namesIn(id));
  if (node.type === 'ObjectPattern')
    return (node.properties as Node[]).flatMap((part) => namesIn((part.value ?? part.key ?? part.argument) as Node));
  if (node.type === 'ArrayPattern')
    return (node.elements as (Node | null)[]).flatMap((part) => (part ? namesIn(part) : []));
  return [nameOf(node.identifier ?? node.id)];
}

interface Exported {
  /** Name -> where it comes from, when it is handed on from another file. */
  readonly names: Map<string, { file: string; name: string } | null>;
  /** Files all of whose names are handed on. */
  readonly all: string[];
}

function exportsOf(path: string): Exported {
  const names: Exported['names'] = new Map();
  const all: string[] = [];
  for (const node of bodyOf(path)) {
    const from = node.source ? fileOf(targetOf(path, nameOf(node.source))) : undefined;
    if (node.type === 'ExportDeclaration') for (const name of namesIn(node.declaration as Node)) names.set(name, null);
    else if (/^ExportDefault/.test(node.type)) names.set('default', null);
    else if (node.type === 'ExportAllDeclaration' && from) all.push(from);
    else if (node.type === 'ExportNamedDeclaration')
      for (const { orig, exported, name } of node.specifiers as { orig?: Node; exported?: Node; name?: Node }[]) {
        if (name) names.set(nameOf(name), from ? { file: from, name: EVERYTHING } : null);
        else names.set(nameOf(exported ?? orig), from ? { file: from, name: nameOf(orig) } : null);
      }
  }
  return { names, all };
}

/** What a file imports from files of ours: by name, or everything. */
function usesOf(path: string): { file: string; name: string }[] {
  const found: { file: string; name: string }[] = [];
  for (const node of bodyOf(path)) {
    const file = node.type === 'ImportDeclaration' ? fileOf(targetOf(path, nameOf(node.source))) : undefined;
    if (!file) continue;
    const specifiers = node.specifiers as { type: string; imported?: Node; local: Node }[];
    if (specifiers.length === 0) found.push({ file, name: '' });
    for (const { type, imported, local } of specifiers) {
      if (type === 'ImportNamespaceSpecifier') found.push({ file, name: EVERYTHING });
      else found.push({ file, name: type === 'ImportDefaultSpecifier' ? 'default' : nameOf(imported ?? local) });
    }
  }
  // import('…'), require('…'), jest.mock('…'), and types written as import('…').Name
  for (const [, what] of sources
    .get(path)!
    .matchAll(/\b(?:import|require|requireActual|mock|resolve)\(\s*'([^']+)'/g)) {
    const file = fileOf(targetOf(path, what!)) ?? fileOf(what!);
    if (file) found.push({ file, name: EVERYTHING });
  }
  return found;
}

const exported = new Map([...sources.keys()].map((path) => [path, exportsOf(path)]));
const used = new Map<string, Set<string>>();

/** Notes a use, and that of what is handed on under this name. */
function use(file: string, name: string): void {
  const known = used.get(file) ?? new Set<string>();
  used.set(file, known);
  if (known.has(name)) return;
  known.add(name);
  const { names, all } = exported.get(file)!;
  const own = name === EVERYTHING ? [...names.values()] : [names.get(name)];
  for (const from of own) if (from) use(from.file, from.name);
  if (name === EVERYTHING || !names.has(name)) for (const next of all) use(next, name);
}

const isOwnTest = (test: string, file: string): boolean => isTest(test) && dirname(test) === dirname(file);
for (const path of sources.keys())
  for (const { file, name } of usesOf(path)) if (!isOwnTest(path, file)) use(file, name);

const files = below(...ROOMS).filter((path) => !isTest(path) && !isEntry(path));

it('every file is imported, or begins something', () => {
  const handedOn = new Set(
    [...exported.values()].flatMap(({ names, all }) => [...all, ...[...names.values()].map((from) => from?.file)]),
  );
  const idle = files.filter((path) => !used.has(path) && !handedOn.has(path));
  expect(idle).toEqual([]);
});

it('every exported name is imported by somebody', () => {
  const idle = files.flatMap((path) => {
    const names = used.get(path) ?? new Set();
    if (names.has(EVERYTHING)) return [];
    return [...exported.get(path)!.names.keys()].filter((name) => !names.has(name)).map((name) => `${path}: ${name}`);
  });
  expect(idle).toEqual([]);
});

it('every entry is there', () => {
  for (const [pattern] of ENTRIES) expect([...sources.keys()].filter((path) => pattern.test(path))).not.toEqual([]);
});

it('only what is written in its own file is idle: a door’s names, and those of a file behind it, are seen', () => {
  const door = exported.get('shared/kernel/index.ts')!;
  expect(door.names.size + door.all.length).toBeGreaterThan(3);
  expect([...(used.get('shared/kernel/index.ts') ?? [])].length).toBeGreaterThan(10);
});
