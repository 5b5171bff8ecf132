import type { StaffArea } from '@shared/roles';
import * as z from 'zod';
import { action } from './action';
import { noticeTemplate } from './messages';
import { figureSchemas, type SettingFigure, settingFigureNames, settingFigures, settingUnits } from './settingFields';
import { text } from './text';
import { cursor, id, moment, pageLimit, repeatable } from './values';
import { payeeNeeds } from './withdrawals';

/** How a template of WeChat's subscribed messages is set up: `ID:thing1,thing2,time3`; '' as the deployment has it. */
const templateText = z.string().regex(/^$|^[\w-]{5,64}:[a-z_]+\d+,[a-z_]+\d+,[a-z_]+\d+$/);

/** A phrase of the shop's own that no text may hold: letters and digits alone are compared, so it has two at least. */
const phrase = text(2, 20).refine((typed) => (typed.match(/[\p{Script=Han}a-zA-Z0-9]/gu)?.length ?? 0) >= 2, {
  error: 'two letters at least',
});

/** Settings that are no figures. */
const wordSchemas = {
  withdrawNeeds: payeeNeeds,
  /** Said to a buyer who opens customer service of the platform's own shops; '' says nothing. */
  greeting: text(0, 100),
  /** What those who answer may take instead of typing. */
  quickReplies: z.array(text(1, 60)).max(20),
  /** Phrases that no text may hold, besides the built-in ones. */
  forbiddenPhrases: z.array(phrase).max(100),
  /** Notices that are not asked for and not sent. */
  noticesOff: z.array(noticeTemplate).max(10),
  templateShipped: templateText,
  templateCredits: templateText,
  templateAfterSales: templateText,
  templateRestock: templateText,
  templateWithdrawal: templateText,
  templateSecurity: templateText,
} as const;

/** Everything that the shop is run by outside the plans: the one form that a change is read by. */
export const settingValues = z.strictObject({ ...figureSchemas, ...wordSchemas });
export type SettingValues = z.infer<typeof settingValues>;
export type SettingName = keyof SettingValues;

type WordName = keyof typeof wordSchemas;

/** What is shipped of those that are no figures. */
const SHIPPED_WORDS: { readonly [Name in WordName]: SettingValues[Name] } = {
  withdrawNeeds: 'name',
  greeting: '',
  quickReplies: [],
  forbiddenPhrases: [],
  noticesOff: [],
  templateShipped: '',
  templateCredits: '',
  templateAfterSales: '',
  templateRestock: '',
  templateWithdrawal: '',
  templateSecurity: '',
};

/** Who may change them, beside the owners. */
const WORD_AREAS: Readonly<Record<WordName, StaffArea>> = {
  withdrawNeeds: 'staff.money',
  greeting: 'staff.shop',
  quickReplies: 'staff.shop',
  forbiddenPhrases: 'staff.owner',
  noticesOff: 'staff.shop',
  templateShipped: 'staff.owner',
  templateCredits: 'staff.owner',
  templateAfterSales: 'staff.owner',
  templateRestock: 'staff.owner',
  templateWithdrawal: 'staff.owner',
  templateSecurity: 'staff.owner',
};

/** What holds until somebody changes it. */
export const shippedSettings: Readonly<SettingValues> = {
  ...(Object.fromEntries(settingFigureNames.map((name) => [name, settingFigures[name].shipped])) as Record<
    SettingFigure,
    number
  >),
  ...SHIPPED_WORDS,
};
export const settingNames = Object.keys(shippedSettings) as readonly SettingName[];

const isFigure = (name: SettingName): name is SettingFigure => Object.hasOwn(settingFigures, name);

/** Who may change a setting, beside the owners. */
export const areaOfSetting = (name: SettingName): StaffArea =>
  isFigure(name) ? settingFigures[name].area : WORD_AREAS[name];

