import type { GoodsLineExported, OrderLineExported, OutputOf } from '@shared/contract';
import { SHEET_COLUMNS, showFullMoment, writeSheet } from '@shared/format';
import { writeYuan } from '../../../components/form/yuan';
import { COLUMN_HEADS } from '../../../copy/imports';
import { call, newRequestId } from '../../../gateway';

type Told = (count: number) => void;

const heads = (kind: keyof typeof SHEET_COLUMNS): string[] => SHEET_COLUMNS[kind].map((column) => COLUMN_HEADS[column]);

/** Sizes of goods, in the columns in which they are read in again; the size itself is told beside. */
const goodsRows = (lines: readonly GoodsLineExported[]): string[][] => [
  [...heads('goods'), '规格'],
  ...lines.map(({ skuId, title, label, category, priceFen, costFen, stock }) => [
    skuId,
    title,
    category,
    writeYuan(priceFen),
    writeYuan(costFen),
    String(stock),
    String(stock),
    label,
  ]),
];

const goodsWords = ({ goods }: OrderLineExported): string =>
  goods.map(({ title, label, quantity }) => `${[title, label].filter(Boolean).join(' ')} × ${quantity}`).join('；');

/** Orders that are to be sent: carrier and number are to be filled in. */
const orderRows = (lines: readonly OrderLineExported[], withAddress: boolean): string[][] => [
  [
    ...heads('shipping'),
    '商品',
    '下单时间',
    '买家',
    '现金',
    '买家留言',
    ...(withAddress ? ['收货人', '电话', '地址'] : []),
  ],
  ...lines.map((line) => [
    line.orderNo,
    '',
    '',
    goodsWords(line),
    showFullMoment(line.placedAtMs),
    line.buyerMasked,
    writeYuan(line.cashFen),
    line.note,
    ...(withAddress
      ? [line.address?.name ?? '', line.address?.phone ?? '', [line.address?.region, line.address?.detail].join('')]
      : []),
  ]),
];

/** All sizes of goods as a sheet, page by page. */
export async function goodsSheet(onLines: Told): Promise<string> {
  const lines: GoodsLineExported[] = [];
  let cursor: string | null = null;
  do {
    const page: OutputOf<'admin.exportGoods'> = await call('admin.exportGoods', cursor ? { cursor } : {});
    lines.push(...page.lines);
    onLines(lines.length);
    cursor = page.next;
  } while (cursor);
  return writeSheet(goodsRows(lines));
}

/** Orders that are to be sent as a sheet, page by page. */
export async function ordersSheet(withAddress: boolean, onLines: Told): Promise<string> {
  const lines: OrderLineExported[] = [];
  let cursor: string | null = null;
  do {
    const page: OutputOf<'admin.exportOrders'> = await call('admin.exportOrders', {
      filter: 'paid',
      withAddress,
      ...(cursor ? { cursor } : {}),
      requestId: newRequestId(),
    });
    lines.push(...page.lines);
    onLines(lines.length);
    cursor = page.next;
  } while (cursor);
  return writeSheet(orderRows(lines, withAddress));
}
