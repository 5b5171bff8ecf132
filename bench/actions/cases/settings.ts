import type { ActionName } from '@shared/contract';
import { act, nextNumber, nextRequestId } from '../scene';
import { by, type CasesOf } from './case';

export type SettingsAction = Extract<
  ActionName,
  | 'admin.saveSettings'
  | 'admin.viewSettings'
  | 'admin.listSettings'
  | 'admin.restoreSettings'
  | 'admin.viewStops'
  | 'admin.setStop'
>;

export const settingsCases: CasesOf<SettingsAction> = {
  'admin.saveSettings': [
    by('admin', () => ({ payWithinMinutes: 100 + (nextNumber() % 1_000), requestId: nextRequestId() })),
  ],
  'admin.viewSettings': [by('admin', () => ({}))],
  'admin.listSettings': [by('admin', () => ({}))],
  'admin.restoreSettings': [
    by('admin', async (scene) => {
      const saved = { payWithinMinutes: 40 + (nextNumber() % 20), requestId: nextRequestId() };
      const { version } = await act(scene.cloud, 'admin.saveSettings', saved, scene.admin.token);
      return { version: version - 1, onVersion: version, requestId: nextRequestId() };
    }),
  ],
  'admin.viewStops': [by('admin', () => ({}))],
  'admin.setStop': [
    by('admin', async ({ cloud, admin }) => {
      const stop = { stop: 'signUp', reason: '维护' } as const;
      await act(cloud, 'admin.setStop', { ...stop, isStopped: true, requestId: nextRequestId() }, admin.token);
      return { ...stop, isStopped: false, requestId: nextRequestId() };
    }),
  ],
};
