import { invariant } from '@shared/kernel';

// Lists of a page in one text: values parted by commas, groups of them (the orders of one member) by semicolons, and what
// is made of groups (one member's credit of a day) by bars. The database parts them again with $split.

const [COMMA, SEMICOLON, MINUS, ZERO, NINE] = [...',;-09'].map((one) => one.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
  number,
];

/** Whole numbers of a text, grouped or not. Throws Invariant for anything else in it. */
export function numbersOf(text: string): number[] {
  const numbers: number[] = [];
  let [number, sign, isOne] = [0, 1, false];
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : COMMA;
    if (code >= ZERO && code <= NINE) {
      // In this order: the largest amounts leave no room for the digit before its zero is taken off.
      number = number * 10 + (code - ZERO);
      isOne = true;
    } else if (code === COMMA || code === SEMICOLON) {
      if (isOne) numbers.push(sign * number);
      [number, sign, isOne] = [0, 1, false];
    } else {
      invariant(code === MINUS && !isOne, `a column of numbers holds ${text[at]}`);
      sign = -1;
    }
  }
  return numbers;
}

/** Ids of a text, grouped or not. */
export const idsOf = (text: string): string[] =>
  text.split(';').flatMap((group) => (group === '' ? [] : group.split(',')));

/** Ids as one text. Throws Invariant where an id holds what parts them. */
export function textOfIds(ids: readonly string[]): string {
  invariant(!/[,;|]/.test(ids.join(' ')), 'an id holds a comma, a semicolon or a bar');
  return ids.join(',');
}

/** Values in groups of these sizes, one group a member. */
export function textOfGroups(values: readonly (string | number)[], sizes: readonly number[]): string {
  let text = '';
  let place = 0;
  for (let at = 0; at < sizes.length; at += 1) {
    if (at > 0) text += ';';
    for (let nth = 0; nth < sizes[at]!; nth += 1, place += 1) text += nth === 0 ? values[place]! : `,${values[place]!}`;
  }
  return text;
}
