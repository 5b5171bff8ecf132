import type { EditionPage } from '@shared/contract';
import { showCount, showDay, showGiftCode, showMoment } from '@shared/format';

/** The page on which somebody accepts an edition. */
const RECEIVE_PAGE = '/packages/collectibles/receive/index';

/** Where a link with a code leads. */
export const receivePath = (code: string): string =>
  code === '' ? RECEIVE_PAGE : `${RECEIVE_PAGE}?code=${encodeURIComponent(code)}`;

/** What is copied for the receiver: the code, and in a browser the way to where it is typed. Never an amount. */
export const giftText = (title: string, code: string): string =>
  process.env.TARO_ENV === 'h5'
    ? `送你一份藏品「${title}」，赠送码 ${showGiftCode(code)}：${location.origin}${location.pathname}#${receivePath(code)}`
    : showGiftCode(code);

type Paused = NonNullable<EditionPage['givingPaused']>;

/** Why giving is off: 许可从 9 月 1 日起停着. */
export const pausedWords = ({ sinceDay }: Paused): string =>
  sinceDay ? `许可从 ${showDay(sinceDay)} 起停着` : '现在没有许可';

/** Whether an edition can be given away now, and why not; or what it takes. */
export function givingWords(
  { state, givingPaused, giving }: Pick<EditionPage, 'state' | 'givingPaused' | 'giving'>,
  nowMs: number,
): { readonly isOpen: boolean; readonly words: string; readonly tag: string | null } {
  const closed = (words: string, tag: string | null = null) => ({ isOpen: false, words, tag });
  if (givingPaused) return closed(`${pausedWords(givingPaused)}，暂时不能送。藏品仍归你`, '已暂停');
  if (state === 'offered') return closed('正在等对方收下', '送出中');
  if (state !== 'held') return closed('登记在外，暂不能动');
  if (giving.perYear === 0) return closed('店家现在不开放赠送。藏品仍归你', '未开放');
  if (nowMs < giving.fromMs)
    return closed(`到手满 ${showCount(giving.waitDays)} 天才能送，${showMoment(giving.fromMs)} 起`);
  if (giving.left === 0) return closed(`任意 365 天最多送 ${showCount(giving.perYear)} 份，已经到了`);
  return { isOpen: true, words: `不收钱，对方凭码收下。一年里还能送 ${showCount(giving.left)} 份`, tag: null };
}