/** Whether a change lets more money out than before, so that a second administrator decides. */
export function letsMoreOut(name: SettingName, before: unknown, after: unknown): boolean {
  if (name === 'withdrawNeeds') {
    const { options } = payeeNeeds;
    return options.indexOf(after as never) < options.indexOf(before as never);
  }
  if (!isFigure(name)) return false;
  const { two } = settingFigures[name] as { readonly two?: 'more' | 'less' };
  if (two === undefined) return false;
  return two === 'more' ? Number(after) > Number(before) : Number(after) < Number(before);
}

/** The bounds of a figure; null for what is none. */
export function boundsOfSetting(name: SettingName) {
  if (!isFigure(name)) return null;
  const { unit, least, most } = settingFigures[name];
  return { unit, least, most };
}

const name = z.enum(settingNames as [SettingName, ...SettingName[]]);
const value = z.union([z.number().int(), z.string(), z.array(z.string())]);
export type SettingValue = z.infer<typeof value>;

/** One setting as it was changed. */
export const settingChange = z.strictObject({ name, before: value, after: value });
export type SettingChange = z.infer<typeof settingChange>;

const settingsPage = z.strictObject({
  /** Counts what was saved; a change names the one that it was made on. */
  version: z.number().int(),
  settings: z.array(
    z.strictObject({
      name,
      area: z.string(),
      /** Null for what is no figure. */
      bounds: z
        .strictObject({ unit: z.enum(settingUnits), least: z.number().int(), most: z.number().int() })
        .nullable(),
      value,
      shipped: value,
      /** Whether the caller's roles may change it. */
      isMine: z.boolean(),
    }),
  ),
  /** Changes that wait for a second administrator. */
  waiting: z.number().int(),
});
export type SettingsPage = z.infer<typeof settingsPage>;

const settingsVersion = z.strictObject({
  version: z.number().int(),
  atMs: moment,
  by: id,
  byName: z.string(),
  /** `begun`: what held before the first change; `approved`: by a second administrator. */
  how: z.enum(['begun', 'saved', 'approved', 'restored']),
  /** Which version it restored; null for any other. */
  restored: z.number().int().nullable(),
  changes: z.array(settingChange),
});
export type SettingsVersion = z.infer<typeof settingsVersion>;

/** What became of a change: saved under a version, or waiting as a proposal; neither where nothing was different. */
const outcome = z.strictObject({
  state: z.enum(['saved', 'proposed', 'same']),
  version: z.number().int(),
  proposalId: id.nullable(),
});

/** The version that the change was made on; refused where somebody saved meanwhile. Without it nothing is compared. */
const onVersion = z.number().int().min(0);

export const settingActions = [
  action({
    name: 'admin.viewSettings',
    role: 'staff.any',
    input: z.strictObject({}),
    output: settingsPage,
    refusals: [],
  }),
  /**
   * Changes the settings that are named, and no other, from now on: by who works in the area of each. What lets more money
   * out than before is proposed, all of the change together, for another administrator to approve.
   */
  action({
    name: 'admin.saveSettings',
    role: 'staff.any',
    input: z.strictObject({ ...settingValues.partial().shape, onVersion: onVersion.optional(), ...repeatable }),
    output: outcome,
    refusals: ['settings/changed', 'words/forbidden', 'words/risky'],
  }),
  /** Every version that was saved, newest first. */
  action({
    name: 'admin.listSettings',
    role: 'staff.any',
    input: z.strictObject({ cursor: cursor.optional(), limit: pageLimit.default(20) }),
    output: z.strictObject({ versions: z.array(settingsVersion), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** Takes back what was saved since a version: everything is as that version left it, under a version of its own. */
  action({
    name: 'admin.restoreSettings',
    role: 'staff.any',
    input: z.strictObject({ version: onVersion, onVersion, ...repeatable }),
    output: outcome,
    refusals: ['settings/unknown', 'settings/changed'],
  }),
] as const;
