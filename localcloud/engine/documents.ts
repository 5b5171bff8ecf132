import { randomBytes } from 'node:crypto';
import type { Source } from './collection';
import { exceeded, failedInsert, failedQuery, failedUpdate } from './errors';
import type { Limits } from './limits';
import { distanceTo, nearOf } from './query/geometry';
import { compileQuery } from './query/match';
import type { MatchContext } from './query/predicate';
import { compileProjection } from './query/projection';
import { type Room, roomOfQuery } from './query/room';
import { firstInOrder, type SortSpec } from './query/sort';
import { walk } from './query/walk';
import type { FindOptions } from './requests';
import { checkNames } from './update/operands';
import { typeName } from './value/compare';
import { fieldPath, MalformedPath } from './value/fieldPath';
import { depthOf, storedSize } from './value/size';
import { whyNotStorable } from './value/storable';
import { cloneValue, type Document, type Fields, fieldOf, type Value } from './value/value';

/** A document ready to be stored, with an `_id` of 32 hex digits when it brought none. @throws DatabaseError */
export function newDocument(fields: Fields, limits: Limits): Document {
  checkDepth(fields, limits);
  const dollar = Object.keys(fields).find((key) => key[0] === '$');
  if (dollar) throw failedInsert(`Document can't have $ prefixed field names: ${dollar}`);
  const id = fieldOf(fields, '_id') ?? randomBytes(16).toString('hex');
  if (typeof id !== 'string' && typeof id !== 'number')
    throw failedInsert(`The '_id' value cannot be of type ${typeName(id)}`);
  const document = cloneValue({ ...fields, _id: id }) as Document;
  // Field order as written, `_id` first, as MongoDB stores it.
  const { _id, ...rest } = document;
  const ordered = { _id, ...rest } as Document;
  checkNames(rest);
  checkSize(ordered, limits, true);
  return ordered;
}

/** The whole new content of the document with this id. @throws DatabaseError for operators among its fields. */
export function replacement(id: Value, fields: Fields, limits: Limits): Document {
  checkDepth(fields, limits);
  const dollar = Object.keys(fields).find((key) => key[0] === '$');
  if (dollar) throw failedUpdate(`the replace operation document must not contain atomic operators: ${dollar}`);
  const { _id, ...rest } = fields;
  if (_id !== undefined && _id !== id)
    throw failedUpdate(`After applying the update, the (immutable) field '_id' was found to have been altered`);
  checkNames(rest);
  const document = { _id: id, ...cloneValue(rest) } as Document;
  checkSize(document, limits, false);
  return document;
}

/**
 * The documents of one insert, ready to be stored.
 * @throws DatabaseError when they are too many or too large together, or one of them cannot be stored.
 */
export function newDocuments(all: Fields[], limits: Limits): Document[] {
  if (all.length > limits.insertDocuments)
    throw exceeded(
      `An insert takes at most ${limits.insertDocuments} documents, this one has ${all.length}: insert them in parts`,
    );
  let bytes = 0;
  return all.map((fields) => {
    const document = newDocument(fields, limits);
    bytes += storedSize(document);
    if (bytes > limits.writeBytes)
      throw exceeded(`The documents of one insert have at most ${limits.writeBytes} bytes: insert them in parts`);
    return document;
  });
}

function checkDepth(document: Fields, limits: Limits): void {
  if (depthOf(document, limits.documentDepth) > limits.documentDepth)
    throw exceeded(`The document is nested more than ${limits.documentDepth} levels deep`);
}

/**
 * @returns the document's bytes.
 * @throws DatabaseError when it is too large, nested too deep, or could not be read back as it is.
 */
export function checkSize(document: Document, limits: Limits, isInsert: boolean): number {
  checkDepth(document, limits);
  const why = whyNotStorable(document, '');
  if (why) throw isInsert ? failedInsert(why) : failedUpdate(why);
  const bytes = storedSize(document);
  if (bytes <= limits.documentBytes) return bytes;
  if (isInsert)
    throw failedInsert(`object to insert too large. size in bytes: ${bytes}, max size: ${limits.documentBytes}`);
  throw failedUpdate(`Resulting document after update is larger than ${limits.documentBytes}`);
}

/** @throws DatabaseError when a path is malformed, or an order neither 1 nor -1. */
function sortSpec(sort: Fields | undefined): SortSpec {
  if (!sort) return [];
  return Object.keys(sort).map((path) => {
    try {
      fieldPath(path);
    } catch (error) {
      if (error instanceof MalformedPath) throw failedQuery(error.message);
      throw error;
    }
    const order = sort[path];
    if (order !== 1 && order !== -1)
      throw failedQuery('(BadValue) $sort key ordering must be 1 (for ascending) or -1 (for descending)');
    return { path, order: order as 1 | -1 };
  });
}

/** The documents that match, in natural order or by the best index; lazily. */
export function* matching(collection: Source, query: Fields, context: MatchContext): Generator<Document> {
  const test = compileQuery(query, context);
  for (const document of collection.candidates(query, []).documents) if (test(document)) yield document;
}

/**
 * Runs a find: matched, ordered, cut, shaped. The documents are the stored ones unless a projection shapes them.
 * @throws DatabaseError when what an order without an index holds does not fit into the room.
 */
export function findIn(
  collection: Source,
  query: Fields,
  options: FindOptions,
  context: MatchContext,
  room: Room = roomOfQuery(),
): Fields[] {
  const test = compileQuery(query, context);
  const near = nearOf(query);
  const sort = sortSpec(options.sort);
  const skip = options.skip ?? 0;
  const end = options.limit === undefined ? Number.POSITIVE_INFINITY : skip + options.limit;
  const { documents, isSorted } = collection.candidates(query, sort);
  const isInOrder = isSorted && !near;
  let found: Iterable<Document> = tested(documents, test, isInOrder ? end : Number.POSITIVE_INFINITY);
  if (near) found = byDistance(collection, [...found], near);
  const rows = (!isInOrder && sort.length > 0 ? firstInOrder(found, sort, end, room) : [...found]).slice(skip, end);
  if (!options.projection) return rows;
  const shape = compileProjection(options.projection, query, context);
  return rows.map(shape);
}

function* tested(documents: Iterable<Document>, test: (document: Document) => boolean, most: number) {
  let count = 0;
  if (count >= most) return;
  for (const document of documents) {
    if (!test(document)) continue;
    yield document;
    if (++count >= most) return;
  }
}

function byDistance(collection: Source, found: Document[], near: NonNullable<ReturnType<typeof nearOf>>): Document[] {
  if (!collection.indexes.some((index) => index.places.includes(near.path)))
    throw failedQuery(
      `error processing query: planner returned error: unable to find index for $geoNear query on '${near.path}': declare a 2dsphere index`,
    );
  const keyed = found.map((document) => {
    let least = Number.POSITIVE_INFINITY;
    walk(document, near.path.split('.'), true, (value) => {
      const distance = distanceTo(value, near.near.center);
      if (distance !== null && distance >= near.near.least) least = Math.min(least, distance);
      return false;
    });
    return { document, distance: least };
  });
  return keyed.sort((a, b) => a.distance - b.distance).map(({ document }) => document);
}
