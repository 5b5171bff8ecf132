import { done, refuse } from '@shared/kernel';
import { cloud } from '../_lib/cloud';
import { orders } from '../_lib/collections';
import type { OrderDocument } from '../_lib/documents';
import { environmentId, merchantNumber } from '../_lib/merchant';
import { bookCoveredOrder } from '../_lib/orders/paid';
import type { Handler } from '../_lib/outcomes';

interface PaymentParameters {
  appId: string;
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: string;
  paySign: string;
}

/** yyyyMMddHHmmss in Beijing time. */
const stampOf = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replaceAll(/\D/g, '');

/** Parameters to pay an order with. Asked again they are the same prepayment: an order cannot be paid twice. */
export const payOrder: Handler<'shop.payOrder'> = async ({ orderId }, { member, nowMs }) => {
  const order = await orders.get(orderId);
  if (!order?.isPlaced || order.memberId !== member._id) return refuse('order/unknown');
  if (order.state !== 'awaitingPayment') return refuse('order/notInState', { state: order.state });
  if (nowMs >= order.payBeforeMs) return refuse('order/expired', { payBeforeMs: order.payBeforeMs });
  if (order.cashFen === 0) {
    const paid = await bookCoveredOrder(orderId, nowMs);
    return done({ orderId, state: paid?.state ?? order.state, payment: null });
  }
  const payment = await prepay(order);
  return payment ? done({ orderId, state: order.state, payment }) : refuse('payment/notStarted');
};

async function prepay(order: OrderDocument): Promise<PaymentParameters | null> {
  try {
    const answer = await cloud.cloudPay.unifiedOrder!({
      functionName: 'payCallback',
      envId: environmentId(),
      subMchId: merchantNumber(),
      nonceStr: order._id,
      body: `${order.shopName} ${order.orderNo}`,
      outTradeNo: order._id,
      totalFee: order.cashFen,
      spbillCreateIp: '127.0.0.1',
      tradeType: 'JSAPI',
      timeExpire: stampOf(order.payBeforeMs),
    });
    if (answer.returnCode === 'SUCCESS' && answer.resultCode === 'SUCCESS') return readParameters(answer.payment);
    console.warn(`prepayment of ${order._id}: ${String(answer.errCodeDes ?? answer.returnMsg)}`);
  } catch (error) {
    console.warn(`prepayment of ${order._id}: ${(error as Error).message}`);
  }
  return null;
}

function readParameters(given: unknown): PaymentParameters {
  const { appId, timeStamp, nonceStr, package: prepayment, signType, paySign } = given as PaymentParameters;
  return { appId, timeStamp, nonceStr, package: prepayment, signType, paySign };
}
