import { compareDocuments, type SortSpec } from '../query/sort';
import { compareValues, typeRank } from '../value/compare';
import { Regex } from '../value/regex';
import { type Document, type Fields, isFields, isOperators, type Value } from '../value/value';
import type { Bounds, Ordered } from './keys';
import { literalPrefix } from './prefix';

/** What a query demands of one field, as far as an index can serve it. */
interface Demand {
  /** The field equals one of these. */
  values?: Value[];
  /** The field is an array that holds all of these: it is found by any of them. */
  all?: Value[];
  bounds?: Array<{ operator: string; operand: Value }>;
  /** Texts start so. */
  prefix?: string;
}

type Demands = Map<string, Demand>;

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
 * Where each branch of an `$or` has an index that narrows more than the rest of the query does, the branches are read one
 * by one, or side by side in the wanted order. @returns null when no index helps.
 */
export function planWith(indexes: readonly Ordered[], query: Fields, sort: SortSpec): Plan | null {
  const demands = demandsOf(query);
  const whole = bestOf(indexes, demands, sort);
  const parted = partedBy(indexes, query, demands, sort);
  return (parted && (!whole || parted.score > whole.score) ? parted : whole)?.plan ?? null;
}

interface Scored {
  readonly score: number;
  readonly plan: Plan;
}

function bestOf(indexes: readonly Ordered[], demands: Demands, sort: SortSpec): Scored | null {
  let best: Scored | null = null;
  for (const index of indexes) {
    if (index.paths.length === 0) continue;
    const candidate = planOn(index, demands, sort);
    if (candidate && (!best || candidate.score > best.score)) best = candidate;
  }
  return best;
}

/** More branches, or combinations, than this are not read side by side. */
const maxBranches = 20;

/** The plan of the `$or` that narrows most; null where none does. */
function partedBy(indexes: readonly Ordered[], query: Fields, demands: Demands, sort: SortSpec): Scored | null {
  let best: Scored | null = null;
  for (const branches of branchesIn(query)) {
    const plans = branches.map((branch) => bestOf(indexes, demandsOf(branch, copyOf(demands)), sort));
    if (plans.length === 0 || plans.some((one) => one === null)) continue;
    const parts = plans as Scored[];
    const score = Math.min(...parts.map((one) => one.score));
    if (best && best.score >= score) continue;
    const isSorted = sort.length > 0 && parts.every(({ plan }) => plan.isSorted);
    const all = parts.map(({ plan }) => plan.documents);
    best = { score, plan: { documents: isSorted ? inOrder(all, sort) : oneByOne(all), isSorted } };
  }
  return best;
}

/** The `$or`s that the whole query has to meet. */
function branchesIn(query: Fields): Fields[][] {
  return Object.keys(query).flatMap((path) => {
    const operand = query[path] as Value;
    if (!Array.isArray(operand) || !operand.every(isFields)) return [];
    if (path === '$and') return operand.flatMap(branchesIn);
    return path === '$or' && operand.length <= maxBranches ? [operand] : [];
  });
}

const copyOf = (demands: Demands): Demands =>
  new Map(
    [...demands].map(([path, demand]) => [
      path,
      { ...demand, ...(demand.bounds ? { bounds: [...demand.bounds] } : {}) },
    ]),
  );

function* oneByOne(parts: readonly Iterable<Document>[]): Generator<Document> {
  for (const part of parts) yield* part;
}

/** Lists that are in an order, as one in that order. */
function* inOrder(parts: readonly Iterable<Document>[], sort: SortSpec): Generator<Document> {
  const heads = parts.map((part) => {
    const rest = part[Symbol.iterator]();
    return { rest, next: rest.next() };
  });
  for (;;) {
    let first: (typeof heads)[number] | undefined;
    for (const head of heads)
      if (!head.next.done && (!first || compareDocuments(head.next.value, first.next.value, sort) < 0)) first = head;
    if (!first) return;
    yield first.next.value;
    first.next = first.rest.next();
  }
}

function planOn(index: Ordered, demands: Demands, sort: SortSpec): Scored | null {
  let prefixes: Value[][] = [[]];
  let depth = 0;
  for (; depth < index.paths.length; depth++) {
    const values = valuesOf(index, prefixes, demands.get(index.paths[depth]!));
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
  const direction = prefixes.length > maxBranches ? 0 : servesSort(index, depth, demands, sort);
  const isSorted = sort.length > 0 && direction !== 0;
  const score = depth * 4 + (bounds ? 2 : 0) + (isSorted ? 1 : 0);
  if (depth === 0 && !bounds && !isSorted) return null;
  const documents = {
    *[Symbol.iterator]() {
      const ranges = prefixes.map((prefix) => index.range(prefix, bounds, isSorted && direction < 0));
      yield* isSorted && ranges.length > 1 ? inOrder(ranges, sort) : oneByOne(ranges);
    },
  };
  return { score, plan: { documents, isSorted } };
}

/** The values by which a field is looked up; of those that an array has to hold all of, the one that the fewest have. */
function valuesOf(index: Ordered, prefixes: readonly Value[][], demand: Demand | undefined): Value[] | undefined {
  if (!demand || demand.values || !demand.all) return demand?.values;
  const [prefix] = prefixes;
  if (prefixes.length > 1) return [demand.all[0]!];
  const counts = new Map(demand.all.map((value) => [value, index.count([...prefix!, value])]));
  return [demand.all.reduce((least, value) => (counts.get(value)! < counts.get(least)! ? value : least))];
}

/** 1 or -1 when reading the index forward or backward gives the order, 0 when it does not. */
function servesSort(index: Ordered, fixed: number, demands: Demands, sort: SortSpec): number {
  // Documents are ordered by the least element of an array, whichever of them was looked up.
  if (index.paths.some((path, at) => at < fixed && index.isManyAt(at) && sort.some((one) => one.path === path)))
    return 0;
  const wanted = sort.filter(({ path }) => demands.get(path)?.values?.length !== 1);
  let direction = 0;
  for (let i = 0; i < wanted.length; i++) {
    const { path, order } = wanted[i]!;
    const at = fixed + i;
    // Entries of equal keys stand in the order of their `_id`.
    if ((index.paths[at] ?? (at === index.paths.length ? '_id' : undefined)) !== path) return 0;
    if (index.isManyAt(at)) return 0;
    const here = order * (index.orders[at] ?? 1);
    if (direction !== 0 && here !== direction) return 0;
    direction = here;
    // No two documents have the same `_id`: what would come next decides nothing.
    if (path === '_id') break;
  }
  return direction || 1;
}

function demandsOf(query: Fields, demands: Demands = new Map()): Demands {
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
      if (Array.isArray(operand.$all) && operand.$all.length > 0 && operand.$all.every(isPlain))
        known.all ??= operand.$all;
      if (Array.isArray(operand.$in)) demandValues(known, operand.$in);
      for (const operator of ['$gt', '$gte', '$lt', '$lte'])
        if (Object.hasOwn(operand, operator) && operand[operator] !== null)
          (known.bounds ??= []).push({ operator, operand: operand[operator] as Value });
    }
  }
  return demands;
}

/** What an index has as it is: neither an array, nor a pattern, nor an operator. */
const isPlain = (value: Value): boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

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
