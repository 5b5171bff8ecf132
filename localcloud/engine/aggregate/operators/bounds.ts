import { evalExpr } from 'mingo/core';
import { make } from '../../compute';
import { type Fields, isFields, type Value } from '../../value/value';
import type { Operator } from './operator';

/** Bytes of a place in an array. */
const place = 8;

const lengthOf = (value: Value | undefined): number =>
  Array.isArray(value) || typeof value === 'string' ? value.length : 0;
const total = (values: Array<Value | undefined>): number =>
  values.reduce<number>((sum, item) => sum + lengthOf(item), 0);

function occurrences(text: Value | undefined, sought: Value | undefined): number {
  if (typeof text !== 'string' || typeof sought !== 'string') return 0;
  if (sought === '') return text.length;
  let count = 0;
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length)) count += 1;
  return count;
}

/** Bytes that an operator is going to make of operands that are given as a list: known before it makes them. */
const listed: Record<string, (operands: Array<Value | undefined>) => number> = {
  $range: ([start, end, step]) => {
    const count = (Number(end) - Number(start)) / Number(step ?? 1);
    return Number.isFinite(count) && count > 0 ? Math.ceil(count) * place : 0;
  },
  $concatArrays: (operands) => total(operands) * place,
  $setUnion: (operands) => total(operands) * place,
  $concat: total,
  $split: ([text, by]) => lengthOf(text) + occurrences(text, by) * place,
};

/** The same of operands that are given by name. */
const named: Record<string, (operands: Fields) => number> = {
  $zip: ({ inputs, useLongestLength }) => {
    if (!Array.isArray(inputs) || inputs.length === 0) return 0;
    const lengths = inputs.map(lengthOf);
    const rows = lengths.reduce((a, b) => (useLongestLength === true ? Math.max(a, b) : Math.min(a, b)));
    return rows * (16 + inputs.length * place);
  },
  $replaceAll: ({ input, find, replacement }) =>
    lengthOf(input) + occurrences(input, find) * (place + lengthOf(replacement)),
};

const literal = (value: unknown) => ({ $literal: value });

/** An operator that counts what it makes: before it makes it where the operands tell how much, else after. */
export function counted(name: string, operator: Operator): Operator {
  return (document, expression, options) => {
    const given = prepared(name, document, expression, options);
    const value = operator(document, given as never, options);
    if (typeof value === 'string') make(value.length);
    else if (Array.isArray(value)) make(value.length * (place + widthOf(value[0])));
    return value;
  };
}

/** The operands, evaluated once and counted, where the size of the result is told by them. */
function prepared(name: string, document: never, expression: unknown, options: never): unknown {
  const evaluated = (operand: unknown) => evalExpr(document, operand as never, options) as Value | undefined;
  if (Object.hasOwn(listed, name)) {
    const operands = (Array.isArray(expression) ? expression : [expression]).map(evaluated);
    make(listed[name]!(operands));
    return operands.map(literal);
  }
  if (Object.hasOwn(named, name) && isFields(expression)) {
    const operands: Fields = {};
    for (const key of Object.keys(expression)) operands[key] = evaluated(expression[key]) as Value;
    make(named[name]!(operands));
    const given: Record<string, unknown> = {};
    for (const key of Object.keys(operands)) {
      const operand = operands[key];
      // A list of expressions stays a list, of what each came to.
      const isList = Array.isArray(expression[key]) && Array.isArray(operand);
      given[key] = key === 'useLongestLength' ? expression[key] : isList ? operand.map(literal) : literal(operand);
    }
    return given;
  }
  return expression;
}

/** Bytes of one element that was made with the array, taken for all. */
const widthOf = (element: unknown): number => (isFields(element) ? 24 + Object.keys(element).length * place : 0);
