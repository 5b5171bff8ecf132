import { failedAggregate } from '../errors';
import type { MatchContext } from '../query/predicate';
import { roomOfSort } from '../query/room';
import { areEqual, compareValues, typeName, typeRank } from '../value/compare';
import { show } from '../value/show';
import { type Fields, isFields, isOperators, type Value } from '../value/value';
import { Malformed, refusing } from './check/malformed';
import { optionsOf } from './check/stage';
import { compileExpression } from './evaluate';
import { compileOutput } from './group';
import type { Stage } from './stage';

const counted = (): Fields => ({ count: { $sum: 1 } });

/** The options that both stages take alike. @throws Malformed */
function bucketOptions(stage: '$bucket' | '$bucketAuto', spec: Value, own: string[], codes: string[]): Fields {
  const [notAnObject, unknown, groupBy, output, missing] = codes;
  const options = optionsOf(spec, ['groupBy', 'output', ...own], {
    notAnObject: (type) =>
      `(Location${notAnObject}) Argument to ${stage} stage must be an object, but found type: ${type}.`,
    unknown: (option) => `(Location${unknown}) Unrecognized option to ${stage}: ${option}.`,
  });
  const { groupBy: by, output: columns } = options;
  if (by !== undefined && !isOperators(by) && !(typeof by === 'string' && by[0] === '$'))
    throw new Malformed(
      `(Location${groupBy}) The ${stage} 'groupBy' field must be defined as a $-prefixed path or an expression, but found: ${show(by)}.`,
    );
  if (columns !== undefined && !isFields(columns))
    throw new Malformed(
      `(Location${output}) The ${stage} 'output' field must be an object, but found type: ${typeName(columns)}.`,
    );
  if (by === undefined || options[own[0]!] === undefined)
    throw new Malformed(`(Location${missing}) ${stage} requires 'groupBy' and '${own[0]}' to be specified.`);
  return options;
}

/** The value of an expression that needs no document; undefined when it does. */
function constantOf(expression: Value): Value | undefined {
  if (typeof expression === 'string') return expression[0] === '$' ? undefined : expression;
  if (isFields(expression) && Object.keys(expression).length === 1 && '$literal' in expression)
    return expression.$literal;
  if (Array.isArray(expression))
    return expression.every((item) => constantOf(item) !== undefined) ? expression : undefined;
  if (!isFields(expression)) return expression;
  if (isOperators(expression)) return undefined;
  return Object.keys(expression).every((key) => constantOf(expression[key] as Value) !== undefined)
    ? expression
    : undefined;
}

function boundariesOf(boundaries: Value): Value[] {
  if (!Array.isArray(boundaries))
    throw new Malformed(
      `(Location40200) The $bucket 'boundaries' field must be an array, but found type: ${typeName(boundaries)}.`,
    );
  const constants = boundaries.map((boundary) => {
    const constant = constantOf(boundary);
    if (constant === undefined)
      throw new Malformed(
        `(Location40191) The $bucket 'boundaries' field must be an array of constant values, but found value: ${show(boundary)}.`,
      );
    return constant;
  });
  if (constants.length < 2)
    throw new Malformed(
      `(Location40192) The $bucket 'boundaries' field must have at least 2 values, but found ${constants.length} value(s).`,
    );
  constants.slice(1).forEach((upper, i) => {
    const lower = constants[i] as Value;
    if (typeRank(lower) !== typeRank(upper))
      throw new Malformed(
        `(Location40193) All values in the the 'boundaries' option to $bucket must have the same type. Found conflicting types ${typeName(lower)} and ${typeName(upper)}.`,
      );
    if (compareValues(lower, upper) >= 0)
      throw new Malformed(
        `(Location40194) The 'boundaries' option to $bucket must be sorted, but elements ${i} and ${i + 1} are not in ascending order (${show(lower)} is not less than ${show(upper)}).`,
      );
  });
  return constants;
}

function defaultOf(otherwise: Value | undefined, boundaries: Value[]): Value | undefined {
  if (otherwise === undefined) return undefined;
  const constant = constantOf(otherwise);
  if (constant === undefined)
    throw new Malformed(
      `(Location40195) The $bucket 'default' field must be a constant expression, but found: ${show(otherwise)}.`,
    );
  if (compareValues(constant, boundaries[0]) >= 0 && compareValues(constant, boundaries.at(-1)) < 0)
    throw new Malformed(
      "(Location40199) The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary.",
    );
  return constant;
}

/** `$bucket`: documents by the interval of boundaries that they fall into, lower bound included. */
export function bucket(spec: Value, context: MatchContext): Stage {
  const { options, boundaries, otherwise } = refusing(() => {
    const options = bucketOptions(
      '$bucket',
      spec,
      ['boundaries', 'default'],
      ['40201', '40197', '40202', '40196', '40198'],
    );
    const boundaries = boundariesOf(options.boundaries as Value);
    return { options, boundaries, otherwise: defaultOf(options.default, boundaries) };
  });
  const keyOf = compileExpression(options.groupBy as Value, context);
  const reduce = compileOutput((options.output as Fields | undefined) ?? counted(), context);
  return (documents) => {
    const members: Fields[][] = boundaries.map(() => []);
    const others: Fields[] = [];
    for (const document of documents) {
      const value = keyOf(document);
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

function bucketsOf(buckets: Value | undefined): number {
  if (typeof buckets !== 'number')
    throw new Malformed(
      `(Location40241) The $bucketAuto 'buckets' field must be a numeric value, but found type: ${typeName(buckets)}.`,
    );
  if (!Number.isInteger(buckets) || Math.abs(buckets) > 2147483647)
    throw new Malformed(
      `(Location40242) The $bucketAuto 'buckets' field must be representable as a 32-bit integer, but found ${buckets}.`,
    );
  if (buckets <= 0)
    throw new Malformed(
      `(Location40243) The $bucketAuto 'buckets' field must be greater than 0, but found: ${buckets}.`,
    );
  return buckets;
}

/** `$bucketAuto`: documents in so many intervals of about the same number of them. */
export function bucketAuto(spec: Value, context: MatchContext): Stage {
  const { options, buckets } = refusing(() => {
    const own = ['buckets', 'granularity'];
    const options = bucketOptions('$bucketAuto', spec, own, ['40240', '40245', '40239', '40244', '40246']);
    if (options.granularity !== undefined)
      throw new Malformed("(Location40261) $bucketAuto 'granularity' is not supported");
    return { options, buckets: bucketsOf(options.buckets) };
  });
  const keyOf = compileExpression(options.groupBy as Value, context);
  const reduce = compileOutput((options.output as Fields | undefined) ?? counted(), context);
  return (documents) => {
    const room = roomOfSort();
    for (const document of documents) room.take(document);
    const keyed = documents
      .map((document) => ({ document, key: keyOf(document) ?? null }))
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
