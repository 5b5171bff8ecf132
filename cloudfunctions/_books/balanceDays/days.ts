import { PROVED, type ToldNode } from '@shared/proofs';
import type { BalanceDayDocument } from '../../_store/documents/pages';
import { isLandmark } from '../landmarks';
import { idsOf, numbersOf, textOfIds } from '../pages/texts';
import { rootOfTexts, textNodeOf, textPartsOf } from './firstForm';
import { type HeldTogether, noColumns } from './held';
import { nodeOf, partsOf, pathOver, rootOver } from './leaves';

// What everybody held as a day ended, as it is stored: page by page, with the node above its leaves.

/** How long a day's leaves are kept: so long a proof can be downloaded. The root stays with the close, landmarks too. */
export const KEPT_DAYS = 31;

/** How a day's tree is made, and what its salts follow from: of its close. */
interface Making {
  readonly form?: 2;
  readonly secret: string;
}

const columnOf = (figures: readonly number[]): string => (figures.some((one) => one !== 0) ? figures.join() : '');

/** What of cash and of spendable points is the wallet's, not the page's: a column each, in the order of the holders. */
export type OwnColumns = readonly [cash: readonly number[], spendable: readonly number[]];

/** The node above the leaves of one page; null where nobody stands on it. */
export const nodeAboveLeaves = (balanceDayId: string, held: HeldTogether, { form, secret }: Making): ToldNode | null =>
  (form === 2 ? nodeOf : textNodeOf)(balanceDayId, held, secret);

/** What the holders of one page had, as it is stored; null where nobody stands on it. */
export function balanceDayOf(
  day: string,
  pageId: string,
  held: HeldTogether,
  own: OwnColumns,
  making: Making,
): BalanceDayDocument | null {
  const _id = `${day}:${pageId}`;
  const node = nodeAboveLeaves(_id, held, making);
  if (!node) return null;
  const columns = PROVED.map((asset) => columnOf(held.columns[asset]));
  const kept = isLandmark(day) ? { isLandmark: true } : {};
  return { _id, day, holders: textOfIds(held.holders), columns, own: own.map(columnOf), ...kept, ...node };
}

/** A stored column of so many figures. */
export const figuresOf = (column: string | undefined, holders: number): number[] =>
  column ? numbersOf(column) : new Array<number>(holders).fill(0);

/** What was stored, in columns. */
export function heldOn({ holders: text, columns }: Pick<BalanceDayDocument, 'holders' | 'columns'>): HeldTogether {
  const holders = idsOf(text);
  const held = noColumns();
  for (const [nth, asset] of PROVED.entries()) held[asset] = figuresOf(columns[nth], holders.length);
  return { holders, columns: held };
}

/** The root over the nodes of a day's pages, in the order of their ids, as it is kept. */
export const rootOfDay = (pages: readonly ToldNode[], { form }: Pick<Making, 'form'>): ToldNode | null =>
  (form === 2 ? rootOver : rootOfTexts)(pages.map(({ sums, hash }) => ({ sums, hash })));

/** A holder's parts, and the way of each from its page, which is one of those of the day, up to the root. */
export function partsUpToRoot(
  { _id }: Pick<BalanceDayDocument, '_id'>,
  held: HeldTogether,
  { form, secret }: Making,
  holder: string,
  pages: readonly (ToldNode & { readonly _id: string })[],
) {
  const place = pages.findIndex((page) => page._id === _id);
  if (form !== 2) return textPartsOf(_id, held, secret, holder, pages, place);
  const above = pathOver(pages, place);
  return partsOf(_id, held, secret, holder).map((part) => ({ ...part, path: [...part.path, ...above] }));
}
