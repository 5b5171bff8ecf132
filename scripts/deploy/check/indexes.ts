import { readFileSync } from 'node:fs';
import type { Fault } from './fault';

/** A query of a function: fields set to one value, fields narrowed, and the order that was asked for. */
export interface Query {
  readonly collection: string;
  readonly equal: readonly string[];
  readonly narrowed: readonly string[];
  readonly order: readonly (readonly [field: string, direction: number])[];
  /** How many fields the best index narrowed it by when it was recorded: a worse one reads more than it did. */
  readonly fields: number;
  /** The functions that asked it. */
  readonly by: readonly string[];
}

type Fields = readonly (readonly [field: string, direction: number])[];

/** The indexes that are declared, by collection. */
type Declared = Readonly<Record<string, readonly Fields[]>>;

/** The declared indexes of database.json, with the one of `_id` that every collection has. */
export function readIndexes(file: string): Declared {
  const { collections } = JSON.parse(readFileSync(file, 'utf8')) as {
    collections: Record<string, { indexes?: { fields: { name: string; direction: string }[] }[] }>;
  };
  return Object.fromEntries(
    Object.entries(collections).map(([name, { indexes = [] }]) => [
      name,
      [
        [['_id', 1]] as const,
        ...indexes.map(({ fields }) => fields.map((field) => [field.name, Number(field.direction)] as const)),
      ],
    ]),
  );
}

/** Whether an index gives the order that was asked for: what is equal comes first, then the order, one way or the other. */
function isSortedBy(index: Fields, { equal, order }: Query): boolean {
  const left = order.filter(([field]) => !equal.includes(field));
  if (left.length === 0) return true;
  let at = 0;
  while (at < index.length && equal.includes(index[at]![0])) at += 1;
  const ways = left.map(([field, direction], nth) => {
    const found = index[at + nth];
    return found?.[0] === field ? direction * found[1] : 0;
  });
  return ways[0] !== 0 && ways.every((way) => way === ways[0]);
}

/** How many fields an index narrows a query by, from its first on; undefined where it does not serve it at all. */
function narrowedBy(index: Fields, query: Query): number | undefined {
  const { equal, narrowed, order } = query;
  const isAsked = (field: string): boolean => equal.includes(field) || (order.length === 0 && narrowed.includes(field));
  const other = index.findIndex(([field]) => !isAsked(field));
  const fields = other < 0 ? index.length : other;
  const isAll = equal.length === 0 && (order.length > 0 || narrowed.length === 0);
  return isSortedBy(index, query) && (isAll || fields > 0) ? fields : undefined;
}

/** How many fields the best of the declared indexes narrows a query by; undefined where none serves it. */
export function bestOf(query: Query, indexes: readonly Fields[]): number | undefined {
  const served = indexes.map((index) => narrowedBy(index, query)).filter((fields) => fields !== undefined);
  return served.length === 0 ? undefined : Math.max(...served);
}

/** A query in words: `orders: memberId, placedAtMs? by -placedAtMs`. */
export const queryWords = ({ collection, equal, narrowed, order }: Omit<Query, 'by' | 'fields'>): string => {
  const fields = [...equal, ...narrowed.map((field) => `${field}?`)].join(', ') || 'all';
  const by = order.map(([field, way]) => `${way < 0 ? '-' : ''}${field}`).join(', ');
  return `${collection}: ${fields}${by ? ` by ${by}` : ''}`;
};

/** Read whole, or few by their nature: no index is worth its writes. */
const FEW: readonly RegExp[] = [/^planVersions: /];

/**
 * Queries that no declared index serves. What functions ask is recorded (cloudfunctions/queries.json) by the test that
 * performs every reading action and every timer against the local cloud, and which fails on a query that is not there.
 */
export function checkIndexes(queries: readonly Query[], declared: Declared): Fault[] {
  return queries
    .filter((query) => !FEW.some((few) => few.test(queryWords(query))))
    .flatMap((query) => {
      const place = `cloudfunctions/database.json, ${query.collection}`;
      const by = query.by.join(', ');
      const indexes = declared[query.collection];
      if (!indexes) return [{ place, what: `the collection is not declared; asked by ${by}` }];
      const best = bestOf(query, indexes);
      if (best === undefined) return [{ place, what: `no index serves "${queryWords(query)}", asked by ${by}` }];
      const was = `the index that did by ${query.fields} is gone`;
      return best < query.fields
        ? [{ place, what: `"${queryWords(query)}", asked by ${by}, is narrowed by ${best} field(s): ${was}` }]
        : [];
    });
}
