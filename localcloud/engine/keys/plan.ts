import type { SortSpec } from '../query/sort';
import { compareValues, typeRank } from '../value/compare';
import { Regex } from '../value/regex';
import { type Document, type Fields, isFields, isOperators, type Value } from '../value/value';
import type { Bounds, Ordered } from './keys';
import { literalPrefix } from './prefix';

/** What a query demands of one field, as far as an index can serve it. */
interface Demand {
  /** The field equals one of these. */
  values?: Value[];
  bounds?: Array<{ operator: string; operand: Value }>;
  /** Texts start so. */
  prefix?: string;
}

/** A way to the documents that may match: each still has to be tested. */
interface Plan {
  documents: Iterable<Document>;
  /** Whether they come in the order that was asked for. */
  isSorted: boolean;
}

/** More combinations of `$in` values than this are not looked up one by one. */
const maxLookups = 1000;

/** The equality values of `_id` if the query names it so. */
export function idsOf(query: Fields): Value[] | undefined {
  return demandsOf(query).get('_id')?.values;
}

/**
 * Chooses the index that narrows the query most, or that gives the wanted order: what an index orders takes no memory.
 * @returns null when no index helps.
 */
export function planWith(indexes: readonly Ordered[], query: Fields, sort: SortSpec): Plan | null {
  const demands = demandsOf(query);
  let best: { score: number; plan: Plan } | null = null;
  for (const index of indexes) {
    if (index.paths.length === 0) continue;
    const candidate = planOn(index, demands, sort);
    if (candidate && (!best || candidate.score > best.score)) best = candidate;
  }
  return best?.plan ?? null;
}

function planOn(index: Ordered, demands: Map<string, Demand>, sort: SortSpec): { score: number; plan: Plan } | null {
  let prefixes: Value[][] = [[]];
  let depth = 0;
  for (; depth < index.paths.length; depth++) {
    const values = demands.get(index.paths[depth]!)?.values;
    if (!values || prefixes.length * values.length > maxLookups) break;
    prefixes = prefixes.flatMap((prefix) => values.map((value) => [...prefix, value]));
  }
  const nextPath = index.paths[depth];
  const next = nextPath === undefined ? undefined : demands.get(nextPath);
  const ranges = next?.bounds;
  // Elsewhere than in `_id` a pattern also finds stored patterns like it, which are no text.
  const bounds = ranges
    ? boundsOf(index.isMultikey ? ranges.slice(0, 1) : ranges)
    : nextPath === '_id' && next?.prefix !== undefined
      ? startingWith(next.prefix)
      : undefined;
  const direction = index.isMultikey || prefixes.length > 1 ? 0 : servesSort(index, depth, demands, sort);
  const isSorted = sort.length > 0 && direction !== 0;
  const score = depth * 4 + (bounds ? 2 : 0) + (isSorted ? 1 : 0);
  if (depth === 0 && !bounds && !isSorted) return null;
  const documents = {
    *[Symbol.iterator]() {
      for (const prefix of prefixes) yield* index.range(prefix, bounds, isSorted && direction < 0);
    },
  };
  return { score, plan: { documents, isSorted } };
}

/** 1 or -1 when reading the index forward or backward gives the order, 0 when it does not. */
function servesSort(index: Ordered, fixed: number, demands: Map<string, Demand>, sort: SortSpec): number {
  const wanted = sort.filter(({ path }) => demands.get(path)?.values?.length !== 1);
  let direction = 0;
  for (let i = 0; i < wanted.length; i++) {
    const { path, order } = wanted[i]!;
    const at = fixed + i;
    // Entries of equal keys stand in the order of their `_id`.
    if ((index.paths[at] ?? (at === index.paths.length ? '_id' : undefined)) !== path) return 0;
    const here = order * (index.orders[at] ?? 1);
    if (direction !== 0 && here !== direction) return 0;
    direction = here;
    // No two documents have the same `_id`: what would come next decides nothing.
    if (path === '_id') break;
  }
  return direction || 1;
}

function demandsOf(query: Fields, demands = new Map<string, Demand>()): Map<string, Demand> {
  for (const path of Object.keys(query)) {
    const operand = query[path] as Value;
    if (path === '$and' && Array.isArray(operand)) {
      for (const branch of operand) if (isFields(branch)) demandsOf(branch, demands);
      continue;
    }
    if (path[0] === '$') continue;
    const known = demands.get(path) ?? {};
    demands.set(path, known);
    if (operand instanceof Regex) demandPrefix(known, operand, undefined);
    else if (!isOperators(operand)) demandValues(known, [operand]);
    else {
      if (Object.hasOwn(operand, '$eq')) demandValues(known, [operand.$eq as Value]);
      if (Object.hasOwn(operand, '$regex')) demandPrefix(known, operand.$regex as Value, operand.$options);
      if (Array.isArray(operand.$in)) demandValues(known, operand.$in);
      for (const operator of ['$gt', '$gte', '$lt', '$lte'])
        if (Object.hasOwn(operand, operator) && operand[operator] !== null)
          (known.bounds ??= []).push({ operator, operand: operand[operator] as Value });
    }
  }
  return demands;
}

/** An array is found by its elements only, and a regular expression by no key: those demands are left to the test. */
function demandValues(demand: Demand, values: Value[]): void {
  if (demand.values || values.some((value) => Array.isArray(value) || value instanceof Regex)) return;
  const byValue = new Map<Value, Value>();
  const others: Value[] = [];
  for (const value of values) {
    if (typeof value !== 'object' || value === null) byValue.set(value, value);
    else if (others.length < maxLookups && !others.some((other) => compareValues(other, value) === 0))
      others.push(value);
    else if (others.length >= maxLookups) return;
  }
  demand.values = [...byValue.values(), ...others];
}

function demandPrefix(demand: Demand, pattern: Value, options: Value | undefined): void {
  const regex = pattern instanceof Regex ? pattern : new Regex(String(pattern), '');
  const chosen = options === undefined ? regex.options : String(options);
  demand.prefix ??= literalPrefix(regex.pattern, chosen);
}

const startingWith =
  (prefix: string): Bounds =>
  (value) => {
    const order = typeRank(value) - typeRank(prefix);
    if (order) return order;
    return (value as string).startsWith(prefix) ? 0 : compareValues(value, prefix);
  };

function boundsOf(ranges: NonNullable<Demand['bounds']>): Bounds | undefined {
  const rank = typeRank(ranges[0]!.operand);
  if (rank === 5 || ranges.some(({ operand }) => typeRank(operand) !== rank)) return undefined;
  return (value) => {
    const order = typeRank(value) - rank;
    if (order) return order;
    for (const { operator, operand } of ranges) {
      const side = compareValues(value, operand);
      if (operator[1] === 'g' ? side < 0 || (side === 0 && operator === '$gt') : false) return -1;
      if (operator[1] === 'l' ? side > 0 || (side === 0 && operator === '$lt') : false) return 1;
    }
    return 0;
  };
}
