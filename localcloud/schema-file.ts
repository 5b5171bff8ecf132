import { existsSync, readFileSync } from 'node:fs';
import type { DatabaseSchema, IndexDeclaration } from './engine';

/** A collection as the deployment declares it: the platform's own words for indexes. */
interface DeclaredCollection {
  indexes?: Array<{ name: string; fields: Array<{ name: string; direction: string }>; unique?: boolean }>;
}

const ORDERS: Record<string, 1 | -1 | '2dsphere'> = { '1': 1, '-1': -1, '2dsphere': '2dsphere' };

/**
 * Reads the declared collections and indexes (database.json beside the functions). No file, no collections.
 * Throws an Error that names the index when a declaration is malformed.
 */
export function readSchema(file: string): DatabaseSchema {
  if (!existsSync(file)) return { collections: {} };
  const { collections } = JSON.parse(readFileSync(file, 'utf8')) as {
    collections: Record<string, DeclaredCollection>;
  };
  return {
    collections: Object.fromEntries(
      Object.entries(collections).map(([name, declared]) => [
        name,
        { indexes: (declared.indexes ?? []).map((index) => readIndex(file, name, index)) },
      ]),
    ),
  };
}

function readIndex(
  file: string,
  collection: string,
  index: NonNullable<DeclaredCollection['indexes']>[number],
): IndexDeclaration {
  const fields = (index.fields ?? []).map(({ name, direction }) => {
    const order = ORDERS[String(direction)];
    if (!name || order === undefined)
      throw new Error(`${file}: index ${collection}.${index.name} needs a direction "1", "-1" or "2dsphere" a field`);
    return { field: name, order };
  });
  if (!index.name || fields.length === 0)
    throw new Error(`${file}: an index of ${collection} needs a name and at least one field`);
  return { name: index.name, fields, ...(index.unique ? { unique: true } : {}) };
}
