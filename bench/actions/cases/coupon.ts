import type { InputOf } from '@shared/contract';

/** A coupon of which there are plenty. */
export const couponInput = (): Omit<InputOf<'admin.makeCoupon'>, 'requestId'> => ({
  name: '周末券',
  worth: { kind: 'fixed', offFen: 100 },
  fromFen: 100,
  scope: { kind: 'all' },
  validity: { kind: 'days', days: 30 },
  takeUntilMs: Date.parse('2099-01-01T00:00:00+08:00'),
  most: 1_000_000,
  bearer: 'platform',
});
