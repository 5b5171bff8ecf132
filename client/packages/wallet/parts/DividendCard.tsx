import type { Wallet } from '@shared/contract';
import { showDay, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { Progress } from '../../../components/bars';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { PLAN_WORDS } from '../../../copy/terms';
import { CreditCharts } from './CreditCharts';
import { AfterLine, PlanCard } from './PlanCard';

type Plan = NonNullable<Wallet['dividend']>;

const FORMS = {
  cyclic: { quota: '剩余分红额度', weight: '我的股数' },
  energy: { quota: '剩余能量值', weight: '我的贡献值' },
  own: { quota: '剩余分红额度', weight: '我的股数' },
} as const satisfies Record<Plan['form'], { quota: string; weight: string }>;

interface CardProps {
  readonly plan: Plan;
  readonly fold: { readonly isOpen: boolean; readonly onTap: () => void } | null;
  readonly onEntry: (entryId: string) => void;
}

/** Dividends of each day's turnover, up to a quota. */
export function DividendCard({ plan, fold, onEntry }: CardProps) {
  const words = FORMS[plan.form];
  const { last } = plan;
  const isComing = plan.comingQuotaFen > 0 || plan.comingWeightMicroShares > 0;
  const entryId = last?.entryId ?? null;
  return (
    <PlanCard
      asset="quota"
      name={PLAN_WORDS.dividend}
      head={plan}
      fold={fold}
      headline={
        <>
          <View className="flex baseline between gap8 wraps">
            <Amount units={plan.quotaFen} asset="quota" size="figure" isPrivate />
            <View className="small muted">{words.quota}</View>
          </View>
          <View className="mt8">
            <Progress
              part={plan.quotaFen}
              whole={plan.quotaGivenFen}
              tone="quota"
              words={`共得 ${showPlain(plan.quotaGivenFen, 'quota')}，剩 ${showPlain(plan.quotaFen, 'quota')}`}
            />
          </View>
        </>
      }
    >
      <View className="mt8">
        <LedgerRow label={last ? `${words.weight} / 参与的总数` : words.weight}>
          {showPlain(plan.weightMicroShares, 'weight')}
          {last ? ` / ${showPlain(last.totalWeightMicroShares, 'weight')}` : ''}
        </LedgerRow>
        {last ? (
          <>
            <LedgerRow label={`${showDay(last.day)} 按股的池`}>
              <Amount units={last.proportionalPoolFen} asset="cash" />
            </LedgerRow>
            <LedgerRow label={`${showDay(last.day)} 按股入账现金`}>
              <Amount units={last.proportionalFen} asset="cash" sign="change" isPrivate />
            </LedgerRow>
            {last.tier > 0 || last.tierFen > 0 ? (
              <LedgerRow label={`${showDay(last.day)} 档位 V${last.tier} 入账现金`}>
                <Amount units={last.tierFen} asset="cash" sign="change" isPrivate />
              </LedgerRow>
            ) : null}
          </>
        ) : (
          <LedgerRow label="上次分红">还没有</LedgerRow>
        )}
      </View>
      {isComing ? (
        <View className="mt8">
          <Note icon="clock">
            今天得到额度 {showPlain(plan.comingQuotaFen, 'quota')}、{showPlain(plan.comingWeightMicroShares, 'weight')}{' '}
            股，明天收盘起参加。
          </Note>
        </View>
      ) : null}
      <CreditCharts of="dividend" />
      <AfterLine
        words="额度是上限，不是欠款"
        name={PLAN_WORDS.dividend}
        onExplain={entryId ? () => onEntry(entryId) : null}
      />
    </PlanCard>
  );
}
