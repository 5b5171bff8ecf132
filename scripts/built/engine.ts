import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Node, parse } from 'acorn';
import { full } from 'acorn-walk';

// The oldest engines that are served: JavaScriptCore of iOS 12.2, V8 of Chrome 78. A build lowers syntax to ES2018;
// methods and globals come as they are written, and are looked for here.

const SYNTAX = 2018;

/** Methods that came later. By name alone: whose they are cannot be told from a built script. */
const LATER_METHODS = new Set(
  (
    'at allSettled any findLast findLastIndex fromAsync groupBy hasOwn isWellFormed matchAll randomUUID replaceAll ' +
    'replaceChildren structuredClone toReversed toSorted toSpliced toWellFormed waitAsync withResolvers'
  ).split(' '),
);
/** Globals that came later, or that a mini-program lacks altogether. */
const LATER_GLOBALS = new Set(
  (
    'AbortController AggregateError BigInt FinalizationRegistry Intl OffscreenCanvas ResizeObserver TextDecoder ' +
    'TextEncoder URLSearchParams WeakRef crypto requestIdleCallback structuredClone'
  ).split(' '),
);

/** Something that an old engine does not know, and where it stands. */
interface Newer {
  /** Path of the script from the folder. */
  readonly file: string;
  /** What it is, as `.replaceAll()`, `Intl`, `a lookbehind`; of newer syntax what the parser says. */
  readonly what: string;
  /** Line and column, then the code around. */
  readonly place: string;
}

type Loose = Node & Record<string, unknown>;

/** What a node asks of the engine that is newer; nothing of most. */
function newerIn(node: Loose): string | undefined {
  if (node.type === 'CallExpression') {
    const callee = node.callee as Loose;
    const name = callee.type === 'MemberExpression' && !callee.computed ? (callee.property as Loose).name : undefined;
    return LATER_METHODS.has(name as string) ? `.${name}()` : undefined;
  }
  if (node.type === 'Identifier') return LATER_GLOBALS.has(node.name as string) ? (node.name as string) : undefined;
  if (node.type !== 'Literal') return undefined;
  const { regex } = node as { regex?: { pattern: string; flags: string } };
  if (regex && /\(\?<[=!]/.test(regex.pattern)) return 'a lookbehind';
  return regex && /[dv]/.test(regex.flags) ? `a regular expression with ${regex.flags}` : undefined;
}

function newerInScript(file: string, text: string): Newer[] {
  const around = (start: number) => text.slice(Math.max(0, start - 40), start + 60).replace(/\s+/g, ' ');
  const found: Newer[] = [];
  try {
    const tree = parse(text, { ecmaVersion: SYNTAX, sourceType: 'script' });
    full(tree, (node) => {
      const what = newerIn(node as Loose);
      if (what) found.push({ file, what, place: around(node.start) });
    });
  } catch (fault) {
    const { message, pos } = fault as SyntaxError & { pos: number };
    found.push({ file, what: `newer than ES${SYNTAX}: ${message}`, place: around(pos) });
  }
  return found;
}

/** Everything below a folder of built scripts that the oldest engines served do not know. Throws when there is no script. */
export function newerThanEngines(folder: string): Newer[] {
  const scripts = (readdirSync(folder, { recursive: true }) as string[]).filter((path) => path.endsWith('.js')).sort();
  if (scripts.length === 0) throw new Error(`there are no scripts in ${folder}`);
  return scripts.flatMap((path) => newerInScript(path, readFileSync(join(folder, path), 'utf8')));
}
