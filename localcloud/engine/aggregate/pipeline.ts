import { findIn } from '../documents';
import { exceeded, failedAggregate } from '../errors';
import { nearOf } from '../query/geometry';
import { compileQuery } from '../query/match';
import type { MatchContext } from '../query/predicate';
import { roomOfSort } from '../query/room';
import type { State } from '../state';
import { checkFieldName } from '../value/fieldPath';
import { type Fields, isFields, type Value } from '../value/value';
import { bucket, bucketAuto } from './bucket';
import { refusing } from './check/malformed';
import { stagesWithin } from './check/stage';
import { checkGeoNear, geoNear } from './geoNear';
import { group, sortByCount } from './group';
import { lookup, narrowed } from './lookup';
import { count, limit, sample, skip, sort } from './plain';
import { addFields, project, replaceRoot, unset } from './shape';
import type { InnerPipelines, Stage } from './stage';
import { unwind } from './unwind';

/**
 * Runs a pipeline on a collection. Without a limit stage at most the platform's default number of rows come.
 * @throws DatabaseError for an unknown stage or operator, or operands that MongoDB refuses.
 */
export function aggregate(state: State, name: string, pipeline: Fields[], context: MatchContext): Fields[] {
  checkLength(pipeline, state);
  const isLimited = pipeline.some((stage) => Object.hasOwn(stage, '$limit'));
  return runPipeline(
    state,
    name,
    isLimited ? pipeline : [...pipeline, { $limit: state.limits.aggregateRows }],
    context,
  );
}

/** @throws DatabaseError when a pipeline has more stages than one may have, also within another. */
function checkLength(pipeline: Fields[], state: State): void {
  const { pipelineStages } = state.limits;
  if (pipeline.length > pipelineStages)
    throw exceeded(`A pipeline has at most ${pipelineStages} stages, this one has ${pipeline.length}`);
}

/** The same without the default limit; `source` in the place of the whole collection. */
function runPipeline(
  state: State,
  name: string,
  pipeline: Fields[],
  context: MatchContext,
  source?: Fields[],
): Fields[] {
  const stages = compilePipeline(pipeline, state, context);
  if (source && pipeline[0] && Object.hasOwn(pipeline[0], '$geoNear'))
    throw failedAggregate('(Location40602) $geoNear takes a whole collection, not what a lookup found by its fields.');
  const { documents, used } = source ? { documents: source, used: 0 } : begin(state, name, pipeline, context);
  return stages.slice(used).reduce((rows, stage) => stage(rows), documents);
}

/** The stages of a pipeline, checked. @throws DatabaseError when one is malformed, before a document is looked at. */
function compilePipeline(pipeline: Fields[], state: State, context: MatchContext): Stage[] {
  return pipeline.map((stage, i) => {
    if (i > 0 && Object.hasOwn(stage, '$geoNear'))
      throw failedAggregate('(Location40602) $geoNear is only valid as the first stage in a pipeline.');
    return compileStage(stage, state, context, neededAfter(pipeline, i + 1));
  });
}

const innerPipelines = (state: State): InnerPipelines => ({
  check: (stages, context) => {
    checkLength(stages, state);
    compilePipeline(stages, state, context);
  },
  run: (collection, stages, context, source) => runPipeline(state, collection, stages, context, source),
});

/** The documents to start from: a leading match, sort and limit are answered by the collection and its indexes. */
function begin(
  state: State,
  name: string,
  pipeline: Fields[],
  context: MatchContext,
): { documents: Fields[]; used: number } {
  const collection = state.collection(name);
  const first = pipeline[0] ?? {};
  if (Object.hasOwn(first, '$geoNear'))
    return { documents: geoNear(collection, first.$geoNear as Value, context), used: 1 };
  let used = 0;
  let query: Fields = {};
  if (isFields(first.$match) && !nearOf(first.$match)) {
    query = narrowed(first.$match, context.variables);
    used = 1;
  }
  const sort = pipeline[used]?.$sort;
  const isSorted = isFields(sort);
  if (isSorted) used += 1;
  const limit = neededAfter(pipeline, used);
  const options = { ...(isSorted ? { sort } : {}), limit };
  return { documents: findIn(collection, query, options, context, roomOfSort()), used };
}

