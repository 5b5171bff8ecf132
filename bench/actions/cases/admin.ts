import type { InputOf } from '@shared/contract';
import { addDays, businessDayOf } from '@shared/kernel';
import {
  applied,
  arbitrationAsked,
  caseAsked,
  ownVoucher,
  paid,
  placed,
  reviewed,
  shipped,
  toppingUp,
  visiting,
} from '../orders';
import { act, nextNumber, nextRequestId, type Scene } from '../scene';
import { approvalCases } from './approvals';
import { by, type CasesOf } from './case';
import { couponInput } from './coupon';
import { importCases } from './imports';
import type { AdminAction } from './ofAdmin';
import { drawn } from './wallet';

function clearance({ cloud }: Scene): InputOf<'admin.proposeClearance'> {
  const today = businessDayOf(cloud.now());
  return {
    feature: 'collectible.transfer',
    issuer: '演示',
    documentReference: `许可 ${nextNumber()}`,
    documentSha256: '0'.repeat(64),
    scope: '演示',
    validFromDay: today,
    validToDay: addDays(today, 30),
    requestId: nextRequestId(),
  };
}

async function proposed(scene: Scene): Promise<string> {
  const { clearanceId } = await act(scene.cloud, 'admin.proposeClearance', clearance(scene), scene.admin.token);
  return clearanceId;
}

async function approved(scene: Scene): Promise<string> {
  const clearanceId = await proposed(scene);
  await act(scene.cloud, 'admin.approveClearance', { clearanceId }, scene.secondAdmin.token);
  return clearanceId;
}

/** A picture that is stored: that of what is for sale. */
const pictureOf = ({ cloud, goods }: Scene): string =>
  String((cloud.engine.get('goods', goods.goodsId)?.pictures as string[] | undefined)?.[0] ?? '');

/** The category of what is for sale: new goods go into it. */
const categoryOf = ({ cloud, goods }: Scene): string =>
  String(cloud.engine.get('goods', goods.goodsId)?.categoryId ?? '');

let offered = 0;

/** A product of its own that has no limited-time price yet: one ends a day before the next begins. */
async function offeredGoods(scene: Scene): Promise<string> {
  const goodsId = `bench-offered-${(offered += 1)}`;
  await act(
    scene.cloud,
    'admin.saveGoods',
    {
      goodsId,
      title: '限时试验',
      pictures: [pictureOf(scene)],
      ground: 1,
      industry: 'grocery' as const,
      categoryId: categoryOf(scene),
      shopId: scene.goods.shopId,
      kind: 'delivered' as const,
      skus: [{ skuId: `${goodsId}-1`, choices: [], priceFen: 1_000, costFen: 200, stock: 10 }],
      isOnShelf: false,
    },
    scene.admin.token,
  );
  return goodsId;
}

const offerAsked = ({ cloud }: Scene, goodsId: string) => ({
  goodsId,
  fromMs: cloud.now(),
  untilMs: cloud.now() + 86_400_000,
  prices: [{ skuId: `${goodsId}-1`, priceFen: 900 }],
  pieces: 5,
  requestId: nextRequestId(),
});

/** Makes the platform owe a shop something, as settled orders would. */
function owes({ engine }: Scene['cloud'], shopId: string): void {
  const has = { pointsMicroPoints: 0, stableCents: 0, cashFen: 1_000_000, settledFen: 1_000_000, settledOrders: 1 };
  if (engine.get('merchants', shopId)) engine.update('merchants', { _id: shopId }, { $set: has });
  else engine.insert('merchants', [{ _id: shopId, ...has }]);
}

/** A withdrawal that was sent five times, a day ago, and that the payment platform has nothing of. */
async function stuck(scene: Scene): Promise<string> {
  const withdrawalId = await drawn(scene);
  const sentAtMs = scene.cloud.now() - 2 * 86_400_000;
  const fields = { state: 'unknown', sends: 5, isNotThere: true, sentAtMs, workedUntilMs: 0 };
  await scene.cloud.engine.update('withdrawals', { _id: withdrawalId }, { $set: fields });
  return withdrawalId;
}

