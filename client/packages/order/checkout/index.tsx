import type { Address, Preview } from '@shared/contract';
import { showAmount, showPercent, showPhone, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Amount } from '../../../components/Amount';
import { AssetGlyph } from '../../../components/Asset';
import { Button } from '../../../components/Button';
import { MixBar } from '../../../components/bars';
import { Toggle } from '../../../components/controls';
import { Chevron, Icon } from '../../../components/Icon';
import { LedgerRow, LedgerSum } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Picture } from '../../../components/Picture';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { refusalWords } from '../../../copy/refusals';
import { COUNTED_WORDS, PLAN_ASSETS, PLAN_WORDS } from '../../../copy/terms';
import { AsksCard } from '../../../features/asks/AsksCard';
import { type Answers, useAnswers } from '../../../features/asks/useAnswers';
import { PaySheet } from '../../../features/pay/PaySheet';
import { usePay } from '../../../features/pay/usePay';
import { newRequestId, useAct, useNetwork, useRead } from '../../../gateway';
import { useCheckoutChoice } from '../../../state/checkout';
import { readLines } from '../../../state/chosenLines';
import { go } from '../../../state/routes';

/** The sums of an order before it is placed. All of them are the server's; this page only asks again. */
export default function CheckoutScreen() {
  const text = useRouter().params.lines;
  const lines = useMemo(() => readLines(text), [text]);
  const [usesPoints, setUsesPoints] = useState(false);
  const { addressId, chooseAddress } = useCheckoutChoice();
  const me = useRead('account.me', {});
  useEffect(() => () => chooseAddress(null), [chooseAddress]);

  const preview = useRead('shop.previewOrder', {
    lines,
    ...(addressId ? { addressId } : {}),
    ...(usesPoints ? { useSpendableCents: 'most' as const } : {}),
  });
  // While points are switched on or off the old sums stay in sight until the new ones are there.
  const shown = useRef<Preview | undefined>(undefined);
  if (preview.value) shown.current = preview.value;
  const value = preview.value ?? (preview.error ? undefined : shown.current);

  const answers = useAnswers();
  const place = usePlaceOrder(lines, answers);
  const isDemo = me.value?.isDemo;
  return (
    <Screen
      title="确认订单"
      isDemo={isDemo}
      foot={
        value ? (
          <PayBar
            preview={value}
            isFresh={preview.value !== undefined}
            place={place}
            usesPoints={usesPoints}
            answers={answers}
          />
        ) : null
      }
      over={value ? <PaySheet pay={place.pay} cashFen={value.payment.cashFen} payee={value.shop.name} /> : null}
    >
      <Shown of={{ ...preview, value }} fault="订单没算出来" signIn="登录后才能下单。" skeleton={<CheckoutSkeleton />}>
        {(order) => (
          <>
            <AddressCard address={order.address} />
            <NotSent preview={order} />
            <Lines preview={order} />
            {order.lines.map((line) => (
              <AsksCard key={line.skuId} line={line} answers={answers} />
            ))}
            <Ways preview={order} usesPoints={usesPoints} onUse={setUsesPoints} />
            <Sums preview={order} />
            {order.notAccepted.length > 0 ? (
              <Tap className="note" onTap={go.rules}>
                <Icon name="page" size={18} />
                <View className="grow">
                  {order.notAccepted.map((plan) => PLAN_WORDS[plan]).join('、')}
                  的规则你还没有同意，这一单不计入。结算前同意就会计入；不同意也能照常买。
                </View>
                <Icon name="next" size={18} />
              </Tap>
            ) : null}
            {place.fault ? <Note tone="bad">{place.fault}</Note> : null}
          </>
        )}
      </Shown>
    </Screen>
  );
}

const NOTHING_ASKED = { skuId: '', title: '', asks: [] };

