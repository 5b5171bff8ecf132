import type { AfterSalesCard, AfterSalesCase, AfterSalesReason } from '@shared/contract';

type Kind = AfterSalesCard['kind'];
type State = AfterSalesCard['state'];

/** Pictures of one case, or of one answer to it: the contract takes no more. */
export const MOST_CASE_PICTURES = 9;

/** What a buyer may ask for, with what it means for him. */
export const CASE_KINDS = {
  refund: { words: '仅退款', sub: '不用寄回' },
  return: { words: '退货退款', sub: '寄回再退' },
  exchange: { words: '换货', sub: '同款同价' },
} as const satisfies Record<Kind, { words: string; sub: string }>;

export const CASE_REASONS = {
  damaged: '破损',
  missing: '少发错发',
  spoiled: '变质',
  notAsDescribed: '与描述不符',
  unwanted: '不想要了',
  other: '其他',
} as const satisfies Record<AfterSalesReason, string>;

/** Where a case stands, for a list. */
export const CASE_STATES = {
  asked: { words: '等店家答复', tone: 'warn' },
  agreed: { words: '待寄回', tone: 'warn' },
  returning: { words: '寄回中', tone: 'plain' },
  exchanging: { words: '等店家寄出', tone: 'plain' },
  exchangeSent: { words: '换货在路上', tone: 'plain' },
  refused: { words: '店家没有同意', tone: 'warn' },
  arbitration: { words: '平台在看', tone: 'plain' },
  done: { words: '已办完', tone: 'ok' },
  withdrawn: { words: '已撤回', tone: 'plain' },
  expired: { words: '过期没寄，已结束', tone: 'plain' },
  closed: { words: '没有通过', tone: 'plain' },
} as const satisfies Record<State, { words: string; tone: 'plain' | 'warn' | 'ok' }>;

const CASE_EVENTS: Record<string, string> = {
  'case.asked': '提交申请',
  'refund.atOnce': '还没发货，直接退款',
  'refund.given': '同意退款，退款已发出',
  'return.agreed': '同意，等寄回',
  'request.refused': '没有同意',
  'buyer.withdrew': '撤回申请',
  'parcel.given': '填了寄回单号',
  'parcel.overdue': '过期没有寄回，申请结束',
  'return.accepted': '收到寄回的商品',
  'return.acceptedInPart': '收到一部分，先退这部分',
  'exchange.sent': '换的商品已寄出',
  'exchange.received': '收到换的商品',
  'arbitration.asked': '请平台来看',
  'arbitration.forShop': '平台支持店家',
  'refusal.stands': '没有再申请，按店家的答复结束',
};

/** What a step of a case was; by itself, since somebody's time was over. */
export const caseEventWords = ({ event, by, state }: AfterSalesCase['log'][number]): string => {
  if (by !== 'platform')
    return event === 'refund.given' && by === 'admin' ? '支持退款，退款已发出' : (CASE_EVENTS[event] ?? event);
  if (event === 'return.agreed') return '店家过时没答，自动同意';
  if (event === 'refund.given') return '店家过时，自动退款';
  if (event === 'exchange.received') return '到期自动收到';
  if (event === 'return.accepted') return '店家过时没验，自动收下';
  return CASE_EVENTS[event] ?? state;
};

export const CASE_BY = { buyer: '买家', merchant: '店家', admin: '平台', platform: '系统' } as const;

/** How far the money of a case is. */
export const MONEY_WORDS = {
  none: '',
  planned: '同意后这样退',
  onItsWay: '退款在路上，到零钱的通常 1 到 3 天',
  arrived: '已退到',
} as const satisfies Record<AfterSalesCase['money'], string>;
