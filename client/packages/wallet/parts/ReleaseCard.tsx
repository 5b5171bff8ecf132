import type { Wallet } from '@shared/contract';
import { showDay, showPercent, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { Progress } from '../../../components/bars';
import { LedgerRow } from '../../../components/Ledger';
import { PLAN_WORDS } from '../../../copy/terms';
import { CreditCharts } from './CreditCharts';
import { AfterLine, PlanCard } from './PlanCard';

const ORDERS_SHOWN = 5;

interface CardProps {
  readonly plan: NonNullable<Wallet['release']>;
  readonly fold: { readonly isOpen: boolean; readonly onTap: () => void } | null;
  readonly onEntry: (entryId: string) => void;
}

/** Points given by orders, released day by day. */
export function ReleaseCard({ plan, fold, onEntry }: CardProps) {
  const { last, orders } = plan;
  const unseen = Math.max(orders.length - ORDERS_SHOWN, 0) + plan.ordersMore;
  const entryId = last?.entryId ?? null;
  return (
    <PlanCard
      asset="remaining"
      name={PLAN_WORDS.release}
      head={plan}
      fold={fold}
      headline={
        <>
          <View className="flex baseline between gap8 wraps">
            <Amount units={plan.remainingReleaseCents} asset="remaining" size="figure" isPrivate />
            <View className="small muted">待释放，共送 {showPlain(plan.grantedReleaseCents, 'remaining')}</View>
          </View>
          <View className="mt8">
            <Progress
              part={plan.remainingReleaseCents}
              whole={plan.grantedReleaseCents}
              tone="remaining"
              words={`共送 ${showPlain(plan.grantedReleaseCents, 'remaining')}，剩 ${showPlain(plan.remainingReleaseCents, 'remaining')}`}
            />
          </View>
        </>
      }
    >
      <View className="mt8">
        {orders.length === 0 ? <LedgerRow label="送积分的订单">还没有</LedgerRow> : null}
        {orders.slice(0, ORDERS_SHOWN).map((order) => (
          <LedgerRow
            key={order.orderId}
            label={`${showDay(order.day)} 订单 ${showPlain(order.amountFen, 'cash')}，每天 ${showPlain(order.dailyReleaseCents, 'remaining')}`}
          >
            剩 {showPlain(order.remainingReleaseCents, 'remaining')}
          </LedgerRow>
        ))}
        {unseen > 0 ? <LedgerRow label="还有">{unseen} 笔订单</LedgerRow> : null}
        {plan.ahead ? (
          <LedgerRow label={`现在每天释放 ${showPlain(plan.ahead.dailyReleaseCents, 'remaining')}，按这个数算到`}>
            {plan.ahead.untilDay}
          </LedgerRow>
        ) : null}
        {last ? (
          <>
            <LedgerRow label={`${showDay(last.day)} 释放${partsWords(last.parts)}`}>
              <Amount units={last.staticCents} asset="spendable" sign="change" isPrivate />
            </LedgerRow>
            {last.bonusCents > 0 ? (
              <LedgerRow label={`${showDay(last.day)} 奖励，从待释放里扣`}>
                <Amount units={last.bonusCents} asset="spendable" sign="change" isPrivate />
              </LedgerRow>
            ) : null}
          </>
        ) : null}
      </View>
      {plan.ahead ? (
        <View className="cap muted mt4">日期只是用现在的数除出来的，不是承诺：奖励、退货和新订单都会改变它。</View>
      ) : null}
      <CreditCharts of="release" />
      <AfterLine
        words={`现在结算的单每天放 ${showPercent(plan.dailyRateMillionths)}，以前的不变`}
        name={PLAN_WORDS.release}
        onExplain={entryId ? () => onEntry(entryId) : null}
      />
    </PlanCard>
  );
}

/** "（36.00 + 108.00）" where it adds up from few parts. */
function partsWords(parts: readonly number[]): string {
  if (parts.length < 2 || parts.length > 3) return '';
  return `（${parts.map((part) => showPlain(part, 'remaining')).join(' + ')}）`;
}
