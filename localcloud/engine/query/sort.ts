import { compareValues } from '../value/compare';
import type { Fields, Value } from '../value/value';
import { fieldOf } from '../value/value';
import { valuesAt } from './walk';

export type SortSpec = Array<{ path: string; order: 1 | -1 }>;

/** The value by which a document is ordered: of an array its least, or descending its greatest element. */
function sortKey(document: Fields, path: string, order: 1 | -1): Value | undefined {
  if (!path.includes('.')) {
    const value = fieldOf(document, path);
    if (value === undefined) return null;
    if (!Array.isArray(value)) return value;
  }
  let best: Value | undefined;
  let isFirst = true;
  for (const value of valuesAt(document, path)) {
    if (isFirst || compareValues(value, best) * order < 0) best = value;
    isFirst = false;
  }
  return isFirst ? null : best;
}

/** A stable ordering of documents; the input is left as it is. */
export function sortDocuments<T extends Fields>(documents: readonly T[], sort: SortSpec): T[] {
  const keyed = documents.map((document) => ({
    document,
    keys: sort.map(({ path, order }) => sortKey(document, path, order)),
  }));
  keyed.sort((a, b) => {
    for (let i = 0; i < sort.length; i++) {
      const order = compareValues(a.keys[i], b.keys[i]);
      if (order) return order * sort[i]!.order;
    }
    return 0;
  });
  return keyed.map(({ document }) => document);
}
