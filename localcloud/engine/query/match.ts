import { failedQuery } from '../errors';
import { compareValues } from '../value/compare';
import { segmentsOf } from '../value/path';
import { Regex } from '../value/regex';
import { type Fields, isFields, isOperators, type Value } from '../value/value';
import { matchesExpression } from './expression';
import { compileGeometry } from './geometry';
import { compileJsonSchema } from './jsonschema';
import { leafTests } from './leaves';
import { walk } from './walk';

/** Whether a document, or an element of an array, fulfils a query. */
export type Predicate = (value: Value) => boolean;
/** Whether a value found at a path fulfils one condition; undefined is a missing field. */
export type LeafTest = (value: Value | undefined) => boolean;

/** What a query needs to know of its surroundings. */
export interface MatchContext {
  /** For `$$NOW` in `$expr`. */
  now: number;
  /** Values of `let` in a lookup's pipeline, seen by `$expr`. */
  variables?: Fields;
}

/**
 * Compiles a query to a test of documents, with MongoDB's rules.
 * @throws DatabaseError when an operator is unknown or its operand is not what it takes.
 */
export function compileQuery(query: Fields, context: MatchContext): Predicate {
  const tests = Object.keys(query).map((key) => compileTop(key, query[key] as Value, context));
  if (tests.length === 1) return tests[0]!;
  return (value) => tests.every((test) => test(value));
}

function compileTop(key: string, operand: Value, context: MatchContext): Predicate {
  switch (key) {
    case '$and':
    case '$or':
    case '$nor':
      return compileLogic(key, operand, context);
    case '$expr':
      return (value) => matchesExpression(operand, value as Fields, context);
    case '$jsonSchema':
      return compileJsonSchema(operand);
    case '$comment':
      return () => true;
    case '$where':
    case '$text':
      throw failedQuery(`(BadValue) ${key} is not supported`);
  }
  if (key[0] === '$') throw failedQuery(`(BadValue) unknown top level operator: ${key}`);
  return compileField(key, operand, context);
}

function compileLogic(key: string, operand: Value, context: MatchContext): Predicate {
  if (!Array.isArray(operand) || operand.length === 0) throw failedQuery(`(BadValue) ${key} must be a nonempty array`);
  const branches = operand.map((branch) => {
    if (!isFields(branch)) throw failedQuery('(BadValue) $or/$and/$nor entries need to be full objects');
    return compileQuery(branch, context);
  });
  if (key === '$and') return (value) => branches.every((branch) => branch(value));
  if (key === '$or') return (value) => branches.some((branch) => branch(value));
  return (value) => !branches.some((branch) => branch(value));
}

function compileField(path: string, operand: Value, context: MatchContext): Predicate {
  const segments = segmentsOf(path, failedQuery);
  if (!isOperators(operand)) {
    const test = operand instanceof Regex ? leafTests.regex(operand) : leafTests.eq(operand);
    return (value) => walk(value, segments, true, test);
  }
  const tests = compileOperators(operand, context).map(({ test, expand, negate }): Predicate => {
    const found: Predicate = (value) => walk(value, segments, expand, test);
    return negate ? (value) => !found(value) : found;
  });
  return tests.length === 1 ? tests[0]! : (value) => tests.every((test) => test(value));
}

interface Condition {
  test: LeafTest;
  /** Whether elements of an array at the path's end are tried too. */
  expand: boolean;
  negate: boolean;
}

const holds = (test: LeafTest, expand = true): Condition => ({ test, expand, negate: false });
const fails = (test: LeafTest, expand = true): Condition => ({ test, expand, negate: true });

function compileOperators(operators: Fields, context: MatchContext): Condition[] {
  const conditions: Condition[] = [];
  for (const operator of Object.keys(operators)) {
    if (operator === '$options') {
      if (!('$regex' in operators)) throw failedQuery('(BadValue) $options needs a $regex');
      continue;
    }
    if (operator === '$maxDistance' || operator === '$minDistance') continue;
    conditions.push(compileOperator(operator, operators[operator] as Value, operators, context));
  }
  return conditions;
}

