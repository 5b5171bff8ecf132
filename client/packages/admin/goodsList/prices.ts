import type { InputOf, PriceRow } from '@shared/contract';
import { SHEET_COLUMNS } from '@shared/format';
import { readPercent } from '../../../components/form/percent';
import { readYuan, writeYuan } from '../../../components/form/yuan';
import type { Line } from '../import/sheet';

/** So many goods are changed together; more of them by a sheet. */
export const MOST_GOODS = 20;

/** A change of prices as it is typed. */
export interface PricesDraft {
  readonly by: 'amount' | 'rate';
  readonly way: 'up' | 'down';
  readonly figure: string;
  readonly roundTo: '1' | '10' | '100';
}

export const EMPTY: PricesDraft = { by: 'rate', way: 'up', figure: '', roundTo: '10' };

type Asked = Pick<InputOf<'admin.previewPrices'>, 'change' | 'roundTo'>;

/** What a draft asks for; null while it cannot be read, or asks for nothing. */
export function askedOf({ by, way, figure, roundTo }: PricesDraft): Asked | null {
  const read = by === 'amount' ? readYuan(figure) : readPercent(figure);
  if (!read) return null;
  const signed = way === 'up' ? read : -read;
  const change = by === 'amount' ? ({ by, fen: signed } as const) : ({ by, millionths: signed } as const);
  const isWithin = change.by === 'amount' || (change.millionths >= -990_000 && change.millionths <= 9_000_000);
  return isWithin ? { change, roundTo: Number(roundTo) as 1 | 10 | 100 } : null;
}

/** The rows whose price can be, and will be another one. */
export const changing = (rows: readonly PriceRow[]): readonly PriceRow[] =>
  rows.filter(({ whyNot, priceFen, newFen }) => whyNot === null && newFen !== priceFen);

/** A sheet of goods that changes prices alone, each from the price that was looked at. */
export const priceLines = (rows: readonly PriceRow[]): Line[] =>
  rows.map(({ skuId, priceFen, newFen }, at) => {
    const cells: Partial<Record<(typeof SHEET_COLUMNS)['goods'][number], string>> = {
      skuId,
      price: writeYuan(newFen),
      priceBefore: writeYuan(priceFen),
    };
    return { line: at + 1, cells: SHEET_COLUMNS.goods.map((column) => cells[column] ?? '') };
  });
