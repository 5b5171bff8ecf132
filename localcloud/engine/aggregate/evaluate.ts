import { Context, evalExpr } from 'mingo/core';
import * as expressionOperators from 'mingo/operators/expression';
import { beginEvaluation, hold, isExhaustion, valueBytes } from '../compute';
import { exceeded, failedAggregate } from '../errors';
import { maxDepth } from '../inspect';
import type { MatchContext } from '../query/predicate';
import { Regex } from '../value/regex';
import { type Fields, isFields, type Value } from '../value/value';
import { checkExpression, knownOperators } from './check/expression';
import { refusing } from './check/malformed';
import { systemVariables } from './check/variables';
import { arrays } from './operators/arrays';
import { counted } from './operators/bounds';
import { comparison } from './operators/comparison';
import { conversion } from './operators/conversion';
import { dateShift } from './operators/dateShift';
import { dates } from './operators/dates';
import { iteration } from './operators/iteration';
import { numbers } from './operators/numbers';
import type { Operator } from './operators/operator';
import { path, pathExpression, valueAtPath } from './operators/path';
import { patterns } from './operators/patterns';
import { strings } from './operators/strings';
import { sums } from './operators/sums';
import { trigonometry } from './operators/trigonometry';

/** Operators that mingo lacks, or computes otherwise than MongoDB: on null and missing fields, text, dates, sets. */
const corrections = {
  ...comparison,
  ...numbers,
  ...sums,
  ...trigonometry,
  ...strings,
  ...patterns,
  ...arrays,
  ...iteration,
  ...dates,
  ...dateShift,
  ...conversion,
};

/**
 * Only what the checks know is run: code in a pipeline is not, nor what mingo has and MongoDB has not. Each counts what
 * it makes.
 */
const checked = Object.fromEntries(
  Object.entries({ ...expressionOperators, ...corrections } as Record<string, Operator>)
    .filter(([name]) => knownOperators.has(name))
    .map(([name, operator]) => [name, counted(name, operator)]),
);

/** The operators of expressions that are run. */
export const runOperators: readonly string[] = Object.keys(checked);

/** Gives out mingo's own form of its options, which it would otherwise make anew for each evaluation. */
const capture = '$localCloudOptions';

const operators = Context.init({
  expression: {
    ...checked,
    ...path,
    [capture]: (_: never, __: never, options: never) => options,
  } as never,
});

const noVariables: Fields = {};
const optionsByVariables = new WeakMap<Fields, never>();

function optionsFor(variables: Fields): never {
  const known = optionsByVariables.get(variables);
  if (known) return known;
  const options = evalExpr(
    {} as never,
    { [capture]: 1 } as never,
    { context: operators, variables, useStrictMode: true } as never,
  );
  // Without a root of its own it takes each document as the root in turn.
  (options as { update(locals: object): void }).update({ root: null });
  optionsByVariables.set(variables, options as never);
  return options as never;
}

/** An expression made ready: its value on a document; undefined when it names a missing field. */
export type Expression = (document: Fields) => Value | undefined;

const sound = new WeakSet<object>();

/**
 * Checks an expression's operators, arguments, paths and variables, and gives what computes it.
 * `stage` is named in the complaint where MongoDB names it.
 * @throws DatabaseError with MongoDB's complaint, whether or not there is a document to compute it on.
 */
export function compileExpression(expression: Value, context: MatchContext, stage?: string): Expression {
  const isObject = typeof expression === 'object' && expression !== null;
  // A lookup's pipeline is compiled for each document anew; its expressions stay what they are.
  if (!isObject || !sound.has(expression)) {
    const scope = new Set([...systemVariables, ...Object.keys(context.variables ?? {})]);
    refusing(() => checkExpression(expression, scope), stage);
    if (isObject) sound.add(expression);
  }
  if (typeof expression === 'string' && /^\$[^$]/.test(expression)) {
    const names = expression.slice(1).split('.');
    return (document) => valueAtPath(document, names);
  }
  return (document) => evaluate(document, expression, context);
}

function evaluate(document: Fields, expression: Value, context: MatchContext): Value | undefined {
  if (typeof expression !== 'object' || expression === null) {
    if (typeof expression !== 'string' || expression[0] !== '$') return expression;
    if (expression === '$$NOW') return new Date(context.now);
  }
  try {
    const options = optionsFor(context.variables ?? noVariables);
    beginEvaluation();
    const value = evalExpr(document as never, prepare(expression, context.now) as never, options) as Value;
    if (typeof value !== 'object' || value === null) return value;
    const measure = { bytes: 0, most: valueBytes() };
    const settled = settle(value, measure, 0);
    hold(measure.bytes);
    return settled;
  } catch (error) {
    if ((error instanceof Error && 'code' in error) || isExhaustion(error)) throw error;
    throw failedAggregate(`(Location) ${(error as Error).message}`);
  }
}

const prepared = new WeakMap<object, { now: number; expression: Value }>();

/** The expression with the engine's clock and JavaScript's regular expressions put in; kept for the next document. */
function prepare(expression: Value, now: number): Value {
  if (typeof expression !== 'object' || expression === null) return replace(expression, now);
  const known = prepared.get(expression);
  if (known?.now === now) return known.expression;
  const done = replace(expression, now);
  prepared.set(expression, { now, expression: done });
  return done;
}

function replace(expression: Value, now: number): Value {
  if (expression === '$$NOW') return { $literal: new Date(now) };
  if (typeof expression === 'string' && expression[0] === '$' && expression.includes('.'))
    return pathExpression(expression);
  if (expression instanceof Regex) return expression.expression as unknown as Value;
  if (Array.isArray(expression)) return expression.map((item) => replace(item, now));
  if (!isFields(expression)) return expression;
  if ('$literal' in expression) return expression;
  const copy: Fields = {};
  for (const key of Object.keys(expression)) copy[key] = replace(expression[key] as Value, now);
  return copy;
}

interface Measure {
  bytes: number;
  most: number;
}

/**
 * Results without missing fields: dropped from objects, null in arrays. Parts that a value shares with itself are
 * counted each time, since each will be written.
 * @throws DatabaseError when the value is too large or nested too deep.
 */
function settle(value: Value | undefined, measure: Measure, depth: number): Value | undefined {
  measure.bytes += typeof value === 'string' ? 8 + value.length : 8;
  if (measure.bytes > measure.most) throw exceeded(`An expression makes a value of more than ${measure.most} bytes`);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > maxDepth) throw exceeded(`An expression makes a value nested more than ${maxDepth} levels deep`);
  if (value instanceof RegExp) return new Regex(value.source, value.flags);
  if (Array.isArray(value)) return value.map((item) => settle(item, measure, depth + 1) ?? null);
  if (!isFields(value)) return value;
  const fields: Fields = {};
  for (const key of Object.keys(value)) {
    measure.bytes += key.length;
    const field = settle(value[key], measure, depth + 1);
    if (field !== undefined) fields[key] = field;
  }
  return fields;
}
