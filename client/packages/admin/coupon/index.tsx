import { showMoment, showToday } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { Toggle } from '../../../components/controls';
import { Choice } from '../../../components/form/Choice';
import { Field } from '../../../components/form/Field';
import { WhenRow } from '../../../components/form/WhenRow';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { serverNow, useAct, useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen, useRequestId } from '../parts/AdminScreen';
import { type CouponDraft, EMPTY, faultsIn, inputOf, missingIn } from './draft';
import { ScopeCard } from './ScopeCard';

const WORTHS = [
  { key: 'fixed', words: '减金额' },
  { key: 'percent', words: '打折' },
] as const;
const VALIDITIES = [
  { key: 'days', words: '领后几天' },
  { key: 'period', words: '一段日期' },
] as const;
const BEARERS = [
  { key: 'platform', words: '平台' },
  { key: 'shop', words: '卖的店' },
] as const;

/** Makes a coupon. Nothing of it can be changed afterwards, so it is asked once more. */
export default function CouponScreen() {
  const { ask, sheet } = useAskFirst();
  return (
    <AdminScreen area="staff.shop" title="发一种券" over={sheet}>
      {() => <Loaded ask={ask} />}
    </AdminScreen>
  );
}

type Ask = ReturnType<typeof useAskFirst>['ask'];

function Loaded({ ask }: { ask: Ask }) {
  const read = useRead('admin.viewShop', {});
  return (
    <Shown of={read} fault="店铺没取到">
      {({ shop }) => <Form ask={ask} shopId={shop?.shopId ?? null} />}
    </Shown>
  );
}

function Form({ ask, shopId }: { ask: Ask; shopId: string | null }) {
  const [draft, setDraft] = useState<CouponDraft>(EMPTY);
  const [nowMs] = useState(serverNow);
  const today = showToday(nowMs);
  const set = (change: Partial<CouponDraft>) => setDraft((before) => ({ ...before, ...change }));
  const make = useAct('admin.makeCoupon', ['admin.listCoupons', 'shop.listCoupons']);
  const requestId = useRequestId(draft);
  const faults = faultsIn(draft, nowMs);
  const missing = missingIn(draft, nowMs);
  const submit = async () => {
    const input = inputOf(draft, shopId ?? '');
    const isSure = await ask({
      title: `发「${input.name}」`,
      words: `一共 ${input.most} 张，领到 ${showMoment(input.takeUntilMs)}。发出后不能改，只能停发；领走的一直能用到期。`,
      yes: '发出',
    });
    if (isSure) make.mutate({ ...input, requestId }, { onSuccess: go.back });
  };
  return (
    <>
      <View className="card card-tight">
        <Field isFirst words="券名" value={draft.name} max={20} hint="满 100 减 10" onInput={(name) => set({ name })} />
        <Choice label="怎么减" options={WORTHS} chosen={draft.worth} onChoose={(worth) => set({ worth })} />
        {draft.worth === 'fixed' ? (
          <Field
            words="减"
            type="digit"
            value={draft.off}
            max={9}
            hint="10.00"
            unit="元"
            fault={faults.off}
            onInput={(off) => set({ off })}
          />
        ) : (
          <>
            <Field
              words="打"
              type="digit"
              value={draft.discount}
              max={4}
              hint="9 或 8.5"
              unit="折"
              fault={faults.discount}
              onInput={(discount) => set({ discount })}
            />
            <Field
              words="最多减"
              type="digit"
              value={draft.most}
              max={9}
              hint="不填就不限"
              unit="元"
              fault={faults.most}
              onInput={(most) => set({ most })}
            />
          </>
        )}
        <Field
          words="满"
          type="digit"
          value={draft.from}
          max={9}
          hint="不填就没有门槛"
          unit="元"
          fault={faults.from}
          onInput={(from) => set({ from })}
        />
      </View>
      <ScopeCard draft={draft} hasShop={shopId !== null} onChange={set} />
      <View className="card card-tight">
        <Choice
          isFirst
          label="什么时候能用"
          options={VALIDITIES}
          chosen={draft.validity}
          onChoose={(validity) => set({ validity })}
        />
        {draft.validity === 'days' ? (
          <Field
            words="领后"
            type="number"
            value={draft.days}
            max={3}
            hint="7"
            unit="天内用"
            fault={faults.days}
            onInput={(days) => set({ days })}
          />
        ) : (
          <>
            <WhenRow words="从哪天" value={draft.fromDay} start={today} onChoose={(fromDay) => set({ fromDay })} />
            <WhenRow
              words="到哪天"
              value={draft.untilDay}
              start={draft.fromDay || today}
              fault={faults.untilDay}
              onChoose={(untilDay) => set({ untilDay })}
            />
          </>
        )}
        <WhenRow
          words="领到哪天"
          value={draft.takeUntilDay}
          start={today}
          fault={faults.takeUntilDay}
          onChoose={(takeUntilDay) => set({ takeUntilDay })}
        />
      </View>
      <View className="card card-tight">
        <Field
          isFirst
          words="一共"
          type="number"
          value={draft.pieces}
          max={8}
          hint="500"
          unit="张"
          fault={faults.pieces}
          onInput={(pieces) => set({ pieces })}
        />
        <Field
          words="每人"
          type="number"
          value={draft.perMember}
          max={2}
          hint="1"
          unit="张"
          fault={faults.perMember}
          onInput={(perMember) => set({ perMember })}
        />
        <Row
          title="只给新客"
          sub="没付过款的人才能领"
          value={
            <Toggle
              label="只给新客"
              isOn={draft.isForNewcomers}
              onChange={(isForNewcomers) => set({ isForNewcomers })}
            />
          }
        />
        <Choice label="谁出钱" options={BEARERS} chosen={draft.bearer} onChoose={(bearer) => set({ bearer })} />
      </View>
      <Note>方案只按减后的实付算，减后毛利不够的商品不计入方案。</Note>
      {make.error ? <Note tone="bad">{refusalWords(make.error)}</Note> : null}
      <Button size="block" isOff={missing !== null || make.isPending} onTap={() => void submit()}>
        {missing ?? (make.isPending ? '正在发出' : '发出')}
      </Button>
    </>
  );
}
