import type { Person } from './world';

/** A voucher of the merchant's shop, which sells none in the demo. */
export async function sellTasting(owner: Person): Promise<void> {
  const { goods } = await owner.call('shop.listGoods', { shopId: 'qinglan' });
  const like = goods[0]!;
  await owner.call('admin.saveGoods', {
    goodsId: 'tasting',
    title: '青岚粮油店到店品尝套餐',
    subtitle: '到店用',
    pictures: [like.picture],
    ground: 4,
    industry: like.industry,
    kind: 'voucher',
    categoryId: like.categoryId,
    shopId: 'qinglan',
    unitWord: '份',
    detail: ['到店品尝当季的粮油，两人一份。'],
    voucher: {
      validDays: 60,
      fromDay: null,
      untilDay: null,
      closedWeekdays: [],
      closedDays: ['2027-01-01'],
      hours: '9:30–21:30',
      booking: '周末请早到',
      place: '香港中路 76 号',
      appointment: { times: ['10:00', '14:00', '16:30'], perTime: 3, daysAhead: 14, hoursBefore: 2 },
    },
    skus: [{ skuId: 'tasting-1', choices: [], priceFen: 16_800, costFen: 9_000, stock: 20 }],
  });
}
