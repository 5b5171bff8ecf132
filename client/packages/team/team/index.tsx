import type { DirectMember, InputOf, Team } from '@shared/contract';
import { showAmount, showCount, showDay, showPercent, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useReachBottom } from '@tarojs/taro';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { AssetChip } from '../../../components/Asset';
import { Button, Link } from '../../../components/Button';
import { MixBar, Progress } from '../../../components/bars';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import { LedgerRow, LedgerSum } from '../../../components/Ledger';
import { More } from '../../../components/More';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, ErrorState, Shown, SignInState } from '../../../components/states';
import { asRefused, useRead, useReadPages, useSession } from '../../../gateway';
import { go } from '../../../state/routes';

const GENERATIONS = { first: '一代', second: '二代', further: '三代起' } as const satisfies Record<
  Team['generations'][number]['generation'],
  string
>;

/** Who came by one's invitations: ranks and volumes, names masked. */
export default function TeamScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const team = useRead('team.view', {}, { isOn: isSignedIn });
  const me = useRead('account.me', {}, { isOn: isSignedIn });
  return (
    <Screen
      title="团队"
      isDemo={isSignedIn && me.value?.isDemo}
      foot={
        isSignedIn ? (
          <View className="bar">
            <Button kind="line" size="block" onTap={go.invite}>
              <Icon name="share" size={18} />
              邀请朋友来买菜
            </Button>
          </View>
        ) : null
      }
    >
      {isSignedIn ? (
        <Shown of={team} fault="团队没取到" skeleton={<TeamSkeleton />}>
          {(value) => (
            <>
              <Rank team={value} />
              <Volume team={value} />
              <Directs />
              <Note icon="lock">你只能看到打码的名字、加入日期和业绩，看不到电话、地址和订单。</Note>
            </>
          )}
        </Shown>
      ) : (
        <SignInState words="登录后才能看到团队。" />
      )}
    </Screen>
  );
}

function Rank({ team }: { team: Team }) {
  const { rank, next } = team;
  return (
    <View className="card">
      <View className="flex between">
        <View>
          <View className="small muted">我的等级</View>
          <View className="figure bold">{rank.name ?? '还没有'}</View>
        </View>
        <View className="flex gap4 accent-ink" {...{ role: 'img' }} aria-label={`${rank.rank} 星`}>
          {Array.from({ length: rank.rank }, (_, star) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: stars are alike
            <Icon key={star} name="star" size={18} />
          ))}
        </View>
      </View>
      {rank.rank > 0 ? <View className="small muted">团队奖励比例 {showPercent(rank.rateMillionths)}</View> : null}
      {next ? (
        <>
          <View className="mt12 mb8">
            <Progress
              part={team.teamVolumeFen}
              whole={next.fromFen}
              tone="accent"
              words={`${next.name}门槛 ${showPlain(next.fromFen, 'cash')}，现有 ${showPlain(team.teamVolumeFen, 'cash')}`}
            />
          </View>
          <LedgerRow label={`${next.name}的门槛`}>
            <Amount units={next.fromFen} asset="cash" />
          </LedgerRow>
          <LedgerRow label="我的团队现金业绩">
            <Amount units={team.teamVolumeFen} asset="cash" isTaken />
          </LedgerRow>
          <LedgerSum label={`到${next.name}还差`}>
            <Amount units={next.missingFen} asset="cash" size="lead" />
          </LedgerSum>
        </>
      ) : null}
      <View className="cap muted mt8">
        {team.asOfDay ? `等级按 ${showDay(team.asOfDay)} 收盘的业绩定，` : '第一次收盘后定等级，'}可升可降。
        {team.includesOwn ? '自己的订单也计入。' : '自己的订单不计入。'}
      </View>
    </View>
  );
}

