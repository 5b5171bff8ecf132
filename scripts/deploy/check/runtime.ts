import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type Bundle, functionNames } from './bundles';
import type { Fault } from './fault';
import { nameOf, nodesOf, placeOf } from './parsed';

/** Methods and globals by the Node that brought them: syntax is lowered by the build, these are not. */
const BROUGHT: Readonly<Record<string, number>> = {
  findLast: 18,
  findLastIndex: 18,
  toSorted: 20,
  toReversed: 20,
  toSpliced: 20,
  isWellFormed: 20,
  toWellFormed: 20,
  groupBy: 21,
  withResolvers: 22,
  fromAsync: 22,
};
const GLOBALS: Readonly<Record<string, number>> = { structuredClone: 17, fetch: 18, FormData: 18, WebSocket: 22 };

/** The major version of a runtime as the platform names it: `Nodejs18.15` is 18. Throws for what is not Node. */
export function majorOf(runtime: string): number {
  const [, major] = /^Nodejs(\d+)\.\d+$/.exec(runtime) ?? [];
  if (!major) throw new Error(`"${runtime}" is no runtime of Node: Nodejs16.13, Nodejs18.15, Nodejs20.19`);
  return Number(major);
}

/** What a function needs that its runtime has not: newer syntax, methods, globals. */
export function checkRuntime({ name, text, nodes, placeOf: sourceOf }: Bundle, runtime: string): Fault[] {
  const major = majorOf(runtime);
  try {
    for (const _ of nodesOf(text, 2022)) break;
  } catch (error) {
    const { line, column } = (error as { loc?: { line: number; column: number } }).loc ?? { line: 0, column: 0 };
    const place = `dist/cloudfunctions/${name}/index.js:${placeOf({ loc: { start: { line, column } } })}`;
    return [{ place, what: `${(error as Error).message}: ${runtime} cannot read it` }];
  }
  return nodes.flatMap((node) => {
    if (node.type !== 'CallExpression') return [];
    const callee = node.callee as Record<string, unknown>;
    const isMember = callee.type === 'MemberExpression' && !callee.computed;
    const called = nameOf(isMember ? callee.property : callee) ?? '';
    const table = isMember ? BROUGHT : GLOBALS;
    const since = Object.hasOwn(table, called) ? table[called]! : 0;
    return since > major
      ? [{ place: sourceOf(node), what: `${called}() is of Node ${since}, the function ${name} runs on ${runtime}` }]
      : [];
  });
}

/** Functions that cannot be loaded, or export no main: each is loaded in a process of its own. */
export function checkLoading(folder: string): Fault[] {
  return functionNames(folder).flatMap((name) => {
    const file = join(folder, name, 'index.js');
    const script = `const { main } = require(${JSON.stringify(file)}); if (typeof main !== 'function') throw new Error('exports no main'); process.exit(0);`;
    const env = { ...process.env, TENCENTCLOUD: 'true', TCB_ENV: 'check' };
    const done = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', env });
    if (done.status === 0) return [];
    const line = /^\w*Error: .*$/m.exec(done.stderr)?.[0] ?? done.stderr.trim();
    return [{ place: `dist/cloudfunctions/${name}/index.js`, what: `cannot be loaded: ${line}` }];
  });
}
