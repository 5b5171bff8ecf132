import { type Any, type CloudUnderTest, openCloud, refusalOf } from './cloud';

/** What the stages of a pipeline take, and the paths at which they put things. */

let cloud: CloudUnderTest;
let none: Any;
let one: Any;

beforeAll(async () => {
  cloud = await openCloud();
  none = await cloud.fresh('none');
  one = await cloud.fresh('one', [
    { _id: 'x', o: { a: 1, b: 2 }, n: 7, empty: [], list: ['p'], rows: [{ e: [] }], scalar: 1, absent: ['p', null] },
  ]);
  await cloud.fresh('others', [{ _id: 'p', k: null }, { _id: 'q' }, { _id: 'r', k: [] }, { _id: 's', k: 'p' }]);
});
afterAll(() => cloud.close());

/** Runs one stage as it is within a lookup from a collection without documents: also those that the SDK lacks. */
const alone = (stage: object): Promise<unknown> =>
  none
    .aggregate()
    .lookup({ from: 'none', pipeline: [stage], as: 'r' })
    .end();

const refused: Array<[object, RegExp]> = [
  [{ $foo: 1 }, /Unrecognized pipeline stage name: '\$foo'/],
  [{}, /must contain exactly one field/],
  [{ $match: {}, $limit: 1 }, /must contain exactly one field/],
  [{ $match: 1 }, /the match filter must be an expression in an object/],

  [{ $project: 1 }, /\$project specification must be an object/],
  [{ $project: {} }, /Invalid \$project :: caused by :: specification must have at least one field/],
  [{ $project: { a: 1, 'a.b': 1 } }, /Invalid \$project :: caused by :: Path collision at a\.b remaining portion b/],
  [{ $project: { a: 1, 'a.b.c': 1 } }, /Path collision at a\.b\.c remaining portion b\.c/],
  [{ $project: { 'a.b': 1, a: 1 } }, /Invalid \$project :: caused by :: Path collision at a[ .]/],
  [{ $project: { 'a.b': 1, a: { b: 1 } } }, /Path collision at a\.b/],
  [{ $project: { a: { b: '$x' }, 'a.b.c': 0 } }, /Path collision at a\.b\.c remaining portion c/],
  [{ $project: { a: 1, b: 0 } }, /Invalid \$project :: caused by :: Cannot do exclusion on field b in inclusion/],
  [{ $project: { a: 0, b: 1 } }, /Cannot do inclusion on field b in exclusion projection/],
  [{ $project: { a: 0, b: '$c' } }, /Cannot use an expression "\$c" in an exclusion projection/],
  [{ $project: { a: { b: 1, c: 0 } } }, /Cannot do exclusion on field a\.c in inclusion projection/],
  [{ $project: { '': 1 } }, /FieldPath cannot be constructed with empty string/],
  [{ $project: { 'a.': 1 } }, /FieldPath must not end with a '\.'\./],
  [{ $project: { '.a': 1 } }, /FieldPath field names may not be empty strings\./],
  [{ $project: { 'a..b': 1 } }, /FieldPath field names may not be empty strings\./],
  [{ $project: { $a: 1 } }, /FieldPath field names may not start with '\$'\./],
  [{ $project: { 'a.$b': 1 } }, /FieldPath field names may not start with '\$'\./],
  [{ $project: { 'a.$': 1 } }, /Cannot use positional projection in aggregation projection/],
  [{ $project: { 'a\0b': 1 } }, /may not contain|cannot contain a null byte/],
  [{ $project: { a: {} } }, /An empty sub-projection is not a valid value/],
  [{ $project: { a: { b: 1, $add: [1] } } }, /FieldPath field names may not start with '\$'/],
  [{ $project: { a: { $add: [1], b: 1 } } }, /must have exactly one field/],

  [{ $addFields: 1 }, /\$addFields specification stage must be an object/],
  [{ $set: {} }, /Invalid \$set :: caused by :: specification must have at least one field/],
  [{ $addFields: { a: 1, 'a.b': 1 } }, /conflicting paths\. Cannot specify both 'a\.b' and 'a'/],
  [{ $addFields: { 'a.b': 1, a: 1 } }, /conflicting paths\. Cannot specify both 'a' and 'a\.b'/],
  [{ $addFields: { a: { b: 1 }, 'a.b': 1 } }, /conflicting paths/],
  [{ $addFields: { a: { 'b.c': 1 } } }, /cannot use dotted field name 'b\.c' in a sub object/],
  [{ $addFields: { a: {} } }, /an empty object is not a valid value/],
  [{ $addFields: { a: { b: {} } } }, /an empty object is not a valid value/],
  [{ $addFields: { 'a.': 1 } }, /FieldPath must not end with a '\.'\./],
  [{ $addFields: { $a: 1 } }, /Invalid \$addFields :: caused by :: FieldPath field names may not start with '\$'/],

  [{ $unset: 1 }, /\$unset specification must be a string or an array/],
  [{ $unset: [] }, /\$unset specification must be a string or an array with at least one field/],
  [{ $unset: ['a', 1] }, /\$unset specification must be a string or an array of strings/],
  [{ $unset: '' }, /FieldPath cannot be constructed with empty string/],
  [{ $unset: '$a' }, /FieldPath field names may not start with '\$'/],
  [{ $unset: ['a', 'a.b'] }, /Invalid \$unset :: caused by :: Path collision at a\.b remaining portion b/],

  [{ $replaceRoot: 1 }, /expected an object as specification for \$replaceRoot stage, got int/],
  [{ $replaceRoot: {} }, /no newRoot specified/],
  [{ $replaceRoot: { newRoot: '$o', x: 1 } }, /unrecognized option to \$replaceRoot stage: x/],
  [{ $replaceWith: '$o.' }, /FieldPath must not end with a '\.'\./],

  [{ $unwind: 1 }, /expected either a string or an object as specification for \$unwind stage, got int/],
  [{ $unwind: {} }, /no path specified to \$unwind stage/],
  [{ $unwind: { path: 1 } }, /expected a string as the path for \$unwind stage, got int/],
  [{ $unwind: 'a' }, /should be prefixed with a '\$': a/],
  [{ $unwind: '$' }, /FieldPath cannot be constructed with empty string/],
  [{ $unwind: '$$ROOT' }, /FieldPath field names may not start with '\$'/],
  [{ $unwind: '$a.' }, /FieldPath must not end with a '\.'\./],
  [{ $unwind: { path: '$a', x: 1 } }, /unrecognized option to \$unwind stage: x/],
  [{ $unwind: { path: '$a', includeArrayIndex: '' } }, /expected a non-empty string for the includeArrayIndex/],
  [{ $unwind: { path: '$a', includeArrayIndex: 1 } }, /expected a non-empty string for the includeArrayIndex/],
  [{ $unwind: { path: '$a', includeArrayIndex: '$i' } }, /should not be prefixed with a '\$': \$i/],
  [{ $unwind: { path: '$a', includeArrayIndex: 'i..j' } }, /may not be empty strings/],
  [{ $unwind: { path: '$a', preserveNullAndEmptyArrays: 1 } }, /expected a boolean for the preserveNullAndEmptyArrays/],

  [{ $group: 1 }, /a group's fields must be specified in an object/],
  [{ $group: { n: { $sum: 1 } } }, /a group specification must include an _id/],
  [{ $group: { _id: '$a..b' } }, /may not be empty strings/],
  [{ $group: { _id: { 'a.b': 1 } } }, /FieldPath field names may not contain '\.'/],
  [{ $group: { _id: { $add: [1], x: 1 } } }, /must have exactly one field/],
  [{ $group: { _id: 1, x: 1 } }, /The field 'x' must be an accumulator object/],
  [{ $group: { _id: 1, x: {} } }, /The field 'x' must be an accumulator object/],
  [{ $group: { _id: 1, x: { y: 1 } } }, /The field 'x' must be an accumulator object/],
  [{ $group: { _id: 1, 'a.b': { $sum: 1 } } }, /The field name 'a\.b' cannot contain '\.'/],
  [{ $group: { _id: 1, $x: { $sum: 1 } } }, /The field name '\$x' cannot be an operator name/],
  [{ $group: { _id: 1, '': { $sum: 1 } } }, /may not be empty strings/],
  [{ $group: { _id: 1, x: { $sum: 1, $avg: 1 } } }, /The field 'x' must specify one accumulator/],
  [{ $group: { _id: 1, x: { $foo: 1 } } }, /unknown group operator '\$foo'/],
  [{ $group: { _id: 1, x: { $count: 1 } } }, /\$count takes no arguments, i\.e\. \$count:\{\}/],
  ...['$sum', '$avg', '$max', '$min', '$first', '$last', '$push', '$addToSet', '$stdDevPop', '$stdDevSamp'].map(
    (operator): [object, RegExp] => [
      { $group: { _id: 1, x: { [operator]: ['$a', '$b'] } } },
      new RegExp(`The \\${operator} accumulator is a unary operator`),
    ],
  ),
  [{ $group: { _id: 1, x: { $mergeObjects: ['$a'] } } }, /The \$mergeObjects accumulator is a unary operator/],

  [{ $sort: 1 }, /the \$sort key specification must be an object/],
  [{ $sort: {} }, /\$sort stage must have at least one sort key/],
  [{ $sort: { a: 0 } }, /\$sort key ordering must be 1 \(for ascending\) or -1 \(for descending\)/],
  [{ $sort: { a: 2 } }, /\$sort key ordering must be 1/],
  [{ $sort: { a: '1' } }, /\$sort key ordering must be 1/],
  [{ $sort: { a: true } }, /\$sort key ordering must be 1/],
  [{ $sort: { 'a.': 1 } }, /FieldPath must not end with a '\.'\./],
  [{ $sort: { $a: 1 } }, /FieldPath field names may not start with '\$'/],
  [{ $limit: 0 }, /the limit must be positive/],
  [{ $limit: -1 }, /the limit must be positive/],
  [{ $limit: 1.5 }, /invalid argument to \$limit stage: Expected an integer: \$limit: 1\.5/],
  [{ $limit: '1' }, /invalid argument to \$limit stage/],
  [{ $skip: -1 }, /not negative/],
  [{ $skip: 0.5 }, /invalid argument to \$skip stage/],
  [{ $skip: null }, /invalid argument to \$skip stage/],
  [{ $count: '' }, /the count field must be a non-empty string/],
  [{ $count: 1 }, /the count field must be a non-empty string/],
  [{ $count: '$n' }, /the count field cannot be a \$-prefixed path/],
  [{ $count: 'a.b' }, /the count field cannot contain '\.'/],
  [{ $count: 'a\0' }, /the count field cannot contain a null byte/],
  [{ $count: '_id' }, /the count field cannot be '_id'/],
  [{ $sample: 1 }, /the \$sample stage specification must be an object/],
  [{ $sample: {} }, /\$sample stage must specify a size/],
  [{ $sample: { size: '1' } }, /size argument to \$sample must be a number/],
  [{ $sample: { size: -1 } }, /size argument to \$sample must be a positive integer/],
  [{ $sample: { size: 0 } }, /size argument to \$sample must be a positive integer/],
  [{ $sample: { size: 1.5 } }, /size argument to \$sample must be a positive integer/],
  [{ $sample: { size: 1, x: 1 } }, /unrecognized option to \$sample: x/],
  [{ $sortByCount: 'a' }, /must be defined as a \$-prefixed path or an expression, found: a/],
  [{ $sortByCount: 1 }, /must be specified as a string or as an object/],
  [{ $sortByCount: { a: 1 } }, /or an expression inside an object/],

  [{ $bucket: 1 }, /Argument to \$bucket stage must be an object, but found type: int/],
  [{ $bucket: { groupBy: '$a' } }, /\$bucket requires 'groupBy' and 'boundaries' to be specified/],
  [{ $bucket: { boundaries: [0, 1] } }, /\$bucket requires 'groupBy' and 'boundaries' to be specified/],
  [{ $bucket: { groupBy: 'a', boundaries: [0, 1] } }, /'groupBy' field must be defined as a \$-prefixed path/],
  [{ $bucket: { groupBy: { a: 1 }, boundaries: [0, 1] } }, /'groupBy' field must be defined as a \$-prefixed path/],
  [{ $bucket: { groupBy: '$a', boundaries: 1 } }, /'boundaries' field must be an array, but found type: int/],
  [{ $bucket: { groupBy: '$a', boundaries: [1] } }, /'boundaries' field must have at least 2 values, but found 1/],
  [{ $bucket: { groupBy: '$a', boundaries: [0, '$b'] } }, /must be an array of constant values/],
  [{ $bucket: { groupBy: '$a', boundaries: [0, 'b'] } }, /conflicting types int and string/],
  [{ $bucket: { groupBy: '$a', boundaries: [0, 0] } }, /must be sorted, but elements 0 and 1 are not in ascending/],
  [{ $bucket: { groupBy: '$a', boundaries: [0, 5], default: 3 } }, /'default' field must be less than the lowest/],
  [{ $bucket: { groupBy: '$a', boundaries: [0, 5], default: '$b' } }, /'default' field must be a constant/],
  [{ $bucket: { groupBy: '$a', boundaries: [0, 5], output: 1 } }, /'output' field must be an object, but found type/],
  [{ $bucket: { groupBy: '$a', boundaries: [0, 5], output: { n: 1 } } }, /must be an accumulator object/],
  [{ $bucket: { groupBy: '$a', boundaries: [0, 5], x: 1 } }, /Unrecognized option to \$bucket: x/],
  [{ $bucketAuto: 1 }, /Argument to \$bucketAuto stage must be an object/],
  [{ $bucketAuto: { groupBy: '$a' } }, /\$bucketAuto requires 'groupBy' and 'buckets' to be specified/],
  [{ $bucketAuto: { groupBy: '$a', buckets: 'b' } }, /'buckets' field must be a numeric value, but found type: string/],
  [{ $bucketAuto: { groupBy: '$a', buckets: 1.5 } }, /representable as a 32-bit integer/],
  [{ $bucketAuto: { groupBy: '$a', buckets: 0 } }, /'buckets' field must be greater than 0/],
  [{ $bucketAuto: { groupBy: 1, buckets: 1 } }, /'groupBy' field must be defined/],
  [{ $bucketAuto: { groupBy: '$a', buckets: 1, x: 1 } }, /Unrecognized option to \$bucketAuto: x/],
  [{ $bucketAuto: { groupBy: '$a', buckets: 1, granularity: 'R5' } }, /granularity/],

  [{ $lookup: 1 }, /the \$lookup specification must be an object/],
  [{ $lookup: { as: 'r', pipeline: [] } }, /must specify 'from' field for a \$lookup/],
  [{ $lookup: { from: 'one', pipeline: [] } }, /must specify 'as' field for a \$lookup/],
  [{ $lookup: { from: 1, as: 'r', pipeline: [] } }, /\$lookup argument 'from: 1' must be a string, is type int/],
  [{ $lookup: { from: 'one', as: 'r' } }, /requires either 'pipeline' or both 'localField' and 'foreignField'/],
  [{ $lookup: { from: 'one', as: 'r', localField: 'a' } }, /both or neither of 'localField' and 'foreignField'/],
  [{ $lookup: { from: 'one', as: 'r', pipeline: {} } }, /'pipeline' option must be specified as an array/],
  [{ $lookup: { from: 'one', as: 'r', pipeline: [1] } }, /'pipeline' option must be specified as an array/],
  [{ $lookup: { from: 'one', as: 'r', pipeline: [], let: 1 } }, /must be an object, is type int/],
  [{ $lookup: { from: 'one', as: 'r', pipeline: [], let: { A: 1 } } }, /'A' starts with an invalid character/],
  [
    { $lookup: { from: 'one', as: 'r', localField: 'a', foreignField: 'b', let: { a: 1 } } },
    /'let' argument must also specify 'pipeline'/,
  ],
  [{ $lookup: { from: 'one', as: 'r', pipeline: [], x: 1 } }, /unknown argument to \$lookup: x/],
  [{ $lookup: { from: 'one', as: '$r', pipeline: [] } }, /FieldPath field names may not start with '\$'/],
  [{ $lookup: { from: 'one', as: 'o.', pipeline: [] } }, /FieldPath must not end with a '\.'\./],
  [{ $lookup: { from: 'one', as: 'r', localField: 'a..b', foreignField: 'b' } }, /may not be empty strings/],
  [{ $lookup: { from: 'one', as: 'r', localField: 'a', foreignField: '$b' } }, /may not start with '\$'/],
  [{ $lookup: { from: 'one', as: 'r', pipeline: [{ $limit: 0 }] } }, /the limit must be positive/],

  [{ $facet: {} }, /\$facet specification must be a non-empty object/],
  [{ $facet: { a: 1 } }, /arguments to \$facet must be arrays of stages, a is not/],
  [{ $facet: { 'a.b': [] } }, /may not contain '\.'/],
  [{ $facet: { $a: [] } }, /may not start with '\$'/],
  [{ $facet: { a: [{ $facet: { b: [] } }] } }, /\$facet is not allowed to be used within a \$facet stage/],
  [{ $facet: { a: [{ $limit: 0 }] } }, /the limit must be positive/],

  [{ $geoNear: 1 }, /\$geoNear needs an object/],
  [{ $geoNear: { near: [0, 0] } }, /'distanceField'/],
  [{ $geoNear: { near: [0, 0], distanceField: 'd.' } }, /FieldPath must not end with a '\.'\./],
  [{ $geoNear: { near: 1, distanceField: 'd' } }, /requires a 'near' point/],
  [{ $geoNear: { near: [0, 0], distanceField: 'd', maxDistance: 'x' } }, /'maxDistance' must be a number/],
  [{ $geoNear: { near: [0, 0], distanceField: 'd', query: 1 } }, /'query' must be an object/],
  [{ $geoNear: { near: [0, 0], distanceField: 'd', x: 1 } }, /Unknown argument to \$geoNear: x/],
  [{ $graphLookup: { from: 'one' } }, /Unrecognized pipeline stage name: '\$graphLookup'/],
];
test.each(refused)('refused without a document: %j', async (stage, text) => {
  expect(await refusalOf(alone(stage))).toMatch(text);
});

const after = async (...stages: object[]): Promise<Any> => {
  const { list } = await one.aggregate().lookup({ from: 'one', pipeline: stages, as: 'r' }).project({ r: 1 }).end();
  return list[0].r[0];
};
const others = { from: 'others', pipeline: [{ $match: { _id: 'p' } }, { $project: { _id: 1 } }] };
const keptOnly = (path: string): object => ({ $project: { _id: 0, [path]: 1 } });

const results: Array<[string, object[], unknown]> = [
  [
    'a lookup nests its result',
    [{ $lookup: { ...others, as: 'new.r' } }, keptOnly('new')],
    { new: { r: [{ _id: 'p' }] } },
  ],
  [
    'beside what is there',
    [{ $lookup: { ...others, as: 'o.r' } }, keptOnly('o')],
    { o: { a: 1, b: 2, r: [{ _id: 'p' }] } },
  ],
  [
    'by fields too, several names deep',
    [{ $lookup: { from: 'others', localField: 'list', foreignField: '_id', as: 'o.a.r' } }, keptOnly('o')],
    { o: { a: { r: [{ _id: 'p', k: null }] }, b: 2 } },
  ],
  [
    'in the place of an array',
    [{ $lookup: { ...others, as: 'list.r' } }, keptOnly('list')],
    { list: { r: [{ _id: 'p' }] } },
  ],
  [
    'an unwound index nests alike',
    [{ $unwind: { path: '$list', includeArrayIndex: 'absent.i' } }, keptOnly('absent')],
    { absent: { i: 0 } },
  ],
  [
    'project out below',
    [{ $project: { 'o.a': 0, _id: 0, n: 0, empty: 0, list: 0, rows: 0, scalar: 0, absent: 0 } }],
    { o: { b: 2 } },
  ],
  ['unset below', [{ $unset: ['o.a', '_id', 'n', 'empty', 'list', 'rows', 'scalar', 'absent'] }], { o: { b: 2 } }],
  ['project computed beside its sibling', [{ $project: { _id: 0, 'o.a': 1, 'o.c': '$n' } }], { o: { a: 1, c: 7 } }],
  ['_id stays in an exclusion', [{ $project: { _id: 1, n: 0 } }, { $project: { n: 1 } }], { _id: 'x' }],
  ['a count of members', [{ $group: { _id: null, n: { $count: {} } } }], { _id: null, n: 1 }],
];
test.each(results)('%s', async (_name, stages, expected) => expect(await after(...stages)).toEqual(expected));

describe('what a lookup by fields joins', () => {
  const joined = async (localField: string, foreignField = 'k'): Promise<string> => {
    const { list } = await one.aggregate().lookup({ from: 'others', localField, foreignField, as: 'r' }).end();
    return list[0].r.map(({ _id }: { _id: string }) => _id).join('');
  };
  test('an empty array joins nothing', async () => expect(await joined('empty')).toBe(''));
  test('nor by an indexed field', async () => expect(await joined('empty', '_id')).toBe(''));
  test('nor one within an array', async () => expect(await joined('rows.e')).toBe(''));
  test('a missing field joins null and missing', async () => expect(await joined('nothing')).toBe('pq'));
  test('a null in an array does too', async () => expect(await joined('absent')).toBe('pqs'));
  test('a missing field stays missing as a variable', async () => {
    const { list } = await one
      .aggregate()
      .lookup({
        from: 'others',
        let: { gone: '$nothing' },
        pipeline: [{ $project: { kind: { $type: '$$gone' }, same: { $eq: ['$k', '$$gone'] } } }, { $limit: 2 }],
        as: 'r',
      })
      .end();
    expect(list[0].r).toEqual([
      { _id: 'p', kind: 'missing', same: false },
      { _id: 'q', kind: 'missing', same: true },
    ]);
  });
});
