import { settingsKept } from './collections';
import type { SettingsDocument } from './documents/platform';

export const SETTINGS_ID = 'settings';

export type Settings = Omit<SettingsDocument, '_id'>;

/** What holds until an administrator changes it. A deployment is a demonstration only where it says so itself. */
export const defaultSettings = (): Settings => ({
  settleAfterDays: 7,
  payWithinMinutes: 30,
  autoReceiveAfterDays: 10,
  pointsUseRatioMillionths: 300_000,
  isDemo: process.env.TCB_ENV === 'local-env',
});

/** The settings as they are now. */
export async function readSettings(): Promise<Settings> {
  const { _id, ...kept } = (await settingsKept.get(SETTINGS_ID)) ?? { _id: SETTINGS_ID };
  return { ...defaultSettings(), ...kept };
}
