import { existsSync, readFileSync } from 'node:fs';
import type { DatabaseSchema, IndexDeclaration } from './engine';
import { schemaLimits } from './engine/limits';
import { isCollectionName } from './engine/schema';
import { repeatedKey } from './repeatedKey';

/** The declared collections and indexes cannot be used; the message names the file and the place in it. */
export class SchemaFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SchemaFileError';
  }
}

/** Says that a place of the file is wrong, in words that go on after its name. */
type Refuse = (place: string, what: string) => never;

type Order = IndexDeclaration['fields'][number]['order'];

const orders = new Map<unknown, Order>([
  ['1', 1],
  [1, 1],
  ['-1', -1],
  [-1, -1],
  ['2dsphere', '2dsphere'],
]);

/**
 * Reads the declared collections and indexes (database.json beside the functions): the one reader of that file, for the
 * whole local cloud and for the database alone. No file, no collections, unless `isNamed`: then it has to be there.
 * @throws SchemaFileError that names the file and the place when a declaration is malformed.
 */
export function readSchema(file: string, { isNamed = false } = {}): DatabaseSchema {
  if (!isNamed && !existsSync(file)) return { collections: {} };
  const refuse: Refuse = (place, what) => {
    throw new SchemaFileError(`The schema ${file} cannot be used: ${place} ${what}.`);
  };
  return readDeclarations(parse(file), refuse);
}

function parse(file: string): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
    const content = JSON.parse(text) as unknown;
    const repeated = repeatedKey(text);
    // JSON keeps the last of two: the indexes of the first would be gone without a word.
    if (repeated !== null) throw new Error(`${repeated} is there twice`);
    return content;
  } catch (error) {
    throw new SchemaFileError(`The schema ${file} cannot be read: ${(error as Error).message}`);
  }
}

function readDeclarations(content: unknown, refuse: Refuse): DatabaseSchema {
  const top = objectAt('the file', content, ['collections', 'securityRule'], refuse);
  if (!Object.hasOwn(top, 'collections')) refuse('the file', "has no 'collections'");
  if (Object.hasOwn(top, 'securityRule')) objectAt('securityRule', top.securityRule, null, refuse);
  const declared = Object.entries(objectAt('collections', top.collections, null, refuse));
  atMost('collections', 'collections', declared.length, schemaLimits.collections, refuse);
  return {
    collections: Object.fromEntries(
      declared.map(([name, collection]) => {
        const place = `collections.${name}`;
        if (!isCollectionName(name))
          refuse(
            `collections[${JSON.stringify(name)}]`,
            'is no name of a collection: it takes 1 to 128 letters, digits, _ and -, and begins with a letter or digit',
          );
        const { indexes } = objectAt(place, collection, ['indexes'], refuse);
        return [name, { indexes: indexes === undefined ? [] : readIndexes(`${place}.indexes`, indexes, refuse) }];
      }),
    ),
  };
}

function readIndexes(place: string, declared: unknown, refuse: Refuse): IndexDeclaration[] {
  const list = listAt(place, declared, refuse);
  atMost(place, 'indexes', list.length, schemaLimits.indexesOfCollection, refuse);
  const names = new Set<string>();
  const keys = new Map<string, string>();
  return list.map((item, i) => {
    const index = readIndex(`${place}[${i}]`, item, refuse);
    if (names.has(index.name)) refuse(`${place}[${i}].name`, `${show(index.name)} is the name of an earlier index`);
    names.add(index.name);
    const key = JSON.stringify(index.fields);
    if (keys.has(key)) refuse(`${place}[${i}].fields`, `are those of the index ${show(keys.get(key))}`);
    keys.set(key, index.name);
    return index;
  });
}

function readIndex(place: string, declared: unknown, refuse: Refuse): IndexDeclaration {
  const { name, fields, unique } = objectAt(place, declared, ['name', 'fields', 'unique'], refuse);
  if (typeof name !== 'string' || name === '') return refuse(`${place}.name`, `must be a text, not ${show(name)}`);
  if (name.length > schemaLimits.nameLength)
    refuse(`${place}.name`, `has ${name.length} characters, ${schemaLimits.nameLength} are allowed`);
  if (name.includes('\0') || name.includes('$')) refuse(`${place}.name`, `${show(name)} holds a NUL or a $`);
  if (name === '_id_') refuse(`${place}.name`, "'_id_' is the name of the index that every collection has");
  if (unique !== undefined && typeof unique !== 'boolean')
    refuse(`${place}.unique`, `must be true or false, not ${show(unique)}`);
  const list = listAt(`${place}.fields`, fields, refuse);
  if (list.length === 0) refuse(`${place}.fields`, 'is empty: an index needs at least one field');
  atMost(`${place}.fields`, 'fields', list.length, schemaLimits.fieldsOfIndex, refuse);
  const read = list.map((field, i) => readField(`${place}.fields[${i}]`, field, refuse));
  read.forEach(({ field }, i) => {
    if (read.findIndex((other) => other.field === field) !== i)
      refuse(`${place}.fields[${i}].name`, `${show(field)} is named twice in this index`);
  });
  checkPlaces(place, read, unique === true, refuse);
  return { name, fields: read, ...(unique === true ? { unique: true } : {}) };
}

/** A field of places has no key by which two documents could be told apart. */
function checkPlaces(place: string, fields: IndexDeclaration['fields'], isUnique: boolean, refuse: Refuse): void {
  const places = fields.filter(({ order }) => order === '2dsphere');
  if (places.length > 1) refuse(`${place}.fields`, 'hold two of direction "2dsphere": make an index of each');
  if (places.length > 0 && isUnique)
    refuse(`${place}.unique`, 'cannot be true beside a field of direction "2dsphere": make an index of each');
}

function readField(place: string, declared: unknown, refuse: Refuse): IndexDeclaration['fields'][number] {
  const { name, direction } = objectAt(place, declared, ['name', 'direction'], refuse);
  if (typeof name !== 'string') return refuse(`${place}.name`, `must be a text, not ${show(name)}`);
  if (name.length > schemaLimits.nameLength)
    refuse(`${place}.name`, `has ${name.length} characters, ${schemaLimits.nameLength} are allowed`);
  const isPath = name.split('.').every((segment) => segment !== '' && segment !== '__proto__');
  if (!isPath || name.includes('\0') || name.includes('$'))
    refuse(`${place}.name`, `${show(name)} is no field: it must not be empty, nor hold a NUL, a $ or an empty part`);
  const order = orders.get(direction);
  if (order === undefined)
    return refuse(`${place}.direction`, `must be "1", "-1" or "2dsphere", not ${show(direction)}`);
  return { field: name, order };
}

/** An object with these keys alone; `$comment` may stand in any of them. */
function objectAt(place: string, value: unknown, keys: string[] | null, refuse: Refuse): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(place, `must be an object, not ${show(value)}`);
  const unknown = keys && Object.keys(value).find((key) => key !== '$comment' && !keys.includes(key));
  if (unknown != null) refuse(place, `has the unknown key ${show(unknown)}: it takes ${keys!.join(', ')}`);
  return value as Record<string, unknown>;
}

function listAt(place: string, value: unknown, refuse: Refuse): unknown[] {
  return Array.isArray(value) ? value : refuse(place, `must be a list, not ${show(value)}`);
}

function atMost(place: string, what: string, count: number, most: number, refuse: Refuse): void {
  if (count > most) refuse(place, `holds ${count} ${what}, ${most} are allowed`);
}

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
