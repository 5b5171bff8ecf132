import type { Explanation, PriceExplanation } from '@shared/contract';

/** What came of working a figure out again on this very device, by the rules that the functions follow. */
type Again =
  | { readonly is: 'done'; readonly units: number; readonly agrees: boolean }
  /** The rules were not fetched: nothing was worked out. */
  | { readonly is: 'lost' }
  /** A device without whole numbers of any size: the rules are exact, or not at all. */
  | { readonly is: 'old' };

/** Fetched when it is asked for: few visits need the rules, and an old engine could not even read them. */
const rules = () => import('@shared/explain');

/** Whether this engine can follow the rules at all. */
const isExact = (): boolean => typeof BigInt === 'function';

/** Works a line out from its inputs alone, and its formula: both must be what the functions told. */
export async function workedOutAgain({ line, inputs, formula }: Explanation): Promise<Again> {
  if (!isExact()) return { is: 'old' };
  const { explainedParts } = await rules();
  const { asset, units } = line.amount;
  const { recomputed, lines } = explainedParts({ kind: line.kind, asset, inputs });
  const agrees = recomputed === units && JSON.stringify(lines) === JSON.stringify(formula.lines);
  return { is: 'done', units: recomputed, agrees };
}

/** The same of a price: `shown` is what the inputs come to. */
export async function priceAgain({
  inputs,
  priceShown,
  formula,
}: Pick<PriceExplanation, 'inputs' | 'priceShown' | 'formula'>): Promise<
  { readonly is: 'done'; readonly shown: string; readonly agrees: boolean } | Exclude<Again, { is: 'done' }>
> {
  if (!isExact()) return { is: 'old' };
  const { priceParts } = await rules();
  const { shown, lines } = priceParts(inputs);
  return {
    is: 'done',
    shown,
    agrees: shown === priceShown && JSON.stringify(lines) === JSON.stringify(formula.lines),
  };
}
