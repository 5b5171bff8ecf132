import { typeName } from '../../value/compare';
import { Regex } from '../../value/regex';
import type { Fields, Value } from '../../value/value';
import { isNil, type Operator, onNamed } from './operator';

/** The pattern of an operand: a text, a literal of the pipeline, or a pattern that a document holds. */
function expressionOf(name: string, regex: unknown, options: Value | undefined): RegExp {
  if (!isNil(options) && typeof options !== 'string')
    throw new Error(`${name} needs 'options' to be of type string, found: ${typeName(options)}`);
  if (typeof regex === 'string') return new Regex(regex, (options as string) ?? '').expression;
  if (regex instanceof RegExp) return isNil(options) ? regex : new Regex(regex.source, options as string).expression;
  if (regex instanceof Regex)
    return isNil(options) ? regex.expression : new Regex(regex.pattern, options as string).expression;
  throw new Error(`${name} needs 'regex' to be of type string or regex, found: ${typeName(regex as Value)}`);
}

/** Every place where the pattern is found, up to `most`; after an empty one the search goes on one character later. */
function* matches(text: string, expression: RegExp, most: number): Generator<Fields> {
  const searching = new RegExp(expression.source, `${expression.flags.replace('g', '')}g`);
  for (let count = 0; count < most; count++) {
    const match = searching.exec(text);
    if (!match) return;
    if (match[0] === '') searching.lastIndex += (text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1;
    const idx = [...text.slice(0, match.index)].length;
    yield { match: match[0], idx, captures: match.slice(1).map((capture) => capture ?? null) };
  }
}

const search = (name: string, most: number, result: (found: Iterable<Fields>) => Value, nothing: Value): Operator =>
  onNamed(({ input, regex, options }) => {
    if (isNil(regex)) return nothing;
    const expression = expressionOf(name, regex, options);
    if (isNil(input)) return nothing;
    if (typeof input !== 'string')
      throw new Error(`${name} needs 'input' to be of type string, found: ${typeName(input)}`);
    return result(matches(input, expression, most));
  });

/** Mingo's own find the empty text without end, and count the place of the third match wrongly. */
export const patterns: Record<string, Operator> = {
  $regexMatch: search('$regexMatch', 1, (found) => [...found].length > 0, false),
  $regexFind: search('$regexFind', 1, (found) => [...found][0] ?? null, null),
  $regexFindAll: search('$regexFindAll', Number.POSITIVE_INFINITY, (found) => [...found], []),
};
