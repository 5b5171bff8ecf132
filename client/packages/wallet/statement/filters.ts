import type { Asset, InputOf } from '@shared/contract';
import { showToday } from '@shared/format';
import { ENTRY_GROUPS, type EntryGroup, kindsOf } from '../../../copy/entries';

type Period = 'all' | 'thisMonth' | 'lastMonth' | 'own';

export const PERIODS: readonly { key: Period; words: string }[] = [
  { key: 'all', words: '全部时间' },
  { key: 'thisMonth', words: '本月' },
  { key: 'lastMonth', words: '上月' },
  { key: 'own', words: '自定' },
];

/** What a statement is asked for. Days are of an own period alone; an empty one is open. */
export interface Filter {
  readonly asset: Asset | 'all';
  readonly group: EntryGroup | 'all';
  readonly period: Period;
  readonly fromDay: string;
  readonly toDay: string;
}

export const ALL: Filter = { asset: 'all', group: 'all', period: 'all', fromDay: '', toDay: '' };

const lastMonthOf = (day: string): string => {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
};

/** The days of a month as texts between which each of its days sorts. */
const daysOf = (month: string) => ({ fromDay: `${month}-01`, toDay: `${month}-31` });

/** The first and the last day that are asked for; a period that ends before it begins is turned round. */
function periodOf({ period, fromDay, toDay }: Filter, nowMs: number): { fromDay?: string; toDay?: string } {
  const today = showToday(nowMs);
  switch (period) {
    case 'all':
      return {};
    case 'thisMonth':
      return daysOf(today.slice(0, 7));
    case 'lastMonth':
      return daysOf(lastMonthOf(today));
    case 'own': {
      const [first, last] = fromDay && toDay && fromDay > toDay ? [toDay, fromDay] : [fromDay, toDay];
      return { ...(first ? { fromDay: first } : {}), ...(last ? { toDay: last } : {}) };
    }
  }
}

/** A filter as the functions are asked by it. */
export const askedBy = (filter: Filter, nowMs: number): Omit<InputOf<'wallet.statement'>, 'cursor' | 'limit'> => ({
  ...(filter.asset === 'all' ? {} : { asset: filter.asset }),
  ...(filter.group === 'all' ? {} : { kinds: kindsOf(filter.group) }),
  ...periodOf(filter, nowMs),
});

/** What is chosen besides the asset, in words. */
export function filterWords(filter: Filter): string {
  const { group, period, fromDay, toDay } = filter;
  const of = group === 'all' ? '全部类型' : ENTRY_GROUPS[group];
  const named = PERIODS.find(({ key }) => key === period)?.words ?? '';
  const when = period === 'own' && (fromDay || toDay) ? `${fromDay || '最早'} 至 ${toDay || '今天'}` : named;
  return `${of} · ${when}`;
}
