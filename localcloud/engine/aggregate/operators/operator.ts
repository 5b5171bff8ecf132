import { evalExpr } from 'mingo/core';
import type { Value } from '../../value/value';

/** An operator of aggregation expressions, in the form in which mingo calls it. */
export type Operator = (document: never, expression: never, options: never) => unknown;

/** An operator whose operands are all evaluated first; a missing field is undefined. */
export const onValues =
  (compute: (operands: Array<Value | undefined>) => Value | undefined): Operator =>
  (document, expression, options) => {
    const operands = (Array.isArray(expression) ? expression : [expression]) as unknown[];
    return compute(operands.map((operand) => evalExpr(document, operand as never, options) as Value | undefined));
  };

/** An operator of one operand, given alone or as a list of one. */
export const onValue = (name: string, compute: (value: Value | undefined) => Value | undefined): Operator =>
  onValues((operands) => {
    if (operands.length !== 1)
      throw new Error(`Expression ${name} takes exactly 1 arguments. ${operands.length} were passed in.`);
    return compute(operands[0]);
  });

/** An operator whose operand is an object of named expressions, each evaluated. */
export const onNamed =
  (compute: (named: Record<string, Value | undefined>) => Value | undefined): Operator =>
  (document, expression, options) => {
    const named: Record<string, Value | undefined> = {};
    for (const key of Object.keys(expression as object))
      named[key] = evalExpr(document, (expression as Record<string, never>)[key] as never, options) as Value;
    return compute(named);
  };

export const isNil = (value: unknown): value is null | undefined => value === null || value === undefined;

/** An expression's verdict: everything but false, null, missing and zero is true. */
export const isTrue = (value: Value | undefined): boolean => !isNil(value) && value !== false && value !== 0;
