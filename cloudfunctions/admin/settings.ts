import {
  areaOfSetting,
  boundsOfSetting,
  letsMoreOut,
  type OutputOf,
  type RefusalOf,
  refuse,
  type SettingChange,
  type SettingName,
  type SettingsVersion,
  type SettingValue,
  type SettingValues,
  settingNames,
  shippedSettings,
} from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { canonical } from '@shared/proofs';
import { worksIn } from '@shared/roles';
import { note } from '../_actions/audit';
import { named } from '../_actions/auditChain';
import { once } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import type { Transaction } from '../_platform/transactions';
import {
  members,
  phrasesKept,
  proposals,
  settingsKept,
  settingsVersions,
  watchLimitsKept,
} from '../_store/collections';
import type { PhrasesDocument, SettingsDocument, WatchLimitsDocument } from '../_store/documents/platform';
import type { SettingsVersionDocument } from '../_store/documents/settings';
import { listPage } from '../_store/lists';
import {
  defaultSettings,
  PHRASES_ID,
  placeOf,
  SETTINGS_ID,
  settingValuesFrom,
  WATCH_LIMITS_ID,
} from '../_store/settings';
import { newProposal } from './proposals';

type Saved = OutputOf<'admin.saveSettings'>;

/** Settings as they are kept, with the documents that keep them. */
interface Kept {
  readonly settings: SettingsDocument | null;
  readonly phrases: PhrasesDocument | null;
  readonly limits: WatchLimitsDocument | null;
  readonly version: number;
  readonly values: SettingValues;
}

async function readKept(transaction?: Transaction): Promise<Kept> {
  const settings = await settingsKept.get(SETTINGS_ID, transaction);
  const phrases = await phrasesKept.get(PHRASES_ID, transaction);
  const limits = await watchLimitsKept.get(WATCH_LIMITS_ID, transaction);
  const values = settingValuesFrom(settings, phrases, limits);
  return { settings, phrases, limits, version: settings?.version ?? 0, values };
}

const versionId = (version: number): string => `version:${String(version).padStart(8, '0')}`;

/** Lists are compared by what is in them. */
const isSame = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

/** What is different in `wanted`; what it does not name stays. */
const changesOf = (values: SettingValues, wanted: Partial<SettingValues>): SettingChange[] =>
  settingNames.flatMap((name) => {
    const [before, after] = [values[name], wanted[name]];
    return after === undefined || isSame(before, after) ? [] : [{ name, before, after }];
  });

/** Writes changes under the next version, within a transaction that read what is kept. @returns the version. */
async function keep(
  kept: Kept,
  changes: readonly SettingChange[],
  { by, atMs, how, restored }: Pick<SettingsVersionDocument, 'by' | 'atMs' | 'how' | 'restored'>,
  transaction: Transaction,
): Promise<number> {
  const before = { by, restored: null, changes: [] };
  // What held before the first change can be gone back to as well.
  if (kept.version === 0)
    await settingsVersions.put(
      { _id: versionId(0), version: 0, atMs, how: 'begun', values: kept.values, ...before },
      transaction,
    );
  const version = kept.version + 1;
  const fieldsIn = (id: string): Record<string, SettingValue> =>
    Object.fromEntries(
      changes.flatMap(({ name, after }) => (placeOf(name).id === id ? [[placeOf(name).field, after]] : [])),
    );
  const settings = { ...defaultSettings(), ...kept.settings, ...fieldsIn(SETTINGS_ID), version };
  await settingsKept.put({ ...settings, _id: SETTINGS_ID } as SettingsDocument, transaction);
  const [phrases, limits] = [fieldsIn(PHRASES_ID), fieldsIn(WATCH_LIMITS_ID)];
  if (Object.keys(phrases).length > 0)
    await phrasesKept.put({ ...kept.phrases, ...phrases, _id: PHRASES_ID }, transaction);
  if (Object.keys(limits).length > 0)
    await watchLimitsKept.put({ ...kept.limits, ...limits, _id: WATCH_LIMITS_ID }, transaction);
  const after = Object.fromEntries(changes.map((change) => [change.name, change.after]));
  const values = { ...kept.values, ...after } as SettingValues;
  await settingsVersions.put(
    { _id: versionId(version), version, by, atMs, how, restored, changes: [...changes], values },
    transaction,
  );
  return version;
}

/** Whether somebody may change a setting. */
const isOf = ({ member }: Caller, name: SettingName): boolean => worksIn(member.roles, areaOfSetting(name));

