import type { Wallet } from '@shared/contract';
import { showAmount, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { LedgerRow } from '../../../components/Ledger';
import { Way } from '../../../components/Way';
import { go } from '../../../state/routes';
import { AfterLine, PlanCard } from './PlanCard';
import { PriceChart } from './PriceChart';

interface CardProps {
  readonly plan: NonNullable<Wallet['appreciation']>;
  readonly fold: { readonly isOpen: boolean; readonly onTap: () => void } | null;
  readonly onPrice: () => void;
  readonly onEntry: (entryId: string) => void;
}

/** Points whose price is the pool's. */
export function AppreciationCard({ plan, fold, onPrice, onEntry }: CardProps) {
  const { lastEntryId } = plan;
  return (
    <PlanCard
      asset="appreciating"
      name="增值积分"
      head={plan}
      fold={fold}
      headline={
        <View className="flex baseline between gap8 wraps">
          <Amount units={plan.heldMicroPoints} asset="appreciating" size="figure" isPrivate />
          <View className="small muted flex gap4">
            折 <Amount units={plan.worthFen} asset="cash" isPrivate />
          </View>
        </View>
      }
    >
      <View className="mt12 mb4">
        <PriceChart history={plan.history} />
      </View>
      <LedgerRow label="托底池 ÷ 流通量">
        {showPlain(plan.poolFen, 'cash')} ÷ {showPlain(plan.circulatingMicroPoints, 'appreciating')}
      </LedgerRow>
      <LedgerRow label="现在的价格（元/积分）">{plan.priceShown}</LedgerRow>
      {plan.hasExitQuota ? (
        <LedgerRow label="出局额度（还能卖、能换的总额）">{showAmount(plan.exitQuotaFen, 'exitQuota')}</LedgerRow>
      ) : null}
      {plan.lockedMicroPoints > 0 ? (
        <LedgerRow label="其中锁定（持有证明在外面）">
          <Amount units={plan.lockedMicroPoints} asset="appreciating" isPrivate />
        </LedgerRow>
      ) : null}
      {plan.heldMicroPoints > 0 ? <Way icon="out" title="卖出或兑换" onTap={() => go.sell()} /> : null}
      {plan.heldMicroPoints > 0 || plan.lockedMicroPoints > 0 ? (
        <Way icon="page" title="持有证明" onTap={go.holdings} />
      ) : null}
      <AfterLine words="只画过去，过去不代表以后" name="价格" onExplain={onPrice} />
      {lastEntryId ? <AfterLine words="最近一笔入账" name="最近一笔" onExplain={() => onEntry(lastEntryId)} /> : null}
    </PlanCard>
  );
}
