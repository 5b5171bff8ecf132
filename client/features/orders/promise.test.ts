import type { OutputOf } from '@shared/contract';
import { promisedOf } from './promise';

type Tracked = OutputOf<'shop.viewParcels'>['parcels'][number];

const AT = Date.parse('2026-11-27T19:00:00+08:00');
const HOUR_MS = 3_600_000;
const parcel = (state: string): Tracked =>
  ({
    way: 'express',
    sentAtMs: AT - HOUR_MS,
    trace: { state, steps: [], arrivesAtMs: AT + 23 * HOUR_MS, promisedAtMs: AT + 24 * HOUR_MS },
  }) as unknown as Tracked;

test.each([
  ['waiting', false, '明天 18:00 前到'],
  ['waiting', true, '已确认收货'],
  ['heldUp', true, '已确认收货'],
  ['signed', true, '已签收'],
  ['signed', false, '已签收'],
])('a parcel that is %s, confirmed by its buyer: %s, says %s', (state, isReceived, title) => {
  expect(promisedOf(parcel(state), AT, isReceived)).toMatchObject({ title, isLate: false });
});
