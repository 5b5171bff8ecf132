import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodesOf, type Parsed, sourceAt } from './parsed';

/** A built function: its script, as text and as nodes, and its config.json. */
export interface Bundle {
  readonly name: string;
  readonly folder: string;
  readonly text: string;
  readonly nodes: readonly Parsed[];
  readonly config: FunctionConfig;
  /** Where a node stands, as a source file of ours where the bundle names it. */
  placeOf(node: Parsed): string;
}

/** What is declared of a function; whether it is sound is for the checks to say. */
interface FunctionConfig {
  readonly timeout?: unknown;
  readonly memorySize?: unknown;
  readonly permissions?: { readonly openapi?: readonly string[] };
  readonly triggers?: readonly { readonly name: string; readonly type: string; readonly config: string }[];
}

/** The names of the functions in a folder of built ones. */
export const functionNames = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'index.js')))
    .map(({ name }) => name)
    .sort();

/** What config.json of a built function says; nothing where there is none. Throws where it is not JSON. */
export function readConfig(folder: string, name: string): FunctionConfig {
  const file = join(folder, name, 'config.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as FunctionConfig) : {};
}

/** Reads a built function. Throws a SyntaxError when its script cannot be parsed. */
export function readBundle(folder: string, name: string): Bundle {
  const text = readFileSync(join(folder, name, 'index.js'), 'utf8');
  return {
    name,
    folder,
    text,
    nodes: [...nodesOf(text, 'latest')],
    config: readConfig(folder, name),
    placeOf: (node) => {
      const source = sourceAt(text, node.start);
      return source?.startsWith('cloudfunctions/') || source?.startsWith('shared/')
        ? source
        : `dist/cloudfunctions/${name}/index.js:${node.loc?.start.line ?? '?'}`;
    },
  };
}
