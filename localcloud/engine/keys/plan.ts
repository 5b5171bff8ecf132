import type { SortSpec } from '../query/sort';
import { compareValues, typeRank } from '../value/compare';
import { Regex } from '../value/regex';
import { type Document, type Fields, isFields, isOperators, type Value } from '../value/value';
import type { Bounds, KeyIndex } from './keys';

/** What a query demands of one field, as far as an index can serve it. */
interface Demand {
  /** The field equals one of these. */
  values?: Value[];
  bounds?: Array<{ operator: string; operand: Value }>;
}

/** A way to the documents that may match: each still has to be tested. */
export interface Plan {
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
 * Chooses the index that narrows the query most, or that gives the wanted order when only the first rows are needed.
 * @returns null when no index helps.
 */
export function planWith(indexes: readonly KeyIndex[], query: Fields, sort: SortSpec, isCut: boolean): Plan | null {
  const demands = demandsOf(query);
  let best: { score: number; plan: Plan } | null = null;
  for (const index of indexes) {
    if (index.paths.length === 0) continue;
    const candidate = planOn(index, demands, sort, isCut);
    if (candidate && (!best || candidate.score > best.score)) best = candidate;
  }
  return best?.plan ?? null;
}

function planOn(
  index: KeyIndex,
  demands: Map<string, Demand>,
  sort: SortSpec,
  isCut: boolean,
): { score: number; plan: Plan } | null {
  let prefixes: Value[][] = [[]];
  let depth = 0;
  for (; depth < index.paths.length; depth++) {
    const values = demands.get(index.paths[depth]!)?.values;
    if (!values || prefixes.length * values.length > maxLookups) break;
    prefixes = prefixes.flatMap((prefix) => values.map((value) => [...prefix, value]));
  }
  const nextPath = index.paths[depth];
  const ranges = nextPath === undefined ? undefined : demands.get(nextPath)?.bounds;
  const bounds = ranges && boundsOf(index.isMultikey ? ranges.slice(0, 1) : ranges);
  const direction = index.isMultikey || prefixes.length > 1 ? 0 : servesSort(index, depth, demands, sort);
  const isSorted = sort.length > 0 && direction !== 0;
  const score = depth * 4 + (bounds ? 2 : 0) + (isSorted ? 1 : 0);
  if (depth === 0 && !bounds && !(isSorted && isCut)) return null;
  const documents = {
    *[Symbol.iterator]() {
      for (const prefix of prefixes) yield* index.range(prefix, bounds, isSorted && direction < 0);
    },
  };
  return { score, plan: { documents, isSorted } };
}

/** 1 or -1 when reading the index forward or backward gives the order, 0 when it does not. */
function servesSort(index: KeyIndex, fixed: number, demands: Map<string, Demand>, sort: SortSpec): number {
  const wanted = sort.filter(({ path }) => demands.get(path)?.values?.length !== 1);
  let direction = 0;
  for (let i = 0; i < wanted.length; i++) {
    const { path, order } = wanted[i]!;
    if (index.paths[fixed + i] !== path) return 0;
    const here = order * index.orders[fixed + i]!;
    if (direction !== 0 && here !== direction) return 0;
    direction = here;
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
    if (!isOperators(operand)) demandValues(known, [operand]);
    else {
      if (Object.hasOwn(operand, '$eq')) demandValues(known, [operand.$eq as Value]);
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
  demand.values = values.filter((value, i) => values.findIndex((other) => compareValues(other, value) === 0) === i);
}

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
