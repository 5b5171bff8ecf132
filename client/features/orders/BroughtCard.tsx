import type { Brought } from '@shared/contract';
import { showDay, showMultiple, showPercent, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../components/Amount';
import { AssetChip } from '../../components/Asset';
import { Link } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { LedgerRow, LedgerSum } from '../../components/Ledger';
import { PLAN_ASSETS, PLAN_WORDS } from '../../copy/terms';

/** What one plan gave for an order. Every figure leads to how it was worked out. */
export function BroughtCard({ brought, onExplain }: { brought: Brought; onExplain: (entryId: string) => void }) {
  return (
    <View className="card">
      <View className="head">
        <View className="head-title">因此得到</View>
        <AssetChip asset={PLAN_ASSETS[brought.plan]} words={`${PLAN_WORDS[brought.plan]} v${brought.version}`} />
      </View>
      <Rows brought={brought} />
      <View className="after">
        <View className="cap muted">{footWords(brought)}</View>
        <Link label={`${PLAN_WORDS[brought.plan]}怎么算的`} onTap={() => onExplain(brought.entryId)}>
          怎么算的
          <Icon name="next" size={14} />
        </Link>
      </View>
    </View>
  );
}

function Rows({ brought }: { brought: Brought }) {
  if (brought.plan === 'appreciation') {
    return (
      <>
        <LedgerRow label="进入托底池">
          <Amount units={brought.contributionFen} asset="cash" />
        </LedgerRow>
        <LedgerRow label="结算前的价格（元/积分）">{brought.priceShown}</LedgerRow>
        <LedgerSum label="得到增值积分">
          <Amount units={brought.pointsMicroPoints} asset="appreciating" size="lead" />
        </LedgerSum>
        {brought.exitQuotaFen > 0 ? (
          <LedgerRow label="出局额度增加">
            <Amount units={brought.exitQuotaFen} asset="exitQuota" />
          </LedgerRow>
        ) : null}
      </>
    );
  }
  if (brought.plan === 'dividend') {
    return (
      <>
        <LedgerRow label="分红额度增加（上限，不是欠款）">
          <Amount units={brought.quotaFen} asset="quota" />
        </LedgerRow>
        <LedgerRow label="股数增加">
          <Amount units={brought.weightMicroShares} asset="weight" />
        </LedgerRow>
      </>
    );
  }
  return (
    <>
      <LedgerRow
        label={
          brought.multipleMillionths === null
            ? '没有到第一档，不送'
            : `送积分 ${showPlain(brought.countedFen, 'cash')} × ${showMultiple(brought.multipleMillionths)} 倍`
        }
      >
        <Amount units={brought.grantedReleaseCents} asset="remaining" />
      </LedgerRow>
      <LedgerRow label={`已释放：每日，共 ${brought.staticDays} 天`}>
        <Amount units={brought.releasedStaticCents} asset="remaining" isTaken />
      </LedgerRow>
      <LedgerRow label="已释放：奖励从本单扣">
        <Amount units={brought.releasedBonusCents} asset="remaining" isTaken />
      </LedgerRow>
      <LedgerSum label="还剩待释放">
        <Amount units={brought.remainingReleaseCents} asset="remaining" size="lead" />
      </LedgerSum>
    </>
  );
}

function footWords(brought: Brought): string {
  if (brought.plan === 'appreciation') return '价格由池除以流通量得出';
  if (brought.plan === 'dividend') return `${showDay(brought.fromDay)} 收盘起参加`;
  if (brought.grantedReleaseCents === 0) return '这一单不释放';
  return `每天 ${showPlain(brought.dailyReleaseCents, 'remaining')} = ${showPlain(brought.countedFen, 'cash')} × ${showPercent(brought.dailyRateMillionths)}`;
}
