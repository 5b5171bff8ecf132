import type { Solvency } from '@shared/contract';
import { showAmount, showCount, showDay, showFullMoment, showHash, showPlain, showRatio } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { AssetChip, AssetGlyph } from '../../../components/Asset';
import { Link } from '../../../components/Button';
import { MixBar, Progress } from '../../../components/bars';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import { LedgerRow, LedgerSum } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, EmptyState, Shown, SignInState } from '../../../components/states';
import { PriceSheet } from '../../../features/explain/PriceSheet';
import { useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';
import { PriceChart } from '../parts/PriceChart';

/** The open books: what is in the pool, what stands behind stable points, what is still owed, as of the last close. */
export default function SolvencyScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const books = useRead('wallet.solvency', {}, { isOn: isSignedIn });
  const [priced, setPriced] = useState<{ readonly day?: string } | null>(null);
  const pool = books.value?.appreciation;
  return (
    <Screen
      title="账目公开"
      isDemo={isSignedIn && books.value?.isDemo}
      over={
        pool ? (
          <PriceSheet
            isOpen={priced !== null}
            {...(priced?.day ? { day: priced.day } : {})}
            isDemo={books.value?.isDemo === true}
            onClose={() => setPriced(null)}
          />
        ) : null
      }
    >
      {isSignedIn ? (
        <Shown of={books} fault="账目没取到" skeleton={<BooksSkeleton />}>
          {(value) => (
            <>
              <Close close={value.close} />
              {value.appreciation ? <Pool pool={value.appreciation} onExplain={setPriced} /> : null}
              {value.stable ? <Reserve stable={value.stable} /> : null}
              <Owed owed={value.owed} />
              {value.payout ? <Payout payout={value.payout} month={value.payoutOfMonth} /> : null}
            </>
          )}
        </Shown>
      ) : (
        <SignInState words="账目对每个会员公开，登录后可以看。" />
      )}
    </Screen>
  );
}

function Close({ close }: { close: Solvency['close'] }) {
  if (!close) return <EmptyState icon="shield" title="还没有收盘" words="第一次收盘后，这里会有池、储备和拨比。" />;
  return (
    <View className="card">
      <View className="flex gap12">
        <View className={`flex ${close.balanced ? 'good-ink' : 'warn-ink'}`}>
          <Icon name={close.balanced ? 'shield' : 'warn'} size={26} />
        </View>
        <View className="grow">
          <View className="bold">
            {showDay(close.day)} 已收盘，{close.balanced ? '账平' : '正在核对'}
          </View>
          <View className="small muted">
            {showFullMoment(close.finishedAtMs)} 完成 · {showCount(close.entries)} 笔分录
          </View>
        </View>
      </View>
      <View className="mt8">
        <LedgerRow label="当日总账的哈希">
          <View className="mono">{showHash(close.dayHash)}</View>
        </LedgerRow>
        <Row title="我的余额在这一天的总数里" sub="这台手机自己算，可以存成文件" isCompact onTap={go.proof} />
      </View>
    </View>
  );
}

function Pool({
  pool,
  onExplain,
}: {
  pool: NonNullable<Solvency['appreciation']>;
  onExplain: (of: { day?: string }) => void;
}) {
  return (
    <View className="card">
      <View className="head">
        <View className="flex gap8 grow">
          <AssetGlyph asset="appreciating" />
          <HeadTitle>托底池与价格</HeadTitle>
        </View>
        <Link label="价格怎么算的" onTap={() => onExplain({})}>
          怎么算的
          <Icon name="next" size={14} />
        </Link>
      </View>
      <View className="kv mb12">
        <View>
          <View className="kv-name">托底池</View>
          <Amount units={pool.poolFen} asset="cash" size="title" />
        </View>
        <View className="end">
          <View className="kv-name">流通积分</View>
          <Amount units={pool.circulatingMicroPoints} asset="appreciating" size="title" />
        </View>
      </View>
      <PriceChart history={pool.history} onDay={(day) => onExplain({ day })} />
      <LedgerRow label="池 ÷ 流通 = 价格">{pool.priceShown}</LedgerRow>
      <LedgerRow label="累计发行">{showPlain(pool.mintedMicroPoints, 'appreciating')}</LedgerRow>
      <LedgerRow label="已销毁">{showPlain(pool.burnedMicroPoints, 'appreciating')}</LedgerRow>
      <LedgerRow label="结算的购买">{showCount(pool.purchases)} 笔</LedgerRow>
    </View>
  );
}

