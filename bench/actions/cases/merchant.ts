import type { ActionName } from '@shared/contract';
import { quotedRedemption, quotedShopSale, withShopPoints } from '../exits';
import { applied, applying, asOwner, paid, placed, shipped, visiting, voucherOf } from '../orders';
import { act, nextNumber, nextRequestId, type Scene } from '../scene';
import { asked, paidAtTill } from '../tills';
import { by, type CasesOf } from './case';

/** What the owner of the shop asks with: he owns it from then on. */
const owner = <Input>(input: (scene: Scene) => Promise<Input> | Input) =>
  by('leader', async (scene) => {
    const asked = await input(scene);
    asOwner(scene);
    scene.cloud.engine.update('shops', { _id: scene.goods.shopId }, { $set: { ownerId: scene.leader.memberId } });
    return asked;
  });

const ofPaid = owner(async (scene) => ({ orderId: await paid(scene), requestId: nextRequestId() }));

export const merchantCases: CasesOf<Extract<ActionName, `merchant.${string}`>> = {
  'merchant.home': [owner(() => ({}))],
  'merchant.listOrders': [owner(() => ({}))],
  'merchant.viewOrder': [owner(async (scene) => ({ orderId: await paid(scene) }))],
  'merchant.viewShippingAddress': [ofPaid],
  'merchant.viewAnswers': [ofPaid],
  'merchant.ship': [
    owner(async (scene) => ({
      orderId: await paid(scene),
      carrier: '德邦',
      trackingNo: `B${nextNumber()}`,
      requestId: nextRequestId(),
    })),
  ],
  'merchant.changePrice': [
    owner(async (scene) => ({
      orderId: await placed(scene),
      changes: 0,
      offFen: 100,
      freightFen: 0,
      reason: '老客优惠',
      requestId: nextRequestId(),
    })),
  ],
  'merchant.correctParcel': [
    owner(async (scene) => ({
      orderId: await shipped(scene),
      no: 1,
      carrier: '中通',
      trackingNo: `C${nextNumber()}`,
      reason: '抄错了',
      requestId: nextRequestId(),
    })),
  ],
  'merchant.seeReminder': [
    owner(async (scene) => {
      const orderId = await paid(scene);
      await act(scene.cloud, 'shop.remindShipping', { orderId }, scene.buyer.token);
      return { orderId, requestId: nextRequestId() };
    }),
  ],
  'merchant.listGoods': [owner(() => ({}))],
  'merchant.viewGoods': [owner(({ goods }) => ({ goodsId: goods.goodsId }))],
  'merchant.changeStock': [
    owner(({ goods }) => ({ skuId: goods.skuId, by: 1, reason: '到货', requestId: nextRequestId() })),
  ],
  'merchant.shelveGoods': [
    owner(({ goods }) => ({ goodsId: goods.goodsId, isOnShelf: true, requestId: nextRequestId() })),
  ],
  'merchant.saveCalendar': [
    owner(async ({ cloud, goods }) => {
      const weekFen = Array<number>(7).fill(29_800);
      const calendar = { rooms: 8, weekFen, days: [] };
      const skuId = `night-${nextNumber()}`;
      const like = cloud.engine.get('goods', goods.goodsId)!;
      const stay = { inFrom: '14:00', outBy: '12:00', freeDaysBefore: 1, freeUntilHour: 18, later: 'ask' };
      const [sku] = like.skus as object[];
      const goodsId = `stay-${nextNumber()}`;
      const skus = [{ ...sku, skuId, costFen: 17_000, calendar }];
      await cloud.engine.insert('goods', [{ ...like, _id: goodsId, kind: 'stay', stay, skus, revision: 1 }]);
      return { goodsId, skuId, revision: 1, calendar: { ...calendar, rooms: 9 }, requestId: nextRequestId() };
    }),
  ],
  'merchant.viewVoucher': [owner(async (scene) => ({ code: await voucherOf(scene) }))],
  'merchant.redeemVoucher': [
    owner(async (scene) => ({
      code: await voucherOf(scene),
      pieces: 1,
      expectedLeft: 1,
      requestId: nextRequestId(),
    })),
  ],
  'merchant.listRedeemed': [owner(() => ({}))],
  'merchant.listVisits': [owner(async (scene) => ({ day: (await visiting(scene)).day }))],
  'merchant.viewShop': [owner(() => ({}))],
  'merchant.placePicture': [
    by('buyer', () => ({ kind: 'licence' as const, type: 'webp' as const, bytes: 12, digest: '0'.repeat(64) })),
  ],
  'merchant.apply': [by('buyer', async (scene) => ({ ...(await applying(scene)), requestId: nextRequestId() }))],
  'merchant.viewApplication': [by('buyer', () => ({}))],
  'merchant.withdrawApplication': [
    by('buyer', async (scene) => ({ applicationId: await applied(scene), requestId: nextRequestId() })),
  ],
  'merchant.viewTill': [owner(() => ({}))],
  'merchant.askPayment': [
    owner(async (scene) => {
      await asked(scene);
      return { amountCents: 1_250, note: '花生', requestId: nextRequestId() };
    }),
  ],
  'merchant.listPayments': [owner(() => ({}))],
  'merchant.viewPayment': [owner(async (scene) => ({ paymentId: await asked(scene) }))],
  'merchant.givePaymentBack': [
    owner(async (scene) => ({ paymentId: await paidAtTill(scene), requestId: nextRequestId() })),
  ],
  'merchant.viewPoints': [owner(() => ({}))],
  'merchant.previewRedemption': [
    owner(async (scene) => {
      await withShopPoints(scene);
      return { cents: 1_000 };
    }),
  ],
  'merchant.redeemStable': [owner(quotedRedemption)],
  'merchant.previewSale': [
    owner(async (scene) => {
      await withShopPoints(scene);
      return { microPoints: 1_000_000 };
    }),
  ],
  'merchant.sellPoints': [owner(quotedShopSale)],
  'merchant.viewOwed': [owner(() => ({}))],
  'merchant.statement': [owner(() => ({}))],
  'merchant.changeShop': [owner(() => ({ notice: '周日不发货', requestId: nextRequestId() }))],
};
