import type { Bundle } from './bundles';
import type { Fault } from './fault';
import { nameOf, type Parsed } from './parsed';

/** Seconds that a function may be planned to take, and what it gets when nothing is said. */
const MOST_S = 60;
const MEMORY_MB = [128, 256, 512, 1024, 2048, 3072];
/** What is begun when the budget ends is finished in this time: one batch, its answers, the log. */
const REST_MS = 10_000;

/** The value of a number in the text: a literal, a constant, or the last of `x ?? y`. */
function numberOf(node: Parsed, constants: ReadonlyMap<string, Parsed>): number | undefined {
  if (node.type === 'Literal' && typeof node.value === 'number') return node.value;
  if (node.type === 'Identifier') {
    const found = constants.get(nameOf(node)!);
    return found && numberOf(found, constants);
  }
  if (node.type === 'LogicalExpression') return numberOf(node.right as Parsed, constants);
  // Lowered `x ?? y` is a choice whose last branch is y.
  if (node.type === 'ConditionalExpression') return numberOf(node.alternate as Parsed, constants);
  if (node.type === 'CallExpression' && nameOf(node.callee) === 'Number')
    return numberOf((node.arguments as Parsed[])[0]!, constants);
  return undefined;
}

function constantsOf(nodes: readonly Parsed[]): Map<string, Parsed> {
  const found = new Map<string, Parsed>();
  for (const { type, id, init } of nodes)
    if (type === 'VariableDeclarator' && init && nameOf(id)) found.set(nameOf(id)!, init as Parsed);
  return found;
}

/**
 * What would cut a function short: no timeout of its own (the platform's is 3 s), one that is not given, or one that
 * ends before the budget of time that the function gives its own work (`startBudget`). Memory and triggers likewise.
 */
export function checkTimeouts({ name, nodes, config, placeOf }: Bundle): Fault[] {
  const place = `cloudfunctions/${name}/config.json`;
  const { timeout, memorySize, triggers = [] } = config;
  if (timeout === undefined)
    return [{ place, what: '"timeout" is missing: the platform would cut the function after 3 s' }];
  if (!Number.isInteger(timeout) || (timeout as number) < 1 || (timeout as number) > MOST_S)
    return [{ place, what: `"timeout" must be whole seconds from 1 to ${MOST_S}, not ${JSON.stringify(timeout)}` }];
  const faults: Fault[] = [];
  if (!MEMORY_MB.includes(memorySize as number))
    faults.push({ place, what: `"memorySize" must be one of ${MEMORY_MB.join(', ')} MB, not ${String(memorySize)}` });
  if (triggers.length > 1) faults.push({ place, what: 'the platform takes one trigger a function' });
  for (const trigger of triggers)
    if (trigger.config.trim().split(/\s+/).length !== 7)
      faults.push({ place, what: `trigger "${trigger.name}": a timer has 7 fields, second to year` });
  const constants = constantsOf(nodes);
  for (const node of nodes) {
    const isBudget = node.type === 'CallExpression' && nameOf(node.callee) === 'startBudget';
    const [given] = isBudget ? (node.arguments as Parsed[]) : [];
    const budgetMs = given && numberOf(given, constants);
    if (budgetMs !== undefined && budgetMs + REST_MS > (timeout as number) * 1000)
      faults.push({
        place,
        what: `"timeout" is ${String(timeout)} s, but ${placeOf(node)} plans for ${budgetMs / 1000} s and needs ${REST_MS / 1000} s to finish`,
      });
  }
  return faults;
}
