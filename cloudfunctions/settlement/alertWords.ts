import type { AlertDocument, AlertKind } from '../_store/documents/alerts';

type Figures = AlertDocument['figures'];

/** What an operator reads of each alert, in Chinese: what is so, and where to look. */
const WORDS: Readonly<Record<AlertKind, (figures: Figures) => string>> = {
  closeBehind: ({ openDay }) => `日结没有跟上：${openDay} 还没有结完。看 dailyClose 的日志。`,
  refundStuck: ({ orders, oldest }) => `有 ${orders} 笔退款超过一天没有到账，最早的订单 ${oldest}。到商户平台看一看。`,
  noticeMissing: ({ orderId }) => `有付款没有收到通知，查单才知道，第一笔是订单 ${orderId}。看 payCallback 的日志。`,
  failures: ({ calls }) => `一小时内有 ${calls} 次调用出错。按编号在日志里查。`,
  shippingStuck: ({ orders, oldest }) => `有 ${orders} 笔订单的发货信息没有传上去，最早的订单 ${oldest}。`,
  closingStuck: ({ orders, oldest }) => `有 ${orders} 笔订单的付款一直关不掉，最早的订单 ${oldest}。到商户平台看一看。`,
  topUpStuck: ({ orderId }) =>
    `有充值超过两小时没有结果，第一笔是订单 ${orderId}。向供应商查清，再在订单里写明成没成；查清以前不退款。`,
  withdrawalStuck: ({ withdrawalId }) =>
    `有提现超过两小时没有结果，第一笔的单号是 ${withdrawalId}。系统会一直查，不会换单号重付；到商户平台按单号看一看。`,
  picturesUnchecked: ({ pictures }) => `有 ${pictures} 张图片超过一天没有检查结果，一直没有显示。看消息推送的设置。`,
};

/** An alert as one text. */
const wordsOf = ({ kind, day, figures }: AlertDocument): string => `明禾 ${day}\n${WORDS[kind](figures)}`;

/** What a robot of WeCom takes, and what is sent to any other address. */
export function bodyOf(address: string, alert: AlertDocument): string {
  const content = wordsOf(alert);
  const isWecom = new URL(address).hostname === 'qyapi.weixin.qq.com';
  const { kind, day, figures } = alert;
  return JSON.stringify(isWecom ? { msgtype: 'text', text: { content } } : { kind, day, text: content, figures });
}
