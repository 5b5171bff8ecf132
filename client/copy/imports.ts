import type { ImportColumn, ImportFault, ImportFaultCode, ImportKind, ImportShown } from '@shared/contract';
import { showPlain } from '@shared/format';
import { stateWords } from './terms';

/** What each kind of sheet is called, and what it does. */
export const IMPORT_KINDS: Readonly<Record<ImportKind, { readonly name: string; readonly words: string }>> = {
  shipping: { name: '批量发货', words: '按订单号填快递和单号，剩下没发的一起发出。' },
  goods: { name: '商品', words: '按规格编号改价格、成本、库存；没有编号的是新商品，先不上架。' },
  points: { name: '会员积分', words: '增加或减少积分，整张表由另一位管理员复核一次，逐笔入账。' },
};

/** The heads of columns, as a sheet has them. */
export const COLUMN_HEADS: Readonly<Record<ImportColumn, string>> = {
  orderNo: '订单号',
  carrier: '快递公司',
  trackingNo: '运单号',
  skuId: '规格编号',
  title: '商品名',
  category: '分类',
  price: '价格',
  cost: '成本',
  stockBefore: '导出时库存',
  stock: '库存改为',
  priceBefore: '导出时价格',
  memberId: '会员号',
  asset: '积分种类',
  change: '增加或减少',
  points: '积分数',
};

/** Columns that a sheet of a kind may leave out. */
export const MAY_LEAVE_OUT: readonly ImportColumn[] = [
  'title',
  'category',
  'price',
  'cost',
  'stockBefore',
  'stock',
  'priceBefore',
];

/** Lines that stand in an empty sheet of each kind, as examples. */
export const EXAMPLE_LINES: Readonly<Record<ImportKind, readonly (readonly string[])[]>> = {
  shipping: [['MH20261121-ABCD2345', '顺丰', 'SF1234567890']],
  goods: [
    ['规格编号在导出的表里', '', '', '19.80', '8.00', '120', '150', '18.80'],
    ['', '新商品的名字', '蔬果', '9.90', '4.00', '', '20'],
  ],
  points: [
    ['会员号在会员页里', '可用积分', '增加', '12.50'],
    ['会员号在会员页里', '增值积分', '减少', '0.500000'],
  ],
};

export const IMPORT_STATES: Readonly<Record<ImportShown['state'], string>> = {
  arriving: '没传完',
  checking: '正在检查',
  faulty: '有错，没有执行',
  ready: '检查好了，等执行',
  waiting: '等另一位管理员复核',
  applying: '正在执行',
  done: '做完了',
  cancelled: '已取消，没有执行',
  expired: '过期了，没有做完',
};

type Words = string | ((figures: ImportFault['figures']) => string);

/** What is wrong, and what to do about it. Complete by type. */
const FAULTS: Readonly<Record<ImportFaultCode, Words>> = {
  missing: '没有填',
  tooLong: ({ most }) => `太长，最多 ${most} 个字`,
  notReadable: '格式不对，读不出来',
  outOfRange: '超出范围',
  repeated: ({ before }) => `和第 ${before} 行重复，留一行`,
  unknown: '找不到，核对后再填',
  forbidden: ({ phrase }) => `「${phrase}」不能用`,
  notToSend: ({ state }) =>
    state === undefined ? '现在不是待发货' : `现在是${stateWords({ state: String(state) } as never)}，不能发`,
  afterSales: '售后在处理，先答复售后',
  notByParcel: '不是寄送的商品',
  numberTaken: '这个运单号这一单用过，快递公司不同',
  tooManyParcels: '包裹已到上限',
  stockBelowZero: ({ left }) => `现在只有 ${left} 件，减不了这么多`,
  offerNotLower: ({ offeredFen }) => `要高于限时价 ${showPlain(Number(offeredFen), 'cash')}`,
  changedMeanwhile: ({ now }) =>
    now === undefined ? '期间被人改过' : `期间被人改过，现在是 ${showPlain(Number(now), 'cash')}`,
  exceedsHolding: '会员没有这么多积分',
  exceedsSupply: '超过发行上限',
  planOff: '没有在运行的方案发这种积分',
  notPossible: '按日历卖，在商品页里改',
};

/** The words of a fault: 第 12 行「运单号」：没有填 are its parts. */
export function faultWords({ code, figures }: ImportFault): string {
  const words: Words | undefined = FAULTS[code];
  // A newer server may know more.
  if (words === undefined) return '这一行做不了';
  return typeof words === 'string' ? words : words(figures);
}

/** The head of a column by its key, as it comes. */
export const headOf = (column: string): string => COLUMN_HEADS[column as ImportColumn] ?? column;
