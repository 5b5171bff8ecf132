import type { Collection } from '../collection';
import { failedAggregate } from '../errors';
import { distanceTo } from '../query/geometry';
import { compileQuery, type MatchContext } from '../query/match';
import { shapeOf } from '../query/shapes';
import { walk } from '../query/walk';
import { segmentsOf } from '../value/path';
import { type Fields, isFields, type Value } from '../value/value';

/** `$geoNear`: the documents nearest first, each with its distance in metres. Needs a declared 2dsphere index. */
export function geoNear(collection: Collection, spec: Value, context: MatchContext): Fields[] {
  if (!isFields(spec)) throw failedAggregate('(Location10065) $geoNear needs an object');
  const { near, distanceField, key, query, maxDistance, minDistance, includeLocs } = spec;
  const center = shapeOf(near)?.places[0];
  if (!center) throw failedAggregate("(Location5860400) $geoNear requires a 'near' point");
  if (typeof distanceField !== 'string' || distanceField === '' || distanceField === '__proto__')
    throw failedAggregate("(Location16605) $geoNear requires a 'distanceField' option as a String");
  const path = typeof key === 'string' ? key : placesOf(collection);
  if (!collection.indexes.some((index) => index.places.includes(path)))
    throw failedAggregate(`(IndexNotFound) $geoNear requires a 2dsphere index on '${path}': declare one`);
  for (const name of [distanceField, includeLocs]) if (typeof name === 'string') segmentsOf(name, failedAggregate);
  const test = compileQuery(isFields(query) ? query : {}, context);
  const multiplier = typeof spec.distanceMultiplier === 'number' ? spec.distanceMultiplier : 1;
  const most = typeof maxDistance === 'number' ? maxDistance : Number.POSITIVE_INFINITY;
  const least = typeof minDistance === 'number' ? minDistance : 0;
  const limit = typeof spec.limit === 'number' ? spec.limit : typeof spec.num === 'number' ? spec.num : 100;

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
    const row = { ...document };
    put(row, distanceField, distance * multiplier);
    if (typeof includeLocs === 'string') put(row, includeLocs, place);
    return row;
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

function put(row: Fields, path: string, value: Value): void {
  const segments = path.split('.');
  let parent = row;
  for (const segment of segments.slice(0, -1)) {
    const next = parent[segment];
    parent = parent[segment] = isFields(next) ? { ...next } : {};
  }
  parent[segments[segments.length - 1]!] = value;
}
