import type { OutputOf } from '@shared/contract';
import { showDay, showPercent, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Button } from '../../../components/Button';
import { TickRow } from '../../../components/controls';
import { LedgerRow, LedgerSum } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { useStopped } from '../../../components/StopNote';
import { CardSkeleton, Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { OutReceipt } from '../../../features/exits/OutReceipt';
import { PointsField } from '../../../features/exits/PointsField';
import { useConfirmed } from '../../../features/exits/useConfirmed';
import { useQuoted } from '../../../features/exits/useQuoted';
import { PayPasswordSheet } from '../../../features/payPassword/PayPasswordSheet';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { QuotaCard, QuoteCard, TOUCHED, worthWords } from './parts';

type Preview = OutputOf<'wallet.previewSale'>;
type Figures = NonNullable<Preview['figures']>;

const DECIMALS = 6;

/** Sells points for cash: a quote, what it uses of the exit quota, and the sale once it is confirmed. */
export function Sell({ ways }: { ways: ReactNode }) {
  const [isKnown, setKnown] = useState(false);
  const {
    typed,
    setTyped,
    units: points,
    value: quoted,
    refused,
    isPending,
  } = useQuoted('wallet.previewSale', DECIMALS, (microPoints) => ({ microPoints }));
  const held = useRead('wallet.previewSale', {});
  const figures = quoted?.figures ?? null;
  const sale = useConfirmed('wallet.sell', { microPoints: points, quotedFen: figures?.payoutFen ?? 0 }, TOUCHED);
  const stopped = useStopped('sales') ?? (held.value?.paused != null ? '卖出停着' : null);
  if (sale.value) return <Receipt sold={sale.value} />;
  return (
    <Screen
      title="卖出增值积分"
      stops={['sales']}
      isDemo={held.value?.isDemo}
      foot={
        <View className="bar btns">
          <Button kind="plain" onTap={go.back}>
            再想想
          </Button>
          <Button isOff={!figures || !isKnown || stopped !== null} onTap={sale.open}>
            {stopped ??
              (figures
                ? isKnown
                  ? `卖出，到账 ${showPlain(figures.payoutFen, 'cash')}`
                  : '先勾选知道了'
                : '先输数量')}
          </Button>
        </View>
      }
      over={
        <PayPasswordSheet
          title="确认卖出"
          isOpen={sale.isOpen}
          isDemo={held.value?.isDemo}
          what={
            <>
              <View className="small muted">卖出 {showPlain(points, 'appreciating')} 增值积分，到账现金</View>
              <Amount units={figures?.payoutFen ?? 0} asset="cash" size="hero" />
            </>
          }
          lines={figures ? <SaleLedger figures={figures} /> : null}
          isBusy={sale.isBusy}
          refused={sale.refused}
          onPassword={sale.confirm}
          onClose={sale.close}
        />
      }
    >
      {ways}
      <Shown of={held} fault="没有卖出，报价没取到" skeleton={<CardSkeleton height={160} />}>
        {(shown) => (
          <>
            {shown.paused ? <PausedNote sinceDay={shown.paused.sinceDay} /> : null}
            <PointsField
              words="卖出多少积分"
              asset="appreciating"
              typed={typed}
              decimals={DECIMALS}
              held={shown.heldMicroPoints}
              locked={shown.lockedMicroPoints}
              most={shown.mostMicroPoints}
              left={figures?.leftMicroPoints ?? null}
              onTyped={setTyped}
            />
            {refused ? <Note tone="bad">{refusalWords(refused)}</Note> : null}
            {isPending ? <CardSkeleton height={180} /> : null}
            {quoted && figures ? (
              <>
                <QuoteCard quote={quoted.quote}>
                  <LedgerRow label={worthWords(figures.microPoints, quoted.quote)}>
                    <Amount units={figures.grossFen} asset="cash" />
                  </LedgerRow>
                  <LedgerRow label={`手续费 ${showPercent(quoted.feeRateMillionths)}，向上取整`}>
                    <Amount units={figures.feeFen} asset="cash" isTaken />
                  </LedgerRow>
                  <LedgerSum label="到账现金">
                    <Amount units={figures.payoutFen} asset="cash" size="figure" />
                  </LedgerSum>
                </QuoteCard>
                {quoted.hasExitQuota ? (
                  <QuotaCard
                    quotaFen={quoted.exitQuotaFen}
                    usedFen={figures.grossFen}
                    leftFen={figures.leftExitQuotaFen}
                  />
                ) : null}
                <View className="card card-tight">
                  <Row
                    isFirst
                    title={`这 ${showPlain(figures.microPoints, 'appreciating')} 积分`}
                    value={<View className="small">销毁，不能撤回</View>}
                  />
                  <Row
                    title={`手续费 ${showPlain(figures.feeFen, 'cash')} 去向`}
                    value={<View className="small">留在托底池</View>}
                  />
                </View>
              </>
            ) : null}
            {sale.refused && !sale.isOpen && !refused ? <Note tone="bad">{refusalWords(sale.refused)}</Note> : null}
            <TickRow isOn={isKnown} label="我知道卖出不能撤回" onTap={() => setKnown(!isKnown)}>
              我知道卖出不能撤回，价格会随池和流通量变化。
            </TickRow>
          </>
        )}
      </Shown>
    </Screen>
  );
}

function PausedNote({ sinceDay }: { sinceDay: string | null }) {
  return (
    <Note tone="warn">
      现金卖出{sinceDay ? `从 ${showDay(sinceDay)} 起` : '现在'}停着，等许可。积分仍归你，可以换恒定积分。
    </Note>
  );
}

function SaleLedger({ figures }: { figures: Figures }) {
  return (
    <>
      <LedgerRow label="积分的价值">
        <Amount units={figures.grossFen} asset="cash" />
      </LedgerRow>
      <LedgerRow label="手续费">
        <Amount units={figures.feeFen} asset="cash" isTaken />
      </LedgerRow>
      <LedgerSum label="到账现金">
        <Amount units={figures.payoutFen} asset="cash" size="lead" />
      </LedgerSum>
    </>
  );
}

function Receipt({ sold }: { sold: OutputOf<'wallet.sell'> }) {
  return (
    <OutReceipt title="卖出了" what={<Amount units={sold.payoutFen} asset="cash" size="hero" sign="change" />}>
      <SaleLedger figures={sold} />
      <LedgerRow label="卖出的积分">
        <Amount units={sold.microPoints} asset="appreciating" isTaken />
      </LedgerRow>
      <LedgerRow label="还有">
        <Amount units={sold.leftMicroPoints} asset="appreciating" />
      </LedgerRow>
      <LedgerRow label="单号">
        <View className="mono wrap">{sold.exitId}</View>
      </LedgerRow>
    </OutReceipt>
  );
}
