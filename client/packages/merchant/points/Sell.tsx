import type { OutputOf } from '@shared/contract';
import { showDay, showPercent, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { Button } from '../../../components/Button';
import { LedgerRow, LedgerSum } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { useStopped } from '../../../components/StopNote';
import { refusalWords } from '../../../copy/refusals';
import { PointsField } from '../../../features/exits/PointsField';
import { useConfirmed } from '../../../features/exits/useConfirmed';
import { useQuoted } from '../../../features/exits/useQuoted';
import { PayPasswordSheet } from '../../../features/payPassword/PayPasswordSheet';

type Points = OutputOf<'merchant.viewPoints'>;

const DECIMALS = 6;

/** Sells the shop's appreciating points: the platform owes it what they bring. */
export function Sell({ points }: { points: Points }) {
  const {
    typed,
    setTyped,
    units: microPoints,
    value: quoted,
    refused,
  } = useQuoted('merchant.previewSale', DECIMALS, (units) => ({ microPoints: units }));
  const figures = quoted?.figures;
  const sale = useConfirmed('merchant.sellPoints', { microPoints, quotedFen: figures?.payoutFen ?? 0 }, [
    'merchant.viewPoints',
    'merchant.previewSale',
    'merchant.viewOwed',
    'merchant.statement',
    'merchant.home',
  ]);
  const stopped = useStopped('sales') ?? (points.paused === null ? null : '卖出停着');
  if (sale.value)
    return (
      <Note tone="ok">
        卖出了 {showPlain(sale.value.microPoints, 'appreciating')} 增值积分，{showPlain(sale.value.payoutFen, 'cash')}{' '}
        元记入平台欠你的货款。对账单里有这一笔。
      </Note>
    );
  const ledger = figures ? (
    <>
      <LedgerRow label="积分的价值">
        <Amount units={figures.grossFen} asset="cash" />
      </LedgerRow>
      <LedgerRow label={`手续费 ${showPercent(points.feeRateMillionths)}，向上取整`}>
        <Amount units={figures.feeFen} asset="cash" isTaken />
      </LedgerRow>
      <LedgerSum label="记入平台欠你的">
        <Amount units={figures.payoutFen} asset="cash" size="lead" />
      </LedgerSum>
    </>
  ) : null;
  return (
    <>
      {points.paused ? (
        <Note tone="warn">
          现金卖出{points.paused.sinceDay ? `从 ${showDay(points.paused.sinceDay)} 起` : '现在'}
          停着，等许可。积分仍归店里。
        </Note>
      ) : null}
      <PointsField
        words="卖出多少增值积分"
        asset="appreciating"
        typed={typed}
        decimals={DECIMALS}
        held={points.microPoints}
        most={points.microPoints}
        left={figures?.leftMicroPoints ?? null}
        onTyped={setTyped}
      />
      {refused ? <Note tone="bad">{refusalWords(refused)}</Note> : null}
      {ledger ? (
        <View className="card">
          {ledger}
          <View className="cap muted mt8">卖出的积分销毁，不能撤回。手续费留在托底池。</View>
        </View>
      ) : null}
      {sale.refused && !sale.isOpen && !refused ? <Note tone="bad">{refusalWords(sale.refused)}</Note> : null}
      <Button size="block" isOff={!figures || stopped !== null} onTap={sale.open}>
        {stopped ?? (figures ? `卖出，记入 ${showPlain(figures.payoutFen, 'cash')}` : '先输数量')}
      </Button>
      <PayPasswordSheet
        title="确认卖出"
        isOpen={sale.isOpen}
        isDemo={points.isDemo}
        what={
          <>
            <View className="small muted">卖出 {showPlain(microPoints, 'appreciating')} 增值积分</View>
            <Amount units={figures?.payoutFen ?? 0} asset="cash" size="hero" />
          </>
        }
        lines={ledger}
        isBusy={sale.isBusy}
        refused={sale.refused}
        onPassword={sale.confirm}
        onClose={sale.close}
      />
    </>
  );
}
