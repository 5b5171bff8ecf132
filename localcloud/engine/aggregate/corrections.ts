import { evalExpr } from 'mingo/core';
import { compareValues } from '../value/compare';
import type { Value } from '../value/value';

type Operator = (document: never, expression: never, options: never) => unknown;

const pair = (document: never, expression: never, options: never): [Value, Value] => {
  const operands = evalExpr(document, expression, options) as unknown;
  if (!Array.isArray(operands) || operands.length !== 2) throw new Error('Expression takes exactly 2 arguments');
  return operands as [Value, Value];
};

const compared =
  (fits: (order: number) => unknown): Operator =>
  (document, expression, options) => {
    const [a, b] = pair(document, expression, options);
    return fits(compareValues(a, b));
  };

/** Operators that mingo lacks or computes otherwise than MongoDB. */
export const corrections: Record<string, Operator> = {
  $eq: compared((order) => order === 0),
  $ne: compared((order) => order !== 0),
  $gt: compared((order) => order > 0),
  $gte: compared((order) => order >= 0),
  $lt: compared((order) => order < 0),
  $lte: compared((order) => order <= 0),
  $cmp: compared((order) => Math.sign(order)),
};
