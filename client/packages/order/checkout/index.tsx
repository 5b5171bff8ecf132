import type { Preview } from '@shared/contract';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Icon } from '../../../components/Icon';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, EmptyState, Shown } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { refusalWords } from '../../../copy/refusals';
import { PLAN_WORDS } from '../../../copy/terms';
import { useAnswers } from '../../../features/asks/useAnswers';
import { InvoiceRow } from '../../../features/invoice/InvoiceRow';
import { InvoiceSheet } from '../../../features/invoice/InvoiceSheet';
import { PaySheet } from '../../../features/pay/PaySheet';
import { isOffline, useRead } from '../../../gateway';
import { useCheckoutChoice } from '../../../state/checkout';
import { readLines } from '../../../state/chosenLines';
import { go } from '../../../state/routes';
import { AddressCard } from './AddressCard';
import { ConfirmBalance } from './ConfirmBalance';
import { CouponSheet } from './CouponSheet';
import { OneOrderCard } from './OneOrderCard';
import { PayBar } from './PayBar';
import { SumsCard } from './SumsCard';
import { useExtras } from './useExtras';
import { usePlaceOrder } from './usePlaceOrder';
import { WaysCard } from './WaysCard';

/** The sums of orders before they are placed, one card an order. All of them are the server's. */
export default function CheckoutScreen() {
  const text = useRouter().params.lines;
  const lines = useMemo(() => readLines(text), [text]);
  const extras = useExtras();
  const [isInvoicing, setInvoicing] = useState(false);
  const { addressId, chooseAddress, tell } = useCheckoutChoice();
  /** The order whose coupons are open, by its place. */
  const [couponsAt, setCouponsAt] = useState<number | null>(null);
  const me = useRead('account.me', {});
  useEffect(
    () => () => {
      chooseAddress(null);
      tell({});
    },
    [chooseAddress, tell],
  );

  const preview = useRead('shop.previewOrder', {
    lines,
    ...(addressId ? { addressId } : {}),
    coupons: [...extras.coupons],
    usesBestCoupons: true,
    ...(extras.usesSpendable ? { useSpendableCents: 'most' as const } : {}),
    ...(extras.usesStable ? { useStableCents: 'most' as const } : {}),
    ...(extras.usesBalance ? { useBalanceFen: 'most' as const } : {}),
  });
  // While points or the balance are switched on or off the old sums stay in sight until the new ones are there.
  const shown = useRef<Preview | undefined>(undefined);
  if (preview.value) shown.current = preview.value;
  // Without network the last sums stay in sight; refused, they are wrong.
  const refused = preview.error && !isOffline(preview.error) ? preview.error : null;
  const value = refused ? undefined : (preview.value ?? (preview.error ? undefined : shown.current));

  // A coupon that was chosen and cannot be used any more is forgotten: the rest is chosen anew.
  const couponFault = preview.error?.code.startsWith('coupon/') ? preview.error : null;
  const { forgetCoupons } = extras;
  useEffect(() => {
    if (couponFault) forgetCoupons();
  }, [couponFault, forgetCoupons]);

  const answers = useAnswers(useCheckoutChoice.getState().answers);
  const place = usePlaceOrder(lines, { extras, answers });
  return (
    <Screen
      title="确认订单"
      stops={['orders', 'payments']}
      isDemo={me.value?.isDemo}
      foot={
        value ? <PayBar preview={value} isFresh={preview.value !== undefined} place={place} answers={answers} /> : null
      }
      over={
        value ? (
          <>
            <PaySheet pay={place.pay} payee={payeeOf(value)} />
            <ConfirmBalance preview={value} place={place} isDemo={me.value?.isDemo ?? false} />
            <CouponSheet
              order={couponsAt === null ? null : (value.orders[couponsAt] ?? null)}
              onChoose={(heldId) => {
                const order = value.orders[couponsAt ?? 0];
                if (order) extras.chooseCoupon({ shopId: order.shop.shopId, kind: order.kind, heldId });
                setCouponsAt(null);
              }}
              onClose={() => setCouponsAt(null)}
            />
            <InvoiceSheet
              isOpen={isInvoicing}
              invoice={extras.invoice}
              onSave={(invoice) => {
                extras.setInvoice(invoice);
                setInvoicing(false);
              }}
              onClose={() => setInvoicing(false)}
            />
          </>
        ) : null
      }
    >
      {refused && refused.code !== 'identity/signInFirst' ? (
        <EmptyState
          icon="warn"
          title="没有下单"
          words={refusalWords(refused)}
          act={{ words: '返回去改', onTap: go.back }}
        />
      ) : (
        <Shown
          of={{ ...preview, value }}
          fault="订单没算出来"
          signIn="登录后才能下单。"
          skeleton={<CheckoutSkeleton />}
        >
          {(sums) => (
            <>
              {sums.needsAddress ? <AddressCard preview={sums} /> : null}
              {sums.orders.map((order, at) => (
                <OneOrderCard
                  key={`${order.shop.shopId} ${order.kind}`}
                  order={order}
                  address={sums.address}
                  answers={answers}
                  onCoupons={() => setCouponsAt(at)}
                  place={sums.orders.length > 1 ? { at, of: sums.orders.length } : null}
                  // A shop is told once, on the first of its orders.
                  note={isFirstOfShop(sums, at) ? extras.noteOf(order.shop.shopId) : null}
                />
              ))}
              <WaysCard preview={sums} extras={extras} />
              <InvoiceRow invoice={extras.invoice} preview={sums} onTap={() => setInvoicing(true)} />
              <SumsCard preview={sums} />
              <NotAccepted preview={sums} />
              {place.fault ? <Note tone="bad">{place.fault}</Note> : null}
            </>
          )}
        </Shown>
      )}
    </Screen>
  );
}

const isFirstOfShop = ({ orders }: Preview, at: number): boolean =>
  orders.findIndex(({ shop }) => shop.shopId === orders[at]!.shop.shopId) === at;

/** Whom the payment is made out to. */
function payeeOf({ orders }: Preview): string {
  const names = [...new Set(orders.map(({ shop }) => shop.name))];
  return names.length > 1 ? `${names[0]}等 ${names.length} 家` : names[0]!;
}

function NotAccepted({ preview: { notAccepted } }: { preview: Preview }) {
  if (notAccepted.length === 0) return null;
  return (
    <Tap className="note" onTap={go.rules}>
      <Icon name="page" size={18} />
      <View className="grow">
        {notAccepted.map((plan) => PLAN_WORDS[plan]).join('、')}
        的规则你还没有同意，这一单不计入。结算前同意就会计入；不同意也能照常买。
      </View>
      <Icon name="next" size={18} />
    </Tap>
  );
}

function CheckoutSkeleton() {
  return (
    <>
      <CardSkeleton height={84} />
      <CardSkeleton height={132} />
      <CardSkeleton height={180} />
    </>
  );
}
