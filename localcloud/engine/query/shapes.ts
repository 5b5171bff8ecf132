import { type Fields, isFields, type Value } from '../value/value';
import { arcsMeet, isInRing, isOnArc, type Place } from './sphere';

/** A geometry taken apart: its single places, its lines, its polygons as rings (the first is the outer one). */
export interface Shape {
  places: Place[];
  lines: Place[][];
  polygons: Place[][][];
}

const isPlace = (value: unknown): value is Place =>
  Array.isArray(value) &&
  value.length >= 2 &&
  typeof value[0] === 'number' &&
  typeof value[1] === 'number' &&
  Math.abs(value[0]) <= 180 &&
  Math.abs(value[1]) <= 90;

const isList = <T>(value: unknown, test: (item: unknown) => item is T, least: number): value is T[] =>
  Array.isArray(value) && value.length >= least && value.every(test);

const isLine = (value: unknown): value is Place[] => isList(value, isPlace, 2);
const isRing = (value: unknown): value is Place[] => {
  if (!isList(value, isPlace, 4)) return false;
  const first = value[0]!;
  const last = value[value.length - 1]!;
  return first[0] === last[0] && first[1] === last[1];
};
const isPolygon = (value: unknown): value is Place[][] => isList(value, isRing, 1);

/** Not as arguments of one push: a call has fewer than a long geometry has places. */
function append<Item>(items: Item[], more: Item[]): void {
  for (const item of more) items.push(item);
}

/** A GeoJSON object (or a pair [longitude, latitude]) as a shape; null when it is neither. */
export function shapeOf(value: Value | undefined): Shape | null {
  if (isPlace(value)) return { places: [value], lines: [], polygons: [] };
  if (!isFields(value)) return null;
  const { type, coordinates } = value as { type?: Value; coordinates?: Value };
  const shape: Shape = { places: [], lines: [], polygons: [] };
  if (type === 'Point' && isPlace(coordinates)) shape.places.push(coordinates);
  else if (type === 'MultiPoint' && isList(coordinates, isPlace, 1)) shape.places = coordinates;
  else if (type === 'LineString' && isLine(coordinates)) shape.lines.push(coordinates);
  else if (type === 'MultiLineString' && isList(coordinates, isLine, 1)) shape.lines = coordinates;
  else if (type === 'Polygon' && isPolygon(coordinates)) shape.polygons.push(coordinates);
  else if (type === 'MultiPolygon' && isList(coordinates, isPolygon, 1)) shape.polygons = coordinates;
  else if (type === 'GeometryCollection' && Array.isArray((value as Fields).geometries)) {
    for (const part of (value as Fields).geometries as Value[]) {
      const inner = shapeOf(part);
      if (!inner) return null;
      append(shape.places, inner.places);
      append(shape.lines, inner.lines);
      append(shape.polygons, inner.polygons);
    }
  } else return null;
  return shape;
}

const isInPolygon = (place: Place, rings: Place[][]): boolean => {
  if (!isInRing(place, rings[0]!)) return false;
  return rings.slice(1).every((hole) => !isInRing(place, hole) || isOnLine(place, hole));
};

const isOnLine = (place: Place, line: Place[]): boolean =>
  line.some((corner, i) => i + 1 < line.length && isOnArc(place, corner, line[i + 1]!));

const linesMeet = (a: Place[], b: Place[]): boolean =>
  a.some(
    (from, i) =>
      i + 1 < a.length && b.some((other, j) => j + 1 < b.length && arcsMeet(from, a[i + 1]!, other, b[j + 1]!)),
  );

/** Whether every part of a shape lies within one of the polygons. */
export function isWithin(shape: Shape, polygons: Place[][][]): boolean {
  const pathIsWithin = (path: Place[], rings: Place[][]): boolean =>
    path.every((place) => isInPolygon(place, rings)) && rings.every((ring) => !crossesBetween(path, ring));
  return (
    shape.places.every((place) => polygons.some((rings) => isInPolygon(place, rings))) &&
    shape.lines.every((line) => polygons.some((rings) => pathIsWithin(line, rings))) &&
    shape.polygons.every((inner) => polygons.some((rings) => pathIsWithin(inner[0]!, rings)))
  );
}

/** Whether a path leaves through a ring: an edge whose middle is outside although both its ends are inside. */
function crossesBetween(path: Place[], ring: Place[]): boolean {
  return path.some((from, i) => {
    const to = path[i + 1];
    if (!to) return false;
    return ring.some((corner, j) => {
      const next = ring[j + 1];
      if (!next || !arcsMeet(from, to, corner, next)) return false;
      return (
        ![from, to].some((end) => isOnArc(end, corner, next)) && ![corner, next].some((end) => isOnArc(end, from, to))
      );
    });
  });
}

/** Whether two shapes have a place in common. */
export function intersects(a: Shape, b: Shape): boolean {
  return (
    a.places.some((place) => touches(place, b)) ||
    b.places.some((place) => touches(place, a)) ||
    edgesOf(a).some((line) => edgesOf(b).some((other) => linesMeet(line, other))) ||
    edgesOf(a).some((line) => touches(line[0]!, b)) ||
    edgesOf(b).some((line) => touches(line[0]!, a))
  );
}

const edgesOf = (shape: Shape): Place[][] => [...shape.lines, ...shape.polygons.flat()];

const touches = (place: Place, shape: Shape): boolean =>
  shape.places.some(([x, y]) => x === place[0] && y === place[1]) ||
  shape.lines.some((line) => isOnLine(place, line)) ||
  shape.polygons.some((rings) => isInPolygon(place, rings));
