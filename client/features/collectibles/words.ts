import type { EditionRow, PayingAsset, SeriesCard } from '@shared/contract';
import { ASSET_WORDS, showCount, showDay, showDayOf, showMoment, showPlain, showToday } from '@shared/format';
import type { Certificate } from '@shared/proofs';

/** The number of an edition as it is written on it: 0128. */
export const showNumber = (number: number): string => String(number).padStart(4, '0');

/** 第 0128 份，共 1,000 份. */
export const numberWords = ({ number, supply }: { readonly number: number; readonly supply: number }): string =>
  `第 ${showNumber(number)} 份，共 ${showCount(supply)} 份`;

/** What is paid, in words: 88.00 可用积分, 12.00 元现金余额; of appreciating points what they have to be worth. */
export const priceWords = ({ asset, units }: SeriesCard['price']): string =>
  asset === 'appreciating' ? `值 ${showPlain(units, 'cash')} 元的增值积分` : paidWords({ asset, units });

/** What was paid, in units of its asset. */
export const paidWords = ({ asset, units }: { readonly asset: PayingAsset; readonly units: number }): string =>
  asset === 'cash' ? `${showPlain(units, asset)} 元现金余额` : `${showPlain(units, asset)} ${ASSET_WORDS[asset]}`;

/** How many one member may take. */
export const limitWords = (limit: number | null): string => (limit === null ? '不限份数' : `每人 ${limit} 份`);

/** That editions are no wares, beside those that can be taken. */
export const tradeWords = (series: readonly Pick<SeriesCard, 'price'>[]): string =>
  series.some(({ price }) => price.asset === 'cash') ? '不能买卖' : '用积分换，不能买卖';

/** The goods behind an edition: 五常新米 5 kg. */
export const goodsWords = ({ title, label }: Pick<NonNullable<SeriesCard['goods']>, 'title' | 'label'>): string =>
  [title, label].filter(Boolean).join(' ');

/** Of a certificate: the goods behind the edition, and whether they had been sent for when the day ended. */
export const goodsStanding = ({ series, edition }: Pick<Certificate, 'series' | 'edition'>): string =>
  series.goods === null ? '没有附带' : `${goodsWords(series.goods)}，${edition.isCollected ? '已提' : '未提'}`;

/** For how long those who were drawn are waited for. */
export const reservedWords = ({ reservedHours }: NonNullable<SeriesCard['draw']>): string =>
  reservedHours % 24 === 0 ? `${reservedHours / 24} 天` : `${reservedHours} 小时`;

/** From when, or until when, a series can be taken or entered; how many of it are taken while it can be. */
export function standingWords(
  series: Pick<SeriesCard, 'state' | 'opensAtMs' | 'closesAtMs' | 'draw' | 'supply' | 'left'>,
): string {
  switch (series.state) {
    case 'coming':
      return `${showMoment(series.opensAtMs)} ${series.draw ? '起报名' : '开'}`;
    case 'entering':
      return `报名到 ${showMoment(series.closesAtMs ?? 0)}，再抽签`;
    case 'drawing':
      return '报名完了，等抽签';
    case 'over':
      return '已截止';
    case 'allTaken':
      return '领完了';
    case 'open':
      return `领走 ${showCount(series.supply - series.left)} / ${showCount(series.supply)}`;
  }
}

type Right = EditionRow['rights'][number];

/** Whether a right has ended: its last day is over. */
export const isOver = ({ untilDay }: Right, nowMs: number): boolean => untilDay !== null && untilDay < showToday(nowMs);

const untilWords = ({ untilDay }: Right): string => (untilDay === null ? '' : `，到 ${showDay(untilDay)}`);

/** What an edition is good for now, in few words; green only where its goods can be sent for. */
export function purposeOf(
  edition: EditionRow,
  nowMs: number,
): { readonly words: string; readonly isReady: boolean } | null {
  const { goods, collectedAtMs, rights, state } = edition;
  if (state === 'listed') return { words: '登记在外，暂不能动', isReady: false };
  if (state === 'offered') return { words: '等对方收下', isReady: false };
  if (goods && collectedAtMs === null) return { words: `可提货 ${goods.label || goods.title}`, isReady: true };
  const right = rights.find((one) => !isOver(one, nowMs));
  if (right) return { words: right.words + untilWords(right), isReady: false };
  return collectedAtMs === null ? null : { words: collectedWords(collectedAtMs), isReady: false };
}

/** That its goods were sent for. */
export const collectedWords = (atMs: number): string => `已提货 ${showDayOf(atMs)}`;

/** Until when a right holds. */
export const rightUntil = (right: Right, nowMs: number): string => {
  if (right.untilDay === null) return '一直有效';
  return isOver(right, nowMs) ? `${right.untilDay} 已到期` : `到 ${right.untilDay} 为止`;
};
