import type { OutputOf } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Amount } from '../../../components/Amount';
import { Button } from '../../../components/Button';
import { LedgerResult, LedgerRow } from '../../../components/Ledger';
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

const DECIMALS = 6;

/** Exchanges points for stable ones of their value. */
export function Exchange({ ways }: { ways: ReactNode }) {
  const {
    typed,
    setTyped,
    units: points,
    value: quoted,
    refused,
    isPending,
  } = useQuoted('wallet.previewExchange', DECIMALS, (microPoints) => ({ microPoints }));
  const held = useRead('wallet.previewExchange', {});
  const figures = quoted?.figures ?? null;
  const exchange = useConfirmed(
    'wallet.exchange',
    { microPoints: points, quotedCents: figures?.issuedCents ?? 0 },
    TOUCHED,
  );
  const stopped = useStopped('exchanges');
  if (exchange.value) return <Receipt exchanged={exchange.value} />;
  return (
    <Screen
      title="换恒定积分"
      stops={['exchanges']}
      isDemo={held.value?.isDemo}
      foot={
        <View className="bar btns">
          <Button kind="plain" onTap={go.back}>
            再想想
          </Button>
          <Button isOff={!figures || stopped !== null} onTap={exchange.open}>
            {stopped ?? (figures ? `换成 ${showPlain(figures.issuedCents, 'stable')}` : '先输数量')}
          </Button>
        </View>
      }
      over={
        <PayPasswordSheet
          title="确认兑换"
          isOpen={exchange.isOpen}
          isDemo={held.value?.isDemo}
          what={
            <>
              <View className="small muted">{showPlain(points, 'appreciating')} 增值积分，换成恒定积分</View>
              <Amount units={figures?.issuedCents ?? 0} asset="stable" size="hero" />
            </>
          }
          isBusy={exchange.isBusy}
          refused={exchange.refused}
          onPassword={exchange.confirm}
          onClose={exchange.close}
        />
      }
    >
      {ways}
      <Shown of={held} fault="没有兑换，报价没取到" skeleton={<CardSkeleton height={160} />}>
        {(shown) => (
          <>
            <PointsField
              words="换多少积分"
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
            {isPending ? <CardSkeleton height={140} /> : null}
            {quoted && figures ? (
              <>
                <QuoteCard quote={quoted.quote}>
                  <LedgerResult label={worthWords(figures.microPoints, quoted.quote)}>
                    <Amount units={figures.issuedCents} asset="stable" size="figure" />
                  </LedgerResult>
                </QuoteCard>
                {quoted.hasExitQuota ? (
                  <QuotaCard
                    quotaFen={quoted.exitQuotaFen}
                    usedFen={figures.issuedCents}
                    leftFen={figures.leftExitQuotaFen}
                  />
                ) : null}
                <View className="card card-tight">
                  <Row
                    isFirst
                    title={`这 ${showPlain(figures.microPoints, 'appreciating')} 积分`}
                    value={<View className="small">进兑换储备，不能换回</View>}
                  />
                  <Row title="恒定积分" value={<View className="small">1 个当 1 元，付给收它的店</View>} />
                </View>
              </>
            ) : null}
            {exchange.refused && !exchange.isOpen && !refused ? (
              <Note tone="bad">{refusalWords(exchange.refused)}</Note>
            ) : null}
          </>
        )}
      </Shown>
    </Screen>
  );
}

function Receipt({ exchanged }: { exchanged: OutputOf<'wallet.exchange'> }) {
  return (
    <OutReceipt title="换好了" what={<Amount units={exchanged.issuedCents} asset="stable" size="hero" sign="change" />}>
      <LedgerRow label="换出的积分">
        <Amount units={exchanged.microPoints} asset="appreciating" isTaken />
      </LedgerRow>
      <LedgerRow label="还有">
        <Amount units={exchanged.leftMicroPoints} asset="appreciating" />
      </LedgerRow>
      <LedgerRow label="单号">
        <View className="mono wrap">{exchanged.exitId}</View>
      </LedgerRow>
    </OutReceipt>
  );
}
