/** Lines of a checkout in an address: skuId~quantity, of nights also ~first~last day, joined by commas. */
export interface ChosenLine {
  readonly skuId: string;
  readonly quantity: number;
  readonly stay?: { readonly from: string; readonly to: string };
}

/** The lines as one parameter of an address. */
export const writeLines = (lines: readonly ChosenLine[]): string =>
  lines
    .map(({ skuId, quantity, stay }) => [skuId, quantity, ...(stay ? [stay.from, stay.to] : [])].join('~'))
    .join(',');

const isDay = (text: string | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '');

/** The lines that an address names; what is not a line is left out. */
export function readLines(text: string | undefined): ChosenLine[] {
  return decodeURIComponent(text ?? '')
    .split(',')
    .map((one) => one.split('~'))
    .flatMap(([skuId, count, from, to]) =>
      skuId && /^[1-9]\d{0,2}$/.test(count ?? '')
        ? [{ skuId, quantity: Number(count), ...(isDay(from) && isDay(to) ? { stay: { from, to } } : {}) }]
        : [],
    );
}