/** Places the order once, however often the button is tapped, then pays it. */
function usePlaceOrder(lines: ReturnType<typeof readLines>, answers: Answers) {
  const requestId = useRef(newRequestId());
  const placed = useRef<string | null>(null);
  const act = useAct('shop.placeOrder', ['shop.viewCart', 'shop.listOrders', 'account.me']);
  const pay = usePay((orderId) => go.payResult(orderId));
  const submit = (preview: Preview) => {
    if (placed.current) {
      void pay.pay(placed.current);
      return;
    }
    if (!preview.address || act.isPending) return;
    act.mutate(
      {
        lines: lines.map((line) => ({
          ...line,
          ...answers.given(preview.lines.find(({ skuId }) => skuId === line.skuId) ?? NOTHING_ASKED),
        })),
        addressId: preview.address.addressId,
        useSpendableCents: preview.payment.spendableCents,
        expectedCashFen: preview.payment.cashFen,
        requestId: requestId.current,
      },
      {
        onSuccess: ({ orderId }) => {
          placed.current = orderId;
          void pay.pay(orderId);
        },
        // Refused is not placed: the next try is another act. No answer may be either, so that one keeps its id.
        onError: (refused) => {
          if (!refused.code.startsWith('network/')) requestId.current = newRequestId();
        },
      },
    );
  };
  const refused = act.error ?? pay.fault;
  return { submit, pay, isBusy: act.isPending || pay.isBusy, fault: refused ? refusalWords(refused) : null };
}

function AddressCard({ address }: { address: Address | null }) {
  return (
    <Tap className="card flex gap12" label={address ? '换收货地址' : '填写收货地址'} onTap={() => go.addresses(true)}>
      <View className="muted flex">
        <Icon name="pin" size={22} />
      </View>
      {address ? (
        <View className="grow">
          <View className="flex gap8 wraps">
            <View className="bold">{address.name}</View>
            <View className="muted">{showPhone(address.phone)}</View>
          </View>
          <View className="small muted">
            {address.region} {address.detail}
          </View>
        </View>
      ) : (
        <View className="grow">
          <View className="bold">填写收货地址</View>
          <View className="small muted">填好后才能下单</View>
        </View>
      )}
      <Chevron />
    </Tap>
  );
}

/** Why the order cannot go to the address chosen, before anybody tries. */
function NotSent({ preview: { sending, lines, address } }: { preview: Preview }) {
  if (sending === 'possible') return null;
  return (
    <Note tone="bad">
      {sending === 'placeUnknown'
        ? '这个地址的地区不清楚，算不出运费。改地址，重选地区。'
        : `「${lines[0]?.title ?? ''}」不送到 ${address?.region ?? '这里'}。换个地址，或去掉它。`}
    </Note>
  );
}

function Lines({ preview }: { preview: Preview }) {
  return (
    <View className="card card-low">
      <View className="head">
        <View className="head-title">{preview.shop.name}</View>
        <View className="head-right">共 {preview.pieces} 件</View>
      </View>
      {preview.lines.map((line) => (
        <View key={line.skuId} className="item">
          <Picture picture={line.picture} ground={line.ground} size={56} />
          <View className="item-main">
            <View className="goods-name">{line.title}</View>
            <View className="cap muted">
              {line.label} × {line.quantity}
            </View>
          </View>
          <View className="still">
            <Amount units={line.amountFen} asset="cash" />
          </View>
        </View>
      ))}
      {preview.deliveryWord ? (
        <View className="row row-compact">
          <View className="row-main">送达</View>
          <View className="row-value small">{preview.deliveryWord}</View>
        </View>
      ) : null}
    </View>
  );
}

function Ways({
  preview,
  usesPoints,
  onUse,
}: {
  preview: Preview;
  usesPoints: boolean;
  onUse: (isOn: boolean) => void;
}) {
  const { payment, spendable } = preview;
  const canUse = spendable.isTaken && spendable.atMostCents > 0;
  return (
    <View className="card card-low">
      <View className="head">
        <View className="head-title">怎么付</View>
      </View>
      <MixBar
        parts={[
          { asset: 'spendable', units: payment.spendableCents },
          { asset: 'stable', units: payment.stableCents },
          { asset: 'cash', units: payment.cashFen },
        ]}
        words={`可用积分 ${showPlain(payment.spendableCents, 'spendable')}，微信支付 ${showPlain(payment.cashFen, 'cash')}`}
      />
      <View className="row is-first">
        <AssetGlyph asset="spendable" />
        <View className="row-main">
          可用积分
          <View className="row-sub">{pointsWords(preview)}</View>
        </View>
        {usesPoints ? <Amount units={payment.spendableCents} asset="spendable" isTaken /> : null}
        <Toggle label="用可用积分" isOn={usesPoints && canUse} isOff={!canUse} onChange={onUse} />
      </View>
      <View className="row">
        <AssetGlyph asset="cash" />
        <View className="row-main">
          微信支付
          <View className="row-sub">现金部分</View>
        </View>
        <Amount units={payment.cashFen} asset="cash" />
      </View>
    </View>
  );
}

