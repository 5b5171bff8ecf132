import { findIn } from '../documents';
import { exceeded, failedAggregate } from '../errors';
import { nearOf } from '../query/geometry';
import { compileQuery, type MatchContext } from '../query/match';
import type { State } from '../state';
import { checkFieldName } from '../value/fieldpath';
import { type Fields, isFields, type Value } from '../value/value';
import { bucket, bucketAuto } from './bucket';
import { refusing } from './check/malformed';
import { stagesWithin } from './check/stage';
import { checkGeoNear, geoNear } from './geonear';
import { group, sortByCount } from './group';
import { lookup, narrowed } from './lookup';
import { count, limit, sample, skip, sort } from './plain';
import { addFields, project, replaceRoot, unset } from './shape';
import type { Stage } from './stage';
import { unwind } from './unwind';

/**
 * Runs a pipeline on a collection. Without a limit stage at most the platform's default number of rows come.
 * @throws DatabaseError for an unknown stage or operator, or operands that MongoDB refuses.
 */
export function aggregate(state: State, name: string, pipeline: Fields[], context: MatchContext): Fields[] {
  if (pipeline.length > state.limits.pipelineStages)
    throw exceeded(`A pipeline has at most ${state.limits.pipelineStages} stages, this one has ${pipeline.length}`);
  const rows = runPipeline(state, name, pipeline, context);
  const isLimited = pipeline.some((stage) => Object.hasOwn(stage, '$limit'));
  return isLimited ? rows : rows.slice(0, state.limits.aggregateRows);
}

/** The same without the default limit; `source` in the place of the whole collection. */
export function runPipeline(
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
export function compilePipeline(pipeline: Fields[], state: State, context: MatchContext): Stage[] {
  return pipeline.map((stage, i) => {
    if (i > 0 && Object.hasOwn(stage, '$geoNear'))
      throw failedAggregate('(Location40602) $geoNear is only valid as the first stage in a pipeline.');
    return compileStage(stage, state, context);
  });
}

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
  if (!isFields(sort)) return { documents: findIn(collection, query, {}, context), used };
  const limit = pipeline[used + 1]?.$limit;
  const isCut = typeof limit === 'number' && Number.isInteger(limit) && limit > 0;
  const documents = findIn(collection, query, { sort, ...(isCut ? { limit } : {}) }, context);
  return { documents, used: used + (isCut ? 2 : 1) };
}

function compileStage(stage: Fields, state: State, context: MatchContext): Stage {
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
      return sort(spec);
    case '$limit':
      return limit(spec);
    case '$skip':
      return skip(spec);
    case '$count':
      return count(spec);
    case '$sample':
      return sample(spec);
    case '$lookup':
      return lookup(spec, state, context);
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
    return { name, stages: compilePipeline(pipeline, state, context) };
  });
  return (documents) => {
    const row: Fields = {};
    for (const { name, stages } of branches) row[name] = stages.reduce((rows, stage) => stage(rows), documents);
    return [row];
  };
}
