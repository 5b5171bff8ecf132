import { Context, evalExpr } from 'mingo/core';
import * as accumulatorOperators from 'mingo/operators/accumulator';
import * as expressionOperators from 'mingo/operators/expression';
import { beginEvaluation, hold, isExhaustion, valueBytes } from '../compute';
import { exceeded, failedAggregate } from '../errors';
import { maxDepth } from '../inspect';
import type { MatchContext } from '../query/match';
import { Regex } from '../value/regex';
import { type Fields, fieldOf, isFields, type Value } from '../value/value';
import { arrays } from './operators/arrays';
import { counted } from './operators/bounds';
import { comparison } from './operators/comparison';
import { conversion } from './operators/conversion';
import { dates } from './operators/dates';
import { numbers } from './operators/numbers';
import type { Operator } from './operators/operator';
import { patterns } from './operators/patterns';
import { strings } from './operators/strings';

// Code in a pipeline is not run: the platform does not run it either.
const { $function: _function, ...safeOperators } = expressionOperators as Record<string, unknown>;

/** Operators that mingo lacks, or computes otherwise than MongoDB: on null and missing fields, text, dates, sets. */
const corrections = { ...comparison, ...numbers, ...strings, ...arrays, ...dates, ...conversion, ...patterns };

const boundedOperators = Object.fromEntries(
  Object.entries({ ...safeOperators, ...corrections } as Record<string, Operator>).map(([name, operator]) => [
    name,
    counted(name, operator),
  ]),
);

/** Gives out mingo's own form of its options, which it would otherwise make anew for each evaluation. */
const capture = '$localCloudOptions';

const operators = Context.init({
  expression: {
    ...boundedOperators,
    [capture]: (_: never, __: never, options: never) => options,
  } as never,
  accumulator: accumulatorOperators as never,
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

/** The value of a plain field path; null when arrays are on the way: those mingo resolves. */
function plainField(document: Fields, path: string): { value: Value | undefined } | null {
  let value: Value | undefined = document;
  if (!path.includes('.')) return { value: fieldOf(document, path.slice(1)) };
  for (const segment of path.slice(1).split('.')) {
    if (Array.isArray(value)) return null;
    value = isFields(value) ? fieldOf(value, segment) : undefined;
  }
  return { value };
}

/**
 * The value of an aggregation expression on a document; undefined when it names a missing field.
 * @throws DatabaseError with MongoDB's complaint when an operator refuses its operands.
 */
export function evaluate(document: Fields, expression: Value, context: MatchContext): Value | undefined {
  if (typeof expression !== 'object' || expression === null) {
    if (typeof expression !== 'string' || expression[0] !== '$') return expression;
    if (expression === '$$NOW') return new Date(context.now);
    const plain = expression[1] === '$' ? null : plainField(document, expression);
    if (plain) return plain.value;
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
  if (typeof expression !== 'object' || expression === null) return expression;
  const known = prepared.get(expression);
  if (known?.now === now) return known.expression;
  const done = replace(expression, now);
  prepared.set(expression, { now, expression: done });
  return done;
}

function replace(expression: Value, now: number): Value {
  if (expression === '$$NOW') return { $literal: new Date(now) };
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
