import { heldByResult, hold, holdRow } from '../compute';
import { findIn } from '../documents';
import { failedAggregate } from '../errors';
import type { MatchContext } from '../query/match';
import { valuesAt, walk } from '../query/walk';
import type { State } from '../state';
import { stringifyStored } from '../value/ejson';
import { sizeWithin } from '../value/size';
import { type Document, type Fields, isFields, type Value } from '../value/value';
import { evaluate } from './evaluate';
import { checkLength, runPipeline } from './pipeline';
import type { Stage } from './stage';

/** `$lookup`: documents of another collection beside each document, by equal fields, by a pipeline, or by both. */
export function lookup(spec: Value, state: State, context: MatchContext): Stage {
  if (!isFields(spec)) throw failedAggregate('(Location40319) the $lookup specification must be an object');
  const { from, as, localField, foreignField, let: variables, pipeline } = spec;
  if (typeof from !== 'string' || typeof as !== 'string')
    throw failedAggregate("(FailedToParse) $lookup needs 'from' and 'as' to be strings");
  if (as === '' || as[0] === '$' || as === '__proto__')
    throw failedAggregate(`(Location16410) '${as}' is no field path`);
  const hasFields = localField !== undefined || foreignField !== undefined;
  if (hasFields && (typeof localField !== 'string' || typeof foreignField !== 'string'))
    throw failedAggregate("(FailedToParse) $lookup needs both 'localField' and 'foreignField', as strings");
  if (!hasFields && pipeline === undefined)
    throw failedAggregate(
      "(FailedToParse) $lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    );
  if (pipeline !== undefined && !(Array.isArray(pipeline) && pipeline.every(isFields)))
    throw failedAggregate("(TypeMismatch) 'pipeline' option must be specified as an array");
  if (variables !== undefined && !isFields(variables))
    throw failedAggregate("(FailedToParse) $lookup argument 'let' must be an object");

  const withFound = (document: Fields, found: Fields[]): Fields => {
    const row = { ...document, [as]: found };
    holdRow(row);
    hold(8 * found.length);
    return row;
  };
  const stages = pipeline as Fields[] | undefined;
  if (stages) checkLength(stages, state);
  state.collection(from);
  return (documents) => {
    const find = hasFields ? finder(state, from, localField as string, foreignField as string) : undefined;
    return documents.map((document) => {
      const found = find?.(document);
      if (!stages) return withFound(document, found as Fields[]);
      const scope: Fields = { ...context.variables };
      for (const name of Object.keys(variables ?? {}))
        scope[name] = evaluate(document, (variables as Fields)[name] as Value, context) ?? null;
      const inner = { ...context, variables: scope };
      return withFound(
        document,
        heldByResult(
          () => runPipeline(state, from, stages, inner, found),
          (rows, most) => sizeWithin(rows, most),
        ),
      );
    });
  };
}

/** Documents whose foreign field equals the local one, or one of its elements; a missing field equals null. */
function finder(
  state: State,
  from: string,
  localField: string,
  foreignField: string,
): (document: Fields) => Document[] {
  const collection = state.collection(from);
  const valuesOf = (document: Fields): Value[] => valuesAt(document, localField).map((value) => value ?? null);
  const isIndexed = foreignField === '_id' || collection.indexes.some((index) => index.paths[0] === foreignField);
  if (isIndexed)
    return (document) =>
      findIn(collection, { [foreignField]: { $in: valuesOf(document) } }, {}, { now: state.now() }) as Document[];
  // Without an index every foreign document is entered once into a table by its values.
  const byValue = new Map<string, Document[]>();
  const segments = foreignField.split('.');
  let place = 0;
  const places = new Map<Document, number>();
  for (const { document } of collection.rows.values()) {
    places.set(document, place++);
    const keys = new Set<string>();
    walk(document, segments, true, (value) => {
      keys.add(stringifyStored(value ?? null));
      return false;
    });
    for (const key of keys) {
      const known = byValue.get(key);
      if (known) known.push(document);
      else byValue.set(key, [document]);
    }
  }
  return (document) => {
    const found = new Set(valuesOf(document).flatMap((value) => byValue.get(stringifyStored(value)) ?? []));
    return [...found].sort((a, b) => places.get(a)! - places.get(b)!);
  };
}

/**
 * What a leading `$match` of a lookup's pipeline lets one look up by index: equalities between a field and a variable,
 * as an ordinary query. The match itself is still made; this only narrows what is looked at.
 */
export function narrowed(query: Fields, variables: Fields | undefined): Fields {
  const equalities: Fields[] = [];
  const collect = (expression: Value | undefined): void => {
    if (!isFields(expression)) return;
    if (Array.isArray(expression.$and)) for (const branch of expression.$and) collect(branch);
    if (!Array.isArray(expression.$eq) || expression.$eq.length !== 2) return;
    const [a, b] = expression.$eq.map((side) => side as Value);
    for (const [field, variable] of [
      [a, b],
      [b, a],
    ]) {
      if (typeof field !== 'string' || typeof variable !== 'string') continue;
      if (!/^\$[^$]/.test(field) || !/^\$\$\w+$/.test(variable)) continue;
      const value = variables?.[variable.slice(2)];
      if (typeof value === 'string' || typeof value === 'number') equalities.push({ [field.slice(1)]: value });
    }
  };
  collect(query.$expr);
  return equalities.length === 0 ? query : { $and: [...equalities, query] };
}