function Volume({ team }: { team: Team }) {
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>业绩</HeadTitle>
        <View className="head-right">{showCount(team.members)} 人</View>
      </View>
      <MixBar
        parts={[
          { asset: 'cash', units: team.teamVolumeFen },
          { asset: 'spendable', units: team.teamPointsCents },
        ]}
        words={`现金 ${showPlain(team.teamVolumeFen, 'cash')}，积分 ${showPlain(team.teamPointsCents, 'spendable')}`}
      />
      <View className="kv mt12 mb12">
        <View>
          <AssetChip asset="cash" words="现金付的" />
          <View className="kv-value mt4">
            <Amount units={team.teamVolumeFen} asset="cash" size="lead" />
          </View>
        </View>
        <View>
          <AssetChip asset="spendable" words="积分付的，不计等级" />
          <View className="kv-value mt4">
            <Amount units={team.teamPointsCents} asset="spendable" size="lead" />
          </View>
        </View>
      </View>
      {team.isWhole ? <Generations generations={team.generations} /> : <Note>团队太大，分代的数不在这里算。</Note>}
    </View>
  );
}

function Generations({ generations }: { generations: Team['generations'] }) {
  return (
    <>
      {generations.map((one) => (
        <Row
          key={one.generation}
          title={GENERATIONS[one.generation]}
          sub={`${showCount(one.members)} 人，${showCount(one.releasing)} 人有释放`}
          value={
            <>
              <Amount units={one.cashFen} asset="cash" />
              <View className="row-sub">积分 {showPlain(one.pointsCents, 'spendable')}</View>
            </>
          }
        />
      ))}
    </>
  );
}

type Sort = NonNullable<InputOf<'team.listDirect'>['sort']>;

function Directs() {
  const [sort, setSort] = useState<Sort>('joined');
  const pages = useReadPages('team.listDirect', { sort, limit: 20 });
  const members = pages.data?.pages.flatMap((page) => page.members) ?? [];
  const more = () => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  };
  useReachBottom(more);
  if (pages.isPending) return <CardSkeleton height={220} />;
  if (pages.error && members.length === 0) {
    return <ErrorState title="成员没取到" error={asRefused(pages.error)} onAgain={() => void pages.refetch()} />;
  }
  return (
    <View className="card card-low">
      <View className="head">
        <HeadTitle>一代成员</HeadTitle>
        {members.length > 1 ? (
          <Link
            label={sort === 'joined' ? '现在新加入的在前，改为先加入的在前' : '现在先加入的在前，改为新加入的在前'}
            onTap={() => setSort(sort === 'joined' ? 'joinedFirst' : 'joined')}
          >
            {sort === 'joined' ? '新加入在前' : '先加入在前'}
            <Icon name={sort === 'joined' ? 'down' : 'up'} size={14} />
          </Link>
        ) : null}
      </View>
      {members.length === 0 ? (
        <View className="small muted mb12">还没有。朋友用你的邀请登录后，会出现在这里。</View>
      ) : null}
      {members.map((member, place) => (
        <Direct key={member.key} member={member} isFirst={place === 0} />
      ))}
      <More hasMore={pages.hasNextPage} isLoading={pages.isFetchingNextPage} onMore={more} />
    </View>
  );
}

function Direct({ member, isFirst }: { member: DirectMember; isFirst: boolean }) {
  return (
    <View className={`row ${isFirst ? 'is-first' : ''}`}>
      <View className="avatar avatar-small" aria-hidden="true">
        {member.initial}
      </View>
      <View className="row-main">
        <View className="flex gap8 wraps">
          {member.nameMasked}
          {member.rankName ? <View className="tag tag-accent">{member.rankName}</View> : null}
        </View>
        <View className="row-sub">
          {showDay(member.joinDay)} 加入 · 线下 {showCount(member.downline)} 人
        </View>
      </View>
      <View className="row-value">
        <View>{showAmount(member.downlineCashFen, 'cash')}</View>
        <View className="row-sub">线下现金业绩</View>
      </View>
    </View>
  );
}

function TeamSkeleton() {
  return (
    <>
      <CardSkeleton height={240} />
      <CardSkeleton height={220} />
    </>
  );
}
