import type { SettingsVersion, SettingValues } from '@shared/contract';
import type { Stored } from '../../_platform/collection';

/** What was saved of the settings, once. `_id` is `version:` and its number with eight digits. Never changed. */
export interface SettingsVersionDocument extends Stored, Readonly<Omit<SettingsVersion, 'byName'>> {
  /** Every setting as this version left it. */
  readonly values: Readonly<SettingValues>;
}
