// What a request of the SDK asks for, read from its fields.
import { collectionMissing, invalid } from '../engine/errors';
import { fromEjson, parseEjson } from '../engine/value/ejson';
import { type Fields, isFields, type Value } from '../engine/value/value';
import type { WireRequest } from './request';

/** @throws DatabaseError when it names none. */
export function collectionOf(request: WireRequest): string {
  const { collectionName } = request;
  if (typeof collectionName !== 'string' || collectionName === '')
    throw collectionMissing(String(collectionName ?? ''));
  return collectionName;
}

export const transactionOf = (request: WireRequest): string | null =>
  typeof request.transactionId === 'string' && request.transactionId !== '' ? request.transactionId : null;

/** An object as the SDK writes it, extended JSON. @throws DatabaseError when it is none. */
export function fieldsOf(text: unknown, name: string, now: number): Fields {
  const value = typeof text === 'string' ? parseEjson(text, now) : fromEjson(text, now);
  if (!isFields(value)) throw invalid(`${name} must be an object`);
  return value;
}

export const optionalFields = (text: unknown, name: string, now: number): Fields | undefined =>
  text === undefined || text === null || text === '' ? undefined : fieldsOf(text, name, now);

export const queryOf = (request: WireRequest, now: number): Fields => optionalFields(request.query, 'query', now) ?? {};

/** The `_id` that a query of one document names. @throws DatabaseError when it names none. */
export function idOf(query: Fields): Value {
  const { _id: id } = query;
  if (typeof id !== 'string' && typeof id !== 'number') throw invalid('a document is named by its _id');
  return id;
}

/** @throws DatabaseError when it is there and no whole number from 0. */
export function wholeNumber(value: unknown, name: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw invalid(`${name} must be a whole number that is not negative`);
  return value;
}

/** A pipeline as the engine takes it. @throws DatabaseError when it is none. */
export function stagesOf(request: WireRequest, now: number): Fields[] {
  const { stages } = request;
  if (!Array.isArray(stages)) throw invalid('stages must be a list');
  return stages.map((stage: { stageKey?: unknown; stageValue?: unknown }) => {
    const { stageKey, stageValue } = stage ?? {};
    if (typeof stageKey !== 'string') throw invalid('a stage names its operator as stageKey');
    return { [stageKey]: typeof stageValue === 'string' ? parseEjson(stageValue, now) : fromEjson(stageValue, now) };
  });
}
