import type { OutputOf } from '@shared/contract';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { asRefused, call, forgetAll, type Refused } from '../../gateway';
import { useToldPayments } from '../../state/toldPayments';

type Parameters = NonNullable<OutputOf<'shop.payOrder'>['payment']>;

/** A payment that a browser stands in for WeChat with. */
interface SheetPayment {
  /** Of the order that stands for all that are paid. */
  readonly orderId: string;
  readonly prepayId: string;
  readonly totalFen: number;
}

type PayEnd = (orderId: string, outcome: 'paid' | 'cancelled' | 'failed') => void;

/** Asks WeChat itself. A member who turns back there has paid nothing. */
async function payInWechat(parameters: Parameters): Promise<'paid' | 'cancelled' | 'failed'> {
  try {
    await Taro.requestPayment({ ...parameters, signType: parameters.signType as 'RSA' });
    return 'paid';
  } catch (error) {
    return /cancel/i.test(String((error as { errMsg?: string }).errMsg)) ? 'cancelled' : 'failed';
  }
}

/**
 * Pays an order: WeChat's own sheet in WeChat, a sheet of ours in a browser. `onEnd` hears the outcome as this device
 * saw it; whether the money came is the callback's word, so the result page asks the order.
 */
export function usePay(onEnd: PayEnd) {
  const [sheet, setSheet] = useState<SheetPayment | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<Refused | null>(null);

  const tell = useToldPayments((all) => all.tell);

  const end: PayEnd = (orderId, outcome) => {
    setSheet(null);
    if (outcome === 'paid') tell(orderId);
    void forgetAll();
    onEnd(orderId, outcome);
  };

  const pay = async (orderId: string) => {
    if (isBusy) return;
    setBusy(true);
    setFault(null);
    try {
      const answer = await call('shop.payOrder', { orderId });
      // Orders that were placed together are paid together, and told of by the first of them.
      const { payment, totalFen, orderId: paidBy } = answer;
      if (payment === null) end(paidBy, 'paid');
      else if (process.env.TARO_ENV === 'h5') {
        setSheet({ orderId: paidBy, prepayId: payment.package.replace(/^prepay_id=/, ''), totalFen });
      } else end(paidBy, await payInWechat(payment));
    } catch (error) {
      const refused = asRefused(error);
      // Paid meanwhile: its notice came while this screen still showed it unpaid.
      if (refused.code === 'order/notInState' && refused.details.state === 'paid') end(orderId, 'paid');
      else {
        // What this screen shows is not what it costs any more.
        if (refused.code === 'order/priceChanged') void forgetAll();
        setFault(refused);
      }
    } finally {
      setBusy(false);
    }
  };
  return { pay, isBusy, fault, sheet, end };
}

export type Pay = ReturnType<typeof usePay>;
