import type {
  GoodsLineExported,
  MemberLineExported,
  OrderLineExported,
  PointsLineExported,
  VoucherLineExported,
} from '@shared/contract';
import { SHEET_COLUMNS, showFullMoment, showPlain, writeSheet } from '@shared/format';
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
    writeYuan(priceFen),
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

/** Asks for one page of an export. */
type Ask<Line> = (asked: { readonly cursor?: string }) => Promise<{
  readonly lines: readonly Line[];
  readonly next: string | null;
}>;

/** All lines of an export, page by page. */
async function allLines<Line>(ask: Ask<Line>, onLines: Told): Promise<Line[]> {
  const lines: Line[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Ask<Line>>> = await ask(cursor ? { cursor } : {});
    lines.push(...page.lines);
    onLines(lines.length);
    cursor = page.next;
  } while (cursor);
  return lines;
}

/** All sizes of goods as a sheet. */
export const goodsSheet = async (onLines: Told): Promise<string> =>
  writeSheet(goodsRows(await allLines((asked) => call('admin.exportGoods', asked), onLines)));

const stateOf = ({ isClosed, isBlocked }: MemberLineExported): string =>
  isClosed ? '已注销' : isBlocked ? '停用' : '正常';

/** Members as a sheet. */
export const membersSheet = async (onLines: Told): Promise<string> =>
  writeSheet([
    ['会员编号', '昵称', '手机号', '加入', '状态', '推荐人编号', '自己的现金', '下线的现金'],
    ...(await allLines((asked) => call('admin.exportMembers', asked), onLines)).map((line: MemberLineExported) => [
      line.memberId,
      line.nickname,
      line.phoneMasked,
      line.joinDay,
      stateOf(line),
      line.referrerId,
      writeYuan(line.ownCashFen),
      writeYuan(line.downlineCashFen),
    ]),
  ]);

const figure = (units: number, asset: 'appreciating' | 'stable' | 'spendable' | 'remaining' | 'cash'): string =>
  showPlain(units, asset).replace(/,/g, '');

/** What members hold, as a sheet. */
export const pointsSheet = async (onLines: Told): Promise<string> =>
  writeSheet([
    ['会员编号', '昵称', '增值积分', '恒定积分', '可用积分', '待释放积分', '现金'],
    ...(await allLines((asked) => call('admin.exportPoints', asked), onLines)).map((line: PointsLineExported) => [
      line.memberId,
      line.nickname,
      figure(line.appreciatingMicroPoints, 'appreciating'),
      figure(line.stableCents, 'stable'),
      figure(line.spendableCents, 'spendable'),
      figure(line.remainingCents, 'remaining'),
      figure(line.cashFen, 'cash'),
    ]),
  ]);

const VOUCHER_STATES = { issued: '可用', redeemed: '已核销', refunded: '已退', expired: '已过期' } as const;

/** Vouchers as a sheet. */
export const vouchersSheet = async (onLines: Told): Promise<string> =>
  writeSheet([
    ['券码', '订单号', '店铺', '商品', '规格', '件数', '已核销', '状态', '从', '到'],
    ...(await allLines((asked) => call('admin.exportVouchers', asked), onLines)).map((line: VoucherLineExported) => [
      line.code,
      line.orderNo,
      line.shopName,
      line.title,
      line.label,
      String(line.pieces),
      String(line.redeemedPieces),
      VOUCHER_STATES[line.state],
      showFullMoment(line.fromMs),
      showFullMoment(line.untilMs),
    ]),
  ]);

/** Orders that are to be sent as a sheet, page by page. */
export const ordersSheet = async (withAddress: boolean, onLines: Told): Promise<string> => {
  const ask: Ask<OrderLineExported> = (asked) =>
    call('admin.exportOrders', { filter: 'paid', withAddress, ...asked, requestId: newRequestId() });
  return writeSheet(orderRows(await allLines(ask, onLines), withAddress));
};

/** The same of some orders that were chosen: no more than a page. */
export async function chosenSheet(orderIds: readonly string[], withAddress: boolean): Promise<string> {
  const asked = { filter: 'all' as const, orderIds: [...orderIds], withAddress, requestId: newRequestId() };
  const { lines } = await call('admin.exportOrders', asked);
  return writeSheet(orderRows(lines, withAddress));
}
