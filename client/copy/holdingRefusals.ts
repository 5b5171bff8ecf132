import type { RefusalFigures } from '@shared/contract';
import { showPlain } from '@shared/format';

type Codes = Extract<keyof RefusalFigures, `holding/${string}`>;
/** Another version of the server may leave some figures out. */
type WordsOf = { readonly [Code in Codes]: string | ((figures: Partial<RefusalFigures[Code]>) => string) };

const points = (units: number): string => showPlain(units, 'appreciating');

/** How many points are locked, and how many may still be used; nothing was done. */
export function lockedWords(
  { free, locked }: { readonly free?: number; readonly locked?: number },
  undone: string,
): string {
  if (free === undefined || locked === undefined) return `积分有一部分被持有证明锁定，没有${undone}。改少再试。`;
  return `有 ${points(locked)} 积分被开出的持有证明锁定，没锁定的有 ${points(free)}，没有${undone}。交易所答复后解锁。`;
}

/** Why no certificate of holding was given out, or none is shown. */
export const HOLDING_REFUSALS = {
  'holding/unknown': '没有这份持有证明，或它不是你的。',
  'holding/notCleared': '开持有证明的许可没有或已到期，没有开。积分仍归你，已开的照旧。',
  'holding/noClose': '还没有收过盘，没有可证明的日子。下一次收盘后再来。',
  'holding/noKey': '店家还没有签名用的钥匙，出不了证明。积分仍归你，可以联系店家客服。',
  'holding/nothing': '数量是 0，没有开。',
  'holding/exceedsFree': (figures) => lockedWords(figures, '开证明'),
  'holding/exceedsClose': ({ held, locked }) =>
    held === undefined || locked === undefined
      ? '超过上次收盘时持有的，没有开。改少再试。'
      : `上次收盘时你有 ${points(held)} 积分${locked > 0 ? `，其中 ${points(locked)} 已在别的证明里` : ''}，不够，没有开。改少再试。`,
} satisfies WordsOf;
