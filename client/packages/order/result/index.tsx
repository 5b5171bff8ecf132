import type { OutputOf } from '@shared/contract';
import { showMoment, showTime } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useCallback, useEffect, useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Button } from '../../../components/Button';
import { headingProps } from '../../../components/headingProps';
import { Icon } from '../../../components/Icon';
import { LedgerRow, LedgerSum } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { NoticeAsk } from '../../../components/NoticeAsk';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { refusalWords } from '../../../copy/refusals';
import { KIND_WORDS } from '../../../copy/terms';
import { PaySheet } from '../../../features/pay/PaySheet';
import { usePay } from '../../../features/pay/usePay';
import { call, useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { toldOf, useToldPayments } from '../../../state/toldPayments';
import './result.css';

type Purchase = OutputOf<'shop.viewPurchase'>;
type Heard = ReturnType<typeof toldOf>;

/** The word of the platform is awaited, not believed: the orders are asked until they are no longer unpaid. */
const ASK_MS = 1_500;
/** A notice that is late is not waited for: the cashier is asked. */
const ASK_CASHIER_MS = 4_000;

/**
 * Has the shop ask the cashier again and again while a payment that this device was told of is not booked.
 * @returns when it was asked last, and how often; and asks at once when told to.
 */
function useConfirming(orderId: string, isConfirming: boolean) {
  const [asked, setAsked] = useState<{ readonly times: number; readonly atMs: number }>({ times: 0, atMs: 0 });
  // Not answered, it is asked again: the page shows what the orders say.
  const ask = useCallback(
    () =>
      call('shop.confirmPayment', { orderId })
        .then(() => setAsked(({ times }) => ({ times: times + 1, atMs: Date.now() })))
        .catch(() => undefined),
    [orderId],
  );
  useEffect(() => {
    if (!isConfirming) return undefined;
    const timer = setInterval(() => void ask(), ASK_CASHIER_MS);
    return () => clearInterval(timer);
  }, [ask, isConfirming]);
  return { asked, ask };
}

/** What became of a payment, and of every order that it pays, as the orders say. */
export default function ResultScreen() {
  const orderId = decodeURIComponent(useRouter().params.id ?? '');
  const [isAsking, setAsking] = useState(true);
  const purchase = useRead('shop.viewPurchase', { orderId }, { everyMs: isAsking ? ASK_MS : false });
  const isOpen = purchase.value === undefined || purchase.value.state === 'awaitingPayment';
  useEffect(() => setAsking(isOpen), [isOpen]);
  const pay = usePay(() => purchase.again());
  const told = useToldPayments((all) => all.told);
  const heard = purchase.value ? toldOf(told, purchase.value) : null;
  const { asked, ask } = useConfirming(orderId, heard === 'confirming');
  const me = useRead('account.me', {});
  return (
    <Screen
      title="付款结果"
      isDemo={me.value?.isDemo}
      foot={
        purchase.value ? (
          <Ways
            purchase={purchase.value}
            heard={heard}
            isBusy={pay.isBusy}
            onPay={() => void pay.pay(orderId)}
            onAsk={() => void ask()}
          />
        ) : null
      }
      over={purchase.value ? <PaySheet pay={pay} payee={payeeOf(purchase.value)} /> : null}
    >
      <Shown of={purchase} fault="结果没取到，不要重复付款" skeleton={<CardSkeleton height={220} />}>
        {(value) => (
          <>
            <Outcome purchase={value} heard={heard} />
            {heard === 'confirming' ? (
              <Confirming purchase={value} toldAtMs={told[value.orderId] ?? 0} asked={asked} />
            ) : (
              <Orders purchase={value} />
            )}
            {isPaid(value) ? <NoticesOf purchase={value} /> : null}
            {pay.fault ? <Note tone="bad">{refusalWords(pay.fault)}</Note> : null}
          </>
        )}
      </Shown>
    </Screen>
  );
}

const payeeOf = ({ orders }: Purchase): string => {
  const names = [...new Set(orders.map(({ shopName }) => shopName))];
  return names.length > 1 ? `${names[0]}等 ${names.length} 家` : (names[0] ?? '');
};

/** Whether something of it comes by parcel. */
const isSent = ({ orders }: Purchase): boolean => orders.some(({ kind }) => kind === 'delivered');

/** Word in WeChat of what comes of it: of a parcel, where there is one; of points, where it counts. */
function NoticesOf({ purchase }: { purchase: Purchase }) {
  const isCounted = purchase.orders.some(({ counted }) => counted.length > 0);
  if (isSent(purchase) && isCounted) return <NoticeAsk wanted={['shipped', 'credits']} words="发货、入账各发一条" />;
  if (isSent(purchase)) return <NoticeAsk wanted={['shipped']} words="发货时发一条" />;
  return isCounted ? <NoticeAsk wanted={['credits']} words="入账时发一条" /> : null;
}

const isPaid = ({ state }: Purchase): boolean =>
  state !== 'awaitingPayment' && state !== 'closed' && state !== 'refunding' && state !== 'refunded';

/** What comes next of an order that is paid. */
const PAID_WORDS: Readonly<Record<Purchase['orders'][number]['kind'], string>> = {
  delivered: '店家会尽快发货。',
  voucher: '券码在订单里，到店给店员扫。没用可以退。',
  stay: '按订的日期入住。',
  topUp: '正在充值，到了会写在订单里。没充成自动原路退款。',
};

/** What the page says first, and then. */
function outcomeOf(purchase: Purchase, heard: Heard) {
  const several = purchase.orders.length > 1;
  switch (purchase.state) {
    case 'awaitingPayment':
      if (heard === 'confirming')
        return {
          icon: 'clock',
          tone: 'warn',
          title: '正在确认',
          words: '微信说付了，通知还没到，正在替你查，通常 1 分钟内。不用再付，这一单不会收两次。',
        } as const;
      return { icon: 'close', tone: 'bad', ...unpaidOf(purchase, heard) } as const;
    case 'closed':
      return {
        icon: 'close',
        tone: 'bad',
        title: '订单取消了',
        words: '没有扣款。用到的余额、积分、优惠券和留着的库存都退回了。',
      } as const;
    case 'refunding':
      return { icon: 'return', tone: 'warn', title: '退款中', words: backWords(purchase, false) } as const;
    case 'refunded':
      return { icon: 'return', tone: 'warn', title: '已退款', words: backWords(purchase, true) } as const;
    default:
      return {
        icon: 'check',
        tone: 'good',
        title: '付好了',
        words: several ? `${purchase.orders.length} 笔订单，各自发货。` : PAID_WORDS[purchase.orders[0]!.kind],
      } as const;
  }
}

/** Where what was paid goes back to, part by part: only what came by WeChat takes its time. */
function backWords({ payment }: Purchase, isThere: boolean): string {
  const points = payment.spendableCents + payment.stableCents > 0;
  const atOnce = [payment.balanceFen > 0 ? '余额' : '', points ? '积分' : ''].filter(Boolean).join('和');
  return [
    payment.cashFen > 0 ? (isThere ? '微信付的已原路退回。' : '微信付的原路退回，到账要看银行。') : '',
    atOnce === '' ? '' : `用的${atOnce}已经在钱包里。`,
  ].join('');
}

function unpaidOf({ payBeforeMs, mayPay }: Purchase, heard: Heard): { title: string; words: string } {
  const until = mayPay ? `订单留到 ${showMoment(payBeforeMs)}，可再付一次。` : '订单过了付款时间，会自动取消。';
  return heard === 'unheard'
    ? {
        title: '还没有收到付款',
        words: `钱如果已扣，收到通知后会记到这张订单，订单取消了就退回。${until}同一张订单不会扣两次。`,
      }
    : { title: '付款没有完成，没有扣款', words: `余额、积分、优惠券和库存还留着。${until}` };
}

function Outcome({ purchase, heard }: { purchase: Purchase; heard: Heard }) {
  const { icon, tone, title, words } = outcomeOf(purchase, heard);
  return (
    <View className="card state">
      <View className={`result-mark is-${tone}`}>
        <Icon name={icon} size={26} />
      </View>
      <View className="title bold" {...headingProps(2)}>
        {title}
      </View>
      <View className="small muted" {...{ role: 'status' }}>
        {words}
      </View>
    </View>
  );
}

interface ConfirmingProps {
  readonly purchase: Purchase;
  readonly toldAtMs: number;
  readonly asked: { readonly times: number; readonly atMs: number };
}

/** What is known while nobody has confirmed the money: neither that it is paid nor that it is not. */
function Confirming({ purchase, toldAtMs, asked }: ConfirmingProps) {
  return (
    <View className="card">
      <LedgerRow label={`${toldAtMs > 0 ? `${showTime(toldAtMs)} ` : ''}提交付款`}>
        <Amount units={purchase.totalFen} asset="cash" />
      </LedgerRow>
      <LedgerRow label={asked.times > 0 ? `${showTime(asked.atMs)} 查了 ${asked.times} 次` : '正在查'}>
        还没结果
      </LedgerRow>
    </View>
  );
}

/** The orders of the payment with their parts of it, which close at what is paid. */
function Orders({ purchase }: { purchase: Purchase }) {
  const { orders, totalFen, payment } = purchase;
  const { spendableCents: spendable, stableCents: stable, balanceFen: balance } = payment;
  return (
    <>
      <View className="card">
        {orders.map((order) => (
          <Tap key={order.orderId} role="link" label={`看订单 ${order.orderNo}`} onTap={() => go.order(order.orderId)}>
            <LedgerRow
              label={
                <>
                  {order.shopName}
                  {order.kind === 'delivered' ? '' : `，${KIND_WORDS[order.kind]}`}
                  <View className="cap muted mono wrap">{order.orderNo}</View>
                </>
              }
            >
              <Amount units={order.payment.cashFen} asset="cash" />
            </LedgerRow>
          </Tap>
        ))}
        <LedgerSum label={isPaid(purchase) ? '微信实付' : '应付'}>
          <Amount units={totalFen} asset="cash" size="lead" />
        </LedgerSum>
        {spendable > 0 || stable > 0 || balance > 0 ? (
          <View className="mt12">
            {balance > 0 ? (
              <LedgerRow label="另用余额">
                <Amount units={balance} asset="cash" />
              </LedgerRow>
            ) : null}
            {spendable > 0 ? (
              <LedgerRow label="另用可用积分">
                <Amount units={spendable} asset="spendable" />
              </LedgerRow>
            ) : null}
            {stable > 0 ? (
              <LedgerRow label="另用恒定积分">
                <Amount units={stable} asset="stable" />
              </LedgerRow>
            ) : null}
          </View>
        ) : null}
      </View>
      {isPaid(purchase) && orders.some(({ counted }) => counted.length > 0) ? (
        <Note>
          积分要等{isSent(purchase) ? '签收、' : ''}退货期满、订单结算后才有。
          {orders.every(({ kind }) => kind === 'delivered') ? '在那之前都可以退。' : ''}
        </Note>
      ) : null}
    </>
  );
}

interface WaysProps {
  readonly purchase: Purchase;
  readonly heard: Heard;
  readonly isBusy: boolean;
  readonly onPay: () => void;
  readonly onAsk: () => void;
}

/** The ways on: while it is being confirmed nothing can be paid again. */
function Ways({ purchase, heard, isBusy, onPay, onAsk }: WaysProps) {
  const { orders, orderId, mayPay } = purchase;
  const see = () => (orders.length > 1 ? go.ordersInstead() : go.orderInstead(orderId));
  return (
    <View className="bar btns">
      <Button kind="plain" onTap={see}>
        看订单
      </Button>
      {heard === 'confirming' ? (
        <Button kind="line" onTap={onAsk}>
          再查一次
        </Button>
      ) : mayPay ? (
        <Button isOff={isBusy} onTap={onPay}>
          再付一次
        </Button>
      ) : (
        <Button kind="line" onTap={go.home}>
          再逛逛
        </Button>
      )}
    </View>
  );
}
