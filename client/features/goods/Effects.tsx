import type { GoodsPage, PlanEffect } from '@shared/contract';
import { showAmount, showMultiple, showPercent, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { AssetChip } from '../../components/Asset';
import { Link } from '../../components/Button';
import { HeadTitle } from '../../components/HeadTitle';
import { Icon } from '../../components/Icon';
import { LedgerRow } from '../../components/Ledger';
import { Note } from '../../components/Note';
import { PLAN_ASSETS, PLAN_WORDS, WOULD_NOT_COUNT_WORDS } from '../../copy/terms';
import { useSession } from '../../gateway';
import { go } from '../../state/routes';
import type { Sku } from './useSku';

/** What the plans do with one piece of the SKU chosen: rates and amounts as the server worked them out. */
export function Effects({ goods, sku }: { goods: GoodsPage; sku: Sku }) {
  const isCounted = sku.effects.length > 0;
  const isSignedIn = useSession((all) => all.isSignedIn);
  const isNamed = goods.skus.some((one) => one.effects.length > 0 || one.notCounted.length > 0);
  if (!isNamed && goods.spendableRateMillionths === 0) return null;
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>这件商品与积分方案</HeadTitle>
        <Link onTap={go.rules}>
          看规则
          <Icon name="next" size={14} />
        </Link>
      </View>
      {isCounted ? (
        <View className="cap muted mb8">
          按 {sku.label ? `${sku.label} ` : ''}一{goods.unitWord}、{showAmount(sku.priceFen, 'cash')} 全部用现金付来算
        </View>
      ) : null}
      {sku.effects.map((effect) => (
        <View key={effect.plan} className="mb8">
          <AssetChip asset={PLAN_ASSETS[effect.plan]} words={`${PLAN_WORDS[effect.plan]} v${effect.version}`} />
          <Rows effect={effect} />
        </View>
      ))}
      {sku.notCounted.map(({ plan, why }) => (
        <View key={plan} className="mb8">
          <AssetChip asset={PLAN_ASSETS[plan]} words={PLAN_WORDS[plan]} />
          <View className="small muted mt4">{WOULD_NOT_COUNT_WORDS[why]}</View>
        </View>
      ))}
      {goods.spendableRateMillionths > 0 ? (
        <LedgerRow label={`可用积分最多抵（${showPercent(goods.spendableRateMillionths)}）`}>
          {showPlain(sku.spendableAtMostCents, 'spendable')}
        </LedgerRow>
      ) : null}
      {isCounted ? (
        <View className="mt8">
          <Note>
            {isSignedIn ? '' : '要先登录，读过并同意规则。'}签收满 {goods.settleAfterDays}{' '}
            天才结算、才给积分，只算现金付的部分。过去的价格不代表以后。不同意方案也能买。
          </Note>
        </View>
      ) : null}
    </View>
  );
}

function Rows({ effect }: { effect: PlanEffect }) {
  if (effect.plan === 'appreciation') {
    return (
      <>
        <LedgerRow label={`现金部分进入托底池（${showPercent(effect.contributionRateMillionths)}）`}>
          {showAmount(effect.contributionFen, 'cash')}
        </LedgerRow>
        <LedgerRow label={`其中折成增值积分给你（${showPercent(effect.giftRateMillionths)}）`}>
          {showAmount(effect.giftFen, 'cash')}
        </LedgerRow>
        <LedgerRow label="折算价格">结算当时的价格</LedgerRow>
      </>
    );
  }
  if (effect.plan === 'dividend') {
    return (
      <>
        <LedgerRow label={`分红额度（现金的 ${showMultiple(effect.quotaMultipleMillionths)} 倍，是上限）`}>
          {showPlain(effect.quotaFen, 'quota')}
        </LedgerRow>
        <LedgerRow label={`股数（每 ${showPlain(effect.weightUnitFen, 'cash')} 元 1 股）`}>
          {showPlain(effect.weightMicroShares, 'weight')}
        </LedgerRow>
      </>
    );
  }
  if (effect.multipleMillionths === null) {
    return (
      <LedgerRow label="单笔满多少才送">
        {effect.firstTierFen === null ? '方案没有档位' : showAmount(effect.firstTierFen, 'cash')}
      </LedgerRow>
    );
  }
  return (
    <>
      <LedgerRow label={`送积分（${showMultiple(effect.multipleMillionths)} 倍），逐日释放`}>
        {showPlain(effect.grantedReleaseCents, 'remaining')}
      </LedgerRow>
      <LedgerRow label="每天释放">{showPlain(effect.dailyReleaseCents, 'remaining')}</LedgerRow>
    </>
  );
}
