import { actions } from '@shared/contract';
import { readDay } from '../../../components/form/day';
import { type CouponDraft, EMPTY, faultsIn, inputOf, missingIn } from './draft';
import { readDiscount } from './read';

const NOW = Date.parse('2026-11-21T09:00:00+08:00');

const full: CouponDraft = {
  ...EMPTY,
  name: ' 满 100 减 10 ',
  off: '10',
  from: '100',
  days: '7',
  takeUntilDay: '2026-11-30',
  pieces: '500',
};

test.each([
  ['9', 100_000],
  ['8.5', 150_000],
  ['8.75', 125_000],
  ['0', 1_000_000],
  ['10', null],
  ['9.999', null],
  ['', null],
])('%s 折 takes off %s millionths', (typed, millionths) => {
  expect(readDiscount(typed)).toBe(millionths);
});

test.each([
  ['2026-11-21', Date.parse('2026-11-21T00:00:00+08:00')],
  ['2026-11-31', null],
  ['2026-1-1', null],
  ['', null],
])('the day %s begins at %s', (typed, ms) => {
  expect(readDay(typed)).toBe(ms);
});

test('a full draft is a coupon to the contract, its days whole', () => {
  expect(missingIn(full, NOW)).toBeNull();
  const input = { ...inputOf(full, 'own'), requestId: 'request-0001' };
  expect(actions.find(({ name }) => name === 'admin.makeCoupon')?.input.safeParse(input).success).toBe(true);
  expect(input).toMatchObject({
    name: '满 100 减 10',
    worth: { kind: 'fixed', offFen: 1_000 },
    takeUntilMs: Date.parse('2026-12-01T00:00:00+08:00'),
  });
});

test('a share, a period, and what it is for', () => {
  const draft: CouponDraft = {
    ...full,
    worth: 'percent',
    discount: '8.5',
    most: '20',
    scope: 'categories',
    categoryIds: ['fruit'],
    validity: 'period',
    fromDay: '2026-11-21',
    untilDay: '2026-11-30',
  };
  expect(missingIn(draft, NOW)).toBeNull();
  expect(inputOf(draft, 'own')).toMatchObject({
    worth: { kind: 'percent', rateMillionths: 150_000, mostFen: 2_000 },
    scope: { kind: 'categories', categoryIds: ['fruit'] },
    validity: {
      kind: 'period',
      fromMs: Date.parse('2026-11-21T00:00:00+08:00'),
      untilMs: Date.parse('2026-12-01T00:00:00+08:00'),
    },
  });
});

test.each<[string, Partial<CouponDraft>, keyof CouponDraft]>([
  ['takes off more than it asks for', { off: '10', from: '9.99' }, 'from'],
  ['takes off nothing', { off: '0' }, 'off'],
  ['is no amount', { off: '1.234' }, 'off'],
  ['is no discount', { worth: 'percent', discount: '12' }, 'discount'],
  ['is taken until a day that is over', { takeUntilDay: '2026-11-20' }, 'takeUntilDay'],
  [
    'is taken after it can be used',
    { validity: 'period', fromDay: '2026-11-21', untilDay: '2026-11-25', takeUntilDay: '2026-11-26' },
    'takeUntilDay',
  ],
  ['ends before it begins', { validity: 'period', fromDay: '2026-12-02', untilDay: '2026-12-01' }, 'untilDay'],
  ['lasts longer than a year', { validity: 'period', fromDay: '2026-11-25', untilDay: '2027-11-26' }, 'untilDay'],
  ['is for nobody', { perMember: '0' }, 'perMember'],
  ['has no pieces', { pieces: '0' }, 'pieces'],
])('a draft that %s says so at its field', (_what, change, field) => {
  const draft = { ...full, ...change };
  expect(Object.keys(faultsIn(draft, NOW))).toEqual([field]);
  expect(missingIn(draft, NOW)).toBe('先改标红的地方');
});

test.each<[string, Partial<CouponDraft>]>([
  ['先填券名', { name: ' ' }],
  ['先填减多少', { off: '' }],
  ['先选分类', { scope: 'categories' }],
  ['先选商品', { scope: 'goods' }],
  ['先填领到哪天', { takeUntilDay: '' }],
  ['先填能用的起止日期', { validity: 'period' }],
])('the button says what is missing: %s', (words, change) => {
  expect(missingIn({ ...full, ...change }, NOW)).toBe(words);
});
