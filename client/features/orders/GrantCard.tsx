import type { Grant } from '@shared/contract';
import { showDay, showMultiple, showPercent, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../components/Amount';
import { AssetChip } from '../../components/Asset';
import { Link } from '../../components/Button';
import { HeadTitle } from '../../components/HeadTitle';
import { Icon } from '../../components/Icon';
import { LedgerResult, LedgerRow, LedgerSum } from '../../components/Ledger';
import { PLAN_ASSETS, PLAN_WORDS } from '../../copy/terms';

/** What one plan gave for an order. Every figure leads to how it was worked out. */
export function GrantCard({ grant, onExplain }: { grant: Grant; onExplain: (entryId: string) => void }) {
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>因此得到</HeadTitle>
        <AssetChip asset={PLAN_ASSETS[grant.plan]} words={`${PLAN_WORDS[grant.plan]} v${grant.version}`} />
      </View>
      <Rows grant={grant} />
      <View className="after">
        <View className="cap muted">{footWords(grant)}</View>
        <Link label={`${PLAN_WORDS[grant.plan]}怎么算的`} onTap={() => onExplain(grant.entryId)}>
          怎么算的
          <Icon name="next" size={14} />
        </Link>
      </View>
    </View>
  );
}

function Rows({ grant }: { grant: Grant }) {
  if (grant.plan === 'appreciation') {
    return (
      <>
        <LedgerRow label="进入托底池">
          <Amount units={grant.contributionFen} asset="cash" />
        </LedgerRow>
        <LedgerRow label="结算前的价格（元/积分）">{grant.priceShown}</LedgerRow>
        <LedgerResult label="得到增值积分">
          <Amount units={grant.pointsMicroPoints} asset="appreciating" size="lead" />
        </LedgerResult>
        {grant.exitQuotaFen > 0 ? (
          <LedgerRow label="出局额度增加">
            <Amount units={grant.exitQuotaFen} asset="exitQuota" />
          </LedgerRow>
        ) : null}
      </>
    );
  }
  if (grant.plan === 'dividend') {
    return (
      <>
        <LedgerRow label="分红额度增加（上限，不是欠款）">
          <Amount units={grant.quotaFen} asset="quota" />
        </LedgerRow>
        <LedgerRow label="股数增加">
          <Amount units={grant.weightMicroShares} asset="weight" />
        </LedgerRow>
      </>
    );
  }
  return (
    <>
      <LedgerRow
        label={
          grant.multipleMillionths === null
            ? '没有到第一档，不送'
            : `送积分 ${showPlain(grant.countedFen, 'cash')} × ${showMultiple(grant.multipleMillionths)} 倍`
        }
      >
        <Amount units={grant.grantedReleaseCents} asset="remaining" />
      </LedgerRow>
      <LedgerRow label={`已释放：每日，共 ${grant.staticDays} 天`}>
        <Amount units={grant.releasedStaticCents} asset="remaining" isTaken />
      </LedgerRow>
      <LedgerRow label="已释放：奖励从本单扣">
        <Amount units={grant.releasedBonusCents} asset="remaining" isTaken />
      </LedgerRow>
      {grant.cancelledReleaseCents > 0 ? (
        <LedgerRow label="冲正取消">
          <Amount units={grant.cancelledReleaseCents} asset="remaining" isTaken />
        </LedgerRow>
      ) : null}
      <LedgerSum label="还剩待释放">
        <Amount units={grant.remainingReleaseCents} asset="remaining" size="lead" />
      </LedgerSum>
    </>
  );
}

function footWords(grant: Grant): string {
  if (grant.plan === 'appreciation') return '价格由池除以流通量得出';
  if (grant.plan === 'dividend') return `${showDay(grant.fromDay)} 收盘起参加`;
  if (grant.grantedReleaseCents === 0) return '这一单不释放';
  return `每天 ${showPlain(grant.dailyReleaseCents, 'remaining')} = ${showPlain(grant.countedFen, 'cash')} × ${showPercent(grant.dailyRateMillionths)}`;
}
