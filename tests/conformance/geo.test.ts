import { type Any, type CloudUnderTest, openCloud, refusalOf } from './cloud';

let cloud: CloudUnderTest;
let db: Any;
let _: Any;
let places: Any;

beforeAll(async () => {
  cloud = await openCloud({
    schema: { collections: { places: { indexes: [{ name: 'at', fields: [{ field: 'at', order: '2dsphere' }] }] } } },
  });
  db = cloud.db;
  _ = db.command;
  const { Point, LineString, Polygon, MultiPoint } = db.Geo;
  const ring = (...corners: Array<[number, number]>) => LineString(corners.map(([x, y]) => Point(x, y)));
  places = await cloud.fresh('places', [
    { _id: 'canton', at: Point(113.264, 23.129), city: true },
    { _id: 'shenzhen', at: Point(114.058, 22.543), city: true },
    { _id: 'beijing', at: Point(116.407, 39.904), city: true },
    { _id: 'zero', at: Point(0, 0) },
    { _id: 'road', at: LineString([Point(113, 23), Point(114, 23)]) },
    { _id: 'park', at: Polygon([ring([113, 22.9], [113.5, 22.9], [113.5, 23.2], [113, 23.2], [113, 22.9])]) },
    { _id: 'stops', at: MultiPoint([Point(10, 10), Point(11, 11)]) },
    { _id: 'nowhere' },
  ]);
});
afterAll(() => cloud.close());

const ids = async (query: object): Promise<string[]> =>
  (await places.where(query).get()).data.map((row: { _id: string }) => row._id);
const box = (west: number, south: number, east: number, north: number): Any => {
  const { Point, LineString, Polygon } = db.Geo;
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return Polygon([LineString(corners.map(([x, y]) => Point(x, y)))]);
};

describe('geoNear', () => {
  test('nearest first', async () => {
    const found = await ids({ at: _.geoNear({ geometry: db.Geo.Point(113.3, 23.1) }), city: true });
    expect(found).toEqual(['canton', 'shenzhen', 'beijing']);
  });
  test('within a distance in metres', async () => {
    const near = { geometry: db.Geo.Point(113.264, 23.129), maxDistance: 110_000, minDistance: 0 };
    expect(await ids({ at: _.geoNear(near), city: true })).toEqual(['canton', 'shenzhen']);
  });
  test('beyond a distance', async () => {
    const near = { geometry: db.Geo.Point(113.264, 23.129), minDistance: 200_000 };
    expect(await ids({ at: _.geoNear(near), city: true })).toEqual(['beijing']);
  });
  test('the very place', async () => {
    expect(await ids({ at: _.geoNear({ geometry: db.Geo.Point(0, 0), maxDistance: 1 }) })).toEqual(['zero']);
  });
  test('another order may be asked for', async () => {
    const { data } = await places
      .where({ at: _.geoNear({ geometry: db.Geo.Point(0, 0) }), city: true })
      .orderBy('_id', 'asc')
      .get();
    expect(data.map((row: Any) => row._id)).toEqual(['beijing', 'canton', 'shenzhen']);
  });
  test('is refused without an index', async () => {
    const plain = await cloud.fresh('plain', [{ at: db.Geo.Point(0, 0) }]);
    const text = await refusalOf(plain.where({ at: _.geoNear({ geometry: db.Geo.Point(0, 0) }) }).get());
    expect(text).toMatch(/unable to find index for \$geoNear query/);
  });
});

describe('geoWithin', () => {
  test('a polygon', async () => {
    expect(await ids({ at: _.geoWithin({ geometry: box(112, 22, 115, 24) }) })).toEqual([
      'canton',
      'shenzhen',
      'road',
      'park',
    ]);
  });
  test('a polygon that cuts a line leaves it out', async () => {
    expect(await ids({ at: _.geoWithin({ geometry: box(112, 22, 113.6, 24) }) })).toEqual(['canton', 'park']);
  });
  test('a hole', async () => {
    const { Point, LineString, Polygon } = db.Geo;
    const line = (half: number) =>
      LineString([Point(-half, -half), Point(half, -half), Point(half, half), Point(-half, half), Point(-half, -half)]);
    expect(await ids({ at: _.geoWithin({ geometry: Polygon([line(2)]) }) })).toEqual(['zero']);
    expect(await ids({ at: _.geoWithin({ geometry: Polygon([line(2), line(1)]) }) })).toEqual([]);
  });
  test('several polygons', async () => {
    const { MultiPolygon } = db.Geo;
    expect(await ids({ at: _.geoWithin({ geometry: MultiPolygon([box(-1, -1, 1, 1), box(9, 9, 12, 12)]) }) })).toEqual([
      'zero',
      'stops',
    ]);
  });
  test('a circle, its radius in radians', async () => {
    const circle = { centerSphere: [[113.264, 23.129], 110 / 6378.1] };
    expect(await ids({ at: _.geoWithin(circle), city: true })).toEqual(['canton', 'shenzhen']);
    expect(await ids({ at: _.geoWithin({ centerSphere: [db.Geo.Point(0, 0), 0.001] }) })).toEqual(['zero']);
  });
  test('edges are arcs: they bulge towards the pole', async () => {
    // The arc from 0 E to 90 E at 45 N passes 54.7 N in the middle.
    const north = await cloud.fresh('north', [
      { _id: 'under', p: db.Geo.Point(45, 50) },
      { _id: 'over', p: db.Geo.Point(45, 56) },
    ]);
    const { data } = await north.where({ p: _.geoWithin({ geometry: box(0, 0, 90, 45) }) }).get();
    expect(data.map((row: Any) => row._id)).toEqual(['under']);
  });
});