function compileOperator(operator: string, operand: Value, all: Fields, context: MatchContext): Condition {
  switch (operator) {
    case '$eq':
      return holds(operand instanceof Regex ? (value) => compareValues(value, operand) === 0 : leafTests.eq(operand));
    case '$ne':
      if (operand instanceof Regex) throw failedQuery("(BadValue) Can't have regex as arg to $ne.");
      return fails(leafTests.eq(operand));
    case '$gt':
      return holds(leafTests.ordered(operand, (order) => order > 0));
    case '$gte':
      return holds(leafTests.ordered(operand, (order) => order >= 0));
    case '$lt':
      return holds(leafTests.ordered(operand, (order) => order < 0));
    case '$lte':
      return holds(leafTests.ordered(operand, (order) => order <= 0));
    case '$in':
      return holds(leafTests.in(operator, operand));
    case '$nin':
      return fails(leafTests.in(operator, operand));
    case '$exists': {
      const exists = (value: Value | undefined) => value !== undefined;
      return operand && operand !== 0 ? holds(exists, false) : fails(exists, false);
    }
    case '$type':
      return holds(leafTests.type(operand));
    case '$mod':
      return holds(leafTests.mod(operand));
    case '$size':
      return holds(leafTests.size(operand), false);
    case '$regex':
      return holds(leafTests.regex(regexOf(operand, all.$options)));
    case '$all':
      return holds(compileAll(operand, context), false);
    case '$elemMatch':
      return holds(compileElemMatch(operand, context), false);
    case '$not':
      return fails(compileNot(operand, context), false);
    case '$geoWithin':
    case '$geoIntersects':
    case '$near':
    case '$nearSphere':
      return holds(compileGeometry(operator, operand));
    case '$bitsAllSet':
    case '$bitsAllClear':
    case '$bitsAnySet':
    case '$bitsAnyClear':
      return holds(leafTests.bits(operator, operand));
    default:
      throw failedQuery(`(BadValue) unknown operator: ${operator}`);
  }
}

function regexOf(operand: Value, options: Value | undefined): Regex {
  const chosen = options === undefined ? undefined : String(options);
  if (operand instanceof Regex) return chosen === undefined ? operand : new Regex(operand.pattern, chosen);
  if (typeof operand !== 'string') throw failedQuery('(BadValue) $regex has to be a string');
  return new Regex(operand, chosen ?? '');
}

/** A test on the value itself, for elements and for `$not`: arrays are expanded where the operators say so. */
function compileOn(operators: Fields, context: MatchContext): LeafTest {
  const tests = compileOperators(operators, context).map(({ test, expand, negate }): LeafTest => {
    const found: LeafTest = (value) => walk(value, [], expand, test);
    return negate ? (value) => !found(value) : found;
  });
  return (value) => tests.every((test) => test(value));
}

function compileNot(operand: Value, context: MatchContext): LeafTest {
  if (operand instanceof Regex) {
    const test = leafTests.regex(operand);
    return (value) => walk(value, [], true, test);
  }
  if (!isOperators(operand)) throw failedQuery('(BadValue) $not needs a regex or a document');
  return compileOn(operand, context);
}

const wholeQueries = new Set(['$and', '$or', '$nor', '$expr', '$jsonSchema']);

/** Elements are tested as values when the operand is made of operators, else as subdocuments. */
export function compileElement(operand: Fields, context: MatchContext): LeafTest {
  if (isOperators(operand) && !wholeQueries.has(Object.keys(operand)[0]!)) {
    const conditions = compileOperators(operand, context).map(({ test, negate }): LeafTest => {
      return negate ? (value) => !test(value) : test;
    });
    return (value) => conditions.every((test) => test(value));
  }
  const query = compileQuery(operand, context);
  return (value) => (isFields(value) || Array.isArray(value)) && query(value);
}

function compileElemMatch(operand: Value, context: MatchContext): LeafTest {
  if (!isFields(operand)) throw failedQuery('(BadValue) $elemMatch needs an Object');
  const test = compileElement(operand, context);
  return (value) => Array.isArray(value) && value.some(test);
}

function compileAll(operand: Value, context: MatchContext): LeafTest {
  if (!Array.isArray(operand)) throw failedQuery('(BadValue) $all needs an array');
  if (operand.length === 0) return () => false;
  const tests = operand.map((item): LeafTest => {
    if (isOperators(item)) {
      const [name] = Object.keys(item);
      if (name !== '$elemMatch') throw failedQuery('(BadValue) no $ expressions in $all');
      return compileElemMatch(item.$elemMatch as Value, context);
    }
    const test = item instanceof Regex ? leafTests.regex(item) : leafTests.eq(item);
    return (value) => walk(value, [], true, test);
  });
  return (value) => tests.every((test) => test(value));
}
