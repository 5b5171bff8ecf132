import { holdRow } from '../compute';
import { failedAggregate } from '../errors';
import type { MatchContext } from '../query/match';
import { drop, keep, treeOf } from '../query/projection';
import { segmentsOf } from '../value/path';
import { type Fields, fieldOf, isFields, isOperators, type Value } from '../value/value';
import { evaluate } from './evaluate';
import type { Stage } from './stage';

interface Computed {
  segments: string[];
  expression: Value;
}

/** `$project`: fields in, out (not both, `_id` aside), or computed. */
export function project(spec: Value, context: MatchContext): Stage {
  if (!isFields(spec) || Object.keys(spec).length === 0)
    throw failedAggregate(
      '(Location40177) Invalid $project :: caused by :: specification must have at least one field',
    );
  const kept: string[] = [];
  const dropped: string[] = [];
  const computed: Computed[] = [];
  let idIsKept: boolean | undefined;
  for (const { path, value } of leaves(spec, '')) {
    const isFlag = typeof value === 'number' || typeof value === 'boolean';
    if (path === '_id' && isFlag) idIsKept = Boolean(value);
    else if (isFlag) (value ? kept : dropped).push(path);
    else computed.push({ segments: segmentsOf(path, failedAggregate), expression: value });
  }
  const isInclusion = kept.length > 0 || computed.length > 0 || (idIsKept === true && dropped.length === 0);
  if (isInclusion && dropped.length > 0)
    throw failedAggregate(
      `(Location31254) Invalid $project :: caused by :: Cannot do exclusion on field ${dropped[0]} in inclusion projection`,
    );
  const computesId = computed.some(({ segments }) => segments[0] === '_id');
  const included = treeOf(kept);
  const excluded = treeOf(idIsKept === false ? [...dropped, '_id'] : dropped);
  return (documents) =>
    documents.map((document) => {
      if (!isInclusion) return drop(document, excluded);
      const shaped: Fields = {};
      const id = fieldOf(document, '_id');
      if (id !== undefined && idIsKept !== false && !computesId) shaped._id = id;
      Object.assign(shaped, keep(document, included));
      return withComputed(shaped, document, computed, context);
    });
}

/** `$addFields`: fields computed and put beside, or in the place of, those that are there. */
export function addFields(spec: Value, context: MatchContext): Stage {
  if (!isFields(spec) || Object.keys(spec).length === 0)
    throw failedAggregate(
      '(Location40177) Invalid $addFields :: caused by :: specification must have at least one field',
    );
  const computed = leaves(spec, '').map(({ path, value }) => ({
    segments: segmentsOf(path, failedAggregate),
    expression: value,
  }));
  return (documents) => documents.map((document) => withComputed({ ...document }, document, computed, context));
}

/** Paths of a specification with what stands there; subdocuments that are no operators name paths below. */
function leaves(spec: Fields, prefix: string): Array<{ path: string; value: Value }> {
  return Object.keys(spec).flatMap((key) => {
    const value = spec[key] as Value;
    if (key === '' || key[0] === '$' || key.split('.').includes('') || key.split('.').includes('__proto__'))
      throw failedAggregate(`(Location16410) Invalid field path '${prefix}${key}'`);
    if (!isFields(value) || isOperators(value) || Object.keys(value).length === 0)
      return [{ path: prefix + key, value }];
    return leaves(value, `${prefix}${key}.`);
  });
}

function withComputed(target: Fields, document: Fields, computed: Computed[], context: MatchContext): Fields {
  holdRow(target);
  for (const { segments, expression } of computed) assign(target, segments, 0, evaluate(document, expression, context));
  return target;
}

/** Puts a value at a path, in every element of arrays on the way; undefined removes what is there. */
function assign(target: Fields, segments: string[], at: number, value: Value | undefined): void {
  const segment = segments[at]!;
  if (at === segments.length - 1) {
    if (value === undefined) delete target[segment];
    else target[segment] = value;
    return;
  }
  const next = fieldOf(target, segment);
  if (Array.isArray(next)) {
    target[segment] = next.map((item) => {
      const copy: Fields = isFields(item) ? { ...item } : {};
      assign(copy, segments, at + 1, value);
      return copy;
    });
    return;
  }
  const copy: Fields = isFields(next) ? { ...next } : {};
  assign(copy, segments, at + 1, value);
  target[segment] = copy;
}

/** `$replaceRoot`: an expression's object in the place of each document. */
export function replaceRoot(spec: Value, context: MatchContext): Stage {
  const expression = isFields(spec) ? spec.newRoot : undefined;
  if (expression === undefined)
    throw failedAggregate('(Location40231) no newRoot specified for the $replaceRoot stage');
  return (documents) =>
    documents.map((document) => {
      const root = evaluate(document, expression, context);
      if (!isFields(root))
        throw failedAggregate(
          `(Location40228) 'newRoot' expression must evaluate to an object, but resulting value was: ${root === undefined ? 'MISSING' : JSON.stringify(root)}`,
        );
      return root;
    });
}

/** `$unset`: drops fields. */
export function unset(spec: Value): Stage {
  const paths = Array.isArray(spec) ? spec : [spec];
  if (!paths.every((path) => typeof path === 'string'))
    throw failedAggregate('(Location31002) $unset specification must be a string or an array of strings');
  const tree = treeOf(paths as string[]);
  return (documents) => documents.map((document) => drop(document, tree));
}

/** `$unwind`: a document for each element of an array. */
export function unwind(spec: Value): Stage {
  const { path, includeArrayIndex, preserveNullAndEmptyArrays } = isFields(spec)
    ? (spec as { path?: Value; includeArrayIndex?: Value; preserveNullAndEmptyArrays?: Value })
    : { path: spec };
  if (typeof path !== 'string' || path[0] !== '$')
    throw failedAggregate(
      `(Location28818) path option to $unwind stage should be prefixed with a '$': ${String(path)}`,
    );
  if (includeArrayIndex !== undefined && (typeof includeArrayIndex !== 'string' || includeArrayIndex[0] === '$'))
    throw failedAggregate(
      "(Location28822) includeArrayIndex option to $unwind stage should not be prefixed with a '$'",
    );
  const segments = segmentsOf(path.slice(1), failedAggregate);
  const indexSegments = typeof includeArrayIndex === 'string' ? segmentsOf(includeArrayIndex, failedAggregate) : null;
  const valueAt = (document: Fields): Value | undefined => {
    let value: Value | undefined = document;
    for (const segment of segments) value = isFields(value) ? fieldOf(value, segment) : undefined;
    return value;
  };
  return (documents) =>
    documents.flatMap((document) => {
      const value = valueAt(document);
      const items = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
      if (items.length === 0) {
        if (preserveNullAndEmptyArrays !== true) return [];
        const copy = { ...document };
        if (Array.isArray(value)) assign(copy, segments, 0, undefined);
        if (indexSegments) assign(copy, indexSegments, 0, null);
        return [copy];
      }
      return items.map((item, i) => {
        const copy = { ...document };
        holdRow(copy);
        assign(copy, segments, 0, item);
        if (indexSegments) assign(copy, indexSegments, 0, Array.isArray(value) ? i : null);
        return copy;
      });
    });
}
