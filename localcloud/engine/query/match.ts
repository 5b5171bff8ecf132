import { failedQuery } from '../errors';
import { compareValues } from '../value/compare';
import { segmentsOf } from '../value/path';
import { Regex } from '../value/regex';
import { type Fields, isFields, isOperators, type Value } from '../value/value';
import { compileExpr } from './expression';
import { compileGeometry } from './geometry';
import { compileJsonSchema } from './jsonSchema';
import { leafTests } from './leaves';
import type { LeafTest, MatchContext, Predicate } from './predicate';
import { walk } from './walk';

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
      return compileExpr(operand, context);
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
  const dollar = segments.find((segment) => segment[0] === '$');
  if (dollar !== undefined)
    throw failedQuery(`(BadValue) '${path}' is no path of a field: no name of one is '${dollar}'`);
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
    if (operator === '$maxDistance' || operator === '$minDistance')
      throw failedQuery(`(BadValue) ${operator} stands within $near or $nearSphere, beside its $geometry`);
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
      return holds(leafTests.ordered(operator, operand, (order) => order > 0));
    case '$gte':
      return holds(leafTests.ordered(operator, operand, (order) => order >= 0));
    case '$lt':
      return holds(leafTests.ordered(operator, operand, (order) => order < 0));
    case '$lte':
      return holds(leafTests.ordered(operator, operand, (order) => order <= 0));
    case '$in':
      return holds(leafTests.in(operator, operand));
    case '$nin':
      return fails(leafTests.in(operator, operand));
    case '$exists': {
      const exists = (value: Value | undefined) => value !== undefined;
      // As MongoDB reads a truth: an empty text and NaN are true.
      return operand === false || operand === null || operand === 0 ? fails(exists, false) : holds(exists, false);
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
  if (options !== undefined && typeof options !== 'string') throw failedQuery('(BadValue) $options has to be a string');
  if (operand instanceof Regex) {
    if (options === undefined) return operand;
    if (operand.options !== '') throw failedQuery('(Location51075) options set in both $regex and $options');
    return new Regex(operand.pattern, options);
  }
  if (typeof operand !== 'string') throw failedQuery('(BadValue) $regex has to be a string');
  return new Regex(operand, options ?? '');
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
  if (isFields(operand) && Object.keys(operand).length === 0) throw failedQuery('(BadValue) $not cannot be empty');
  if (!isOperators(operand)) throw failedQuery('(BadValue) $not needs a regex or a document');
  return compileOn(operand, context);
}

const wholeQueries = new Set(['$and', '$or', '$nor', '$expr', '$jsonSchema']);

/** Whether `$expr` is among a query's conditions: of an element it would see another document. */
const holdsExpr = (query: Value): boolean =>
  isFields(query) &&
  Object.keys(query).some((key) => {
    const operand = query[key] as Value;
    return (
      key === '$expr' || (['$and', '$or', '$nor'].includes(key) && Array.isArray(operand) && operand.some(holdsExpr))
    );
  });

/** Elements are tested as values when the operand is made of operators, else as subdocuments. */
export function compileElement(operand: Fields, context: MatchContext): LeafTest {
  if (holdsExpr(operand)) throw failedQuery('(BadValue) $expr can only be applied to the top-level document');
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
  const isElement = (item: Value): boolean => isFields(item) && Object.keys(item)[0] === '$elemMatch';
  if (operand.some(isElement) && !operand.every((item) => isElement(item) && Object.keys(item as Fields).length === 1))
    throw failedQuery('(BadValue) $all/$elemMatch has to be consistent');
  const tests = operand.map((item): LeafTest => {
    if (isOperators(item)) {
      if (!isElement(item)) throw failedQuery('(BadValue) no $ expressions in $all');
      return compileElemMatch(item.$elemMatch as Value, context);
    }
    const test = item instanceof Regex ? leafTests.regex(item) : leafTests.eq(item);
    return (value) => walk(value, [], true, test);
  });
  return (value) => tests.every((test) => test(value));
}
