import { type SettingName, type SettingValues, settingNames, shippedSettings } from '@shared/contract';
import { isLocalCloud } from '../_platform/variables';
import { phrasesKept, settingsKept } from './collections';
import type { PhrasesDocument, SettingsDocument, WatchLimitsDocument } from './documents/platform';

export const SETTINGS_ID = 'settings';
export const PHRASES_ID = 'phrases';
export const WATCH_LIMITS_ID = 'watchLimits';

export type Settings = Omit<SettingsDocument, '_id'>;
/** The settings that are words and lists. */
export type Phrases = Required<Omit<PhrasesDocument, '_id'>>;

/** Which settings lie with `phrases`: what is read where words are looked through or told, and nowhere else. */
const PHRASES: ReadonlySet<SettingName> = new Set<SettingName>([
  'greeting',
  'quickReplies',
  'forbiddenPhrases',
  'noticesOff',
  'templateShipped',
  'templateCredits',
  'templateAfterSales',
  'templateRestock',
  'templateWithdrawal',
  'templateSecurity',
]);

/** The document of `platform` that a setting lies in, and its name there. */
export function placeOf(name: SettingName): { readonly id: string; readonly field: string } {
  if (PHRASES.has(name)) return { id: PHRASES_ID, field: name };
  if (!name.startsWith('watch')) return { id: SETTINGS_ID, field: name };
  return { id: WATCH_LIMITS_ID, field: name.charAt(5).toLowerCase() + name.slice(6) };
}

const shippedIn = (id: string) =>
  Object.fromEntries(
    settingNames.filter((name) => placeOf(name).id === id).map((name) => [name, shippedSettings[name]]),
  );

/** What holds until an administrator changes it. A deployment is a demonstration only where it says so itself. */
export const defaultSettings = (): Settings => ({
  ...(shippedIn(SETTINGS_ID) as unknown as Omit<Settings, 'withdrawStopped' | 'isDemo'>),
  withdrawStopped: 'none',
  isDemo: isLocalCloud(),
});

/** The settings of what is kept of them. */
export function settingsFrom(document: SettingsDocument | null): Settings {
  const { _id, ...kept } = document ?? { _id: SETTINGS_ID };
  return { ...defaultSettings(), ...kept };
}

/**
 * The settings as they are now. Nothing keeps them between two calls: what is stopped is stopped for the next one,
 * whichever instance answers it.
 */
export const readSettings = async (): Promise<Settings> => settingsFrom(await settingsKept.get(SETTINGS_ID));

/** The words of what is kept of them. */
function phrasesFrom(document: PhrasesDocument | null): Phrases {
  const { _id, ...kept } = document ?? { _id: PHRASES_ID };
  return { ...(shippedIn(PHRASES_ID) as unknown as Phrases), ...kept };
}

/** The words of the settings as they are now. */
export const readPhrases = async (): Promise<Phrases> => phrasesFrom(await phrasesKept.get(PHRASES_ID));

/** Every setting, of the three documents that hold them. */
export function settingValuesFrom(
  settings: SettingsDocument | null,
  phrases: PhrasesDocument | null,
  limits: WatchLimitsDocument | null,
): SettingValues {
  const kept: Readonly<Record<string, object>> = {
    [SETTINGS_ID]: settings ?? {},
    [PHRASES_ID]: phrases ?? {},
    [WATCH_LIMITS_ID]: limits ?? {},
  };
  const keptOf = (name: SettingName): unknown => {
    const { id, field } = placeOf(name);
    return (kept[id] as Readonly<Record<string, unknown>>)[field] ?? shippedSettings[name];
  };
  return Object.fromEntries(settingNames.map((name) => [name, keptOf(name)])) as SettingValues;
}
