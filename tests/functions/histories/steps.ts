// What people do in a history, each as one call of the real functions. Who does it, to which of the orders there are,
// and how much of it follow from numbers by chance; whether it is possible, the shop says.
import { addDays, businessDayOf } from '@shared/kernel';
import type { OrderDocument, VoucherDocument } from '../../../cloudfunctions/_store/documents';
import type { HeldCouponDocument } from '../../../cloudfunctions/_store/documents/coupons';
import { all } from '../books';
import { type Joined, PAY_PASSWORD } from '../world';
import { type Bazaar, PHONES, ROOM_SKUS, SKUS } from './bazaar';
import { type Call, type Chance, call, ofOrder, orderIn, orders, type Steps, tokenOf } from './calls';
import { CASE_STEPS } from './caseSteps';

/** Up to three nights within the next days, some from today on: those are past what is given back for nothing. */
function nightsOf({ world }: Bazaar, chance: Chance) {
  const from = addDays(businessDayOf(world.cloud.now()), chance.number(4));
  return { from, to: addDays(from, 1 + chance.number(3)) };
}
const isRoom = (skuId: string): boolean => (ROOM_SKUS as readonly string[]).includes(skuId);

function place(bazaar: Bazaar, chance: Chance, requestId: string): Call {
  const buyer = chance.of(bazaar.buyers) as Joined;
  const chosen = new Set(Array.from({ length: 1 + chance.number(3) }, () => chance.of(SKUS)!));
  const lines = [...chosen].map((skuId) => ({
    skuId,
    quantity: 1 + chance.number(chance.is(9) ? 30 : isRoom(skuId) ? 2 : 3),
    ...(isRoom(skuId) ? { stay: nightsOf(bazaar, chance) } : {}),
    ...(skuId === 'credit-1' ? { answers: { phone: chance.of(PHONES)! } } : {}),
  }));
  const held = chance.of(
    all<HeldCouponDocument>(bazaar.world, 'heldCoupons').filter(({ memberId }) => memberId === buyer.memberId),
  );
  const shopId =
    chosen.has('rice-1') || chosen.has('oil-1') || chosen.has('bath-1') ? chance.of(['own', 'field'])! : 'own';
  return call(
    'shop.placeOrder',
    {
      lines,
      addressId: buyer.addressId,
      ...(held && !chance.is(4) ? { coupons: [{ shopId, kind: 'delivered', heldId: held._id }] } : {}),
      useSpendableCents: chance.is(4) ? chance.number(1_500) : 0,
      useStableCents: chance.is(6) ? chance.number(900) : 0,
      ...(chance.is(3)
        ? { useBalanceFen: 1 + chance.number(chance.is(3) ? 12_000 : 2_500), payPassword: PAY_PASSWORD }
        : {}),
      requestId,
    },
    buyer.token,
  );
}

/** A notice that says another amount than what was to be paid. */
const falseNotice = (order: OrderDocument): Call => ({
  action: 'payCallback',
  input: {
    returnCode: 'SUCCESS',
    resultCode: 'SUCCESS',
    outTradeNo: order.purchase?.purchaseId ?? order._id,
    transactionId: '4200000000000001',
    totalFee: 1,
  },
});

const parcelNo = (order: OrderDocument, chance: Chance): string => `SF${order._id.slice(-8)}${chance.number(1_000)}`;

function ship(bazaar: Bazaar, chance: Chance, requestId: string): Call | undefined {
  const order = orderIn(bazaar, chance, 'paid');
  if (!order) return undefined;
  const some = order.lines.slice(0, 1 + chance.number(order.lines.length));
  const lines = some.map(({ skuId, quantity }) => ({ skuId, quantity: 1 + chance.number(quantity) }));
  const input = {
    orderId: order._id,
    ...(chance.is(2) ? { lines } : {}),
    ...(order.kind === 'delivered'
      ? { carrier: '顺丰', trackingNo: parcelNo(order, chance) }
      : { way: 'virtual' as const }),
    requestId,
  };
  return order.shopOwnerId === bazaar.keeper.memberId && !chance.is(4)
    ? call('merchant.ship', input, bazaar.keeper.token)
    : call('admin.ship', input, bazaar.world.admins[0]);
}

