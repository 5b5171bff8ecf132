import type { OutputOf } from '@shared/contract';
import { openPage } from './host';

const NOW_MS = Date.parse('2026-11-22T09:41:00+08:00');
const goods = { title: '五常大米', label: '5 kg', picture: '' as const, ground: 2 };

const parcels: OutputOf<'shop.viewParcels'> = {
  orderId: 'O1',
  state: 'shipped',
  shopName: '青岚粮油店',
  nowMs: NOW_MS,
  address: { name: '林小满', region: '山东省青岛市市南区', detail: '香港中路 40 号' },
  toSendPieces: 0,
  receivesAtMs: NOW_MS + 9 * 86_400_000,
  settleAfterDays: 7,
  extendDays: 3,
  may: { confirm: true, extend: true, refund: true },
  parcels: [
    {
      no: 1,
      way: 'express',
      carrier: '顺丰速运',
      trackingNo: 'SF1482000006037',
      sentAtMs: NOW_MS - 20 * 3_600_000,
      lines: [{ skuId: 's1', quantity: 1, ...goods }],
      trace: {
        state: 'delivering',
        promisedAtMs: NOW_MS + 3 * 3_600_000,
        arrivesAtMs: NOW_MS + 3 * 3_600_000,
        courier: { name: '刘师傅', phone: '13800002001' },
        askedAtMs: NOW_MS,
        steps: [{ atMs: NOW_MS - 3 * 3_600_000, words: '派送中，派件员 刘师傅', state: 'delivering' }],
      },
    },
    {
      no: 2,
      way: 'local',
      carrier: '城际冷链',
      trackingNo: '',
      sentAtMs: NOW_MS - 20 * 3_600_000,
      lines: [{ skuId: 's2', quantity: 2, ...goods, title: '鲜牛奶' }],
      trace: null,
    },
  ],
};

test('parcels are tabs: the promise, who brings it, and what nobody tells of', async () => {
  const page = await openPage('packages/order/logistics/index', { id: 'O1' }, { 'shop.viewParcels': () => parcels });
  await page.until('今天 12:41 前到');
  await page.until('比说好的时间没有晚');
  await page.until('打电话 13800002001');
  await page.until('快递显示签收，订单不会自己变成已收货');
  await page.tap('包裹 2');
  await page.until('店家已发出');
  await page.until('鲜牛奶 × 2');
});
