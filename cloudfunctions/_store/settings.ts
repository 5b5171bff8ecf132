import { isLocalCloud } from '../_platform/variables';
import { settingsKept } from './collections';
import type { SettingsDocument } from './documents/platform';

export const SETTINGS_ID = 'settings';

export type Settings = Omit<SettingsDocument, '_id'>;

/** What holds until an administrator changes it. A deployment is a demonstration only where it says so itself. */
export const defaultSettings = (): Settings => ({
  settleAfterDays: 7,
  payWithinMinutes: 30,
  autoReceiveAfterDays: 10,
  extendReceiptDays: 3,
  pointsUseRatioMillionths: 300_000,
  payoutAloneFen: 1_000_000,
  recoveryWaitHours: 24,
  closingWaitDays: 7,
  quoteToleranceMillionths: 10_000,
  answerWithinDays: 2,
  sendBackWithinDays: 5,
  acceptReturnAfterDays: 10,
  sendExchangeWithinDays: 5,
  receiveExchangeAfterDays: 10,
  askArbitrationWithinDays: 3,
  withdrawMinFen: 1_000,
  withdrawFeeMillionths: 10_000,
  withdrawDailyFen: 200_000,
  withdrawDailyCount: 3,
  withdrawWaitHours: 48,
  withdrawReviewFromFen: 50_000,
  withdrawSecondFromFen: 100_000,
  withdrawNeeds: 'name',
  withdrawTaxFreeFen: 80_000,
  withdrawTaxMillionths: 200_000,
  withdrawStopped: 'none',
  isDemo: isLocalCloud(),
});

/** The settings of what is kept of them. */
export function settingsFrom(document: SettingsDocument | null): Settings {
  const { _id, ...kept } = document ?? { _id: SETTINGS_ID };
  return { ...defaultSettings(), ...kept };
}

/** The settings as they are now. */
export const readSettings = async (): Promise<Settings> => settingsFrom(await settingsKept.get(SETTINGS_ID));
