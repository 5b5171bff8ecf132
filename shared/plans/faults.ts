import type * as z from 'zod';

/** What is wrong with a file or an input, and where: `events[3].amount` and the words. */
export interface Fault {
  readonly place: string;
  readonly message: string;
}

/** A path into JSON as it is written: keys after dots, positions in brackets, odd keys in brackets and quotes. */
export function placeOf(path: readonly PropertyKey[]): string {
  let place = '';
  for (const step of path) {
    if (typeof step === 'number') place += `[${step}]`;
    else if (/^[\w$]+$/.test(String(step))) place += place === '' ? String(step) : `.${String(step)}`;
    else place += `[${JSON.stringify(String(step))}]`;
  }
  return place;
}

/** One fault for each thing that is wrong, an unknown key standing at the key itself. */
export function faultsOf(error: z.ZodError, below: readonly PropertyKey[] = []): Fault[] {
  return error.issues.flatMap((issue): Fault[] => {
    const path = [...below, ...issue.path];
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({ place: placeOf([...path, key]), message: 'is not a known key' }));
    return [{ place: placeOf(path), message: inWords(issue.message) }];
  });
}

/** What may stand in JSON, in the words of a fault. */
const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
};

/** The library's own words for a wrong type, in the form of ours. */
function inWords(message: string): string {
  const types = /^Invalid input: expected (\w+), received (\w+)$/.exec(message);
  if (!types) return message;
  const [expected, received] = [types[1]!, types[2]!];
  return received === 'undefined' ? 'is missing' : `must be ${inJson(expected)}, not ${inJson(received)}`;
}

const inJson = (type: string): string => WORDS[type] ?? type;
