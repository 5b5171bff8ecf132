import { failedQuery } from '../errors';
import { type Fields, isFields, type Value } from '../value/value';
import type { LeafTest } from './predicate';
import { intersects, isWithin, type Shape, shapeOf } from './shapes';
import { angleBetween, metresBetween, type Place } from './sphere';

/** Compiles a geo operator. @throws DatabaseError when its geometry is malformed. */
export function compileGeometry(operator: string, operand: Value): LeafTest {
  if (operator === '$near' || operator === '$nearSphere') {
    const near = parseNear(operand);
    return (value) => {
      const distance = distanceTo(value, near.center);
      return distance !== null && distance <= near.most && distance >= near.least;
    };
  }
  if (!isFields(operand)) throw failedQuery(`(BadValue) ${operator} needs an object`);
  return operator === '$geoWithin' ? compileWithin(operand) : compileIntersects(operand);
}

/** Where a near query looks, with its distances in metres. */
interface Near {
  center: Place;
  most: number;
  least: number;
}

function parseNear(operand: Value): Near {
  const geometry = isFields(operand) ? operand.$geometry : undefined;
  const shape = shapeOf(geometry);
  if (!isFields(operand) || !shape || shape.places.length !== 1)
    throw failedQuery('(BadValue) $near requires a point, given as $geometry');
  onlyKeys('$near', operand, ['$geometry', '$maxDistance', '$minDistance']);
  const limit = (name: string, otherwise: number): number => {
    const value = operand[name];
    if (value === undefined || value === null) return otherwise;
    if (typeof value !== 'number' || !(value >= 0)) throw failedQuery(`(BadValue) ${name} must be non-negative`);
    return value;
  };
  return { center: shape.places[0]!, most: limit('$maxDistance', Infinity), least: limit('$minDistance', 0) };
}

/** Metres from a stored geometry to a place; null when it is no geometry. Lines and polygons count by their corners. */
export function distanceTo(value: Value | undefined, center: Place): number | null {
  const shape = shapeOf(value);
  if (!shape) return null;
  if (intersects(shape, { places: [center], lines: [], polygons: [] })) return 0;
  const places = [...shape.places, ...shape.lines.flat(), ...shape.polygons.flat(2)];
  return places.reduce((least, place) => Math.min(least, metresBetween(place, center)), Number.POSITIVE_INFINITY);
}

function onlyKeys(operator: string, operand: Fields, known: string[]): void {
  const unknown = Object.keys(operand).find((key) => !known.includes(key));
  if (unknown !== undefined) throw failedQuery(`(BadValue) unknown argument to ${operator}: ${unknown}`);
}

function compileWithin(operand: Fields): LeafTest {
  onlyKeys('$geoWithin', operand, ['$geometry', '$centerSphere', '$center', '$box']);
  if (Object.keys(operand).length !== 1) throw failedQuery('(BadValue) $geoWithin takes exactly one shape');
  if (operand.$centerSphere !== undefined) {
    const [center, radius] = circleOf(operand.$centerSphere, '$centerSphere');
    return onShape((shape) => cornersOf(shape).every((place) => angleBetween(place, center) <= radius));
  }
  if (operand.$center !== undefined) {
    const [center, radius] = circleOf(operand.$center, '$center');
    return onShape((shape) => cornersOf(shape).every(([x, y]) => Math.hypot(x - center[0], y - center[1]) <= radius));
  }
  if (operand.$box !== undefined) {
    const box = operand.$box as Value;
    const corners = Array.isArray(box) ? box.map((corner) => shapeOf(corner)?.places ?? []) : [];
    if (corners.length !== 2 || corners.some((places) => places.length !== 1))
      throw failedQuery('(BadValue) $box needs two corners, each a point');
    const [[west, south], [east, north]] = corners.flat() as [Place, Place];
    return onShape((shape) => cornersOf(shape).every(([x, y]) => x >= west && x <= east && y >= south && y <= north));
  }
  const area = shapeOf(operand.$geometry);
  if (!area || area.polygons.length === 0)
    throw failedQuery(
      '(BadValue) $within not supported with provided geometry: it takes a Polygon, a MultiPolygon or a $centerSphere',
    );
  return onShape((shape) => isWithin(shape, area.polygons));
}

function compileIntersects(operand: Fields): LeafTest {
  onlyKeys('$geoIntersects', operand, ['$geometry']);
  const area = shapeOf(operand.$geometry);
  if (!area) throw failedQuery('(BadValue) $geoIntersects not supported with provided geometry');
  return onShape((shape) => intersects(shape, area));
}

const onShape =
  (test: (shape: Shape) => boolean): LeafTest =>
  (value) => {
    const shape = shapeOf(value);
    return shape !== null && test(shape);
  };

const cornersOf = (shape: Shape): Place[] => [...shape.places, ...shape.lines.flat(), ...shape.polygons.flat(2)];

function circleOf(operand: Value, name: string): [Place, number] {
  const [center, radius] = Array.isArray(operand) && operand.length === 2 ? operand : [];
  const shape = shapeOf(center);
  if (shape?.places.length !== 1 || typeof radius !== 'number' || radius < 0)
    throw failedQuery(`(BadValue) ${name} needs a center and a non-negative radius`);
  return [shape.places[0]!, radius];
}

/** The near clause of a query, if it has one: such a query is answered nearest first. */
export function nearOf(query: Fields): { path: string; near: Near } | null {
  for (const key of Object.keys(query)) {
    const operand = query[key];
    if (key === '$and' && Array.isArray(operand)) {
      for (const branch of operand) {
        const found = isFields(branch) ? nearOf(branch) : null;
        if (found) return found;
      }
    }
    if (!isFields(operand)) continue;
    const clause = operand.$nearSphere ?? operand.$near;
    if (clause !== undefined) return { path: key, near: parseNear(clause) };
  }
  return null;
}
