import { Context, evalExpr } from 'mingo/core';
import * as accumulatorOperators from 'mingo/operators/accumulator';
import * as expressionOperators from 'mingo/operators/expression';
import { failedAggregate } from '../errors';
import type { MatchContext } from '../query/match';
import { Regex } from '../value/regex';
import { type Fields, isFields, type Value } from '../value/value';
import { arrays } from './operators/arrays';
import { comparison } from './operators/comparison';
import { conversion } from './operators/conversion';
import { dates } from './operators/dates';
import { numbers } from './operators/numbers';
import { strings } from './operators/strings';

// Code in a pipeline is not run: the platform does not run it either.
const { $function: _function, ...safeOperators } = expressionOperators as Record<string, unknown>;

/** Operators that mingo lacks, or computes otherwise than MongoDB: on null and missing fields, text, dates, sets. */
const corrections = { ...comparison, ...numbers, ...strings, ...arrays, ...dates, ...conversion };

const operators = Context.init({
  expression: { ...safeOperators, ...corrections } as never,
  accumulator: accumulatorOperators as never,
});

/**
 * The value of an aggregation expression on a document; undefined when it names a missing field.
 * @throws DatabaseError with MongoDB's complaint when an operator refuses its operands.
 */
export function evaluate(document: Fields, expression: Value, context: MatchContext): Value | undefined {
  if (typeof expression !== 'object' || expression === null) {
    if (typeof expression !== 'string' || expression[0] !== '$') return expression;
    if (expression === '$$NOW') return new Date(context.now);
  }
  try {
    const options = { context: operators, variables: context.variables, useStrictMode: true };
    return settle(evalExpr(document as never, prepare(expression, context.now) as never, options as never) as Value);
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw error;
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

/** Results without missing fields: dropped from objects, null in arrays. */
function settle(value: Value | undefined): Value | undefined {
  if (value instanceof RegExp) return new Regex(value.source, value.flags);
  if (Array.isArray(value)) {
    return value.every((item) => item !== undefined && typeof item !== 'object')
      ? value
      : value.map((item) => settle(item) ?? null);
  }
  if (!isFields(value)) return value;
  const fields: Fields = {};
  for (const key of Object.keys(value)) {
    const field = settle(value[key]);
    if (field !== undefined) fields[key] = field;
  }
  return fields;
}
