import type { ClosePage, OutputOf } from '@shared/contract';
import { ASSET_WORDS, showFullMoment, showPlain, writeSheet } from '@shared/format';
import { CHECK_WORDS, STAGE_WORDS } from '../../../copy/watch';

type Entry = OutputOf<'admin.listJournal'>['entries'][number];

/** A figure as a spreadsheet counts with it. */
const figure = (units: number, asset: Parameters<typeof showPlain>[1]): string =>
  showPlain(units, asset).replace(/,/g, '');

/** The report of a day as a sheet: what it made, where it went, and what was made twice. */
export function daySheet(close: ClosePage): string {
  const { release, dividend, exits, pool } = close;
  const yuan = (fen: number): string => figure(fen, 'cash');
  return writeSheet([
    ['收盘日', close.day],
    ['结算订单', String(close.orders)],
    ['现金营业额', yuan(close.turnoverFen)],
    ['参与增值积分的营业额', yuan(close.byPlan.appreciationFen)],
    ['参与分红的营业额', yuan(close.byPlan.dividendFen)],
    ['参与释放的营业额', yuan(close.byPlan.releaseFen)],
    ...(dividend
      ? [
          ['上次结转', yuan(dividend.carriedInFen)],
          ['静态池', yuan(dividend.proportionalPoolFen)],
          ['动态池', yuan(dividend.tierPoolFen)],
          ['按股付出', yuan(dividend.paidProportionalFen)],
          ['按档付出', yuan(dividend.paidTierFen)],
          ['结转到次日', yuan(dividend.carriedFen)],
          ['归还平台', yuan(dividend.returnedFen)],
        ]
      : []),
    ['每日释放', yuan(release.staticCents)],
    ['一代奖励', yuan(release.firstGenerationCents)],
    ['二代奖励', yuan(release.secondGenerationCents)],
    ['团队奖励', yuan(release.teamCents)],
    ['平级奖励', yuan(release.sameRankCents)],
    ['还没释放的', yuan(release.remainingCents)],
    ['还没用的分红额度', yuan(release.quotaFen)],
    ...(exits
      ? [
          ['强制出局人数', String(exits.members)],
          ['强制出局付出', yuan(exits.paidFen)],
        ]
      : []),
    ...(pool
      ? [
          ['托底池', yuan(pool.poolFen)],
          ['流通积分', figure(pool.circulatingMicroPoints, 'appreciating')],
          ['价格', pool.priceShown],
          ['未兑付的恒定积分', figure(pool.stableOutstandingCents, 'stable')],
        ]
      : []),
    ...close.stages.map(({ stage, endedAtMs }) => [STAGE_WORDS[stage], endedAtMs ? showFullMoment(endedAtMs) : '']),
    ...close.checks.map(({ what, agrees }) => [CHECK_WORDS[what], agrees ? '一致' : '不一致']),
    ['分录', String(close.entries)],
    ['前一日的哈希', close.previousHash],
    ['当日的哈希', close.dayHash ?? ''],
  ]);
}

/** Entries of the journal as a sheet, a row for each posting. */
export const journalSheet = (entries: readonly Entry[]): string =>
  writeSheet([
    ['分录', '种类', '时间', '订单', '资产', '从', '到', '数量'],
    ...entries.flatMap(({ entryId, kind, atMs, orderId, postings }) =>
      postings.map(({ asset, from, to, amount }) => [
        entryId,
        kind,
        showFullMoment(atMs),
        orderId ?? '',
        ASSET_WORDS[asset],
        from,
        to,
        figure(amount, asset),
      ]),
    ),
  ]);
