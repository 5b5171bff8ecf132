import type { SettingName, SettingsPage, SettingValue } from '@shared/contract';
import { showPlain } from '@shared/format';
import { readPercent, writePercent } from '../../../components/form/percent';
import { readCount, readYuan, writeYuan } from '../../../components/form/yuan';
import { STAFF_NEEDS } from './needs';

export type Setting = SettingsPage['settings'][number];
type Unit = NonNullable<Setting['bounds']>['unit'];

const UNIT_WORDS = {
  minutes: '分钟',
  hours: '小时',
  days: '天',
  fen: '元',
  millionths: '%',
  times: '',
  pieces: '件',
  people: '人',
} as const satisfies Record<Unit, string>;

/** Beside a figure that is typed. */
export const unitWords = ({ bounds }: Setting): string => (bounds ? UNIT_WORDS[bounds.unit] : '');

/** A value as it is written into its field: lists a line each. */
export function written({ bounds }: Pick<Setting, 'bounds'>, value: SettingValue): string {
  if (Array.isArray(value)) return value.join('\n');
  if (typeof value === 'string' || !bounds) return String(value);
  if (bounds.unit === 'fen') return writeYuan(value);
  return bounds.unit === 'millionths' ? writePercent(value) : String(value);
}

const LISTS: ReadonlySet<SettingName> = new Set<SettingName>(['quickReplies', 'forbiddenPhrases', 'noticesOff']);

/** What was typed, as it is saved; null where it is no figure within its bounds. */
export function readTyped({ name, bounds }: Setting, typed: string): SettingValue | null {
  if (LISTS.has(name))
    return typed
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  if (!bounds) return typed.trim();
  const read = bounds.unit === 'fen' ? readYuan : bounds.unit === 'millionths' ? readPercent : readCount;
  const figure = read(typed);
  return figure !== null && figure >= bounds.least && figure <= bounds.most ? figure : null;
}

/** A value in words, with its unit. */
export function valueWords({ name, bounds }: Pick<Setting, 'name' | 'bounds'>, value: SettingValue): string {
  if (name === 'withdrawNeeds') return STAFF_NEEDS.find(({ key }) => key === value)?.words ?? String(value);
  if (Array.isArray(value)) return value.length === 0 ? '没有' : value.join('、');
  if (typeof value === 'string') return value === '' ? '空' : value;
  if (!bounds) return String(value);
  const figure = bounds.unit === 'fen' ? showPlain(value, 'cash') : written({ bounds }, value);
  const unit = UNIT_WORDS[bounds.unit];
  return `${figure}${unit === '%' || unit === '' ? unit : ` ${unit}`}`;
}

/** What it may be, in words. */
export const boundsWords = (setting: Setting): string =>
  setting.bounds === null
    ? ''
    : `${valueWords(setting, setting.bounds.least)} 到 ${valueWords(setting, setting.bounds.most)}`;

const SUFFIXES = { Fen: 'fen', Millionths: 'millionths', Minutes: 'minutes', Hours: 'hours', Days: 'days' } as const;

/** A value in words where its bounds are not at hand: its name ends in its unit. */
export function asTyped(name: SettingName, value: SettingValue): string {
  const [, suffix = ''] = /(Fen|Millionths|Minutes|Hours|Days)$/.exec(name) ?? [];
  const unit = SUFFIXES[suffix as keyof typeof SUFFIXES];
  return valueWords({ name, bounds: unit ? { unit, least: 0, most: 0 } : null }, value);
}
