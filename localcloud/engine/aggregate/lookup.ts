import { heldByResult, hold, holdRow } from '../compute';
import { findIn } from '../documents';
import type { MatchContext } from '../query/predicate';
import { valuesAt, walk } from '../query/walk';
import type { State } from '../state';
import { typeName } from '../value/compare';
import { stringifyStored } from '../value/ejson';
import { fieldPath } from '../value/fieldPath';
import { show } from '../value/show';
import { sizeWithin } from '../value/size';
import { type Document, type Fields, isFields, type Value } from '../value/value';
import { Malformed, refusing } from './check/malformed';
import { optionsOf, stagesWithin } from './check/stage';
import { checkNewVariable } from './check/variables';
import { compileExpression } from './evaluate';
import { withNested } from './nested';
import type { InnerPipelines, Stage } from './stage';

interface Lookup {
  from: string;
  as: string[];
  fields: { local: string; foreign: string } | null;
  variables: Fields;
  stages: Fields[] | null;
}

function textOf(spec: Fields, option: string): string | undefined {
  const value = spec[option];
  if (value !== undefined && typeof value !== 'string')
    throw new Malformed(
      `(FailedToParse) $lookup argument '${option}: ${show(value)}' must be a string, is type ${typeName(value)}`,
    );
  return value;
}

/** @throws Malformed or MalformedPath when the specification is not what `$lookup` takes. */
function lookupOf(spec: Value): Lookup {
  const options = optionsOf(spec, ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'], {
    notAnObject: (type) => `(FailedToParse) the $lookup specification must be an object, but found ${type}`,
    unknown: (option) => `(FailedToParse) unknown argument to $lookup: ${option}`,
  });
  const { let: variables, pipeline } = options;
  const [from, as, local, foreign] = ['from', 'as', 'localField', 'foreignField'].map((key) => textOf(options, key));
  if (from === undefined) throw new Malformed("(FailedToParse) must specify 'from' field for a $lookup");
  if (as === undefined) throw new Malformed("(FailedToParse) must specify 'as' field for a $lookup");
  if ((local === undefined) !== (foreign === undefined))
    throw new Malformed(
      "(FailedToParse) $lookup requires both or neither of 'localField' and 'foreignField' to be specified",
    );
  if (local === undefined && pipeline === undefined)
    throw new Malformed(
      "(FailedToParse) $lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    );
  if (variables !== undefined && !isFields(variables))
    throw new Malformed(
      `(FailedToParse) $lookup argument 'let: ${show(variables)}' must be an object, is type ${typeName(variables)}`,
    );
  if (variables !== undefined && pipeline === undefined)
    throw new Malformed("(FailedToParse) $lookup with a 'let' argument must also specify 'pipeline'");
  for (const name of Object.keys(variables ?? {})) checkNewVariable(name);
  if (local !== undefined) {
    fieldPath(local);
    fieldPath(foreign!);
  }
  const complaint = "(TypeMismatch) 'pipeline' option must be specified as an array of objects";
  return {
    from,
    as: fieldPath(as),
    fields: local === undefined ? null : { local, foreign: foreign! },
    variables: variables ?? {},
    stages: pipeline === undefined ? null : stagesWithin(pipeline, complaint),
  };
}

/** `$lookup`: documents of another collection beside each document, by equal fields, by a pipeline, or by both. */
export function lookup(spec: Value, state: State, context: MatchContext, inside: InnerPipelines): Stage {
  const { from, as, fields, variables, stages } = refusing(() => lookupOf(spec));
  const names = Object.keys(variables);
  const values = names.map((name) => compileExpression(variables[name] as Value, context));
  const withFound = (document: Fields, found: Fields[]): Fields => {
    const row = withNested(document, as, found);
    holdRow(row);
    hold(8 * found.length);
    return row;
  };
  state.collection(from);
  // What is malformed within is refused even when there is no document to look anything up for.
  const named = Object.fromEntries(names.map((name) => [name, null]));
  if (stages) inside.check(stages, { ...context, variables: { ...context.variables, ...named } });
  return (documents) => {
    const find = fields ? finder(state, from, fields.local, fields.foreign) : undefined;
    return documents.map((document) => {
      const found = find?.(document);
      if (!stages) return withFound(document, found as Fields[]);
      const scope: Fields = { ...context.variables };
      // A variable of a missing field stays missing.
      names.forEach((name, i) => {
        scope[name] = values[i]!(document) as Value;
      });
      const inner = { ...context, variables: scope };
      return withFound(
        document,
        heldByResult(
          () => inside.run(from, stages, inner, found),
          (rows, most) => sizeWithin(rows, most),
        ),
      );
    });
  };
}

/**
 * Documents whose foreign field equals the local one, or one of its elements: a missing field equals null, an empty
 * array has no element and so equals nothing.
 */
function finder(
  state: State,
  from: string,
  localField: string,
  foreignField: string,
): (document: Fields) => Document[] {
  const collection = state.collection(from);
  const valuesOf = (document: Fields): Value[] =>
    valuesAt(document, localField).filter((value): value is Value => value !== undefined);
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