function pointsWords({ spendable }: Preview): string {
  if (!spendable.isTaken) return '这家店不收可用积分';
  if (spendable.heldCents === 0) return `还没有可用积分；有了最多抵 ${showPercent(spendable.ratioMillionths)}`;
  return `有 ${showPlain(spendable.heldCents, 'spendable')}，本单最多抵 ${showPlain(spendable.atMostCents, 'spendable')}（${showPercent(spendable.ratioMillionths)}）`;
}

/** Where it goes by the place, neither the sum that is sent free nor the figure is of everywhere. */
function freightLabel({ isFreightByPlace, address, freeFreightFromFen }: Preview): string {
  if (isFreightByPlace) return address ? '运费（按地区）' : '运费（选地址后算）';
  return freeFreightFromFen > 0 ? `运费（满 ${showAmount(freeFreightFromFen, 'cash')} 免）` : '运费';
}

function Sums({ preview }: { preview: Preview }) {
  const { payment, counted } = preview;
  return (
    <View className="card">
      <LedgerRow label={`商品额（${preview.pieces} 件）`}>
        <Amount units={payment.goodsFen} asset="cash" />
      </LedgerRow>
      <LedgerRow label={freightLabel(preview)}>
        <Amount units={payment.freightFen} asset="cash" />
      </LedgerRow>
      {payment.spendableCents > 0 ? (
        <LedgerRow label="可用积分">
          <Amount units={payment.spendableCents} asset="spendable" isTaken />
        </LedgerRow>
      ) : null}
      {payment.stableCents > 0 ? (
        <LedgerRow label="恒定积分">
          <Amount units={payment.stableCents} asset="stable" isTaken />
        </LedgerRow>
      ) : null}
      <LedgerSum label="微信实付">
        <Amount units={payment.cashFen} asset="cash" size="title" />
      </LedgerSum>
      {counted.length > 0 ? (
        <View className="flow gap8 mt12">
          <View className="tags">
            {counted.map((one) => (
              <View key={one.plan} className={`chip ${PLAN_ASSETS[one.plan]}`}>
                {COUNTED_WORDS[one.plan]} {showPlain(one.countedFen, 'cash')}
              </View>
            ))}
          </View>
          <View className="cap muted">
            只有现金部分计入方案，签收满 {preview.settleAfterDays} 天后结算。退货时现金和积分按付款时的样子各自退回。
          </View>
        </View>
      ) : (
        <View className="cap muted mt8">
          {preview.notAccepted.length > 0 ? '你没有同意方案规则，这一单不计入。' : '这一单不计入任何方案。'}
        </View>
      )}
    </View>
  );
}

function PayBar({
  preview,
  isFresh,
  place,
  usesPoints,
  answers,
}: {
  preview: Preview;
  isFresh: boolean;
  place: ReturnType<typeof usePlaceOrder>;
  usesPoints: boolean;
  answers: Answers;
}) {
  const isOnline = useNetwork((all) => all.isOnline);
  const fault = answers.faultIn(preview.lines);
  const words = !isOnline
    ? '联网后付款'
    : !preview.address
      ? '先填收货地址'
      : preview.sending !== 'possible'
        ? '先换地址'
        : answers.isTried && fault
          ? fault
          : place.isBusy
            ? '正在下单'
            : preview.payment.cashFen === 0 && usesPoints
              ? '用积分付清'
              : '微信支付';
  const isOff = !isOnline || !preview.address || preview.sending !== 'possible' || place.isBusy || !isFresh;
  return (
    <View className="bar">
      <View className="grow settle-sum">
        <View className="cap muted">实付</View>
        <Amount units={preview.payment.cashFen} asset="cash" size="figure" />
      </View>
      <Button
        size="tall"
        className="btn-wide"
        isOff={isOff}
        onTap={() => (fault ? answers.tryAll() : place.submit(preview))}
      >
        {words}
      </Button>
    </View>
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
