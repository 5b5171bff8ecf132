import type { OutputOf } from '@shared/contract';
import { showPercent, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Button } from '../../../components/Button';
import { TickRow } from '../../../components/controls';
import { LedgerResult, LedgerRow, LedgerSum } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { useStopped } from '../../../components/StopNote';
import { CardSkeleton, Shown, SignInState } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { OutReceipt } from '../../../features/exits/OutReceipt';
import { unlessRefused } from '../../../features/exits/unlessRefused';
import { useConfirmed } from '../../../features/exits/useConfirmed';
import { PayPasswordSheet } from '../../../features/payPassword/PayPasswordSheet';
import { useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';
import { QuotaCard, QuoteCard } from '../sell/parts';

type Preview = OutputOf<'wallet.previewRedemption'>;

/** Pays an order with points that are redeemed for it. */
export default function RedeemScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const orderId = decodeURIComponent(useRouter().params.order ?? '');
  if (!isSignedIn)
    return (
      <Screen title="积分兑换商品">
        <SignInState words="登录后才能兑换。" />
      </Screen>
    );
  return <Redeem orderId={orderId} />;
}

function Redeem({ orderId }: { orderId: string }) {
  const [isKnown, setKnown] = useState(false);
  const read = unlessRefused(useRead('wallet.previewRedemption', { orderId }));
  const { value } = read;
  const redemption = useConfirmed('wallet.redeem', { orderId, quotedMicroPoints: value?.figures.microPoints ?? 0 }, [
    'wallet.previewRedemption',
    'wallet.view',
    'wallet.statement',
    'shop.viewOrder',
    'shop.listOrders',
    'account.me',
  ]);
  const stopped = useStopped('redemptions');
  if (redemption.value) return <Receipt redeemed={redemption.value} />;
  const points = value ? showPlain(value.figures.microPoints, 'appreciating') : '';
  return (
    <Screen
      title="积分兑换商品"
      stops={['redemptions']}
      isDemo={value?.isDemo}
      foot={
        <View className="bar btns">
          <Button kind="plain" onTap={go.back}>
            再想想
          </Button>
          <Button isOff={!value || !isKnown || stopped !== null} onTap={redemption.open}>
            {stopped ?? (value ? (isKnown ? `用 ${points} 积分兑换` : '先勾选知道了') : '还不能兑换')}
          </Button>
        </View>
      }
      over={
        <PayPasswordSheet
          title="确认兑换"
          isOpen={redemption.isOpen}
          isDemo={value?.isDemo}
          what={
            <>
              <View className="small muted">付 {showPlain(value?.priceFen ?? 0, 'cash')} 元的订单，用增值积分</View>
              <Amount units={value?.figures.microPoints ?? 0} asset="appreciating" size="hero" />
            </>
          }
          isBusy={redemption.isBusy}
          refused={redemption.refused}
          onPassword={redemption.confirm}
          onClose={redemption.close}
        />
      }
    >
      <Shown of={read} fault="没有兑换，报价没取到" skeleton={<CardSkeleton height={220} />}>
        {(shown) => (
          <>
            <Quote preview={shown} />
            {redemption.refused && !redemption.isOpen ? (
              <Note tone="bad">{refusalWords(redemption.refused)}</Note>
            ) : null}
            <TickRow isOn={isKnown} label="我知道兑换不能撤回" onTap={() => setKnown(!isKnown)}>
              我知道积分兑换后销毁，不能撤回；商品退了，退的是恒定积分，不是现金。
            </TickRow>
          </>
        )}
      </Shown>
    </Screen>
  );
}

function Quote({ preview }: { preview: Preview }) {
  const { figures, quote, priceFen, feeRateMillionths } = preview;
  const due = `${showPlain(figures.grossFen, 'cash')} × ${showPlain(quote.circulatingMicroPoints, 'appreciating')} ÷ ${showPlain(quote.poolFen, 'cash')}`;
  return (
    <>
      <QuoteCard quote={quote} how="要付的钱 × 流通积分 ÷ 托底池，向上取整。" worse="要的积分比报价多">
        {figures.feeFen > 0 ? (
          <>
            <LedgerRow label="订单要付的">
              <Amount units={priceFen} asset="cash" />
            </LedgerRow>
            <LedgerRow label={`手续费 ${showPercent(feeRateMillionths)}，向上取整`}>
              <Amount units={figures.feeFen} asset="cash" />
            </LedgerRow>
            <LedgerSum label="合计">
              <Amount units={figures.grossFen} asset="cash" />
            </LedgerSum>
          </>
        ) : null}
        <LedgerResult label={due}>
          <Amount units={figures.microPoints} asset="appreciating" size="lead" />
        </LedgerResult>
      </QuoteCard>
      {preview.hasExitQuota ? (
        <QuotaCard quotaFen={preview.exitQuotaFen} usedFen={figures.grossFen} leftFen={figures.leftExitQuotaFen} />
      ) : null}
      <View className="card card-tight">
        <Row isFirst title="持有" value={<Amount units={preview.heldMicroPoints} asset="appreciating" />} />
        <Row title="兑换后还有" value={<Amount units={figures.leftMicroPoints} asset="appreciating" />} />
        <Row title="这张订单" value={<View className="small">不再计入方案</View>} />
      </View>
    </>
  );
}

function Receipt({ redeemed }: { redeemed: OutputOf<'wallet.redeem'> }) {
  return (
    <OutReceipt
      title="兑换好了"
      what={<Amount units={redeemed.microPoints} asset="appreciating" size="hero" isTaken />}
      then={{ words: '看订单', onTap: () => go.orderInstead(redeemed.orderId) }}
    >
      <LedgerRow label="付了订单">
        <Amount units={redeemed.payoutFen} asset="cash" />
      </LedgerRow>
      <LedgerRow label="还有">
        <Amount units={redeemed.leftMicroPoints} asset="appreciating" />
      </LedgerRow>
    </OutReceipt>
  );
}
