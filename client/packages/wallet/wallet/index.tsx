import type { Wallet } from '@shared/contract';
import { showDay, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Link } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Chevron, Icon } from '../../../components/Icon';
import { LedgerRow } from '../../../components/Ledger';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, EmptyState, Shown, SignInState } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { Way } from '../../../components/Way';
import { ExplainSheet } from '../../../features/explain/ExplainSheet';
import { PriceSheet } from '../../../features/explain/PriceSheet';
import { useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';
import { AppreciationCard } from '../parts/AppreciationCard';
import { BalancesCard } from '../parts/BalancesCard';
import { DividendCard } from '../parts/DividendCard';
import { isNew, NewcomerCard, OtherPlansCard, takesPart } from '../parts/NewcomerCard';
import { PlanCard } from '../parts/PlanCard';
import { ReleaseCard } from '../parts/ReleaseCard';

/** Cards fold to their headline when there are more than this. */
const OPEN_AT_MOST = 2;

type Sheet = { readonly kind: 'entry'; readonly entryId: string } | { readonly kind: 'price' } | null;
type CardName = 'appreciation' | 'dividend' | 'release' | 'stable';

/** What I can use now, what is on its way, why, and the proof. */
export default function WalletScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const wallet = useRead('wallet.view', {}, { isOn: isSignedIn });
  const [sheet, setSheet] = useState<Sheet>(null);
  const value = isSignedIn ? wallet.value : undefined;
  return (
    <Screen
      title="钱包"
      stops={['credits']}
      isDemo={value?.isDemo}
      over={
        <>
          <ExplainSheet
            entryId={sheet?.kind === 'entry' ? sheet.entryId : null}
            isDemo={value?.isDemo}
            onClose={() => setSheet(null)}
          />
          {value?.appreciation ? (
            <PriceSheet isOpen={sheet?.kind === 'price'} isDemo={value.isDemo} onClose={() => setSheet(null)} />
          ) : null}
        </>
      }
    >
      {isSignedIn ? (
        <Shown of={wallet} fault="钱包没取到，余额没有变" skeleton={<WalletSkeleton />}>
          {(shown) => (
            <>
              {isNew(shown) ? (
                <NewcomerCard wallet={shown} />
              ) : (
                <>
                  <BalancesCard wallet={shown} />
                  <Plans wallet={shown} onOpen={setSheet} />
                </>
              )}
              <View className="card card-tight">
                <Way isFirst icon="grid" title="藏品" onTap={go.collectibles} />
              </View>
              <BooksRow wallet={shown} />
            </>
          )}
        </Shown>
      ) : (
        <SignInState words="登录后才能看到钱包。" />
      )}
    </Screen>
  );
}

function Plans({ wallet, onOpen }: { wallet: Wallet; onOpen: (sheet: Sheet) => void }) {
  const of = <Name extends CardName>(name: Name): Wallet[Name] | null =>
    takesPart[name](wallet) ? wallet[name] : null;
  const [appreciation, dividend, release, stable] = [of('appreciation'), of('dividend'), of('release'), of('stable')];
  const [open, setOpen] = useState<ReadonlySet<CardName>>(new Set());
  const cards = [appreciation, dividend, release, stable].filter((one) => one !== null).length;
  const fold = (name: CardName) =>
    cards <= OPEN_AT_MOST
      ? null
      : {
          isOpen: open.has(name),
          onTap: () => {
            const next = new Set(open);
            if (!next.delete(name)) next.add(name);
            setOpen(next);
          },
        };
  const onEntry = (entryId: string) => onOpen({ kind: 'entry', entryId });
  return (
    <>
      <View className="head section-head">
        <HeadTitle>我的方案</HeadTitle>
        <Link onTap={go.statement}>
          全部流水
          <Icon name="next" size={14} />
        </Link>
      </View>
      {cards === 0 ? (
        <EmptyState
          icon="wallet"
          title="还没有方案入账"
          words="读过并同意规则后，订单签收满退货期结算，这里会有第一笔。"
          act={{ words: '看方案规则', onTap: go.rules }}
        />
      ) : null}
      {appreciation ? (
        <AppreciationCard
          plan={appreciation}
          fold={fold('appreciation')}
          onPrice={() => onOpen({ kind: 'price' })}
          onEntry={onEntry}
        />
      ) : null}
      {dividend ? <DividendCard plan={dividend} fold={fold('dividend')} onEntry={onEntry} /> : null}
      {release ? <ReleaseCard plan={release} fold={fold('release')} onEntry={onEntry} /> : null}
      {stable ? <StableCard stable={stable} fold={fold('stable')} /> : null}
      <OtherPlansCard wallet={wallet} />
    </>
  );
}

function StableCard({
  stable,
  fold,
}: {
  stable: NonNullable<Wallet['stable']>;
  fold: { isOpen: boolean; onTap: () => void } | null;
}) {
  return (
    <PlanCard
      asset="stable"
      name="恒定积分"
      words="1 积分 = 1 元"
      fold={fold}
      headline={
        <View className="flex baseline between gap8 wraps">
          <Amount units={stable.heldCents} asset="stable" size="figure" isPrivate />
          <View className="small muted">可在 {stable.merchantCount} 家商户付款</View>
        </View>
      }
    >
      <View className="mt8">
        <LedgerRow label="储备价值 / 流通的恒定积分">
          {showPlain(stable.reserveWorthFen, 'cash')} / {showPlain(stable.outstandingCents, 'stable')}
        </LedgerRow>
      </View>
      <Way icon="card" title="付给商户" onTap={() => go.pay()} />
    </PlanCard>
  );
}

function BooksRow({ wallet }: { wallet: Wallet }) {
  const { lastClose } = wallet;
  return (
    <Tap className="card flex gap12" onTap={go.solvency}>
      <View className={`flex ${lastClose?.balanced === false ? 'warn-ink' : 'good-ink'}`}>
        <Icon name="shield" size={26} />
      </View>
      <View className="grow">
        <View className="bold">账目公开</View>
        <View className="small muted">
          {lastClose
            ? `${showDay(lastClose.day)} 收盘，${lastClose.balanced ? '账平' : '正在核对'}：池、流通、储备、拨比`
            : '第一次收盘后公开'}
        </View>
      </View>
      <Chevron />
    </Tap>
  );
}

function WalletSkeleton() {
  return (
    <>
      <CardSkeleton height={208} />
      <CardSkeleton height={96} />
      <CardSkeleton height={96} />
      <CardSkeleton height={96} />
    </>
  );
}
