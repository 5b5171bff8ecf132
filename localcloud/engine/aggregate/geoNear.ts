import type { Collection } from '../collection';
import { failedAggregate } from '../errors';
import { distanceTo } from '../query/geometry';
import { compileQuery } from '../query/match';
import type { MatchContext } from '../query/predicate';
import { shapeOf } from '../query/shapes';
import { walk } from '../query/walk';
import { segmentsOf } from '../value/path';
import { type Fields, isFields, type Value } from '../value/value';
import { Malformed, refusing } from './check/malformed';
import { optionsOf, pathOption } from './check/stage';
import { withNested } from './nested';

const options = `near distanceField key query maxDistance minDistance includeLocs distanceMultiplier spherical limit num
  uniqueDocs`.split(/\s+/);

/** @throws DatabaseError for an option that is unknown or not of its type. */
export function checkGeoNear(spec: Value): void {
  refusing(() => {
    const given = optionsOf(spec, options, {
      notAnObject: () => '(Location10065) $geoNear needs an object',
      unknown: (option) => `(BadValue) Unknown argument to $geoNear: ${option}`,
    });
    if (shapeOf(given.near)?.places.length !== 1)
      throw new Malformed("(Location5860400) $geoNear requires a 'near' point");
    pathOption(given.distanceField, "(Location16605) $geoNear requires a 'distanceField' option as a String");
    for (const option of ['key', 'includeLocs'])
      if (given[option] !== undefined)
        pathOption(given[option], `(TypeMismatch) $geoNear parameter '${option}' must be of type string`);
    if (given.query !== undefined && !isFields(given.query))
      throw new Malformed("(TypeMismatch) $geoNear parameter 'query' must be an object");
    for (const option of ['maxDistance', 'minDistance', 'distanceMultiplier', 'limit', 'num']) {
      const number = given[option];
      if (number !== undefined && !(typeof number === 'number' && number >= 0))
        throw new Malformed(`(TypeMismatch) $geoNear parameter '${option}' must be a number that is not negative`);
    }
  });
}

/** `$geoNear`: the documents nearest first, each with its distance in metres. Needs a declared 2dsphere index. */
export function geoNear(collection: Collection, spec: Value, context: MatchContext): Fields[] {
  checkGeoNear(spec);
  const { near, key, query, maxDistance, minDistance, includeLocs } = spec as Fields;
  const { distanceField, distanceMultiplier, limit: asked, num } = spec as Fields;
  const center = shapeOf(near)!.places[0]!;
  const path = typeof key === 'string' ? key : placesOf(collection);
  if (!collection.indexes.some((index) => index.places.includes(path)))
    throw failedAggregate(`(IndexNotFound) $geoNear requires a 2dsphere index on '${path}': declare one`);
  for (const name of [distanceField, includeLocs]) if (typeof name === 'string') segmentsOf(name, failedAggregate);
  const test = compileQuery(isFields(query) ? query : {}, context);
  const multiplier = typeof distanceMultiplier === 'number' ? distanceMultiplier : 1;
  const most = typeof maxDistance === 'number' ? maxDistance : Number.POSITIVE_INFINITY;
  const least = typeof minDistance === 'number' ? minDistance : 0;
  const limit = typeof asked === 'number' ? asked : typeof num === 'number' ? num : 100;

  const found: Array<{ document: Fields; distance: number; place: Value }> = [];
  for (const { document } of collection.rows.values()) {
    if (!test(document)) continue;
    let best: { distance: number; place: Value } | null = null;
    walk(document, path.split('.'), true, (value) => {
      const distance = distanceTo(value, center);
      if (distance !== null && (!best || distance < best.distance)) best = { distance, place: value as Value };
      return false;
    });
    const nearest = best as { distance: number; place: Value } | null;
    if (nearest && nearest.distance <= most && nearest.distance >= least) found.push({ document, ...nearest });
  }
  found.sort((a, b) => a.distance - b.distance);
  return found.slice(0, limit).map(({ document, distance, place }) => {
    const row = withNested(document, (distanceField as string).split('.'), distance * multiplier);
    return typeof includeLocs === 'string' ? withNested(row, includeLocs.split('.'), place) : row;
  });
}

function placesOf(collection: Collection): string {
  const paths = collection.indexes.flatMap((index) => index.places);
  if (paths.length === 0)
    throw failedAggregate('(IndexNotFound) $geoNear requires a 2dsphere index, but none was found');
  if (paths.length > 1)
    throw failedAggregate(
      "(IndexNotFound) There is more than one 2dsphere index; unsure which to use for $geoNear: give 'key'",
    );
  return paths[0]!;
}