/** How many rows the stages from here on look at: those that a limit, and a skip before it, leave; undefined for all. */
function neededAfter(pipeline: Fields[], from: number): number | undefined {
  const counted = (value: Value | undefined, least: number): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= least;
  const skip = pipeline[from]?.$skip;
  const limit = pipeline[counted(skip, 0) ? from + 1 : from]?.$limit;
  return counted(limit, 1) ? limit + (counted(skip, 0) ? skip : 0) : undefined;
}

/** `needed` is how many of its rows the next stages look at, if not all: an ordering keeps no more. */
function compileStage(stage: Fields, state: State, context: MatchContext, needed?: number): Stage {
  const [name, ...more] = Object.keys(stage);
  if (name === undefined || more.length > 0)
    throw failedAggregate('(Location40323) A pipeline stage specification object must contain exactly one field.');
  const spec = stage[name] as Value;
  switch (name) {
    case '$match':
      return match(spec, context);
    case '$project':
      return project(spec, context);
    case '$addFields':
    case '$set':
      return addFields(spec, context, name);
    case '$unset':
      return unset(spec);
    case '$replaceRoot':
      return replaceRoot(spec, context);
    case '$replaceWith':
      return replaceRoot({ newRoot: spec }, context);
    case '$unwind':
      return unwind(spec);
    case '$group':
      return group(spec, context);
    case '$bucket':
      return bucket(spec, context);
    case '$bucketAuto':
      return bucketAuto(spec, context);
    case '$sortByCount':
      return sortByCount(spec, context);
    case '$sort':
      return sort(spec, needed);
    case '$limit':
      return limit(spec);
    case '$skip':
      return skip(spec);
    case '$count':
      return count(spec);
    case '$sample':
      return sample(spec);
    case '$lookup':
      return lookup(spec, state, context, innerPipelines(state));
    case '$facet':
      return facet(spec, state, context);
    case '$geoNear':
      checkGeoNear(spec);
      // Answered by the collection, with which the pipeline begins.
      return (documents) => documents;
    default:
      throw failedAggregate(`(Location40324) Unrecognized pipeline stage name: '${name}'`);
  }
}

function match(spec: Value, context: MatchContext): Stage {
  if (!isFields(spec)) throw failedAggregate('(Location15959) the match filter must be an expression in an object');
  if (nearOf(spec))
    throw failedAggregate('(BadValue) $geoNear, $near, and $nearSphere are not allowed in this context');
  const test = compileQuery(spec, context);
  return (documents) => documents.filter(test);
}

const notWithinFacet = new Set(['$facet', '$geoNear']);

function facet(spec: Value, state: State, context: MatchContext): Stage {
  if (!isFields(spec) || Object.keys(spec).length === 0)
    throw failedAggregate('(Location40169) the $facet specification must be a non-empty object');
  const branches = Object.keys(spec).map((name) => {
    refusing(() => checkFieldName(name));
    const complaint = `(Location40170) arguments to $facet must be arrays of stages, ${name} is not`;
    const pipeline = refusing(() => stagesWithin(spec[name] as Value, complaint));
    for (const [inner] of pipeline.map(Object.keys))
      if (inner !== undefined && notWithinFacet.has(inner))
        throw failedAggregate(`(Location40600) ${inner} is not allowed to be used within a $facet stage`);
    checkLength(pipeline, state);
    return { name, stages: compilePipeline(pipeline, state, context) };
  });
  return (documents) => {
    const row: Fields = {};
    for (const { name, stages } of branches) row[name] = stages.reduce((rows, stage) => stage(rows), documents);
    return [row];
  };
}
