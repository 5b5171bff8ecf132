import type { OrderPage } from '@shared/contract';
import { useAskFirst } from '../../components/AskFirst';
import { call, queryClient, type Refused, useAct } from '../../gateway';
import { confirmInWechat, type WechatReceipt } from './wechatReceipt';

const TOUCHED = ['shop.listOrders', 'account.me', 'shop.viewOrder', 'wallet.view', 'wallet.statement'] as const;

/** WeChat's own confirmation, where the platform knows that the order was shipped; in a browser there is none. */
async function inWechat(orderId: string): Promise<WechatReceipt> {
  if (process.env.TARO_ENV !== 'weapp') return 'absent';
  const known = await call('shop.viewOrder', { orderId }).catch(() => null);
  return known?.confirmWith ? confirmInWechat(known.confirmWith.transactionId) : 'absent';
}

/** What a buyer can do to an order besides paying it. Each asks first, since none can be undone. */
export function useOrderActs() {
  const { ask, sheet } = useAskFirst();
  const cancel = useAct('shop.cancelOrder', TOUCHED);
  const confirm = useAct('shop.confirmReceipt', TOUCHED);
  const refund = useAct('shop.requestRefund', TOUCHED);
  const keep = {
    onSuccess: (order: OrderPage) => queryClient.setQueryData(['shop.viewOrder', { orderId: order.orderId }], order),
    // Refused for its state, the order is not what this screen shows: paid, say, before its notice came.
    onError: ({ code }: Refused) => {
      if (code === 'order/notInState')
        for (const name of TOUCHED) void queryClient.invalidateQueries({ queryKey: [name] });
    },
  };
  const fault: Refused | null = cancel.error ?? confirm.error ?? refund.error;
  return {
    fault,
    /** The question that is asked first, to be laid over the screen. */
    sheet,
    isBusy: cancel.isPending || confirm.isPending || refund.isPending,
    cancel: async (orderId: string) => {
      if (await ask({ title: '取消订单', words: '用到的积分和留着的库存会退回。', yes: '取消订单' }))
        cancel.mutate({ orderId }, keep);
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
    refund: async (orderId: string) => {
      if (await ask({ title: '申请退款', words: '整单退，现金和积分按付款时的样子各自退回。', yes: '申请退款' })) {
        refund.mutate({ orderId, reason: '不想要了' }, keep);
      }
    },
  };
}

export type OrderActs = ReturnType<typeof useOrderActs>;
