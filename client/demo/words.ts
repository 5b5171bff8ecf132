import type { Lived } from './localCloud';

const NAMES: Record<string, string> = {
  dailyClose: '每日收盘',
  settlement: '订单结算',
  payCallback: '付款通知',
};
/** An event's name begins with the function it runs: `settlement.halfHourly`. */
export const nameOf = (event: string): string => NAMES[event.split('.')[0]!] ?? event;

/** The sandbox keeps a template's name and its values; people read a sentence. */
export function wordsOf(text: string): string {
  const [, code, minutes] = /^\[signInCode\] (\d+) (\d+)$/.exec(text) ?? [];
  return code ? `验证码 ${code}，${minutes} 分钟内有效。` : text;
}

/** What happened in the shop while the clock was moved, of what there was. */
export function livedWords({ joined, placed, shipped, received, used = 0, dealt = 0, decided }: Lived): string {
  const all = [
    [shipped, `发货 ${shipped} 单`],
    [placed, `下单 ${placed} 单`],
    [received, `收货 ${received} 单`],
    [used, `核销 ${used} 单`],
    [dealt, `用积分、提现 ${dealt} 笔`],
    [decided, `答退款、审提现 ${decided} 件`],
    [joined, `加入 ${joined} 人`],
  ] as const;
  return all
    .filter(([count]) => count > 0)
    .map(([, words]) => words)
    .join('，');
}