describe('geoIntersects', () => {
  const cases: Array<[string, () => Any, string[]]> = [
    ['a point on a polygon', () => db.Geo.Point(113.264, 23.129), ['canton', 'park']],
    ['a line across', () => db.Geo.LineString([db.Geo.Point(113.2, 22), db.Geo.Point(113.2, 24)]), ['road', 'park']],
    ['a line that misses', () => db.Geo.LineString([db.Geo.Point(120, 22), db.Geo.Point(120, 24)]), []],
    ['a polygon', () => box(113.4, 22.95, 113.9, 23.1), ['road', 'park']],
    ['a polygon within another', () => box(113.1, 23.1, 113.2, 23.15), ['park']],
    ['one of several points', () => db.Geo.Point(11, 11), ['stops']],
    ['several points', () => db.Geo.MultiPoint([db.Geo.Point(0, 0), db.Geo.Point(10, 10)]), ['zero', 'stops']],
  ];
  test.each(cases)('%s', async (_name, geometry, expected) => {
    expect(await ids({ at: _.geoIntersects({ geometry: geometry() }) })).toEqual(expected);
  });
});

test('every geometry comes back as what it was', async () => {
  const { Point, LineString, Polygon, MultiPoint, MultiLineString, MultiPolygon } = db.Geo;
  const square = (half: number) =>
    LineString([Point(-half, -half), Point(half, -half), Point(half, half), Point(-half, half), Point(-half, -half)]);
  const line = LineString([Point(1, 2), Point(3, 4)]);
  const shapes = {
    point: Point(113.5, -23.25),
    line,
    polygon: Polygon([square(2), square(1)]),
    multiPoint: MultiPoint([Point(1, 2), Point(3, 4)]),
    multiLine: MultiLineString([line, line]),
    multiPolygon: MultiPolygon([Polygon([square(2)]), Polygon([square(1)])]),
  };
  const collection = await cloud.fresh('shapes');
  const { _id } = await collection.add({ data: shapes });
  expect((await collection.doc(_id).get()).data).toEqual({ _id, ...shapes });
});

test('what is no place is refused where places are declared', async () => {
  expect(await refusalOf(places.add({ data: { at: 'Canton' } }))).toMatch(/Can't extract geo keys/);
});

describe('aggregate().geoNear', () => {
  test('gives the distance', async () => {
    const { list } = await places
      .aggregate()
      .geoNear({
        distanceField: 'distance',
        spherical: true,
        near: db.Geo.Point(113.264, 23.129),
        query: { city: true },
        includeLocs: 'found',
      })
      .project({ distance: 1, found: 1 })
      .end();
    expect(list.map((row: Any) => row._id)).toEqual(['canton', 'shenzhen', 'beijing']);
    expect(list[0].distance).toBe(0);
    expect(Math.round(list[1].distance / 1000)).toBe(104);
    expect(list[1].found).toMatchObject({ type: 'Point' });
  });
  test('within limits', async () => {
    const { list } = await places
      .aggregate()
      .geoNear({
        distanceField: 'd',
        spherical: true,
        near: db.Geo.Point(113.264, 23.129),
        maxDistance: 200_000,
        minDistance: 1000,
        limit: 5,
        distanceMultiplier: 0.001,
        query: { city: true },
      })
      .end();
    expect(list.map((row: Any) => [row._id, Math.round(row.d)])).toEqual([['shenzhen', 104]]);
  });
  test('is refused elsewhere than at the start', async () => {
    const call = places
      .aggregate()
      .match({})
      .geoNear({ distanceField: 'd', near: db.Geo.Point(0, 0) })
      .end();
    expect(await refusalOf(call)).toMatch(/only valid as the first stage/);
  });
});
