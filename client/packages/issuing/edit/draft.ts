import type { InputOf, MadeSeries, PayingAsset } from '@shared/contract';
import { showTime, showToday } from '@shared/format';
import { readWhen } from '../../../components/form/day';
import { readCount, readYuan, writeYuan } from '../../../components/form/yuan';
import { goodsWords } from '../../../features/collectibles/words';

type SeriesInput = Omit<InputOf<'admin.saveSeries'>, 'seriesId' | 'seen' | 'requestId'>;
type Right = SeriesInput['rights'][number];

/** A right as it is typed; no day: without an end. */
export interface RightDraft {
  readonly kind: Right['kind'];
  readonly words: string;
  readonly untilDay: string;
}

/** A series as it is typed. */
export interface SeriesDraft {
  readonly title: string;
  readonly story: string;
  readonly pictures: readonly string[];
  readonly ground: number;
  readonly goods: { readonly skuId: string; readonly words: string } | null;
  readonly rights: readonly RightDraft[];
  readonly supply: string;
  /** Empty: any number. */
  readonly limit: string;
  readonly asset: PayingAsset;
  readonly price: string;
  readonly opensDay: string;
  readonly opensTime: string;
  readonly hasEnd: boolean;
  readonly closesDay: string;
  readonly closesTime: string;
  /** It is drawn who may take one. */
  readonly isDrawn: boolean;
  readonly reservedDays: string;
}

const EMPTY: SeriesDraft = {
  title: '',
  story: '',
  pictures: [],
  ground: 1,
  goods: null,
  rights: [],
  supply: '',
  limit: '1',
  asset: 'spendable',
  price: '',
  opensDay: '',
  opensTime: '10:00',
  hasEnd: false,
  closesDay: '',
  closesTime: '22:00',
  isDrawn: false,
  reservedDays: '3',
};

export const MOST_RIGHTS = 5;
export const MOST_PICTURES = 6;
const MOST_EDITIONS = 10_000;
const MOST_EACH = 100;
const MOST_UNITS = 100_000_000;
const MOST_RESERVED_DAYS = 30;
const DAY_HOURS = 24;

/** What is typed of a draft that was saved; of a new one nothing is. */
export function draftOf(made: MadeSeries | null): SeriesDraft {
  if (!made) return EMPTY;
  const { title, story, pictures, ground, goods, rights, supply, limit, price, opensAtMs, closesAtMs, draw } = made;
  return {
    title,
    story,
    pictures,
    ground,
    goods: goods && { skuId: goods.skuId, words: goodsWords(goods) },
    rights: rights.map(({ kind, words, untilDay }) => ({ kind, words, untilDay: untilDay ?? '' })),
    supply: String(supply),
    limit: limit === null ? '' : String(limit),
    asset: price.asset,
    price: writeYuan(price.units),
    opensDay: showToday(opensAtMs),
    opensTime: showTime(opensAtMs),
    hasEnd: closesAtMs !== null,
    closesDay: closesAtMs === null ? '' : showToday(closesAtMs),
    closesTime: closesAtMs === null ? EMPTY.closesTime : showTime(closesAtMs),
    isDrawn: Boolean(draw),
    reservedDays: draw ? String(Math.ceil(draw.reservedHours / DAY_HOURS)) : EMPTY.reservedDays,
  };
}

type Faults = Partial<Record<keyof SeriesDraft, string>>;

const isWithin = (count: number | null, most: number): boolean => count !== null && count >= 1 && count <= most;

/** What of a draft is wrong, by its field. What is empty is not wrong, it is missing. */
export function faultsIn(draft: SeriesDraft, nowMs: number): Faults {
  const faults: { -readonly [Key in keyof Faults]: string } = {};
  const [supply, limit, price] = [readCount(draft.supply), readCount(draft.limit), readYuan(draft.price)];
  if (draft.title.trim().length === 1) faults.title = '至少两个字';
  if (draft.supply.trim() !== '' && !isWithin(supply, MOST_EDITIONS)) faults.supply = '1 到 10,000 份';
  if (draft.limit.trim() !== '' && !isWithin(limit, MOST_EACH)) faults.limit = '1 到 100 份，不填就不限';
  if (draft.price.trim() !== '' && !isWithin(price, MOST_UNITS)) faults.price = '填 0.01 到 1,000,000.00，最多两位小数';
  if (draft.rights.some(({ words }) => words.trim().length === 1)) faults.rights = '用处至少写两个字';
  if (draft.hasEnd) {
    const [opensMs, closesMs] = [
      readWhen(draft.opensDay, draft.opensTime),
      readWhen(draft.closesDay, draft.closesTime),
    ];
    if (closesMs !== null && closesMs <= nowMs) faults.closesDay = '已经过了';
    else if (closesMs !== null && opensMs !== null && closesMs <= opensMs) faults.closesDay = '截止要在开始之后';
  }
  if (draft.isDrawn && !isWithin(readCount(draft.reservedDays), MOST_RESERVED_DAYS)) faults.reservedDays = '1 到 30 天';
  return faults;
}

/** The first thing that keeps a draft from being saved; null once nothing does. */
export function missingIn(draft: SeriesDraft, nowMs: number): string | null {
  const needs: readonly (readonly [isMissing: boolean, words: string])[] = [
    [draft.pictures.length === 0, '先加图片'],
    [draft.title.trim() === '', '先填名称'],
    [draft.rights.some(({ words }) => words.trim() === ''), '先写用处，或去掉它'],
    [draft.supply.trim() === '', '先填份数'],
    [draft.price.trim() === '', '先填领一份付多少'],
    [draft.opensDay === '', '先选开始的日子'],
    [draft.hasEnd && draft.closesDay === '', draft.isDrawn ? '先选报名截止的日子' : '先选截止的日子'],
    [Object.keys(faultsIn(draft, nowMs)).length > 0, '先改标红的地方'],
  ];
  return needs.find(([isMissing]) => isMissing)?.[1] ?? null;
}

/** A draft of which nothing is missing, as it is sent. */
export function inputOf(draft: SeriesDraft): SeriesInput {
  return {
    title: draft.title.trim(),
    story: draft.story.trim(),
    pictures: [...draft.pictures],
    ground: draft.ground,
    rights: draft.rights.map(({ kind, words, untilDay }) => ({
      kind,
      words: words.trim(),
      untilDay: untilDay === '' ? null : untilDay,
    })),
    skuId: draft.goods?.skuId ?? null,
    supply: readCount(draft.supply) ?? 0,
    limit: draft.isDrawn ? 1 : draft.limit.trim() === '' ? null : readCount(draft.limit),
    price: { asset: draft.asset, units: readYuan(draft.price) ?? 0 },
    opensAtMs: readWhen(draft.opensDay, draft.opensTime) ?? 0,
    draw: draft.isDrawn ? { reservedHours: (readCount(draft.reservedDays) ?? 0) * DAY_HOURS } : null,
    closesAtMs: draft.hasEnd ? readWhen(draft.closesDay, draft.closesTime) : null,
  };
}
