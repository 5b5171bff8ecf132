import type { OrderCard, OrderPage, OutputOf } from '@shared/contract';
import { useState } from 'react';
import { useAskFirst } from '../../components/AskFirst';
import { call, newRequestId, queryClient, type Refused, useAct } from '../../gateway';
import { confirmInWechat, type WechatReceipt } from './wechatReceipt';

const TOUCHED = [
  'shop.listOrders',
  'account.me',
  'shop.viewOrder',
  'shop.viewParcels',
  'wallet.view',
  'wallet.statement',
  'shop.listHeldCoupons',
] as const;

const LEFT_WORDS: Record<OutputOf<'shop.buyAgain'>['left'][number]['why'], string> = {
  offShelf: '已下架',
  soldOut: '卖完了',
  tooFew: '库存不够',
  limit: '超过限购',
  cartFull: '购物车满了',
  nights: '要重新选入住日',
};

/** What was laid into the cart, and what was not and why. */
function againWords({ added, left }: OutputOf<'shop.buyAgain'>): string {
  const missing = left.map(({ title, pieces, why }) => `${title} ${pieces} 件${LEFT_WORDS[why]}`).join('，');
  const head = added > 0 ? `已放进购物车 ${added} 件。` : '没有能再买的，购物车没有动。';
  return missing ? `${head}没有放进的：${missing}。` : head;
}

/** WeChat's own confirmation, where the platform knows that the order was shipped; in a browser there is none. */
async function inWechat(orderId: string): Promise<WechatReceipt> {
  if (process.env.TARO_ENV !== 'weapp') return 'absent';
  const known = await call('shop.viewOrder', { orderId }).catch(() => null);
  return known?.confirmWith ? confirmInWechat(known.confirmWith.transactionId) : 'absent';
}

/** What a buyer can do to an order besides paying it. What cannot be undone asks first. */
export function useOrderActs() {
  const { ask, sheet } = useAskFirst();
  const cancel = useAct('shop.cancelOrder', TOUCHED);
  const confirm = useAct('shop.confirmReceipt', TOUCHED);
  const remind = useAct('shop.remindShipping', TOUCHED);
  const extend = useAct('shop.extendReceipt', TOUCHED);
  const again = useAct('shop.buyAgain', ['shop.viewCart', 'account.me']);
  const hide = useAct('shop.hideOrder', ['shop.listOrders']);
  const [told, setTold] = useState<{ readonly words: string; readonly leadsToCart: boolean } | null>(null);
  const acts = [cancel, confirm, remind, extend, again, hide];
  const newId = () => {
    setTold(null);
    return { requestId: newRequestId() };
  };
  const keep = {
    onSuccess: (order: OrderPage) => queryClient.setQueryData(['shop.viewOrder', { orderId: order.orderId }], order),
    // Refused for its state, the order is not what this screen shows: paid, say, before its notice came.
    onError: ({ code }: Refused) => {
      if (code === 'order/notInState')
        for (const name of TOUCHED) void queryClient.invalidateQueries({ queryKey: [name] });
    },
  };
  const fault: Refused | null = acts.map(({ error }) => error).find((error) => error !== null) ?? null;
  return {
    fault,
    /** The question that is asked first, to be laid over the screen. */
    sheet,
    isBusy: acts.some(({ isPending }) => isPending),
    /** What came of the last act, where that is to be said. */
    told,
    cancel: async ({ orderId, purchase }: Pick<OrderCard, 'orderId' | 'purchase'>) => {
      const back = '用到的积分、优惠券和留着的库存会退回。';
      const question = purchase
        ? { title: `取消 ${purchase.orderIds.length} 笔订单`, words: `一起下的订单一起付，也一起取消。${back}` }
        : { title: '取消订单', words: back };
      if (await ask({ ...question, yes: '取消订单' })) cancel.mutate({ orderId }, keep);
    },
    confirm: async (orderId: string) => {
      const receipt = await inWechat(orderId);
      if (receipt === 'confirmed') confirm.mutate({ orderId, isConfirmedInWechat: true }, keep);
      else if (
        receipt === 'absent' &&
        (await ask({ title: '确认收货', words: '确认后开始退货期，期满结算。', yes: '已收到' }))
      )
        confirm.mutate({ orderId }, keep);
    },
    remind: (orderId: string) =>
      remind.mutate(
        { orderId, ...newId() },
        {
          ...keep,
          onSuccess: (order) => {
            keep.onSuccess(order);
            setTold({ words: '已提醒店家发货，明天还没发可以再提醒。', leadsToCart: false });
          },
        },
      ),
    extend: async (orderId: string, days: number) => {
      const words = `自动收货往后 ${days} 天，一张订单只能延长一次。`;
      if (await ask({ title: '延长收货', words, yes: '延长' })) extend.mutate({ orderId, ...newId() }, keep);
    },
    again: (orderId: string) =>
      again.mutate(
        { orderId, ...newId() },
        { onSuccess: (laid) => setTold({ words: againWords(laid), leadsToCart: laid.added > 0 }) },
      ),
    /** @returns whether it is gone from the list. */
    hide: async (orderId: string) => {
      const words = '订单从列表里移走，账和明细还在，退不回列表。';
      if (!(await ask({ title: '删除订单', words, yes: '删除' }))) return false;
      return hide.mutateAsync({ orderId, ...newId() }).then(
        () => true,
        () => false,
      );
    },
  };
}

export type OrderActs = ReturnType<typeof useOrderActs>;
