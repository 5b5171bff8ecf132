import type { Me, OutputOf } from '@shared/contract';
import { showDay, showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { AssetGlyph } from '../../../components/Asset';
import { Button } from '../../../components/Button';
import { TickRow } from '../../../components/controls';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, EmptyState, Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { PLAN_ASSETS, PLAN_WORDS } from '../../../copy/terms';
import { queryClient, useAct, useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';

type Plan = OutputOf<'wallet.rules'>['plans'][number];

const keyOf = (plan: Plan): string => `${plan.plan}-${plan.version}`;

/** When this member accepted these very rules; null when not yet. */
const acceptedAt = (me: Me | undefined, plan: Plan): number | null =>
  me?.accepted.find((one) => one.plan === plan.plan && one.version >= plan.version)?.atMs ?? null;

/** Rules and risks of the plans, to be read before they are accepted. Without it the shop works as well. */
export default function RulesScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const rules = useRead('wallet.rules', {});
  const me = useRead('account.me', {}, { isOn: isSignedIn });
  const accept = useAct('account.acceptRules', ['wallet.view', 'shop.previewOrder']);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());

  const plans = rules.value?.plans ?? [];
  const open = plans.filter((plan) => acceptedAt(me.value, plan) === null);
  const chosen = open.filter((plan) => ticked.has(keyOf(plan)));
  const toggle = (plan: Plan) => {
    const next = new Set(ticked);
    if (!next.delete(keyOf(plan))) next.add(keyOf(plan));
    setTicked(next);
  };
  const submit = () =>
    accept.mutate(
      { plans: chosen.map(({ plan, version }) => ({ plan, version })) },
      { onSuccess: (member) => queryClient.setQueryData(['account.me', {}], member) },
    );
  return (
    <Screen
      title="方案规则与风险"
      isDemo={me.value?.isDemo}
      foot={
        open.length === 0 ? null : (
          <View className="bar">
            {isSignedIn ? (
              <Button size="block" isOff={chosen.length === 0 || accept.isPending} onTap={submit}>
                {accept.isPending
                  ? '正在提交'
                  : chosen.length === 0
                    ? '读完并勾选后可以同意'
                    : `同意勾选的 ${chosen.length} 份`}
              </Button>
            ) : (
              <Button kind="line" size="block" onTap={go.signIn}>
                登录后可以同意
              </Button>
            )}
          </View>
        )
      }
    >
      <Shown of={rules} fault="规则没取到" skeleton={<CardSkeleton height={320} />}>
        {(value) => (
          <>
            <Note>不同意也能照常买、照常退，只是不记积分。订单结算前同意，那一单就计入。</Note>
            {accept.error ? <Note tone="bad">{refusalWords(accept.error)}</Note> : null}
            {value.plans.length === 0 ? (
              <EmptyState icon="page" title="现在没有运行的方案" words="有方案时，规则和风险会写在这里。" />
            ) : null}
            {value.plans.map((plan) => (
              <PlanRules
                key={keyOf(plan)}
                plan={plan}
                acceptedMs={acceptedAt(me.value, plan)}
                isTicked={ticked.has(keyOf(plan))}
                canTick={isSignedIn}
                onTick={() => toggle(plan)}
              />
            ))}
          </>
        )}
      </Shown>
    </Screen>
  );
}

interface PlanRulesProps {
  readonly plan: Plan;
  readonly acceptedMs: number | null;
  readonly isTicked: boolean;
  readonly canTick: boolean;
  readonly onTick: () => void;
}

function PlanRules({ plan, acceptedMs, isTicked, canTick, onTick }: PlanRulesProps) {
  return (
    <View className="card">
      <View className="head">
        <View className="flex gap8 grow">
          <AssetGlyph asset={PLAN_ASSETS[plan.plan]} />
          <HeadTitle>{PLAN_WORDS[plan.plan]}</HeadTitle>
        </View>
        <View className="head-right">
          v{plan.version} · {showDay(plan.fromDay)} 起
        </View>
      </View>
      <View className="quest-name">规则</View>
      <Lines lines={plan.rules} />
      <View className="quest-name mt12">风险</View>
      <Lines lines={plan.risks} />
      <View className="rules-foot">
        {acceptedMs === null ? (
          canTick ? (
            <TickRow
              isOn={isTicked}
              label={`我读过并同意${PLAN_WORDS[plan.plan]} v${plan.version} 的规则与风险`}
              onTap={onTick}
            >
              我读过并同意 {PLAN_WORDS[plan.plan]} v{plan.version} 的规则与风险。
            </TickRow>
          ) : null
        ) : (
          <View className="small good-ink">{showMoment(acceptedMs)} 已同意这一版</View>
        )}
      </View>
    </View>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <View className="small flow gap4">
      {lines.map((line, place) => (
        <View key={line} className="flex top gap8">
          <View className="muted still">{place + 1}.</View>
          <View className="grow">{line}</View>
        </View>
      ))}
    </View>
  );
}
