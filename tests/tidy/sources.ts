// Every code file of the project, read and parsed once for the tests of its habits.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { parseSync } from '@swc/core';

/** The project's folder. */
export const root = join(__dirname, '../..');
/** The folders that hold code. */
export const ROOMS = ['shared', 'cloudfunctions', 'client', 'localcloud', 'config', 'scripts', 'bench', 'tests'];
const LEFT_OUT = ['node_modules', 'dist', 'fixtures', '.cache'];

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!LEFT_OUT.includes(entry.name)) yield* filesBelow(path);
    } else if (/\.(ts|tsx|mjs|cjs)$/.test(entry.name)) yield path;
  }
}
/** Every code file's text by its path from the project's folder. */
export const sources: ReadonlyMap<string, string> = new Map(
  ROOMS.flatMap((room) => [...filesBelow(room)]).map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);
/** The files below some folders. */
export const below = (...folders: string[]) =>
  [...sources.keys()].filter((path) => folders.some((folder) => path.startsWith(`${folder}/`)));
export const isTest = (path: string) => path.includes('.test.');

/** A node of a parsed file. */
export type Node = Record<string, unknown> & { readonly type: string };
function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesOf(item);
  else if (typeof value === 'object' && value !== null) {
    if (typeof (value as Node).type === 'string') yield value as Node;
    for (const inner of Object.values(value)) yield* nodesOf(inner);
  }
}
const bodies = new Map<string, Node[]>();
/** The statements of a file. */
export function bodyOf(path: string): Node[] {
  const known =
    bodies.get(path) ??
    (parseSync(sources.get(path)!, { syntax: 'typescript', tsx: path.endsWith('x') }).body as unknown as Node[]);
  bodies.set(path, known);
  return known;
}
const programs = new Map<string, Node[]>();
/** Everything in a file, in the order in which it stands there. */
export function programOf(path: string): Node[] {
  const known = programs.get(path) ?? [...nodesOf(bodyOf(path))];
  programs.set(path, known);
  return known;
}
/** What a file imports: a path of ours, or the name of a package or a part of Node. */
export function importsOf(path: string): { what: string; isType: boolean }[] {
  return bodyOf(path).flatMap((node) => {
    const source = /^(Import|Export\w*)Declaration$/.test(node.type) ? (node.source as Node | null) : null;
    if (!source) return [];
    return [{ what: targetOf(path, source.value as string), isType: node.typeOnly === true }];
  });
}
/** What is meant by an import in a file. */
export function targetOf(path: string, what: string): string {
  if (what.startsWith('@shared/')) return `shared/${what.slice('@shared/'.length)}`;
  if (what.startsWith('@client/')) return `client/${what.slice('@client/'.length)}`;
  return what.startsWith('.')
    ? normalize(join(dirname(path), what))
        .split(sep)
        .join('/')
    : what;
}
/** The room of a path: shared/rules, cloudfunctions/shop, client; a package by its name. */
export const roomOf = (path: string): string =>
  /^(shared|cloudfunctions)\//.test(path) ? path.split('/').slice(0, 2).join('/') : path.split('/')[0]!;

/** The file that an import means; undefined for a package. */
export const fileOf = (target: string): string | undefined =>
  ['', '.ts', '.tsx', '.cjs', '.mjs', '/index.ts', '/index.tsx']
    .map((end) => target + end)
    .find((path) => sources.has(path));
