import type { InputOf } from '@shared/contract';
import { endOfDayOf } from '@shared/format';
import { readDay } from '../../../components/form/day';
import { readCount, readYuan } from '../../../components/form/yuan';
import { readDiscount } from './read';

type CouponInput = Omit<InputOf<'admin.makeCoupon'>, 'requestId'>;

/** A coupon as it is typed. */
export interface CouponDraft {
  readonly name: string;
  readonly worth: 'fixed' | 'percent';
  readonly off: string;
  /** As shops say it: 9 takes off a tenth, 8.5 takes off 15%. */
  readonly discount: string;
  readonly most: string;
  readonly from: string;
  readonly scope: CouponInput['scope']['kind'];
  readonly categoryIds: readonly string[];
  readonly goodsIds: readonly string[];
  readonly isForNewcomers: boolean;
  readonly validity: 'days' | 'period';
  readonly days: string;
  readonly fromDay: string;
  readonly untilDay: string;
  readonly takeUntilDay: string;
  readonly pieces: string;
  readonly perMember: string;
  readonly bearer: CouponInput['bearer'];
}

export const EMPTY: CouponDraft = {
  name: '',
  worth: 'fixed',
  off: '',
  discount: '',
  most: '',
  from: '',
  scope: 'all',
  categoryIds: [],
  goodsIds: [],
  isForNewcomers: false,
  validity: 'days',
  days: '',
  fromDay: '',
  untilDay: '',
  takeUntilDay: '',
  pieces: '',
  perMember: '1',
  bearer: 'platform',
};

type Faults = Partial<Record<keyof CouponDraft, string>>;

const DAY_MS = 86_400_000;

const MONEY = '填金额，最多两位小数';

/** What of a draft is wrong, by its field. What is empty is not wrong, it is missing. */
export function faultsIn(draft: CouponDraft, nowMs: number): Faults {
  const { off, discount, most, from, days, fromDay, untilDay, takeUntilDay, pieces, perMember } = draft;
  const faults: { -readonly [Key in keyof Faults]: string } = {};
  const money = (key: 'off' | 'most' | 'from', typed: string) => {
    if (typed.trim() !== '' && readYuan(typed) === null) faults[key] = MONEY;
  };
  money('from', from);
  if (draft.worth === 'fixed') {
    money('off', off);
    const [offFen, fromFen] = [readYuan(off), readYuan(from || '0')];
    if (offFen === 0) faults.off = '至少 0.01';
    if (offFen !== null && fromFen !== null && fromFen < offFen) faults.from = '门槛不能低于减的金额';
  } else {
    money('most', most);
    if (discount.trim() !== '' && readDiscount(discount) === null) faults.discount = '写成 9 或 8.5 这样，小于 10';
  }
  const fromMs = readDay(fromDay);
  const untilMs = readDay(untilDay);
  const takeMs = readDay(takeUntilDay);
  if (takeMs !== null && endOfDayOf(takeMs) <= nowMs) faults.takeUntilDay = '已经过了';
  if (draft.validity === 'days') {
    const count = readCount(days);
    if (days.trim() !== '' && (!count || count > 365)) faults.days = '1 到 365 天';
  } else {
    if (fromMs !== null && untilMs !== null && untilMs < fromMs) faults.untilDay = '止日在起日之前';
    if (fromMs !== null && untilMs !== null && untilMs - fromMs > 365 * DAY_MS) faults.untilDay = '最多一年';
    if (untilMs !== null && takeMs !== null && takeMs > untilMs) faults.takeUntilDay = '要在能用的最后一天之内';
  }
  const count = readCount(pieces);
  if (pieces.trim() !== '' && (!count || count > 10_000_000)) faults.pieces = '1 张以上';
  const each = readCount(perMember);
  if (perMember.trim() !== '' && (!each || each > 10)) faults.perMember = '1 到 10 张';
  return faults;
}

/** The first thing that keeps a draft from being a coupon; null once nothing does. */
export function missingIn(draft: CouponDraft, nowMs: number): string | null {
  const faults = Object.values(faultsIn(draft, nowMs));
  const needs: readonly (readonly [isMissing: boolean, words: string])[] = [
    [draft.name.trim() === '', '先填券名'],
    [draft.worth === 'fixed' && draft.off.trim() === '', '先填减多少'],
    [draft.worth === 'percent' && draft.discount.trim() === '', '先填几折'],
    [draft.scope === 'categories' && draft.categoryIds.length === 0, '先选分类'],
    [draft.scope === 'goods' && draft.goodsIds.length === 0, '先选商品'],
    [draft.validity === 'days' && draft.days.trim() === '', '先填领后几天内用'],
    [draft.validity === 'period' && (draft.fromDay === '' || draft.untilDay === ''), '先填能用的起止日期'],
    [draft.takeUntilDay === '', '先填领到哪天'],
    [draft.pieces.trim() === '', '先填一共几张'],
    [draft.perMember.trim() === '', '先填每人几张'],
    [faults.length > 0, '先改标红的地方'],
  ];
  return needs.find(([isMissing]) => isMissing)?.[1] ?? null;
}

/** A draft of which nothing is missing, as it is sent. Days are whole: the last one is up to its midnight. */
export function inputOf(draft: CouponDraft, shopId: string): CouponInput {
  const day = (typed: string): number => readDay(typed) ?? 0;
  return {
    name: draft.name.trim(),
    worth:
      draft.worth === 'fixed'
        ? { kind: 'fixed', offFen: readYuan(draft.off) ?? 0 }
        : {
            kind: 'percent',
            rateMillionths: readDiscount(draft.discount) ?? 0,
            mostFen: draft.most.trim() === '' ? null : readYuan(draft.most),
          },
    fromFen: readYuan(draft.from || '0') ?? 0,
    scope: scopeOf(draft, shopId),
    isForNewcomers: draft.isForNewcomers,
    validity:
      draft.validity === 'days'
        ? { kind: 'days', days: readCount(draft.days) ?? 0 }
        : { kind: 'period', fromMs: day(draft.fromDay), untilMs: endOfDayOf(day(draft.untilDay)) },
    takeUntilMs: endOfDayOf(day(draft.takeUntilDay)),
    most: readCount(draft.pieces) ?? 0,
    perMember: readCount(draft.perMember) ?? 0,
    bearer: draft.bearer,
  };
}

function scopeOf({ scope, categoryIds, goodsIds }: CouponDraft, shopId: string): CouponInput['scope'] {
  switch (scope) {
    case 'all':
      return { kind: 'all' };
    case 'shop':
      return { kind: 'shop', shopId };
    case 'categories':
      return { kind: 'categories', categoryIds: [...categoryIds] };
    case 'goods':
      return { kind: 'goods', goodsIds: [...goodsIds] };
  }
}
