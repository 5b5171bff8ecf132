import type { RoomCalendarShown, StayTermsShown } from '@shared/contract';
import { addDays, type BusinessDay, businessDayOf } from '@shared/kernel';
import { catalogue } from '../catalogue';
import type { Stage } from './stage';

const TERMS: StayTermsShown = {
  inFrom: '14:00',
  outBy: '12:00',
  freeDaysBefore: 1,
  freeUntilHour: 18,
  later: 'ask',
};
const GUEST = [
  { key: 'guest', label: '入住人', kind: 'name', hint: '和证件上一样' },
  { key: 'phone', label: '手机号', kind: 'phone', hint: '店家联系用' },
] as const;

/** To whole yuan: a hotel asks no cents. */
const dearer = (fen: number, percent: number): number => Math.round((fen * percent) / 10_000) * 100;

/** Dearer on Fridays and Saturdays, a few rooms of each kind; some nights are full, one is of its own price. */
function calendarOf(priceFen: number, at: number, today: BusinessDay): RoomCalendarShown {
  const [friday, saturday] = [dearer(priceFen, 113), dearer(priceFen, 120)];
  return {
    rooms: 6 - at,
    weekFen: [priceFen, priceFen, priceFen, priceFen, friday, saturday, priceFen],
    days: [
      { day: addDays(today, 4 + at), priceFen: null, rooms: 0 },
      { day: addDays(today, 9), priceFen: saturday, rooms: 2 },
      { day: addDays(today, 17), priceFen: null, rooms: 1 },
    ],
  };
}

/** Sells the nights of the hotels by the day from now on: what was ordered before has been agreed on by hand. */
export async function openNights(stage: Stage): Promise<void> {
  const today = businessDayOf(stage.cloud.now());
  for (const { goodsId, kind } of catalogue) {
    if (kind !== 'stay') continue;
    const goods = await stage.as('admin', 'admin.viewGoods', { goodsId });
    await stage.as('admin', 'admin.saveGoods', {
      ...goods,
      stay: TERMS,
      asks: GUEST.map((ask) => ({ ...ask })),
      skus: goods.skus.map((sku, at) => ({ ...sku, calendar: calendarOf(sku.priceFen, at, today) })),
      requestId: `demo-nights-${goodsId}`,
    });
  }
}
