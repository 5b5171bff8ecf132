import type { StoppedCash } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Choice } from '../../../components/form/Choice';
import { Field } from '../../../components/form/Field';
import { useSeen } from '../../../components/form/useSeen';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRead, useRequestId } from '../../../gateway';
import { StoppedBy } from '../parts/StoppedBy';
import { TOUCHED } from './touched';

const STOPS = [
  { key: 'none', words: '照常付' },
  { key: 'all', words: '全部暂停' },
  { key: 'dividend', words: '暂停分红来的' },
  { key: 'sale', words: '暂停卖积分来的' },
] as const;

/** What shows what is stopped, besides the withdrawals themselves. */
const STOPS_SHOWN = ['admin.viewStops', 'admin.viewOverview', 'shop.viewStops'] as const;

/** The stop switch: what was asked for waits untouched, what is new is refused, at once. */
export function StopCard({ stopped }: { stopped: StoppedCash }) {
  const [chosen, setChosen] = useState<StoppedCash>(stopped);
  const [reason, setReason] = useState('');
  const act = useAct('admin.stopWithdrawals', [...TOUCHED, ...STOPS_SHOWN]);
  const stops = useRead('admin.viewStops', {}, { isOn: stopped !== 'none' });
  const by = stopped === 'none' ? undefined : stops.value?.stops.find(({ stop }) => stop === 'withdrawals');
  const { seen, onSaved, onError } = useSeen(stopped);
  const requestId = useRequestId([stopped, chosen, reason]);
  const missing = chosen === stopped ? '没有改动' : reason.trim().length < 2 ? '先写理由' : null;
  const turn = () =>
    act.mutate(
      { stopped: chosen, reason: reason.trim(), seen, requestId },
      {
        onSuccess: () => {
          setReason('');
          onSaved();
        },
        onError,
      },
    );
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>暂停付款</HeadTitle>
        <View className="head-right">现在：{STOPS.find(({ key }) => key === stopped)!.words}</View>
      </View>
      <View className="small muted">马上生效。已经申请的先等着，不退不付；新的申请不收。退款和查账照常。</View>
      {by?.isStopped ? <StoppedBy stop={by} /> : null}
      {by?.isStopped && !by.mayTurn ? <View className="small muted mt4">放开要另一位管理员来做。</View> : null}
      <Choice label="付款" isFirst options={STOPS} chosen={chosen} onChoose={setChosen} />
      <Field words="理由" value={reason} max={60} hint="记在操作记录里" onInput={setReason} />
      {act.error ? <Note tone="bad">{refusalWords(act.error)}</Note> : null}
      <Button kind="line" size="block" className="mt8" isOff={missing !== null || act.isPending} onTap={turn}>
        {missing ?? '改'}
      </Button>
    </View>
  );
}
