import type { OutputOf, PresetName } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { TickRow } from '../../../components/controls';
import { useSeen } from '../../../components/form/useSeen';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { FEATURE_WORDS } from '../../../copy/terms';
import { useAct, useRead } from '../../../gateway';
import { AdminScreen, useRequestId } from '../parts/AdminScreen';
import { DraftCard } from './DraftCard';
import { VersionsCard } from './VersionsCard';
import { WaitingPlans } from './WaitingPlans';
import { checkWords, PRESET_WORDS, termsWords } from './words';

type Plans = OutputOf<'admin.viewPlans'>;

/** Plans from the shipped ones: chosen, kept as a draft, published. */
export default function PlanScreen() {
  return (
    <AdminScreen area="staff.any" title="积分方案">
      {() => <Loaded />}
    </AdminScreen>
  );
}

function Loaded() {
  const read = useRead('admin.viewPlans', {});
  return (
    <Shown of={read} fault="方案没取到">
      {(value) => (
        <>
          {value.newest.length === 0 ? (
            <Note>还没有方案。没有方案也能卖货，订单不记积分，以后也不补记。</Note>
          ) : (
            <VersionsCard newest={value.newest} today={value.today} />
          )}
          <WaitingPlans newest={value.newest} />
          {value.draft && value.draft.presets.length === 0 ? (
            <DraftCard draft={value.draft} newest={value.newest} />
          ) : null}
          <Choice key={value.newest.length} plans={value} />
        </>
      )}
    </Shown>
  );
}

const TOUCHED = ['admin.viewPlans', 'admin.viewOpening', 'admin.previewMargins', 'wallet.rules', 'account.me'] as const;

/** Shipped plans of the kinds that there are none of yet: chosen, kept, published by one, since they change nothing. */
function Choice({ plans: { presets: all, draft, newest } }: { plans: Plans }) {
  const { seen: seenAtMs, onSaved, onError } = useSeen(draft?.savedAtMs ?? 0);
  const presets = all.filter(({ terms }) => !newest.some(({ plan }) => plan === terms.plan));
  const [chosen, setChosen] = useState<readonly PresetName[]>(draft?.presets ?? []);
  const save = useAct('admin.savePlanDraft', ['admin.viewPlans']);
  const publish = useAct('admin.publishPlans', TOUCHED);
  const kindOf = (name: PresetName) => presets.find(({ preset }) => preset === name)?.terms.plan;
  const toggle = (name: PresetName) =>
    setChosen(
      chosen.includes(name)
        ? chosen.filter((one) => one !== name)
        : [...chosen.filter((one) => kindOf(one) !== kindOf(name)), name],
    );
  // A draft of figures is no choice among the shipped ones: it goes by its simulation and a second administrator.
  const isKept =
    draft !== null && draft.presets.length > 0 && [...draft.presets].sort().join() === [...chosen].sort().join();
  const from = '今天起生效';
  const saveId = useRequestId([chosen, seenAtMs]);
  const publishId = useRequestId([draft?.savedAtMs, newest]);
  const error = save.error ?? publish.error;
  const { ask, sheet } = useAskFirst();
  const launch = async () => {
    if (!draft) return;
    const isSure = await ask({
      title: '发布方案',
      words: `${from}。发布后不能改过去，只能发下一版。会员在订单结算前读过并同意规则，那一单才记积分。`,
      yes: '发布',
    });
    if (isSure) publish.mutate({ plans: draft.plans, requestId: publishId });
  };
  if (presets.length === 0) return null;
  return (
    <>
      {sheet}
      {newest.length > 0 ? <View className="small muted">还可以开的方案</View> : null}
      {presets.map((one) => (
        <PresetCard key={one.preset} one={one} isOn={chosen.includes(one.preset)} onTap={() => toggle(one.preset)} />
      ))}
      {isKept ? <Checks checks={draft.checks} /> : null}
      {error ? <Note tone="bad">{refusalWords(error)}</Note> : null}
      {isKept ? (
        <Button size="block" isOff={publish.isPending} onTap={() => void launch()}>
          {publish.isPending ? '正在发布' : `发布 ${chosen.length} 个方案`}
        </Button>
      ) : (
        <Button
          kind={chosen.length > 0 ? 'filled' : 'line'}
          size="block"
          isOff={chosen.length === 0 || save.isPending}
          onTap={() =>
            save.mutate({ presets: [...chosen], seenAtMs, requestId: saveId }, { onSuccess: onSaved, onError })
          }
        >
          {chosen.length === 0 ? '先选一个方案' : save.isPending ? '正在保存' : '存成草稿，看检查'}
        </Button>
      )}
      <View className="cap muted">同一种方案只能选一个。发布前没有人看得到草稿。</View>
    </>
  );
}

interface PresetCardProps {
  readonly one: Plans['presets'][number];
  readonly isOn: boolean;
  readonly onTap: () => void;
}

function PresetCard({ one: { preset, terms, needs }, isOn, onTap }: PresetCardProps) {
  const { title, says } = PRESET_WORDS[preset];
  return (
    <View className="card">
      <TickRow isOn={isOn} label={`选${title}`} onTap={onTap}>
        <View className="lead bold">{title}</View>
        <View className="small muted">{says}</View>
      </TickRow>
      {termsWords(terms).map((line) => (
        <View key={line} className="small term">
          <View className="grow">{line}</View>
        </View>
      ))}
      {needs.length > 0 ? (
        <View className="cap muted mt8">
          要许可：{needs.map((feature) => FEATURE_WORDS[feature]).join('、')}。没有的先停着，其余照常。
        </View>
      ) : null}
    </View>
  );
}

function Checks({ checks }: { checks: NonNullable<Plans['draft']>['checks'] }) {
  if (checks.length === 0) return <Note tone="ok">检查都通过，没有要提醒的。</Note>;
  return (
    <View className="card flow gap8">
      <View className="head">
        <HeadTitle>检查</HeadTitle>
        <View className="head-right">提醒不拦发布</View>
      </View>
      {checks.map((check) => (
        <Note key={`${check.code} ${check.place}`} tone={check.severity === 'error' ? 'bad' : 'warn'} icon="warn">
          {checkWords(check)}
        </Note>
      ))}
    </View>
  );
}
