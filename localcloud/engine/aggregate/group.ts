import { hold, holdRow } from '../compute';
import { failedAggregate } from '../errors';
import type { MatchContext } from '../query/match';
import { areEqual, compareValues } from '../value/compare';
import { stringifyStored } from '../value/ejson';
import { type Fields, isFields, isOperators, type Value } from '../value/value';
import { evaluate } from './evaluate';
import { average, deviation, extreme, sum } from './operators/numbers';
import type { Stage } from './stage';

type Values = Array<Value | undefined>;

/** What an accumulator makes of its expression's values on a group's documents; missing ones are undefined. */
const accumulators: Record<string, (values: Values) => Value> = {
  $sum: sum,
  $avg: average,
  $max: (values) => extreme(values, 1),
  $min: (values) => extreme(values, -1),
  $first: (values) => values[0] ?? null,
  $last: (values) => values[values.length - 1] ?? null,
  $push: (values) => values.filter((value) => value !== undefined),
  $addToSet: (values) => {
    const seen = new Map<string, Value>();
    for (const value of values) if (value !== undefined) seen.set(stringifyStored(value), value);
    return [...seen.values()];
  },
  $stdDevPop: (values) => deviation(values, false),
  $stdDevSamp: (values) => deviation(values, true),
  $mergeObjects: (values) => {
    const merged: Fields = {};
    for (const value of values) {
      if (value === undefined || value === null) continue;
      if (!isFields(value)) throw failedAggregate('(Location40400) $mergeObjects requires object inputs');
      Object.assign(merged, value);
    }
    return merged;
  },
  $count: (values) => values.length,
};

type Reducer = (documents: Fields[]) => Fields;

function compileOutput(output: Fields, context: MatchContext): Reducer {
  const columns = Object.keys(output).map((field) => {
    const spec = output[field];
    const [operator, ...more] = isOperators(spec) ? Object.keys(spec) : [];
    if (!isOperators(spec) || operator === undefined || more.length > 0)
      throw failedAggregate(`(Location40234) The field '${field}' must be an accumulator object`);
    if (field.includes('.')) throw failedAggregate(`(Location40235) The field name '${field}' cannot contain '.'`);
    const accumulate = Object.hasOwn(accumulators, operator) ? accumulators[operator] : undefined;
    if (!accumulate) throw failedAggregate(`(Location15952) unknown group operator '${operator}'`);
    return { field, expression: spec[operator] as Value, accumulate };
  });
  return (documents) => {
    const row: Fields = {};
    for (const { field, expression, accumulate } of columns) {
      const value = accumulate(documents.map((document) => evaluate(document, expression, context)));
      if (Array.isArray(value)) hold(8 * value.length);
      row[field] = value;
    }
    holdRow(row);
    return row;
  };
}

/** `$group`: documents with the same `_id` become one; groups come in the order in which they were met. */
export function group(spec: Value, context: MatchContext): Stage {
  if (!isFields(spec)) throw failedAggregate("(Location15947) a group's fields must be specified in an object");
  const { _id: by, ...output } = spec;
  if (by === undefined) throw failedAggregate('(Location15955) a group specification must include an _id');
  const reduce = compileOutput(output, context);
  return (documents) => {
    const groups = new Map<string, { id: Value; members: Fields[] }>();
    for (const document of documents) {
      const id = evaluate(document, by, context) ?? null;
      const key = stringifyStored(id);
      const known = groups.get(key);
      if (known) known.members.push(document);
      else groups.set(key, { id, members: [document] });
    }
    return [...groups.values()].map(({ id, members }) => ({ _id: id, ...reduce(members) }));
  };
}

/** `$sortByCount`: how often each value comes, most often first. */
export function sortByCount(spec: Value, context: MatchContext): Stage {
  if (!isOperators(spec) && !(typeof spec === 'string' && spec[0] === '$'))
    throw failedAggregate(
      '(Location40148) the sortByCount field must be defined as a $-prefixed path or an expression',
    );
  const grouped = group({ _id: spec, count: { $sum: 1 } }, context);
  return (documents) => grouped(documents).sort((a, b) => (b.count as number) - (a.count as number));
}

const counted: Fields = { count: { $sum: 1 } };

/** `$bucket`: documents by the interval of boundaries that they fall into, lower bound included. */
export function bucket(spec: Value, context: MatchContext): Stage {
  const { groupBy, boundaries, default: otherwise, output } = isFields(spec) ? spec : ({} as Fields);
  if (groupBy === undefined || !Array.isArray(boundaries))
    throw failedAggregate("(Location40198) $bucket requires 'groupBy' and 'boundaries' to be specified");
  if (boundaries.length < 2)
    throw failedAggregate("(Location40192) The $bucket 'boundaries' field must have at least 2 values");
  for (let i = 1; i < boundaries.length; i++)
    if (compareValues(boundaries[i - 1], boundaries[i]) >= 0)
      throw failedAggregate("(Location40194) The 'boundaries' option to $bucket must be sorted");
  const reduce = compileOutput(isFields(output) ? output : counted, context);
  return (documents) => {
    const members: Fields[][] = boundaries.map(() => []);
    const others: Fields[] = [];
    for (const document of documents) {
      const value = evaluate(document, groupBy, context);
      const at = boundaries.findLastIndex((boundary) => compareValues(value, boundary) >= 0);
      if (at >= 0 && at < boundaries.length - 1) members[at]!.push(document);
      else if (otherwise === undefined)
        throw failedAggregate(
          '(Location40066) $switch could not find a matching branch for an input, and no default was specified.',
        );
      else others.push(document);
    }
    const rows = members
      .map((own, i) => ({ id: boundaries[i] as Value, own }))
      .filter(({ own }) => own.length > 0)
      .map(({ id, own }): Fields => ({ _id: id, ...reduce(own) }));
    if (others.length > 0) rows.push({ _id: otherwise as Value, ...reduce(others) });
    return rows.sort((a, b) => compareValues(a._id, b._id));
  };
}

/** `$bucketAuto`: documents in so many intervals of about the same number of them. */
export function bucketAuto(spec: Value, context: MatchContext): Stage {
  const { groupBy, buckets, output, granularity } = isFields(spec) ? spec : ({} as Fields);
  if (groupBy === undefined || buckets === undefined)
    throw failedAggregate("(Location40246) $bucketAuto requires 'groupBy' and 'buckets' to be specified");
  if (typeof buckets !== 'number' || !Number.isInteger(buckets) || buckets <= 0)
    throw failedAggregate("(Location40243) The $bucketAuto 'buckets' field must be greater than 0");
  if (granularity !== undefined) throw failedAggregate("(Location40261) $bucketAuto 'granularity' is not supported");
  const reduce = compileOutput(isFields(output) ? output : counted, context);
  return (documents) => {
    const keyed = documents
      .map((document) => ({ document, key: evaluate(document, groupBy, context) ?? null }))
      .sort((a, b) => compareValues(a.key, b.key));
    const size = Math.max(1, Math.round(keyed.length / buckets));
    const rows: Fields[] = [];
    for (let start = 0; start < keyed.length; ) {
      let end = rows.length === buckets - 1 ? keyed.length : Math.min(keyed.length, start + size);
      // Equal values stay together.
      while (end < keyed.length && areEqual(keyed[end]!.key, keyed[end - 1]!.key)) end++;
      const members = keyed.slice(start, end);
      const max = end < keyed.length ? keyed[end]!.key : keyed[end - 1]!.key;
      rows.push({ _id: { min: members[0]!.key, max }, ...reduce(members.map(({ document }) => document)) });
      start = end;
    }
    return rows;
  };
}
