// What this bench takes from the functions: the form of a line, and of what is kept of a day's balances.
import { balanceDayOf } from '../../cloudfunctions/_books/balanceDays/days';
import { noColumns } from '../../cloudfunctions/_books/balanceDays/held';
import { isLandmark } from '../../cloudfunctions/_books/landmarks';
import type { LineDocument } from '../../cloudfunctions/_store/documents';
import type { BalanceDayDocument } from '../../cloudfunctions/_store/documents/pages';

const EVENTS_OF_DAY = 3;

/** Six lines of three events of a day: an order that spendable and stable points paid, each. */
export function linesOfDay(memberId: string, day: string, fromMs: number): LineDocument[] {
  return Array.from({ length: EVENTS_OF_DAY }, (_, event) => {
    const journalId = `order:O${day.replace(/-/g, '')}${event}:pay`;
    const line = (position: number, asset: 'spendable' | 'stable'): LineDocument => ({
      _id: `${journalId}:${position}`,
      memberId,
      kind: 'order.pay',
      asset,
      units: -100,
      day,
      atMs: fromMs + (event + 1) * 3_600_000,
      position,
      journalId,
      orderId: `O${day.replace(/-/g, '')}${event}`,
      orderNo: `MH${day.replace(/-/g, '')}${event}`,
      plan: null,
      version: null,
      note: '',
      inputs: asset === 'stable' ? { askedStableCents: 100 } : { askedSpendableCents: 100 },
    });
    return [line(0, 'spendable'), line(1, 'stable')];
  }).flat();
}

/** What a page's members held as a day ended, where that is kept: the same of all. */
export function landmarkOfDay(pageId: string, day: string, holders: readonly string[]): BalanceDayDocument[] {
  if (!isLandmark(day)) return [];
  const columns = noColumns();
  for (const column of Object.values(columns)) column.push(...holders.map(() => 50_000_000));
  const own = [columns.cash, columns.spendable] as const;
  return [balanceDayOf(day, pageId, { holders, columns }, own, { form: 2, secret: 'secret' })!];
}