/** The steps by name, each with how often it comes. */
export const STEPS: Steps = {
  ...CASE_STEPS,
  'takes a coupon': [
    3,
    (bazaar, chance, requestId) =>
      call(
        'shop.takeCoupon',
        { couponId: chance.of(bazaar.couponIds)!, requestId },
        (chance.of(bazaar.buyers) as Joined).token,
      ),
  ],
  places: [10, place],
  'starts paying': [14, ofOrder(['awaitingPayment'], ({ _id }) => call('shop.payOrder', { orderId: _id }))],
  pays: [
    40,
    (bazaar, chance) => {
      const started = all<{ readonly _id: string; readonly state: string }>(bazaar.world, 'local__payments');
      const unpaid = new Set(started.filter(({ state }) => state === 'NOTPAY').map(({ _id }) => _id));
      const order = chance.of(orders(bazaar).filter(({ _id }) => unpaid.has(_id)));
      return order && { action: 'pay', input: { outTradeNo: order.purchase?.purchaseId ?? order._id } };
    },
  ],
  'says that it is paid': [4, ofOrder(['awaitingPayment'], ({ _id }) => call('shop.confirmPayment', { orderId: _id }))],
  'a false notice': [
    1,
    (bazaar, chance) => {
      const order = orderIn(bazaar, chance, 'awaitingPayment');
      return order && falseNotice(order);
    },
  ],
  cancels: [
    2,
    ofOrder(['awaitingPayment'], ({ _id }, _chance, requestId) =>
      call('shop.cancelOrder', { orderId: _id, requestId }),
    ),
  ],
  ships: [22, ship],
  reminds: [
    1,
    ofOrder(['paid'], ({ _id }, _chance, requestId) => call('shop.remindShipping', { orderId: _id, requestId })),
  ],
  extends: [
    3,
    ofOrder(['shipped'], ({ _id }, _chance, requestId) => call('shop.extendReceipt', { orderId: _id, requestId })),
  ],
  receives: [
    8,
    ofOrder(['shipped'], ({ _id }, _chance, requestId) => call('shop.confirmReceipt', { orderId: _id, requestId })),
  ],
  'redeems a voucher': [
    12,
    ({ world, keeper }, chance, requestId) => {
      const issued = all<VoucherDocument>(world, 'vouchers').filter(({ state }) => state === 'issued' || chance.is(9));
      const one = chance.of(issued);
      if (!one) return undefined;
      const expectedLeft = one.pieces - one.redeemedPieces;
      const input = {
        code: one._id,
        pieces: 1 + chance.number(expectedLeft || 1),
        expectedLeft: expectedLeft || 1,
        requestId,
      };
      return one.shopId === 'field'
        ? call('merchant.redeemVoucher', input, keeper.token)
        : call('admin.redeemVoucher', input, world.admins[0]);
    },
  ],
  'corrects a number': [
    3,
    (bazaar, chance, requestId) => {
      const order = chance.of(orders(bazaar).filter(({ parcels, kind }) => parcels?.length && kind === 'delivered'));
      if (!order) return undefined;
      const input = {
        orderId: order._id,
        no: 1,
        carrier: '圆通',
        trackingNo: parcelNo(order, chance),
        reason: '抄错了',
        requestId,
      };
      return call('admin.correctParcel', input, bazaar.world.admins[0]);
    },
  ],
  'asks for the top-up': [
    4,
    (bazaar, chance) => {
      const order = chance.of(orders(bazaar).filter(({ kind }) => kind === 'topUp'));
      return order && call('shop.askTopUp', { orderId: order._id }, tokenOf(bazaar, order.memberId)!);
    },
  ],
  'proposes a reversal': [
    5,
    (bazaar, chance, requestId) => {
      const order = chance.of(orders(bazaar).filter(({ state }) => state === 'settled'));
      if (!order) return undefined;
      const part = chance.is(2) ? { cashFen: 1 + chance.number(order.cashFen || 1) } : {};
      const input = { orderId: order._id, ...part, reason: '坏了', requestId };
      return call('admin.proposeReversal', input, bazaar.world.admins[0]);
    },
  ],
  'approves a proposal': [
    5,
    (bazaar, chance, requestId) => {
      const proposed = all<{ readonly _id: string; readonly state: string }>(bazaar.world, 'proposals');
      const one = chance.of(proposed.filter(({ state }) => state === 'proposed'));
      return one && call('admin.approveProposal', { proposalId: one._id, requestId }, bazaar.world.admins[1]);
    },
  ],
  'payouts are stopped, or go on': [
    1,
    ({ world }, chance, requestId) => {
      const stopped = chance.of(['none', 'none', 'sale', 'all'] as const)!;
      return call('admin.stopWithdrawals', { stopped, reason: '对账', requestId }, world.admins[0]);
    },
  ],
  'judges a top-up': [
    2,
    (bazaar, chance, requestId) => {
      const order = chance.of(orders(bazaar).filter(({ topUps }) => topUps?.some(({ state }) => state === 'asked')));
      if (!order) return undefined;
      const as = chance.of(['succeeded', 'failed'] as const)!;
      const input = { orderId: order._id, skuId: 'credit-1', as, reason: '供应商说的', requestId };
      return call('admin.judgeTopUp', input, bazaar.world.admins[0]);
    },
  ],
  reviews: [
    2,
    ofOrder(['received', 'settled'], ({ _id, lines }, chance, requestId) =>
      call('reviews.write', {
        orderId: _id,
        skuId: chance.of(lines)!.skuId,
        stars: 1 + chance.number(5),
        words: '和图片一样',
        requestId,
      }),
    ),
  ],
  'a minute goes by': [2, () => ({ action: 'advance', input: { by: '2m' } })],
  'half an hour goes by': [1, () => ({ action: 'advance', input: { by: '35m' } })],
  'a day goes by': [2, () => ({ action: 'advance', input: { by: '1d' } })],
  'the timer comes': [5, () => ({ action: 'settlement', input: {} })],
  'the day closes': [2, () => ({ action: 'dailyClose', input: {} })],
};
