import type { OutputOf } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { Button } from '../../../components/Button';
import { LedgerResult } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { useStopped } from '../../../components/StopNote';
import { refusalWords } from '../../../copy/refusals';
import { PointsField } from '../../../features/exits/PointsField';
import { useConfirmed } from '../../../features/exits/useConfirmed';
import { useQuoted } from '../../../features/exits/useQuoted';
import { PayPasswordSheet } from '../../../features/payPassword/PayPasswordSheet';

type Points = OutputOf<'merchant.viewPoints'>;

const DECIMALS = 2;

/** Turns the shop's stable points into appreciating ones of equal value. */
export function Redeem({ points }: { points: Points }) {
  const {
    typed,
    setTyped,
    units: cents,
    value: quoted,
    refused,
  } = useQuoted('merchant.previewRedemption', DECIMALS, (units) => ({ cents: units }));
  const figures = quoted?.figures;
  const redemption = useConfirmed('merchant.redeemStable', { cents, quotedMicroPoints: figures?.microPoints ?? 0 }, [
    'merchant.viewPoints',
    'merchant.previewRedemption',
    'merchant.previewSale',
    'merchant.viewOwed',
    'merchant.viewTill',
    'merchant.statement',
  ]);
  const stopped = useStopped('redemptions');
  if (redemption.value)
    return (
      <Note tone="ok">
        换好了：{showPlain(redemption.value.cents, 'stable')} 恒定积分换成{' '}
        {showPlain(redemption.value.microPoints, 'appreciating')} 增值积分。对账单里有这一笔。
      </Note>
    );
  return (
    <>
      <PointsField
        words="换多少恒定积分"
        asset="stable"
        typed={typed}
        decimals={DECIMALS}
        held={points.stableCents}
        most={points.stableCents}
        left={figures?.leftCents ?? null}
        onTyped={setTyped}
      />
      {refused ? <Note tone="bad">{refusalWords(refused)}</Note> : null}
      {quoted && figures ? (
        <View className="card">
          <LedgerResult
            label={`${showPlain(cents, 'stable')} × ${showPlain(quoted.quote.circulatingMicroPoints, 'appreciating')} ÷ ${showPlain(quoted.quote.poolFen, 'cash')}`}
          >
            <Amount units={figures.microPoints} asset="appreciating" size="lead" />
          </LedgerResult>
          <View className="cap muted mt8">
            恒定积分 × 流通积分 ÷ 托底池，向下取整。恒定积分用掉，不能换回。店里的增值积分没有出局额度，随时能卖。
          </View>
        </View>
      ) : null}
      {redemption.refused && !redemption.isOpen && !refused ? (
        <Note tone="bad">{refusalWords(redemption.refused)}</Note>
      ) : null}
      <Button size="block" isOff={!figures || stopped !== null} onTap={redemption.open}>
        {stopped ?? (figures ? `换成 ${showPlain(figures.microPoints, 'appreciating')} 增值积分` : '先输数量')}
      </Button>
      <PayPasswordSheet
        title="确认兑换"
        isOpen={redemption.isOpen}
        isDemo={points.isDemo}
        what={
          <>
            <View className="small muted">{showPlain(cents, 'stable')} 恒定积分，换成增值积分</View>
            <Amount units={figures?.microPoints ?? 0} asset="appreciating" size="hero" />
          </>
        }
        isBusy={redemption.isBusy}
        refused={redemption.refused}
        onPassword={redemption.confirm}
        onClose={redemption.close}
      />
    </>
  );
}
