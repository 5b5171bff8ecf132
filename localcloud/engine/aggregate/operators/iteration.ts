import { evalExpr } from 'mingo/core';
import { typeName } from '../../value/compare';
import type { Fields, Value } from '../../value/value';
import { isNil, isTrue, type Operator } from './operator';

type Arguments = Record<string, Value>;
type Evaluated = Value | undefined;

const computed = (document: never, expression: Value | undefined, options: never): Evaluated =>
  evalExpr(document, expression as never, options) as Evaluated;

/** mingo's own options, whose class it does not give out. */
interface Options {
  constructor: { init(options: unknown): { update(locals: object): never } };
}

/** The value of an expression with variables of its own beside those around it; an inner name hides an outer one. */
function valueWith(
  document: never,
  expression: Value,
  options: never,
  variables: Record<string, Evaluated>,
): Evaluated {
  const inner = (options as Options).constructor.init(options).update({ variables });
  return computed(document, expression, inner);
}

function inputOf(operator: string, value: Evaluated): Value[] | null {
  if (isNil(value)) return null;
  if (!Array.isArray(value)) throw new Error(`input to ${operator} must be an array not ${typeName(value)}`);
  return value;
}

/** Operators that go through arrays. mingo lets `this` of an outer one hide that of an inner `$reduce`. */
export const iteration: Record<string, Operator> = {
  $map: (document, expression, options) => {
    const { input, as = 'this', in: each } = expression as Arguments;
    const items = inputOf('$map', computed(document, input, options));
    if (items === null) return null;
    return items.map((item) => valueWith(document, each as Value, options, { [as as string]: item }) ?? null);
  },

  $filter: (document, expression, options) => {
    const { input, as = 'this', cond, limit } = expression as Arguments;
    const items = inputOf('$filter', computed(document, input, options));
    if (items === null) return null;
    const most = limit === undefined ? null : computed(document, limit, options);
    if (!isNil(most) && !(Number.isInteger(most) && (most as number) > 0))
      throw new Error(`$filter: limit must be greater than 0 and a whole number: ${String(most)}`);
    const kept: Value[] = [];
    for (const item of items) {
      if (!isNil(most) && kept.length >= (most as number)) break;
      if (isTrue(valueWith(document, cond as Value, options, { [as as string]: item }))) kept.push(item);
    }
    return kept;
  },

  $reduce: (document, expression, options) => {
    const { input, initialValue, in: each } = expression as Arguments;
    const items = inputOf('$reduce', computed(document, input, options));
    if (items === null) return null;
    let value = computed(document, initialValue, options);
    for (const item of items) value = valueWith(document, each as Value, options, { this: item, value });
    return value;
  },

  $zip: (document, expression, options) => {
    const { inputs, useLongestLength, defaults } = expression as Arguments;
    const lists = (inputs as Value[]).map((input) => computed(document, input, options));
    if (lists.some(isNil)) return null;
    for (const list of lists)
      if (!Array.isArray(list)) throw new Error(`$zip found a non-array expression in input: ${typeName(list)}`);
    const lengths = (lists as Value[][]).map((list) => list.length);
    const length = useLongestLength === true ? Math.max(...lengths) : Math.min(...lengths);
    const fill = ((defaults ?? []) as Value[]).map((otherwise) => computed(document, otherwise, options) ?? null);
    return Array.from({ length }, (_, i) =>
      (lists as Value[][]).map((list, at) => (i < list.length ? (list[i] as Value) : (fill[at] ?? null))),
    );
  },

  $getField: (document, expression, options) => {
    const isNamed = typeof expression === 'object' && expression !== null && 'field' in expression;
    const { field, input = '$$CURRENT' } = (isNamed ? expression : { field: expression }) as Arguments;
    const name = computed(document, field, options) as string;
    const from = computed(document, input, options);
    const isObject = typeof from === 'object' && from !== null && !Array.isArray(from) && !(from instanceof Date);
    return isObject && Object.hasOwn(from, name) ? (from as Fields)[name] : isNil(from) ? from : undefined;
  },
};