function Reserve({ stable }: { stable: NonNullable<Solvency['stable']> }) {
  const isNothing = stable.outstandingCents === 0;
  const isCovered = (stable.coverMillionths ?? 0) >= 1_000_000;
  return (
    <View className="card">
      <View className="head">
        <View className="flex gap8 grow">
          <AssetGlyph asset="stable" />
          <HeadTitle>恒定积分的储备</HeadTitle>
        </View>
        {isNothing ? (
          <View className="tag">没有未兑付的</View>
        ) : (
          <View className={`tag ${isCovered ? 'tag-ok' : 'tag-bad'}`}>{isCovered ? '足额' : '不足'}</View>
        )}
      </View>
      <LedgerRow label={`储备价值（${showPlain(stable.reserveMicroPoints, 'appreciating')} 增值积分）`}>
        {showPlain(stable.reserveWorthFen, 'cash')}
      </LedgerRow>
      <Progress
        part={stable.reserveWorthFen}
        whole={Math.max(stable.reserveWorthFen, stable.outstandingCents)}
        tone="stable"
        words="储备价值"
        isTall
      />
      <LedgerRow label="流通的恒定积分">{showPlain(stable.outstandingCents, 'stable')}</LedgerRow>
      <Progress
        part={stable.outstandingCents}
        whole={Math.max(stable.reserveWorthFen, stable.outstandingCents)}
        tone="stable"
        words="流通的恒定积分"
        isTall
      />
      <View className="mt8">
        <LedgerRow label="多出的归平台">{showPlain(stable.surplusFen, 'cash')}</LedgerRow>
        <LedgerRow label="覆盖率">
          {stable.coverMillionths === null ? '还没有流通的' : showRatio(stable.coverMillionths)}
        </LedgerRow>
      </View>
    </View>
  );
}

function Owed({ owed }: { owed: Solvency['owed'] }) {
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>还没给完的</HeadTitle>
        <View className="head-right">全部会员</View>
      </View>
      <LedgerRow label={<AssetChip asset="remaining" />}>
        {showPlain(owed.remainingReleaseCents, 'remaining')}
      </LedgerRow>
      <LedgerRow label={<AssetChip asset="quota" />}>{showPlain(owed.quotaFen, 'quota')}</LedgerRow>
      <View className="cap muted mt4">待释放逐日变成可用积分；分红额度是分红的上限。两者都不是池里的钱。</View>
    </View>
  );
}

function Payout({ payout, month }: { payout: NonNullable<Solvency['payout']>; month: Solvency['payoutOfMonth'] }) {
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>拨比</HeadTitle>
        <View className="head-right">入账 ÷ 现金营业额</View>
      </View>
      <View className="kv mb12">
        <View>
          <View className="kv-name">{showDay(payout.day)} 当天</View>
          <View className="figure bold">
            {payout.ratioMillionths === null ? '没有营业额' : showRatio(payout.ratioMillionths)}
          </View>
        </View>
        {month ? (
          <View className="end">
            <View className="kv-name">近 {month.closes} 次收盘</View>
            <View className="figure bold">
              {month.ratioMillionths === null ? '没有营业额' : showRatio(month.ratioMillionths)}
            </View>
          </View>
        ) : null}
      </View>
      {month && month.creditedFen > month.turnoverFen ? <MoreThanCame month={month} /> : null}
      <MixBar
        parts={[
          { asset: 'quota', units: payout.dividendFen },
          { asset: 'remaining', units: payout.releaseCents },
          { asset: 'appreciating', units: payout.forcedExitFen },
          { asset: 'rest', units: Math.max(0, payout.turnoverFen - payout.creditedFen) },
        ]}
        words={`入账 ${showPlain(payout.creditedFen, 'cash')}，现金营业额 ${showPlain(payout.turnoverFen, 'cash')}`}
      />
      <View className="mt8">
        <LedgerRow label={<AssetChip asset="quota" words="分红" />}>{showPlain(payout.dividendFen, 'cash')}</LedgerRow>
        <LedgerRow label={<AssetChip asset="remaining" words="释放与奖励" />}>
          {showPlain(payout.releaseCents, 'remaining')}
        </LedgerRow>
        <LedgerRow label={<AssetChip asset="appreciating" words="出局卖出" />}>
          {showPlain(payout.forcedExitFen, 'cash')}
        </LedgerRow>
        <LedgerSum label="入账合计（1 积分按 1 元）">{showPlain(payout.creditedFen, 'cash')}</LedgerSum>
        <LedgerRow label="现金营业额">{showAmount(payout.turnoverFen, 'cash')}</LedgerRow>
      </View>
    </View>
  );
}

/** Said plainly where members were credited more than came in. */
function MoreThanCame({ month }: { month: NonNullable<Solvency['payoutOfMonth']> }) {
  return (
    <View className="mb12">
      <Note tone="warn">
        {showDay(month.fromDay)} 到 {showDay(month.toDay)}，会员入账 {showPlain(month.creditedFen, 'cash')}，现金营业额{' '}
        {showPlain(month.turnoverFen, 'cash')}：入账比进来的多{' '}
        {showPlain(month.creditedFen - month.turnoverFen, 'cash')}
        （1 积分按 1 元）。多出的不是这些天的营业额付得起的。
      </Note>
    </View>
  );
}

function BooksSkeleton() {
  return (
    <>
      <CardSkeleton height={84} />
      <CardSkeleton height={320} />
      <CardSkeleton height={180} />
    </>
  );
}
