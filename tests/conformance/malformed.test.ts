import { type Any, type CloudUnderTest, openCloud, refusalOf } from './cloud';

/** Queries, field lists and updates that MongoDB refuses to read: here too, whether or not a document is there. */

let cloud: CloudUnderTest;
let none: Any;
let some: Any;

beforeAll(async () => {
  cloud = await openCloud();
  none = await cloud.fresh('none');
  some = await cloud.fresh('some', [{ _id: 'x', n: 1, list: [1, { q: 1 }], text: 'abc' }]);
});
afterAll(() => cloud.close());

const queries: Array<[object, RegExp]> = [
  [{ n: { $foo: 1 } }, /unknown operator: \$foo/],
  [{ 'n.$in': [1] }, /'n\.\$in' is no path of a field/],
  [{ 'n.$.q': 1 }, /'n\.\$\.q' is no path of a field/],
  [{ $foo: 1 }, /unknown top level operator: \$foo/],
  [{ $and: [] }, /\$and must be a nonempty array/],
  [{ $or: {} }, /\$or must be a nonempty array/],
  [{ $nor: [1] }, /entries need to be full objects/],
  [{ $expr: { $subtract: [1] } }, /\$subtract takes exactly 2 arguments/],
  [{ $expr: '$$none' }, /Use of undefined variable: none/],
  [{ n: { $in: 1 } }, /\$in needs an array/],
  [{ n: { $nin: {} } }, /\$nin needs an array/],
  [{ n: { $in: [{ $gt: 1 }] } }, /cannot nest \$ under \$in/],
  [{ n: { $nin: [1, { $eq: 1 }] } }, /cannot nest \$ under \$nin/],
  ...['$gt', '$gte', '$lt', '$lte'].map((operator): [object, RegExp] => [
    { n: { [operator]: /a/ } },
    /Can't have RegEx as arg to predicate/,
  ]),
  [{ n: { $ne: /a/ } }, /Can't have regex as arg to \$ne/],
  [{ n: { $type: 'nothing' } }, /Unknown type name alias: nothing/],
  [{ n: { $type: 'constructor' } }, /Unknown type name alias: constructor/],
  [{ n: { $type: 99 } }, /Invalid numerical type code: 99/],
  [{ n: { $type: 2.5 } }, /Invalid numerical type code: 2\.5/],
  [{ n: { $type: null } }, /type must be represented as a number or a string/],
  [{ n: { $type: { a: 1 } } }, /type must be represented as a number or a string/],
  [{ n: { $type: [] } }, /must match at least one type/],
  [{ n: { $type: ['int', true] } }, /type must be represented as a number or a string/],
  [{ n: { $mod: 2 } }, /malformed mod, needs to be an array/],
  [{ n: { $mod: [2] } }, /malformed mod, not enough elements/],
  [{ n: { $mod: [2, 1, 0] } }, /malformed mod, too many elements/],
  [{ n: { $mod: ['2', 1] } }, /malformed mod, divisor and remainder must be numbers/],
  [{ n: { $mod: [0, 1] } }, /divisor cannot be 0/],
  [{ n: { $size: 1.5 } }, /\$size/],
  [{ n: { $size: '1' } }, /\$size/],
  [{ n: { $size: -1 } }, /\$size/],
  [{ n: { $regex: 1 } }, /\$regex has to be a string/],
  [{ n: { $regex: '(' } }, /Regular expression is invalid/],
  [{ n: { $regex: 'a', $options: 1 } }, /\$options has to be a string/],
  [{ n: { $regex: 'a', $options: 'q' } }, /invalid flag in regex options: q/],
  [{ n: { $regex: /a/i, $options: 'm' } }, /options set in both \$regex and \$options/],
  [{ n: { $options: 'i' } }, /\$options needs a \$regex/],
  [{ n: { $all: 1 } }, /\$all needs an array/],
  [{ n: { $all: [{ $gt: 1 }] } }, /no \$ expressions in \$all/],
  [{ n: { $all: [{ $elemMatch: { a: 1 } }, 1] } }, /\$all\/\$elemMatch has to be consistent/],
  [{ n: { $all: [1, { $elemMatch: { a: 1 } }] } }, /\$all\/\$elemMatch has to be consistent/],
  [{ n: { $all: [{ $elemMatch: { a: 1 }, x: 1 }] } }, /\$all\/\$elemMatch has to be consistent/],
  [{ n: { $elemMatch: 1 } }, /\$elemMatch needs an Object/],
  [{ n: { $elemMatch: [1] } }, /\$elemMatch needs an Object/],
  [{ n: { $elemMatch: { $foo: 1 } } }, /unknown operator: \$foo/],
  [{ n: { $elemMatch: { $expr: true } } }, /\$expr can only be applied to the top-level document/],
  [{ n: { $elemMatch: { $or: [{ a: 1 }, { $expr: true }] } } }, /\$expr can only be applied to the top-level/],
  [{ n: { $not: 1 } }, /\$not needs a regex or a document/],
  [{ n: { $not: {} } }, /\$not cannot be empty/],
  [{ n: { $bitsAllSet: -1 } }, /\$bitsAllSet takes a non-negative number/],
  [{ n: { $bitsAnySet: 'a' } }, /\$bitsAnySet takes/],
  [{ n: { $bitsAllClear: [1.5] } }, /\$bitsAllClear takes/],
  [{ n: { $bitsAnyClear: [64] } }, /\$bitsAnyClear takes/],
  [{ n: { $maxDistance: 1 } }, /\$maxDistance stands within \$near/],
  [
    { n: { $nearSphere: { $geometry: { type: 'Point', coordinates: [0, 0] }, x: 1 } } },
    /unknown argument to \$near: x/,
  ],
  [{ n: { $geoWithin: { $box: [1, 2] } } }, /\$box needs two corners/],
  [{ n: { $geoWithin: { $center: [[0, 0], 1, 2] } } }, /\$center needs a center/],
  [{ n: { $geoWithin: { $centerSphere: [[0, 0], 1], x: 1 } } }, /unknown argument to \$geoWithin: x/],
  [{ n: { $geoWithin: { $centerSphere: [[0, 0], 1], $center: [[0, 0], 1] } } }, /\$geoWithin takes exactly one shape/],
  [
    { n: { $geoIntersects: { $geometry: { type: 'Point', coordinates: [0, 0] }, x: 1 } } },
    /unknown argument to \$geoIntersects: x/,
  ],
  ...Object.entries({
    minLength: '1',
    maxItems: -1,
    minProperties: 1.5,
    minimum: '1',
    multipleOf: 0,
    exclusiveMinimum: true,
    uniqueItems: 1,
    additionalProperties: 1,
    pattern: 1,
    required: [],
    bsonType: 1,
    enum: [],
    anyOf: [],
    title: 1,
  }).map(([keyword, operand]): [object, RegExp] => [
    { $jsonSchema: { [keyword]: operand } },
    new RegExp(`keyword '${keyword}' must be`),
  ]),
  [{ $jsonSchema: { nothing: 1 } }, /Unknown \$jsonSchema keyword: nothing/],
  [{ $jsonSchema: { pattern: '(' } }, /Regular expression is invalid/],
];
test.each(queries)('query refused: %j', async (query, text) => {
  expect(await refusalOf(none.where(query).get())).toMatch(text);
});
test.each(queries)('in an aggregation too: %j', async (query, text) => {
  expect(await refusalOf(none.aggregate().addFields({ a: 1 }).match(query).end())).toMatch(text);
});

const fits: Array<[string, object, boolean]> = [
  ['exists of an empty text is true, as MongoDB reads it', { n: { $exists: '' } }, true],
  ['exists of zero is false', { n: { $exists: 0 } }, false],
  ['types that no document has', { n: { $type: ['binData', 17, -1] } }, false],
  ['a type by name or code', { n: { $type: ['binData', 16] } }, true],
  ['options of a regular expression', { text: { $regex: 'ABC', $options: 'i' } }, true],
  ['all with several elemMatch', { list: { $all: [{ $elemMatch: { q: 1 } }, { $elemMatch: { $gt: 0 } }] } }, true],
];
test.each(fits)('%s', async (_name, query, expected) => {
  expect((await some.where(query).count()).total).toBe(expected ? 1 : 0);
});

const lists: Array<[object, RegExp]> = [
  [{ n: 'text' }, /Unsupported projection option: n/],
  [{ n: null }, /Unsupported projection option: n/],
  [{ n: [1] }, /Unsupported projection option: n/],
  [{ n: { $foo: 1 } }, /Unsupported projection option: n/],
  [{ n: { $elemMatch: 1 } }, /Unsupported projection option: n/],
  [{ n: { $slice: 1, x: 1 } }, />1 field in obj/],
  [{ n: { $slice: 'a' } }, /Invalid \$slice syntax/],
  [{ n: { $slice: 1.5 } }, /Invalid \$slice syntax/],
  [{ n: { $slice: [1] } }, /Invalid \$slice syntax/],
  [{ n: { $slice: [1, 2, 3] } }, /Invalid \$slice syntax/],
  [{ n: { $slice: [1, 0] } }, /\$slice limit must be positive/],
  [{ a: true, b: false }, /mix of inclusion and exclusion/],
  [{ a: true, 'a.b': true }, /Path collision at a\.b remaining portion b/],
  [{ 'a.b': true, a: true }, /Path collision at a/],
  [{ 'a.b': false, 'a.b.c': false }, /Path collision at a\.b\.c remaining portion c/],
  [{ 'a.': true }, /FieldPath must not end with a '\.'\./],
  [{ 'a..b': true }, /FieldPath field names may not be empty strings\./],
  [{ $a: true }, /FieldPath field names may not start with '\$'/],
  [{ 'a.$b': true }, /FieldPath field names may not start with '\$'/],
  [{ 'a.$': true, 'b.$': true }, /Cannot specify more than one positional projection/],
  [{ 'a.$': false }, /positional projection cannot be used with exclusion/],
];
test.each(lists)('field list refused: %j', async (projection, text) => {
  // The SDK refuses some of them itself; what another program sends must be refused as well.
  const { engine } = cloud.endpoint;
  expect(await refusalOf((async () => engine.rows('none', {}, { projection: projection as Any }))())).toMatch(text);
});

const orders: Array<[object, RegExp]> = [
  [{ 'a.': 1 }, /FieldPath must not end with a '\.'\./],
  [{ 'a..b': 1 }, /FieldPath field names may not be empty strings\./],
  [{ $a: 1 }, /FieldPath field names may not start with '\$'/],
  [{ a: 2 }, /\$sort key ordering must be 1/],
];
test.each(orders)('order refused: %j', async (sort, text) => {
  const { engine } = cloud.endpoint;
  expect(await refusalOf((async () => engine.rows('none', {}, { sort: sort as Any }))())).toMatch(text);
});

const updates: Array<[object, RegExp]> = [
  [{}, /names no field to change/],
  [{ $foo: { a: 1 } }, /Unknown modifier: \$foo/],
  [{ $set: 1 }, /Modifiers operate on fields but we found type int/],
  [{ $set: {} }, /'\$set' is empty/],
  [{ $inc: { n: 'a' } }, /Cannot increment with non-numeric argument: \{n: "a"\}/],
  [{ $inc: { n: null } }, /Cannot increment with non-numeric argument/],
  [{ $mul: { n: [1] } }, /Cannot multiply with non-numeric argument/],
  [{ $rename: { a: 1 } }, /The 'to' field for \$rename must be a string/],
  [{ $rename: { a: 'a' } }, /The source and target field for \$rename must differ/],
  [{ $rename: { a: 'b.' } }, /empty field name/],
  [{ $rename: { a: '' } }, /An empty update path is not valid/],
  [{ $rename: { 'a.$': 'b' } }, /The source field for \$rename may not be dynamic: a\.\$/],
  [{ $rename: { a: 'b.$[]' } }, /The destination field for \$rename may not be dynamic: b\.\$\[\]/],
  [{ $currentDate: { a: 1 } }, /not valid type for \$currentDate/],
  [{ $currentDate: { a: 'date' } }, /not valid type for \$currentDate/],
  [{ $currentDate: { a: { $type: 'x' } } }, /not valid type for \$currentDate/],
  [{ $currentDate: { a: { $type: 'date', x: 1 } } }, /Unrecognized \$currentDate option: x/],
  [{ $bit: { a: 1 } }, /\$bit modifier is not compatible with a int/],
  [{ $bit: { a: {} } }, /You must pass in at least one bitwise operation/],
  [{ $bit: { a: { not: 1 } } }, /only supports 'and', 'or', and 'xor', not 'not'/],
  [{ $bit: { a: { or: 1.5 } } }, /must be an Integer/],
  [{ $push: { a: { $each: 1 } } }, /The argument to \$each in \$push must be an array but it was of type: int/],
  [{ $push: { a: { $each: [], x: 1 } } }, /Unrecognized clause in \$push: x/],
  [{ $push: { a: { $each: [], $position: 1.5 } } }, /The value for \$position must be an integer/],
  [{ $push: { a: { $each: [], $slice: 'x' } } }, /The value for \$slice must be an integer/],
  [{ $push: { a: { $each: [], $sort: 2 } } }, /The \$sort is invalid/],
  [{ $push: { a: { $each: [], $sort: { b: 0 } } } }, /The \$sort element value must be either 1 or -1/],
  [{ $push: { a: { $each: [], $sort: { 'b..c': 1 } } } }, /has an empty part: b\.\.c/],
  [{ $push: { a: { $slice: 1 } } }, /The dollar \(\$\) prefixed field '\$slice'/],
  [{ $push: { a: { $each: [{ $b: 1 }] } } }, /The dollar \(\$\) prefixed field '\$b'/],
  [{ $addToSet: { a: { $each: 1 } } }, /The argument to \$each in \$addToSet must be an array/],
  [{ $addToSet: { a: { $each: [], $slice: 1 } } }, /Found unexpected fields after \$each in \$addToSet/],
  [{ $addToSet: { a: { b: { $c: 1 } } } }, /The dollar \(\$\) prefixed field '\$c'/],
  [{ $min: { a: { $b: 1 } } }, /The dollar \(\$\) prefixed field '\$b'/],
  [{ $max: { a: [{ $b: 1 }] } }, /The dollar \(\$\) prefixed field '\$b'/],
  [{ $set: { a: { b: { $c: 1 } } } }, /The dollar \(\$\) prefixed field '\$c'/],
  [{ $pop: { a: 2 } }, /\$pop expects 1 or -1, found: 2/],
  [{ $pop: { a: true } }, /\$pop expects 1 or -1, found: true/],
  [{ $pull: { a: { $foo: 1 } } }, /unknown operator: \$foo/],
  [{ $pull: { a: { $in: 1 } } }, /\$in needs an array/],
  [{ $pullAll: { a: 1 } }, /\$pullAll requires an array argument but was given a int/],
  [{ $set: { '': 1 } }, /An empty update path is not valid/],
  [{ $set: { 'a..b': 1 } }, /contains an empty field name/],
  [{ $set: { 'a.': 1 } }, /contains an empty field name/],
  [{ $set: { 'a\0': 1 } }, /cannot contain a null byte/],
  [{ $set: { $a: 1 } }, /The dollar \(\$\) prefixed field '\$a'/],
  [{ $set: { 'a.$b': 1 } }, /The dollar \(\$\) prefixed field '\$b'/],
  [{ $set: { 'a.$[b': 1 } }, /The dollar \(\$\) prefixed field '\$\[b'/],
  [{ $set: { $: 1 } }, /Cannot have positional \(i\.e\. '\$'\) element in the first position/],
  [{ $set: { 'a.$.b.$': 1 } }, /Too many positional/],
  [{ $set: { 'a.$[x]': 1 } }, /No array filter found for identifier 'x' in path 'a\.\$\[x\]'/],
  [{ $set: { a: 1, 'a.b': 1 } }, /would create a conflict at 'a'/],
  [{ $set: { a: 1 }, $inc: { a: 1 } }, /would create a conflict at 'a'/],
  [{ $set: { _id: 'y' } }, /immutable field '_id'/],
];
test.each(updates)('update refused: %j', async (update, text) => {
  const { engine } = cloud.endpoint;
  expect(await refusalOf(engine.update('none', {}, update as Any, { multi: true }))).toMatch(text);
});
test('no refused update changed the stored document', async () => {
  const { engine } = cloud.endpoint;
  for (const [update] of updates) await refusalOf(engine.update('some', {}, update as Any, { multi: true }));
  expect((await some.doc('x').get()).data).toEqual({ _id: 'x', n: 1, list: [1, { q: 1 }], text: 'abc' });
});
