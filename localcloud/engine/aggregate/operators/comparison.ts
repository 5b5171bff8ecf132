import { evalExpr } from 'mingo/core';
import { compareValues } from '../../value/compare';
import { isTrue, type Operator, onValue, onValues } from './operator';

const compared = (name: string, fits: (order: number) => boolean | number): Operator =>
  onValues((operands) => {
    if (operands.length !== 2)
      throw new Error(`Expression ${name} takes exactly 2 arguments. ${operands.length} were passed in.`);
    return fits(compareValues(operands[0], operands[1]));
  });

/** Comparisons by MongoDB's order of types, where mingo compares subdocuments without the order of their fields. */
export const comparison: Record<string, Operator> = {
  $eq: compared('$eq', (order) => order === 0),
  $ne: compared('$ne', (order) => order !== 0),
  $gt: compared('$gt', (order) => order > 0),
  $gte: compared('$gte', (order) => order >= 0),
  $lt: compared('$lt', (order) => order < 0),
  $lte: compared('$lte', (order) => order <= 0),
  $cmp: compared('$cmp', (order) => Math.sign(order)),
  $not: onValue('$not', (value) => !isTrue(value)),
  $and: onValues((operands) => operands.every(isTrue)),
  $or: onValues((operands) => operands.some(isTrue)),
  $cond: (document, expression, options) => {
    const parts = expression as Record<string, never>;
    const [condition, whenTrue, whenFalse] = Array.isArray(expression)
      ? (expression as never[])
      : [parts.if, parts.then, parts.else];
    const isMet = isTrue(evalExpr(document, condition as never, options) as never);
    return evalExpr(document, (isMet ? whenTrue : whenFalse) as never, options);
  },
  $switch: (document, expression, options) => {
    const { branches, ...rest } = expression as { branches: Array<{ case: never; then: never }>; default?: never };
    for (const branch of branches)
      if (isTrue(evalExpr(document, branch.case, options) as never)) return evalExpr(document, branch.then, options);
    if (!('default' in rest))
      throw new Error('$switch could not find a matching branch for an input, and no default was specified.');
    return evalExpr(document, rest.default as never, options);
  },
};