/** Saves what is different, or proposes it where more money would leave, within a transaction. */
async function change(
  caller: Caller,
  action: 'admin.saveSettings' | 'admin.restoreSettings',
  wanted: Partial<SettingValues>,
  { onVersion, restored }: { readonly onVersion: number | undefined; readonly restored: number | null },
  transaction: Transaction,
): Promise<Outcome<Saved, 'settings/changed' | 'identity/notAllowed'>> {
  const kept = await readKept(transaction);
  const { version } = kept;
  if (onVersion !== undefined && onVersion !== version) return refuse('settings/changed', { version });
  const changes = changesOf(kept.values, wanted);
  if (!changes.every(({ name }) => isOf(caller, name))) return refuse('identity/notAllowed');
  if (changes.length === 0) return done({ state: 'same', version, proposalId: null });
  if (changes.some(({ name, before, after }) => letsMoreOut(name, before, after))) {
    const what = { kind: 'settings', changes, restored } as const;
    const { _id: proposalId } = await newProposal(caller, action, what, '', transaction);
    return done({ state: 'proposed', version, proposalId });
  }
  const how = restored === null ? 'saved' : 'restored';
  const saved = await keep(kept, changes, { by: caller.member._id, atMs: caller.nowMs, how, restored }, transaction);
  const of: Record<string, number> = restored === null ? {} : { restored };
  await note(caller, action, { version: saved, ...of }, transaction, named(changes));
  return done({ state: 'saved', version: saved, proposalId: null });
}

export const saveSettings: Handler<'admin.saveSettings'> = async ({ requestId: _id, onVersion, ...wanted }, caller) => {
  const names = settingNames.filter((name) => wanted[name] !== undefined);
  if (!names.every((name) => isOf(caller, name))) return refuse('identity/notAllowed');
  const { greeting = '', quickReplies = [] } = wanted;
  const screened = await screenText([greeting, quickReplies], 'byShop');
  if (!screened.ok) return screened;
  return once<Saved, 'settings/changed' | 'identity/notAllowed'>(caller, (transaction) =>
    change(caller, 'admin.saveSettings', wanted as Partial<SettingValues>, { onVersion, restored: null }, transaction),
  );
};

export const restoreSettings: Handler<'admin.restoreSettings'> = async ({ version, onVersion }, caller) => {
  const found = await settingsVersions.get(versionId(version));
  if (!found) return refuse('settings/unknown', { version });
  return once<Saved, Exclude<RefusalOf<'admin.restoreSettings'>, 'request/reused'>>(caller, (transaction) =>
    change(caller, 'admin.restoreSettings', found.values, { onVersion, restored: version }, transaction),
  );
};

/** Does what was proposed, unless one of its settings was changed meanwhile. */
export async function applySettings(
  { changes, restored }: { readonly changes: readonly SettingChange[]; readonly restored: number | null },
  { member, nowMs }: Caller,
  transaction: Transaction,
): Promise<Outcome<{ readonly reversal: null; readonly adjustment: null }, 'settings/changed'>> {
  const kept = await readKept(transaction);
  if (!changes.every(({ name, before }) => isSame(kept.values[name], before)))
    return refuse('settings/changed', { version: kept.version });
  await keep(kept, changes, { by: member._id, atMs: nowMs, how: 'approved', restored }, transaction);
  return done({ reversal: null, adjustment: null });
}

export const viewSettings: Handler<'admin.viewSettings'> = async (_input, caller) => {
  const [kept, waiting] = await Promise.all([
    readKept(),
    proposals.count({ state: 'proposed', 'what.kind': 'settings' }),
  ]);
  return done({
    version: kept.version,
    settings: settingNames.map((name) => ({
      name,
      area: areaOfSetting(name),
      bounds: boundsOfSetting(name),
      value: kept.values[name],
      shipped: shippedSettings[name],
      isMine: isOf(caller, name),
    })),
    waiting,
  });
};

export const listSettings: Handler<'admin.listSettings'> = async (input) => {
  const list = await listPage(settingsVersions, input, {
    name: 'admin.listSettings',
    condition: {},
    keys: [['_id', 'desc']],
    types: ['string'],
    fields: { values: false },
  });
  if (!list.ok) return list;
  const { found, next } = list.value;
  const people = await members.getMany([...new Set(found.map(({ by }) => by))], { nickname: true });
  const names = new Map(people.map(({ _id, nickname }) => [_id, nickname]));
  const versions = found.map(
    ({ version, atMs, by, how, restored, changes }): SettingsVersion => ({
      version,
      atMs,
      by,
      byName: names.get(by) ?? '',
      how,
      restored,
      changes: changes.map((one) => ({ ...one })),
    }),
  );
  return done({ versions, next });
};
