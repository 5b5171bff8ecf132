import type { PlanTable } from './fields';

/** A plan as text, as it is stored and typed. */
export type PlanText = Readonly<Record<string, unknown>>;

type Row = Readonly<Record<string, string>>;

/** The figure at a key, or at a place of a list: `referralRates.0`. Empty where there is none. */
export function figureAt(text: PlanText, key: string): string {
  const [name, place] = key.split('.') as [string, string?];
  const value = place === undefined ? text[name] : (text[name] as unknown[] | undefined)?.[Number(place)];
  return value === null || value === undefined ? '' : String(value);
}

/** The text with another figure at a key; nothing typed is null where there may be none. */
export function withFigure(text: PlanText, key: string, typed: string, isOptional: boolean): PlanText {
  const [name, place] = key.split('.') as [string, string?];
  const figure = typed.trim() === '' && isOptional ? null : typed.trim();
  if (place === undefined) return { ...text, [name]: figure };
  const list = [...((text[name] as unknown[] | undefined) ?? [])];
  list[Number(place)] = figure;
  return { ...text, [name]: list };
}

export const rowsOf = (text: PlanText, { key }: PlanTable): readonly Row[] => (text[key] as Row[] | undefined) ?? [];

export const withRows = (text: PlanText, { key }: PlanTable, rows: readonly Row[]): PlanText => ({
  ...text,
  [key]: rows,
});

/** A choice as it is shown: a switch is 'true' or 'false'. */
export const choiceAt = (text: PlanText, key: string): string => String(text[key]);

export const withChoice = (text: PlanText, key: string, chosen: string): PlanText => ({
  ...text,
  [key]: chosen === 'true' ? true : chosen === 'false' ? false : chosen,
});

/** A figure without idle zeros, so that 0.30 and 0.3 are one. */
const plain = (value: unknown): unknown => {
  if (typeof value === 'string') return /^\d+\.\d+$/.test(value) ? value.replace(/\.?0+$/, '') : value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, one]) => [key, plain(one)]),
    );
  return value;
};

/** Whether two figures, rows or plans are the same but for idle zeros. */
export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(plain(one)) === JSON.stringify(plain(other));

/** The parameters in which two texts of a plan differ, by their keys. */
export const changedKeys = (one: PlanText, other: PlanText): readonly string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((key) => !isSame(one[key], other[key]));
