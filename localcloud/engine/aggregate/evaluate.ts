import { Context, evalExpr } from 'mingo/core';
import * as expressionOperators from 'mingo/operators/expression';
import { failedAggregate } from '../errors';
import type { MatchContext } from '../query/match';
import { Regex } from '../value/regex';
import { type Fields, isFields, type Value } from '../value/value';
import { checkExpression, knownOperators } from './check/expression';
import { refusing } from './check/malformed';
import { systemVariables } from './check/variables';
import { arrays } from './operators/arrays';
import { comparison } from './operators/comparison';
import { conversion } from './operators/conversion';
import { dates } from './operators/dates';
import { dateShift } from './operators/dateshift';
import { iteration } from './operators/iteration';
import { numbers } from './operators/numbers';
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

/** Only what the checks know is run: code in a pipeline is not, nor what mingo has and MongoDB has not. */
const checked = Object.fromEntries(
  Object.entries({ ...expressionOperators, ...corrections }).filter(([name]) => knownOperators.has(name)),
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
    return settle(evalExpr(document as never, prepare(expression, context.now) as never, options) as Value);
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw error;
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
