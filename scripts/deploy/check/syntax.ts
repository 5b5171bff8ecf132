import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from './fault';
import { filesBelow } from './files';
import { nodesOf, type Parsed, placeOf } from './parsed';

/** The ECMAScript of the oldest engine that a mini-program meets (iOS before 14.5 has no class fields). */
const OLDEST = 2018;

/** What came after it, by the words that a reader knows it by. */
const LATER: readonly (readonly [is: (node: Parsed) => boolean, what: string])[] = [
  [({ type }) => type === 'PropertyDefinition', 'a class field'],
  [({ type }) => type === 'StaticBlock', 'a static block of a class'],
  [({ type }) => type === 'PrivateIdentifier', 'a private name of a class'],
  [({ type }) => type === 'ChainExpression', 'optional chaining (?.)'],
  [({ type, operator }) => type === 'LogicalExpression' && operator === '??', 'nullish coalescing (??)'],
  [
    ({ type, operator }) => type === 'AssignmentExpression' && /^(\?\?|\|\||&&)=$/.test(String(operator)),
    'a logical assignment (??=, ||=, &&=)',
  ],
  [({ type, param }) => type === 'CatchClause' && param === null, 'catch without its error'],
  [({ type }) => type === 'ImportExpression', 'import()'],
  [({ type, bigint }) => type === 'Literal' && typeof bigint === 'string', 'a BigInt literal'],
  [({ type, raw }) => type === 'Literal' && /^[\d.]+_/.test(String(raw)), 'a number with separators'],
];

/** What a script writes that the oldest engine cannot read, each construct at its first place. */
function laterSyntax(text: string, file: string): Fault[] {
  try {
    for (const _ of nodesOf(text, OLDEST)) break;
    return [];
  } catch (error) {
    const found = new Map<string, Fault>();
    try {
      for (const node of nodesOf(text, 'latest'))
        for (const [is, what] of LATER)
          if (is(node) && !found.has(what))
            found.set(what, {
              place: `${file}:${placeOf(node as never)}`,
              what: `${what} is newer than ES${OLDEST}: an older phone cannot read the file (compile.include in config/index.ts lowers a package)`,
            });
    } catch {
      // Not readable in any version: the first reader's words stand.
    }
    return found.size > 0 ? [...found.values()] : [{ place: file, what: (error as Error).message }];
  }
}

/** Scripts of a built mini-program that its oldest engine cannot read. */
export const checkSyntax = (folder: string, shown = folder): Fault[] =>
  filesBelow(folder, ['.js', '.wxs']).flatMap((file) =>
    laterSyntax(readFileSync(join(folder, file), 'utf8'), `${shown}/${file}`),
  );
