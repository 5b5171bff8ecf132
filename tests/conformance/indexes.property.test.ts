import fc from 'fast-check';
import { type Engine, openEngine } from '../../localcloud/engine';
import { SortedList } from '../../localcloud/engine/keys/sortedList';
import type { Fields, Value } from '../../localcloud/engine/value/value';

const indexes = [
  { name: 'a', fields: [{ field: 'a', order: 1 as const }] },
  {
    name: 'ab',
    fields: [
      { field: 'a', order: 1 as const },
      { field: 'b', order: -1 as const },
    ],
  },
  {
    name: 'bc',
    fields: [
      { field: 'b', order: -1 as const },
      { field: 'o.c', order: 1 as const },
    ],
  },
];

const scalar = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom<Value>(null, 'x', 'y', true, new Date(1), 1.5),
);
const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
);
const record = fc.record(
  { a: value, b: value, o: fc.record({ c: value }, { requiredKeys: [] }) },
  { requiredKeys: [] },
);
const condition: fc.Arbitrary<Value> = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 2 }),
  fc.record({ $gt: scalar }),
  fc.record({ $gte: scalar, $lt: scalar }),
  fc.record({ $lte: scalar }),
  fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $ne: scalar }),
  fc.record({ $exists: fc.boolean() }),
);
const query = fc.record({ a: condition, b: condition, 'o.c': condition }, { requiredKeys: [] });
const sort = fc.constantFrom<Fields | undefined>(
  undefined,
  { a: 1 },
  { a: -1 },
  { a: 1, b: -1 },
  { a: -1, b: 1 },
  { b: 1 },
  { 'o.c': -1 },
);
const change = fc.constantFrom<Fields>(
  { $set: { a: 2 } },
  { $unset: { a: '' } },
  { $set: { 'o.c': [1, 2] } },
  { $set: { b: 'z' } },
);

test('an index never changes what a query finds, through inserts, updates and removals', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { maxLength: 25 }),
      fc.array(fc.tuple(query, fc.option(change, { nil: null })), { maxLength: 3 }),
      query,
      sort,
      fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      async (records, changes, asked, order, limit) => {
        const plain = openEngine({ dataDir: null, now: () => 0, schema: { collections: { rows: {} } } });
        const indexed = openEngine({ dataDir: null, now: () => 0, schema: { collections: { rows: { indexes } } } });
        const documents = records.map((fields, i) => ({ _id: String(i), ...fields }) as Fields);
        const writes: Array<(engine: Engine) => Promise<unknown>> = [
          ...documents.map((document) => (engine: Engine) => engine.insert('rows', [document])),
          ...changes.map(
            ([which, update]) =>
              (engine: Engine) =>
                update ? engine.update('rows', which, update) : engine.remove('rows', which),
          ),
        ];
        for (const write of writes) {
          const refused = await write(indexed).then(
            () => '',
            (error: Error) => error.message,
          );
          // Two arrays in one index are refused whole, as MongoDB does; without the index there is nothing to refuse.
          if (refused.includes('cannot index parallel arrays')) continue;
          const message = await write(plain).then(
            () => '',
            (error: Error) => error.message,
          );
          expect(message).toBe(refused);
        }
        const found = (engine: typeof plain) =>
          engine
            .rows('rows', asked)
            .map((row) => String(row._id))
            .sort();
        expect(found(indexed)).toEqual(found(plain));
        expect(indexed.count('rows', asked)).toBe(plain.count('rows', asked));
        // Rows of equal order may come in any order; what they are ordered by may not.
        const orderOf = (engine: typeof plain) =>
          engine
            .rows('rows', asked, { sort: order, limit })
            .map((row) =>
              Object.keys(order ?? {}).map((path) => (path === 'o.c' ? (row.o as Fields)?.c : row[path]) ?? null),
            );
        if (order && !records.some(hasArray)) expect(orderOf(indexed)).toEqual(orderOf(plain));
      },
    ),
    { numRuns: 300 },
  );
});

const hasArray = (fields: object): boolean => JSON.stringify(fields).includes('[');

test('a sorted list gives what a sorted array gives', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 2000 })), { maxLength: 3000 }),
      fc.integer({ min: 0, max: 2000 }),
      (steps, bound) => {
        const list = new SortedList<number>((a, b) => a - b);
        const all = new Set<number>();
        for (const [isRemoval, number] of steps) {
          if (isRemoval) {
            list.remove(number);
            all.delete(number);
          } else if (!all.has(number)) {
            list.add(number);
            all.add(number);
          }
        }
        const expected = [...all].sort((a, b) => a - b).filter((number) => number >= bound);
        const side = (number: number) => (number < bound ? -1 : 0);
        expect([...list.range(side)]).toEqual(expected);
        expect([...list.range(side, true)]).toEqual(expected.reverse());
      },
    ),
    { numRuns: 60 },
  );
});
