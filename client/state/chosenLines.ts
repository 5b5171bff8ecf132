/** Lines of a checkout in an address: skuId~quantity, joined by commas. */
export interface ChosenLine {
  readonly skuId: string;
  readonly quantity: number;
}

/** The lines as one parameter of an address. */
export const writeLines = (lines: readonly ChosenLine[]): string =>
  lines.map((one) => `${one.skuId}~${one.quantity}`).join(',');

/** The lines that an address names; what is not a line is left out. */
export function readLines(text: string | undefined): ChosenLine[] {
  return decodeURIComponent(text ?? '')
    .split(',')
    .map((one) => one.split('~'))
    .flatMap(([skuId, count]) =>
      skuId && /^[1-9]\d{0,2}$/.test(count ?? '') ? [{ skuId, quantity: Number(count) }] : [],
    );
}
