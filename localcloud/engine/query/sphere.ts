/** A place as [longitude, latitude] in degrees. */
export type Place = readonly [number, number];
type Vector = readonly [number, number, number];

/** The radius of the earth that MongoDB computes with, in metres. */
const earthRadius = 6378100;

const radians = Math.PI / 180;

function vector([longitude, latitude]: Place): Vector {
  const cos = Math.cos(latitude * radians);
  return [cos * Math.cos(longitude * radians), cos * Math.sin(longitude * radians), Math.sin(latitude * radians)];
}

const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** The angle between two places, in radians. */
export function angleBetween(a: Place, b: Place): number {
  const x = vector(a);
  const y = vector(b);
  const normal = cross(x, y);
  return Math.atan2(Math.sqrt(dot(normal, normal)), dot(x, y));
}

/** Distance along the surface, in metres. */
export const metresBetween = (a: Place, b: Place): number => angleBetween(a, b) * earthRadius;

/** Smallest deviation that counts as none: about a tenth of a millimetre on the ground. */
const tolerance = 1e-11;

/** Whether a place lies on the arc from a to b. */
export function isOnArc(place: Place, a: Place, b: Place): boolean {
  return Math.abs(angleBetween(a, place) + angleBetween(place, b) - angleBetween(a, b)) < tolerance;
}

/** Whether two arcs meet, at an end or between. */
export function arcsMeet(a: Place, b: Place, c: Place, d: Place): boolean {
  if (isOnArc(a, c, d) || isOnArc(b, c, d) || isOnArc(c, a, b) || isOnArc(d, a, b)) return true;
  const [va, vb, vc, vd] = [vector(a), vector(b), vector(c), vector(d)] as const;
  const n1 = cross(va, vb);
  const n2 = cross(vc, vd);
  if (dot(n1, vc) * dot(n1, vd) >= 0 || dot(n2, va) * dot(n2, vb) >= 0) return false;
  // Two great circles meet twice; the arcs meet only when both lie on the same side of the globe there.
  const meeting = cross(n1, n2);
  const side = dot(meeting, [va[0] + vb[0], va[1] + vb[1], va[2] + vb[2]]) > 0 ? 1 : -1;
  return side * dot(meeting, [vc[0] + vd[0], vc[1] + vd[1], vc[2] + vd[2]]) > 0;
}

/**
 * Whether a place lies within a closed ring, its edges being arcs. The ring is seen from the place (gnomonic
 * projection), where arcs are straight lines. Rings that reach round to the far side of the globe are taken as flat.
 */
export function isInRing(place: Place, ring: readonly Place[]): boolean {
  for (let i = 0; i + 1 < ring.length; i++) if (isOnArc(place, ring[i]!, ring[i + 1]!)) return true;
  const flat = project(place, ring) ?? ring.map(([x, y]) => [x - place[0], y - place[1]] as const);
  let isInside = false;
  for (let i = 0, j = flat.length - 1; i < flat.length; j = i++) {
    const [xi, yi] = flat[i]!;
    const [xj, yj] = flat[j]!;
    if (yi > 0 !== yj > 0 && 0 < ((xj - xi) * -yi) / (yj - yi) + xi) isInside = !isInside;
  }
  return isInside;
}

/** The ring on the plane that touches the globe at the place, or null when part of it lies beyond the horizon. */
function project([longitude, latitude]: Place, ring: readonly Place[]): Array<readonly [number, number]> | null {
  const up = vector([longitude, latitude]);
  const east: Vector = [-Math.sin(longitude * radians), Math.cos(longitude * radians), 0];
  const north = cross(up, east);
  const flat: Array<readonly [number, number]> = [];
  for (const corner of ring) {
    const v = vector(corner);
    const height = dot(v, up);
    if (height <= 1e-6) return null;
    flat.push([dot(v, east) / height, dot(v, north) / height]);
  }
  return flat;
}
