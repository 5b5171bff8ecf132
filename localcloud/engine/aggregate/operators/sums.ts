import { typeName } from '../../value/compare';
import type { Value } from '../../value/value';
import { isNil, type Operator, onValues } from './operator';

function add(operands: Array<Value | undefined>): Value {
  let total = 0;
  let isDate = false;
  let isNull = false;
  for (const operand of operands) {
    if (isNil(operand)) isNull = true;
    else if (operand instanceof Date) {
      if (isDate) throw new Error('only one date allowed in an $add expression');
      isDate = true;
      total += operand.getTime();
    } else if (typeof operand === 'number') total += operand;
    else throw new Error(`$add only supports numeric or date types, not ${typeName(operand)}`);
  }
  if (isNull) return null;
  return isDate ? new Date(Math.trunc(total)) : total;
}

function subtract([from, what]: Array<Value | undefined>): Value {
  if (isNil(from) || isNil(what)) return null;
  if (typeof from === 'number' && typeof what === 'number') return from - what;
  if (from instanceof Date && what instanceof Date) return from.getTime() - what.getTime();
  if (from instanceof Date && typeof what === 'number') return new Date(from.getTime() - Math.trunc(what));
  throw new Error(`can't $subtract ${typeName(what)} from ${typeName(from)}`);
}

/** Sums and differences of numbers and dates; one operand may stand without a list. */
export const sums: Record<string, Operator> = {
  $add: onValues(add),
  $subtract: onValues(subtract),
};
