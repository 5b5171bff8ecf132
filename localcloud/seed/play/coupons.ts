import type { InputOf } from '@shared/contract';
import type { Stage } from './stage';

const DAY_MS = 86_400_000;
const TAKEN_FOR_DAYS = 60;

type Made = Omit<InputOf<'admin.makeCoupon'>, 'takeUntilMs' | 'requestId'>;

/** What can be taken at the coupon centre as the history ends. Nobody holds one yet. */
const COUPONS: readonly Made[] = [
  {
    name: '满 100 减 10',
    worth: { kind: 'fixed', offFen: 1_000 },
    fromFen: 10_000,
    scope: { kind: 'all' },
    validity: { kind: 'days', days: 14 },
    most: 2_000,
    perMember: 2,
    bearer: 'platform',
  },
  {
    name: '蔬果九折',
    worth: { kind: 'percent', rateMillionths: 100_000, mostFen: 2_000 },
    fromFen: 3_000,
    scope: { kind: 'categories', categoryIds: ['fruit'] },
    validity: { kind: 'days', days: 7 },
    most: 500,
    perMember: 1,
    bearer: 'shop',
  },
  {
    name: '新客减 8',
    worth: { kind: 'fixed', offFen: 800 },
    fromFen: 800,
    scope: { kind: 'all' },
    isForNewcomers: true,
    validity: { kind: 'days', days: 30 },
    most: 1_000,
    perMember: 1,
    bearer: 'platform',
  },
  {
    name: '青岚满 200 减 25',
    worth: { kind: 'fixed', offFen: 2_500 },
    fromFen: 20_000,
    scope: { kind: 'shop', shopId: 'qinglan' },
    validity: { kind: 'days', days: 14 },
    most: 300,
    perMember: 1,
    bearer: 'shop',
  },
];

/** Makes the coupons, one after the other, so that they stand in this order. */
export async function giveCoupons(stage: Stage): Promise<void> {
  const takeUntilMs = stage.cloud.now() + TAKEN_FOR_DAYS * DAY_MS;
  for (const [at, coupon] of COUPONS.entries())
    await stage.as('admin', 'admin.makeCoupon', { ...coupon, takeUntilMs, requestId: `demo-coupon-${at + 1}` });
}
