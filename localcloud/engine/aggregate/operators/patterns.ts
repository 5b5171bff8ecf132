import { typeName } from '../../value/compare';
import { Regex } from '../../value/regex';
import type { Value } from '../../value/value';
import { isNil, type Operator, onNamed } from './operator';

type Named = Record<string, Value | undefined>;

interface Found {
  match: string;
  idx: number;
  captures: Value[];
}

/** The expression and the text of a regular expression's arguments; null when one of them is null or missing. */
function patternOf(name: string, { input, regex, options }: Named): { expression: RegExp; text: string } | null {
  if (!isNil(input) && typeof input !== 'string') throw new Error(`${name} needs 'input' to be of type string`);
  const given = regex as unknown;
  const isRegex = given instanceof RegExp || given instanceof Regex;
  if (!isNil(regex) && !isRegex && typeof regex !== 'string')
    throw new Error(`${name} needs 'regex' to be of type string or regex`);
  if (!isNil(options) && typeof options !== 'string') throw new Error(`${name} needs 'options' to be of type string`);
  const own = given instanceof RegExp ? given.flags : given instanceof Regex ? given.options : '';
  if (own !== '' && !isNil(options))
    throw new Error(`${name}: found regex option(s) specified in both 'regex' and 'option' fields`);
  if (isNil(input) || isNil(regex)) return null;
  const pattern = given instanceof RegExp ? given.source : given instanceof Regex ? given.pattern : (regex as string);
  return { expression: new Regex(pattern, own || (options ?? '')).expression, text: input };
}

function found(pattern: { expression: RegExp; text: string }, isAll: boolean): Found[] {
  const every = new RegExp(pattern.expression.source, `${pattern.expression.flags}g`);
  const matches: Found[] = [];
  for (const match of pattern.text.matchAll(every)) {
    const idx = [...pattern.text.slice(0, match.index)].length;
    matches.push({ match: match[0], idx, captures: match.slice(1).map((capture) => capture ?? null) });
    if (!isAll) break;
  }
  return matches;
}

/** What is taken from a text's ends: given characters, else white space. */
const trim = (name: string, isLeft: boolean, isRight: boolean): Operator =>
  onNamed((named) => {
    const { input, chars } = named;
    for (const [key, value] of Object.entries({ input, chars }))
      if (!isNil(value) && typeof value !== 'string')
        throw new Error(`${name} requires its ${key} to be a string, got ${typeName(value)} instead`);
    if (isNil(input) || ('chars' in named && isNil(chars))) return null;
    const taken = new Set(
      isNil(chars)
        ? '\0\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'
        : (chars as string),
    );
    const points = [...(input as string)];
    let start = 0;
    let end = points.length;
    while (isLeft && start < end && taken.has(points[start]!)) start++;
    while (isRight && end > start && taken.has(points[end - 1]!)) end--;
    return points.slice(start, end).join('');
  });

/** Regular expressions and trimming, which mingo computes on anything that has a text. */
export const patterns: Record<string, Operator> = {
  $regexMatch: onNamed((named) => {
    const pattern = patternOf('$regexMatch', named);
    return pattern?.expression.test(pattern.text) ?? false;
  }),
  $regexFind: onNamed((named) => {
    const pattern = patternOf('$regexFind', named);
    return pattern === null ? null : ((found(pattern, false)[0] as unknown as Value) ?? null);
  }),
  $regexFindAll: onNamed((named) => {
    const pattern = patternOf('$regexFindAll', named);
    return pattern === null ? [] : (found(pattern, true) as unknown as Value);
  }),
  $trim: trim('$trim', true, true),
  $ltrim: trim('$ltrim', true, false),
  $rtrim: trim('$rtrim', false, true),
};
