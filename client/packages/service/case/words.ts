import type { AfterSalesCase } from '@shared/contract';
import { showMoment } from '@shared/format';

interface Head {
  readonly title: string;
  readonly words: string;
}

const DONE: Record<AfterSalesCase['money'], string> = {
  none: '换的商品已经收到。',
  planned: '',
  onItsWay: '退款已经发出，零钱通常 1 到 3 天到。积分已退回。',
  arrived: '付款时什么样，已经什么样退回。',
};

/** The same of goods that points were redeemed for: they come back as stable points, never as money. */
const REDEEMED_DONE: typeof DONE = {
  ...DONE,
  onItsWay: '正在退成恒定积分，正在收盘的话收完盘就到。',
  arrived: '兑换用的积分，已经退成恒定积分，1 元 1 个。',
};

/** What its buyer has to do, or waits for, and until when. */
export function headOf(of: AfterSalesCase): Head {
  const by = of.dueAtMs === null ? '' : showMoment(of.dueAtMs);
  switch (of.state) {
    case 'asked':
      return { title: '等店家答复', words: `店家 ${by} 前答复，过时自动同意。没答之前订单不结算。` };
    case 'agreed':
      return { title: '请寄回商品', words: `店家已同意。${by} 前填上快递单号，过时申请自动结束。` };
    case 'returning':
      return { title: '等店家收货', words: `店家收到后确认，${by} 还没确认就自动收下。` };
    case 'exchanging':
      return { title: '等店家寄出换的商品', words: `店家已收到寄回的。${by} 还没寄出，就改为退款。` };
    case 'exchangeSent':
      return { title: '换的商品在路上', words: `收到后点确认，${by} 自动确认。` };
    case 'refused':
      return {
        title: of.money === 'none' || of.money === 'planned' ? '店家没有同意' : '店家只收下一部分',
        words: `不认可可以请平台来看，${by} 前申请。过时按店家的答复结束。`,
      };
    case 'arbitration':
      return { title: '平台在看', words: '平台看双方说的和图片，给出结论。没结论之前订单不结算。' };
    case 'done':
      return { title: '已办完', words: (of.ledger.isRedeemed ? REDEEMED_DONE : DONE)[of.money] };
    case 'withdrawn':
      return { title: '已撤回', words: '钱和积分没有动。退货期内还能再申请。' };
    case 'expired':
      return { title: '已结束', words: '到期没有寄回，钱和积分没有动。退货期内还能再申请。' };
    case 'closed':
      return { title: '没有通过', words: '按下面的结论结束，没有退款。' };
  }
}
