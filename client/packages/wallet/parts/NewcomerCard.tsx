import type { PlanKind, Wallet } from '@shared/contract';
import { showPercent } from '@shared/format';
import { View } from '@tarojs/components';
import { AssetGlyph } from '../../../components/Asset';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Row } from '../../../components/Row';
import { PLAN_ASSETS, PLAN_WORDS } from '../../../copy/terms';
import { go } from '../../../state/routes';
import { Paused } from './PlanCard';

/** Whether anything of a plan has ever come to the member, or of stable points. */
export const takesPart: Record<PlanKind | 'stable', (wallet: Wallet) => boolean> = {
  appreciation: ({ appreciation }) => (appreciation?.heldMicroPoints ?? 0) + (appreciation?.exitQuotaFen ?? 0) > 0,
  dividend: ({ dividend }) =>
    (dividend?.quotaGivenFen ?? 0) + (dividend?.comingQuotaFen ?? 0) + (dividend?.weightMicroShares ?? 0) > 0,
  release: ({ release }) => (release?.grantedReleaseCents ?? 0) > 0,
  stable: ({ stableCents }) => stableCents > 0,
};

/** Nothing has come in yet, of no plan. */
export const isNew = (wallet: Wallet): boolean =>
  wallet.cashFen + wallet.spendableCents + wallet.stableCents + wallet.owed.length === 0 &&
  !Object.values(takesPart).some((has) => has(wallet));

const SAYS: Record<PlanKind | 'stable', string> = {
  appreciation: '计入的现金有一部分按结算时的价格折成积分',
  dividend: '计入的现金换成分红额度和股数，额度是分红的上限',
  release: '大额订单送待释放积分，每天放出一点',
  stable: '1 积分付 1 元，付给收它的店',
};

/** Beside the cards of what one has: the plans that have brought nothing yet, and how they would. */
export function OtherPlansCard({ wallet }: { wallet: Wallet }) {
  const plans = (['appreciation', 'dividend', 'release', 'stable'] as const).filter(
    (plan) => wallet[plan] !== null && !takesPart[plan](wallet),
  );
  if (plans.length === 0) return null;
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>还没有入账的</HeadTitle>
      </View>
      {plans.map((plan, at) => {
        const head = plan === 'stable' ? null : wallet[plan];
        return (
          <View key={plan}>
            <Row
              isFirst={at === 0}
              lead={<AssetGlyph asset={plan === 'stable' ? 'stable' : PLAN_ASSETS[plan]} />}
              title={plan === 'stable' ? '恒定积分' : PLAN_WORDS[plan]}
              sub={SAYS[plan]}
              label={`${plan === 'stable' ? '恒定积分' : PLAN_WORDS[plan]}，看规则`}
              onTap={go.rules}
            />
            {head ? <Paused head={head} /> : null}
          </View>
        );
      })}
    </View>
  );
}

/** Before the first credit: what will stand here and how it comes, not a row of zeros. */
export function NewcomerCard({ wallet }: { wallet: Wallet }) {
  const plans = (['appreciation', 'dividend', 'release'] as const).filter((plan) => wallet[plan] !== null);
  return (
    <View className="card flow gap12">
      <View className="head is-close">
        <HeadTitle>还没有积分入账</HeadTitle>
      </View>
      <View className="small muted">
        订单签收、过了退货期结算，才有第一笔。只算现金付的部分，而且结算前要读过并同意方案规则；不同意也能照常买。
      </View>
      <View>
        {plans.map((plan, at) => (
          <View key={plan}>
            <Row
              isFirst={at === 0}
              lead={<AssetGlyph asset={PLAN_ASSETS[plan]} />}
              title={PLAN_WORDS[plan]}
              sub={SAYS[plan]}
            />
            {wallet[plan] ? <Paused head={wallet[plan]} /> : null}
          </View>
        ))}
        <Row
          isFirst={plans.length === 0}
          lead={<AssetGlyph asset="spendable" />}
          title="可用积分"
          sub={`结账时抵货款，每单最多 ${showPercent(wallet.spendableRatioMillionths)}`}
        />
      </View>
      <View className="btns">
        <Button kind="plain" onTap={go.rules}>
          看方案规则
        </Button>
        <Button kind="line" onTap={go.category}>
          去逛逛
        </Button>
      </View>
    </View>
  );
}
