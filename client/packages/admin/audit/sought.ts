import type { AuditKind, InputOf } from '@shared/contract';
import { showToday } from '@shared/format';

const DAY_MS = 86_400_000;

/** What lines are looked for by. */
export interface Sought {
  readonly about: string;
  readonly kind: AuditKind | 'all';
  readonly period: 'week' | 'month' | 'all';
  readonly who: string;
}

export const PERIODS: readonly { readonly key: Sought['period']; readonly words: string }[] = [
  { key: 'week', words: '近 7 天' },
  { key: 'month', words: '近 30 天' },
  { key: 'all', words: '全部' },
];

/** As the page opens. */
export const NARROWED: Sought = { about: '', kind: 'all', period: 'week', who: '' };

const DAYS = { week: 6, month: 29 } as const;

/** The same as the functions are asked by it. */
export const askedBy = (
  { about, kind, period, who }: Sought,
  nowMs: number,
): Omit<InputOf<'admin.listAudit'>, 'cursor' | 'limit'> => ({
  ...(about ? { about } : {}),
  ...(kind === 'all' ? {} : { kind }),
  ...(who ? { who } : {}),
  ...(period === 'all' ? {} : { fromDay: showToday(nowMs - DAYS[period] * DAY_MS) }),
});