export const adminCases: CasesOf<AdminAction> = {
  'admin.listWithdrawals': [by('admin', () => ({ which: 'all' as const }))],
  'admin.viewWithdrawalTerms': [by('admin', () => ({}))],
  'admin.reviewWithdrawal': [
    by('admin', async (scene) => ({
      withdrawalId: await drawn(scene, 60_000),
      decision: { is: 'approved' as const },
      requestId: nextRequestId(),
    })),
    by(
      'admin',
      async (scene) => ({
        withdrawalId: await drawn(scene, 60_000),
        decision: { is: 'declined' as const, reason: '资料对不上' },
        requestId: nextRequestId(),
      }),
      'declined',
    ),
  ],
  'admin.returnWithdrawal': [
    by('admin', async (scene) => ({
      withdrawalId: await stuck(scene),
      reason: '平台没有收',
      requestId: nextRequestId(),
    })),
  ],
  'admin.stopWithdrawals': [
    by('admin', () => ({ stopped: 'none' as const, reason: '对完账', requestId: nextRequestId() })),
  ],
  'admin.blockWithdrawals': [
    by('admin', ({ leader }) => ({
      memberId: leader.memberId,
      isBlocked: false,
      reason: '核实过',
      requestId: nextRequestId(),
    })),
  ],
  'admin.viewPayee': [by('admin', async (scene) => ({ withdrawalId: await drawn(scene) }))],
  'admin.listPayees': [by('admin', () => ({ quarter: '2026-Q1' }))],
  'admin.listVisits': [by('admin', async (scene) => ({ day: (await visiting(scene)).day }))],
  'admin.viewVoucher': [by('admin', async (scene) => ({ code: await ownVoucher(scene) }))],
  'admin.redeemVoucher': [
    by('admin', async (scene) => ({
      code: await ownVoucher(scene),
      pieces: 1,
      expectedLeft: 1,
      requestId: nextRequestId(),
    })),
  ],
  'admin.listCoupons': [by('admin', () => ({}))],
  'admin.makeCoupon': [by('admin', () => ({ ...couponInput(), requestId: nextRequestId() }))],
  'admin.stopCoupon': [
    by('admin', async ({ cloud, admin }) => {
      const made = { ...couponInput(), requestId: nextRequestId() };
      return {
        couponId: (await act(cloud, 'admin.makeCoupon', made, admin.token)).couponId,
        requestId: nextRequestId(),
      };
    }),
  ],
  ...approvalCases,
  ...importCases,
  'admin.listOrders': [by('admin', () => ({ filter: 'all' as const }))],
  'admin.ship': [
    by('admin', async (scene) => ({
      orderId: await paid(scene),
      carrier: '德邦',
      trackingNo: `B${nextNumber()}`,
      requestId: nextRequestId(),
    })),
  ],
  'admin.changePrice': [
    by('admin', async (scene) => ({
      orderId: await placed(scene),
      changes: 0,
      offFen: 100,
      freightFen: 0,
      reason: '老客优惠',
      requestId: nextRequestId(),
    })),
  ],
  'admin.correctParcel': [
    by('admin', async (scene) => ({
      orderId: await shipped(scene),
      no: 1,
      carrier: '中通',
      trackingNo: `C${nextNumber()}`,
      reason: '抄错了',
      requestId: nextRequestId(),
    })),
  ],
  'admin.seeReminder': [
    by('admin', async (scene) => {
      const orderId = await paid(scene);
      await act(scene.cloud, 'shop.remindShipping', { orderId }, scene.buyer.token);
      return { orderId, requestId: nextRequestId() };
    }),
  ],
  'admin.remarkOrder': [
    by('admin', async (scene) => ({ orderId: await paid(scene), remark: '放门口', requestId: nextRequestId() })),
  ],
  'admin.resolveUpload': [
    by('admin', async (scene) => ({
      orderId: await shipped(scene),
      as: 'entered' as const,
      requestId: nextRequestId(),
    })),
  ],
  'admin.answerAfterSales': [
    by('admin', async (scene) => ({
      caseId: await caseAsked(scene),
      answer: { is: 'agreed' as const },
      requestId: nextRequestId(),
    })),
  ],
  'admin.listAfterSales': [by('admin', () => ({}))],
  'admin.viewAfterSales': [by('admin', async (scene) => ({ caseId: await caseAsked(scene) }))],
  'admin.decideAfterSales': [
    by('admin', async (scene) => ({
      caseId: await arbitrationAsked(scene),
      decision: { for: 'buyer' as const },
      words: '照片清楚，支持买家',
      requestId: nextRequestId(),
    })),
  ],
  'admin.planVersions': [by('admin', () => ({}))],
  'admin.saveShop': [by('admin', () => ({ shopId: 'bench-shop', name: '试验店', requestId: nextRequestId() }))],
  'admin.saveCategory': [
    by('admin', (scene) => ({
      categoryId: 'bench-category',
      name: '试验',
      industry: 'grocery' as const,
      picture: pictureOf(scene),
      ground: 1,
      order: 9999,
      requestId: nextRequestId(),
    })),
  ],
  'admin.saveGoods': [
    by('admin', (scene) => ({
      goodsId: 'bench-goods',
      title: '试验商品',
      pictures: [pictureOf(scene)],
      ground: 1,
      industry: 'grocery' as const,
      kind: 'delivered' as const,
      categoryId: categoryOf(scene),
      shopId: scene.goods.shopId,
      skus: [{ skuId: 'bench-goods-1', choices: [], priceFen: 1_000, costFen: 200, stock: 10 }],
      plans: ['appreciation' as const],
      isOnShelf: false,
      requestId: nextRequestId(),
    })),
  ],
  'admin.viewOffer': [by('admin', ({ goods }) => ({ goodsId: goods.goodsId }))],
  'admin.saveOffer': [by('admin', async (scene) => offerAsked(scene, await offeredGoods(scene)))],
  'admin.endOffer': [
    by('admin', async (scene) => {
      const goodsId = await offeredGoods(scene);
      const { offer } = await act(scene.cloud, 'admin.saveOffer', offerAsked(scene, goodsId), scene.admin.token);
      return { goodsId, offerId: offer.offerId, requestId: nextRequestId() };
    }),
  ],
  'admin.viewStorefront': [by('admin', () => ({}))],
  'admin.saveStorefront': [
    by('admin', async (scene) => {
      const { isArranged: _isArranged, ...kept } = await act(
        scene.cloud,
        'admin.viewStorefront',
        {},
        scene.admin.token,
      );
      return { ...kept, sections: [{ kind: 'hot' as const, title: '卖得多' }], requestId: nextRequestId() };
    }),
  ],
  'admin.changeStock': [by('admin', ({ goods }) => ({ skuId: goods.skuId, by: 1, requestId: nextRequestId() }))],
  'admin.placePicture': [
    by('admin', () => ({ kind: 'goods' as const, type: 'webp' as const, bytes: 60_000, digest: '0'.repeat(64) })),
  ],
  'admin.proposeClearance': [by('admin', clearance)],
  'admin.approveClearance': [
    by('secondAdmin', async (scene) => ({ clearanceId: await proposed(scene), requestId: nextRequestId() })),
  ],
  'admin.revokeClearance': [
    by('admin', async (scene) => ({ clearanceId: await approved(scene), requestId: nextRequestId() })),
  ],
  'admin.listClearances': [by('admin', () => ({}))],
  'admin.setRole': [
    by('admin', ({ buyer }) => ({
      memberId: buyer.memberId,
      role: 'merchant' as const,
      has: nextNumber() % 2 === 0,
      requestId: nextRequestId(),
    })),
  ],
  'admin.listCloses': [by('admin', () => ({}))],
  'admin.viewOpening': [by('admin', () => ({}))],
  'admin.openWithoutPoints': [by('admin', () => ({ isWithoutPoints: false, requestId: nextRequestId() }))],
  'admin.findMember': [by('admin', ({ buyer }) => ({ by: buyer.phone }))],
  'admin.listStaff': [by('admin', () => ({}))],
  'admin.viewShop': [by('admin', ({ goods }) => ({ shopId: goods.shopId }))],
  'admin.listShops': [by('admin', () => ({}))],
  'admin.changeShop': [
    by('admin', ({ goods }) => ({ shopId: goods.shopId, notice: `第 ${nextNumber()} 次`, requestId: nextRequestId() })),
  ],
  'admin.listCategories': [by('admin', () => ({}))],
  'admin.orderCategories': [by('admin', (scene) => ({ categoryIds: [categoryOf(scene)], requestId: nextRequestId() }))],
  'admin.listGoods': [by('admin', () => ({}))],
  'admin.listReviews': [by('admin', () => ({}))],
  'admin.answerReview': [
    by('admin', async (scene) => ({
      reviewId: await reviewed(scene),
      words: '谢谢，磕碰的已经退给你',
      requestId: nextRequestId(),
    })),
  ],
  'admin.hideReview': [
    by('admin', async (scene) => ({
      reviewId: await reviewed(scene),
      isHidden: true,
      reason: '写了别人的电话',
      requestId: nextRequestId(),
    })),
  ],
  'admin.viewGoods': [by('admin', ({ goods }) => ({ goodsId: goods.goodsId }))],
  'admin.shelveGoods': [
    by('admin', ({ goods }) => ({ goodsId: goods.goodsId, isOnShelf: true, requestId: nextRequestId() })),
  ],
  'admin.previewMargins': [
    by('admin', () => ({ plans: ['appreciation' as const], skus: [{ priceFen: 10_000, costFen: 6_000 }] })),
  ],
  'admin.previewFreight': [
    by('admin', () => ({
      freightFen: 800,
      freeFreightFromFen: 0,
      freight: { by: 'weight' as const, first: 1000, step: 500, furtherFen: 200, servesElsewhere: true, groups: [] },
      goodsFen: 10_000,
      pieces: 2,
      grams: 2_600,
    })),
  ],
  'admin.viewOrder': [by('admin', async (scene) => ({ orderId: await paid(scene) }))],
  'admin.viewShippingAddress': [
    by('admin', async (scene) => ({ orderId: await paid(scene), requestId: nextRequestId() })),
  ],
  'admin.judgeTopUp': [
    by('admin', async (scene) => ({
      orderId: await toppingUp(scene),
      skuId: scene.goods.skuId,
      as: 'failed' as const,
      reason: '供应商说没有充',
      requestId: nextRequestId(),
    })),
  ],
  'admin.previewRefund': [
    by('admin', async (scene) => ({
      orderId: await paid(scene),
      lines: [{ skuId: scene.goods.skuId, quantity: 1 }],
    })),
  ],
  'admin.refundPieces': [
    by('admin', async (scene) => {
      const orderId = await paid(scene);
      const lines = [{ skuId: scene.goods.skuId, quantity: 1 }];
      return { orderId, lines, reason: '少了一件', requestId: nextRequestId() };
    }),
  ],
  'admin.viewAnswers': [by('admin', async (scene) => ({ orderId: await paid(scene), requestId: nextRequestId() }))],
  'admin.listOwed': [by('admin', () => ({}))],
  'admin.viewOwed': [by('admin', ({ goods }) => ({ shopId: goods.shopId }))],
  'admin.listShopLines': [by('admin', ({ goods }) => ({ shopId: goods.shopId }))],
  'admin.listApplications': [by('admin', () => ({}))],
  'admin.viewApplication': [
    by('admin', async (scene) => ({ applicationId: await applied(scene), requestId: nextRequestId() })),
  ],
  'admin.decideApplication': [
    by('admin', async (scene) => ({
      applicationId: await applied(scene),
      isApproved: false,
      reason: '执照看不清',
      requestId: nextRequestId(),
    })),
  ],
  'admin.payOut': [
    by('admin', ({ cloud, goods: { shopId } }) => {
      owes(cloud, shopId);
      return { shopId, amountFen: 100, reference: 'ICBC-0001', requestId: nextRequestId() };
    }),
  ],
};
