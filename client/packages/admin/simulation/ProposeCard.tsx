import type { PlanDraft, SimulationShown } from '@shared/contract';
import { Picker, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { refusalWords } from '../../../copy/refusals';
import { dayAfter } from '../../../features/stays/calendarDays';
import { useAct, useRequestId } from '../../../gateway';
import { go } from '../../../state/routes';

interface ProposeCardProps {
  readonly draft: PlanDraft;
  readonly simulation: SimulationShown;
  readonly today: string;
}

/** From which day, why, and to another administrator. */
export function ProposeCard({ draft, simulation, today }: ProposeCardProps) {
  const earliest = dayAfter(today, 1);
  const [fromDay, setFromDay] = useState(earliest);
  const [reason, setReason] = useState('');
  const propose = useAct('admin.proposePlans', ['admin.listProposals']);
  const requestId = useRequestId([draft.savedAtMs, fromDay, reason, simulation.simulationId]);
  const errors = draft.checks.filter(({ severity }) => severity === 'error').length;
  const missing = errors > 0 ? `改好 ${errors} 个错误再提交` : reason.trim() === '' ? '先写为什么改' : null;
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>提交复核</HeadTitle>
      </View>
      <Picker
        mode="date"
        value={fromDay}
        start={earliest}
        end={dayAfter(today, 365)}
        onChange={(event) => setFromDay(event.detail.value)}
      >
        <Row isFirst title="从哪天起" sub={`最早 ${earliest}，以前结算的订单不变`} value={fromDay} />
      </Picker>
      <Field words="为什么" value={reason} max={200} hint="记进操作记录" onInput={setReason} />
      {propose.error ? <Note tone="bad">{refusalWords(propose.error)}</Note> : null}
      <Button
        size="block"
        className="mt8"
        isOff={missing !== null || propose.isPending}
        onTap={() =>
          propose.mutate(
            { plans: draft.plans, fromDay, simulationId: simulation.simulationId, reason: reason.trim(), requestId },
            { onSuccess: () => go.admin('plan') },
          )
        }
      >
        {missing ?? (propose.isPending ? '正在提交' : '提交，等另一位管理员复核')}
      </Button>
      <View className="cap muted mt8">另一位看同一份模拟再点头。生效前能撤回。</View>
    </View>
  );
}
