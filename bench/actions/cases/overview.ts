import type { ActionName } from '@shared/contract';
import { by, type CasesOf } from './case';

/** A day that the scene's history has closed. */
const CLOSED_DAY = '2026-01-01';

export type OverviewAction = Extract<
  ActionName,
  | 'admin.viewOverview'
  | 'admin.viewWatch'
  | 'admin.listLowStock'
  | 'admin.closeCalendar'
  | 'admin.viewClose'
  | 'admin.resumeClose'
  | 'admin.listJournal'
>;

export const overviewCases: CasesOf<OverviewAction> = {
  'admin.viewOverview': [by('admin', () => ({}))],
  'admin.viewWatch': [by('admin', () => ({}))],
  'admin.listLowStock': [by('admin', () => ({}))],
  'admin.closeCalendar': [by('admin', () => ({ month: CLOSED_DAY.slice(0, 7) }))],
  'admin.viewClose': [
    by('admin', ({ cloud }) => ({ day: String(cloud.engine.find('closes', {}, { limit: 1 })[0]?._id ?? CLOSED_DAY) })),
  ],
  'admin.resumeClose': [by('admin', () => ({}))],
  'admin.listJournal': [by('admin', () => ({ day: CLOSED_DAY }))],
};
