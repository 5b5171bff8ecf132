import { hold, holdRow } from '../compute';
import { failedAggregate } from '../errors';
import type { MatchContext } from '../query/predicate';
import { roomOfGroups } from '../query/room';
import { stringifyStored } from '../value/ejson';
import { checkFieldName } from '../value/fieldPath';
import { type Fields, isFields, isOperators, type Value } from '../value/value';
import { Malformed, refusing } from './check/malformed';
import { compileExpression } from './evaluate';
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

/** The columns of a group's rows. @throws DatabaseError for a field that is no accumulator of one expression. */
export function compileOutput(output: Fields, context: MatchContext): Reducer {
  const columns = Object.keys(output).map((field) => {
    const [operator, operand] = refusing(() => accumulatorOf(field, output[field] as Value));
    const compute = operator === '$count' ? () => null : compileExpression(operand, context);
    return { field, compute, accumulate: accumulators[operator]! };
  });
  return (documents) => {
    const row: Fields = {};
    for (const { field, compute, accumulate } of columns) {
      const value = accumulate(documents.map(compute));
      if (Array.isArray(value)) hold(8 * value.length);
      row[field] = value;
    }
    holdRow(row);
    return row;
  };
}

function accumulatorOf(field: string, spec: Value): [operator: string, operand: Value] {
  if (!isFields(spec) || Object.keys(spec).length === 0)
    throw new Malformed(`(Location40234) The field '${field}' must be an accumulator object`);
  if (field.includes('.')) throw new Malformed(`(Location40235) The field name '${field}' cannot contain '.'`);
  if (field[0] === '$') throw new Malformed(`(Location40236) The field name '${field}' cannot be an operator name`);
  checkFieldName(field);
  const [operator, ...more] = Object.keys(spec) as [string, ...string[]];
  if (more.length > 0) throw new Malformed(`(Location40238) The field '${field}' must specify one accumulator`);
  if (operator[0] !== '$') throw new Malformed(`(Location40234) The field '${field}' must be an accumulator object`);
  if (!Object.hasOwn(accumulators, operator))
    throw new Malformed(`(Location15952) unknown group operator '${operator}'`);
  const operand = spec[operator] as Value;
  if (operator === '$count') {
    if (!isFields(operand) || Object.keys(operand).length > 0)
      throw new Malformed('(TypeMismatch) $count takes no arguments, i.e. $count:{}');
  } else if (Array.isArray(operand))
    throw new Malformed(`(Location40237) The ${operator} accumulator is a unary operator`);
  return [operator, operand];
}

/** `$group`: documents with the same `_id` become one; groups come in the order in which they were met. */
export function group(spec: Value, context: MatchContext): Stage {
  if (!isFields(spec)) throw failedAggregate("(Location15947) a group's fields must be specified in an object");
  const { _id: by, ...output } = spec;
  if (by === undefined) throw failedAggregate('(Location15955) a group specification must include an _id');
  const idOf = compileExpression(by, context);
  const reduce = compileOutput(output, context);
  return (documents) => {
    const groups = new Map<string, { id: Value; members: Fields[] }>();
    for (const document of documents) {
      const id = idOf(document) ?? null;
      const key = stringifyStored(id);
      const known = groups.get(key);
      if (known) known.members.push(document);
      else groups.set(key, { id, members: [document] });
    }
    const room = roomOfGroups();
    return [...groups.values()].map(({ id, members }) => {
      const row = { _id: id, ...reduce(members) };
      room.take(row);
      return row;
    });
  };
}

/** `$sortByCount`: how often each value comes, most often first. */
export function sortByCount(spec: Value, context: MatchContext): Stage {
  if (isFields(spec) && !isOperators(spec))
    throw failedAggregate(
      '(Location40147) the sortByCount field must be defined as a $-prefixed path or an expression inside an object',
    );
  if (!isFields(spec) && typeof spec !== 'string')
    throw failedAggregate('(Location40149) the sortByCount field must be specified as a string or as an object');
  if (typeof spec === 'string' && spec[0] !== '$')
    throw failedAggregate(
      `(Location40148) the sortByCount field must be defined as a $-prefixed path or an expression, found: ${spec}`,
    );
  const grouped = group({ _id: spec, count: { $sum: 1 } }, context);
  return (documents) => grouped(documents).sort((a, b) => (b.count as number) - (a.count as number));
}
