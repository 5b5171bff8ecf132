/**
 * What a field of goods asks for, and by that how it is checked, shown to others and kept. Numbers of accounts differ by
 * who runs them: `account` takes letters and digits, `meterNumber` and `cardNumber` digits alone.
 */
export const ASK_KINDS = [
  'phone',
  'account',
  'meterNumber',
  'cardNumber',
  'idNumber',
  'name',
  'text',
  'date',
  'choice',
] as const;
export type AskKind = (typeof ASK_KINDS)[number];

/** A field that goods ask for before they are bought: data of the goods. */
export interface Ask {
  /** Names it among the fields of its goods. */
  readonly key: string;
  readonly label: string;
  readonly kind: AskKind;
  readonly isRequired: boolean;
  /** Stands in the empty field. */
  readonly hint: string;
  /** Characters at least and at most, where the kind leaves them open (`lengthsOf`); missing: as the kind has them. */
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  /** Of a `date`: so many days from today on at the earliest; missing as 0. */
  readonly daysAhead?: number | undefined;
  /** Of a `choice`: one of these. */
  readonly choices: readonly string[];
}

/** The closed list of what a value of each kind looks like; null where any text does. */
export const PATTERNS: Readonly<Record<AskKind, RegExp | null>> = {
  phone: /^1[3-9]\d{9}$/,
  account: /^[A-Za-z\d-]+$/,
  meterNumber: /^\d+$/,
  cardNumber: /^\d+$/,
  idNumber: /^\d{17}[\dX]$/,
  name: /^[\p{L}·.' -]+$/u,
  text: null,
  date: /^\d{4}-\d{2}-\d{2}$/,
  choice: null,
};

/** Characters at least and at most, where goods do not say. */
const LENGTHS: Readonly<Record<AskKind, readonly [least: number, most: number]>> = {
  phone: [11, 11],
  account: [4, 30],
  meterNumber: [6, 20],
  cardNumber: [8, 24],
  idNumber: [18, 18],
  name: [2, 20],
  text: [1, 60],
  date: [10, 10],
  choice: [1, 20],
};

/** The kinds whose lengths goods may set. */
export const OPEN_LENGTHS: readonly AskKind[] = ['account', 'meterNumber', 'cardNumber', 'text'];

/** Characters that a field takes at least and at most. */
export function lengthsOf({ kind, minLength, maxLength }: Pick<Ask, 'kind' | 'minLength' | 'maxLength'>) {
  const [least, most] = LENGTHS[kind];
  return OPEN_LENGTHS.includes(kind) ? { least: minLength ?? least, most: maxLength ?? most } : { least, most };
}
