import type { Preview } from '@shared/contract';
import { useRef, useState } from 'react';
import { refusalWords } from '../../../copy/refusals';
import type { Answers } from '../../../features/asks/useAnswers';
import { usePay } from '../../../features/pay/usePay';
import { newRequestId, queryClient, type Refused, useAct } from '../../../gateway';
import type { ChosenLine } from '../../../state/chosenLines';
import { go } from '../../../state/routes';
import type { Extras } from './useExtras';

/** The sums, prices or shelves are not what this page shows any more: it asks for them anew. */
const STALE: readonly Refused['code'][] = [
  'order/sumChanged',
  'goods/soldOut',
  'stay/full',
  'stay/dates',
  'goods/offShelf',
  'goods/unknown',
  'goods/limit',
  'points/notEnough',
  'points/overLimit',
  'stable/notEnough',
  'stable/overLimit',
  'balance/notEnough',
  'balance/overLimit',
  'balance/barred',
];

/** What is told besides the goods. */
interface Told {
  readonly extras: Extras;
  readonly answers: Answers;
}

const NOTHING_ASKED = { skuId: '', title: '', asks: [] };

/** The lines with what their goods asked for. */
const answered = (lines: readonly ChosenLine[], { orders }: Preview, answers: Answers) => {
  const asking = orders.flatMap((order) => order.lines);
  return lines.map((line) => ({
    ...line,
    ...answers.given(asking.find(({ skuId }) => skuId === line.skuId) ?? NOTHING_ASKED),
  }));
};

/** The sums are asked for anew, also those of other choices, which may be shown next, and the cart that leads here. */
const askAnew = (): void => {
  for (const name of ['shop.previewOrder', 'shop.viewCart']) void queryClient.invalidateQueries({ queryKey: [name] });
};

/** Whether the next six digits may do what was refused. */
const isOfPassword = ({ code }: Refused): boolean => code.startsWith('payPassword/');

/**
 * Places the orders once, however often the button is tapped, then pays them. What the cash balance pays of them is
 * confirmed by the payment password first.
 */
export function usePlaceOrder(lines: readonly ChosenLine[], { extras, answers }: Told) {
  const requestId = useRef(newRequestId());
  const placed = useRef<string | null>(null);
  const act = useAct('shop.placeOrder', [
    'shop.viewCart',
    'shop.listOrders',
    'shop.listHeldCoupons',
    'account.me',
    'wallet.view',
    'wallet.statement',
  ]);
  const [isConfirming, setConfirming] = useState(false);
  const pay = usePay((orderId) => go.payResult(orderId));
  const submit = (preview: Preview, payPassword?: string) => {
    if (placed.current) {
      void pay.pay(placed.current);
      return;
    }
    if (act.isPending) return;
    const { payment, address } = preview;
    if (payment.balanceFen > 0 && payPassword === undefined) {
      act.reset();
      setConfirming(true);
      return;
    }
    act.mutate(
      {
        lines: answered(lines, preview, answers),
        ...(address && preview.needsAddress ? { addressId: address.addressId } : {}),
        coupons: preview.orders.flatMap(({ shop, kind, coupon }) =>
          coupon ? [{ shopId: shop.shopId, kind, heldId: coupon.heldId }] : [],
        ),
        useSpendableCents: payment.spendableCents,
        useStableCents: payment.stableCents,
        useBalanceFen: payment.balanceFen,
        ...(payPassword === undefined ? {} : { payPassword }),
        expectedCashFen: payment.cashFen,
        notes: extras.notes,
        ...(extras.invoice ? { invoice: extras.invoice } : {}),
        requestId: requestId.current,
      },
      {
        onSuccess: ({ orderId }) => {
          placed.current = orderId;
          setConfirming(false);
          void pay.pay(orderId);
        },
        // Refused is not placed: the next try is another act. No answer may be either, so that one keeps its id.
        onError: (refused) => {
          const { code } = refused;
          if (!code.startsWith('network/')) requestId.current = newRequestId();
          // What a password cannot mend is told on the page beneath.
          if (!isOfPassword(refused) && !code.startsWith('network/')) setConfirming(false);
          if (code.startsWith('coupon/')) extras.forgetCoupons();
          if (STALE.includes(code) || code.startsWith('coupon/')) askAnew();
        },
      },
    );
  };
  const refused = act.error ?? pay.fault;
  return {
    submit,
    pay,
    isBusy: act.isPending || pay.isBusy,
    isConfirming,
    stopConfirming: () => setConfirming(false),
    refusedPassword: isConfirming ? act.error : null,
    fault: refused && !isConfirming ? refusalWords(refused) : null,
  };
}

export type Placing = ReturnType<typeof usePlaceOrder>;
