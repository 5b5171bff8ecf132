import { fieldPath } from '../../value/fieldPath';
import { Malformed } from './malformed';

/** Names of the variables that an expression may use. */
export type Scope = ReadonlySet<string>;

/** What every expression may use. */
export const systemVariables: readonly string[] = ['ROOT', 'CURRENT', 'REMOVE', 'NOW'];

const isLetter = (character: string): boolean => /[A-Za-z\u0080-\u{10ffff}]/u.test(character);
const isOfName = (character: string): boolean => /[A-Za-z0-9_\u0080-\u{10ffff}]/u.test(character);

function checkLetters(name: string): void {
  const wrong = [...name].find((character) => !isOfName(character));
  if (wrong !== undefined)
    throw new Malformed(`(Location16868) '${name}' contains an invalid character for a variable name: '${wrong}'`);
}

/**
 * A variable that an expression makes: it starts with a small letter, or is CURRENT.
 * @throws Malformed for any other name.
 */
export function checkNewVariable(name: unknown): string {
  if (typeof name !== 'string') throw new Malformed(`(Location16866) variable names must be strings`);
  if (name === 'CURRENT') return name;
  if (name === '') throw new Malformed('(Location16866) empty variable names are not allowed');
  if (!/^[a-z\u0080-\u{10ffff}]/u.test(name))
    throw new Malformed(`(Location16867) '${name}' starts with an invalid character for a user variable name`);
  checkLetters(name);
  return name;
}

/**
 * A text in an expression that starts with a dollar: `$field.path` or `$$variable.path`.
 * @throws Malformed or MalformedPath when it is neither, or names a variable that is not there.
 */
export function checkReference(text: string, scope: Scope): void {
  if (text === '$') throw new Malformed("(Location16872) '$' by itself is not a valid FieldPath");
  if (text[1] !== '$') {
    fieldPath(text.slice(1));
    return;
  }
  const path = text.slice(2);
  const name = path.split('.')[0]!;
  if (name === '') throw new Malformed('(Location16869) empty variable names are not allowed');
  if (!isLetter([...name][0]!))
    throw new Malformed(`(Location16870) '${name}' starts with an invalid character for a user variable name`);
  checkLetters(name);
  if (!scope.has(name)) throw new Malformed(`(Location17276) Use of undefined variable: ${name}`);
  fieldPath(path);
}
