import type { DirectMember, InputOf, Team } from '@shared/contract';
import { showCount, showDay, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Link } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import { LedgerRow, LedgerSum } from '../../../components/Ledger';
import { More } from '../../../components/More';
import { CardSkeleton, ErrorState } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { asRefused, useReadPages } from '../../../gateway';

type Sort = NonNullable<InputOf<'team.listDirect'>['sort']>;

/** So many guide lines at most: a team may be a thousand generations deep, a screen is not as wide. */
const MOST_GUIDES = 5;

/** The tree of whom one invited, opened level by level: each line is a member and all below. */
export function Tree({ team }: { team: Team }) {
  const [sort, setSort] = useState<Sort>('joined');
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>成员</HeadTitle>
        <Link
          label={sort === 'joined' ? '现在新加入的在前，改为先加入的在前' : '现在先加入的在前，改为新加入的在前'}
          onTap={() => setSort(sort === 'joined' ? 'joinedFirst' : 'joined')}
        >
          {sort === 'joined' ? '新加入在前' : '先加入在前'}
          <Icon name={sort === 'joined' ? 'down' : 'up'} size={14} />
        </Link>
      </View>
      <View className="cap muted mb8">每人 = 本人 + 线下{team.asOfDay ? `，${showDay(team.asOfDay)} 收盘` : ''}</View>
      <Level key={sort} sort={sort} level={1} team={team} />
    </View>
  );
}

/** The members whom one member referred, page by page; of oneself with their sum. */
function Level({ of, sort, level, team }: { of?: string; sort: Sort; level: number; team?: Team }) {
  const pages = useReadPages('team.listDirect', { sort, limit: 20, ...(of ? { of } : {}) });
  const members = pages.data?.pages.flatMap((page) => page.members) ?? [];
  if (pages.isPending) return <CardSkeleton height={level === 1 ? 220 : 66} />;
  if (pages.error && members.length === 0)
    return <ErrorState title="成员没取到" error={asRefused(pages.error)} onAgain={() => void pages.refetch()} />;
  if (members.length === 0)
    return <View className="small muted mb12">还没有。朋友用你的邀请登录后，会出现在这里。</View>;
  const more = () => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  };
  return (
    <>
      {members.map((member, place) => (
        <Branch key={member.key} member={member} sort={sort} level={level} isFirst={level === 1 && place === 0} />
      ))}
      <More hasMore={pages.hasNextPage} isLoading={pages.isFetchingNextPage} onMore={more} />
      {team ? (
        <Total
          lines={pages.hasNextPage ? '线下合计，包括还没取的' : `${members.length} 支合计`}
          team={team}
          listedFen={
            pages.hasNextPage ? null : members.reduce((sum, one) => sum + one.ownCashFen + one.downlineCashFen, 0)
          }
        />
      ) : null}
    </>
  );
}

/** All lines together, oneself, and both: the whole below and with oneself. */
function Total({ lines, team, listedFen }: { lines: string; team: Team; listedFen: number | null }) {
  const { downline, own } = team;
  // Of lines that went to another referrer, or came from one: counted where they stood.
  const movedFen = listedFen === null ? 0 : downline.cashFen - listedFen;
  return (
    <>
      <LedgerRow label={lines}>
        <Amount units={downline.cashFen - movedFen} asset="cash" />
      </LedgerRow>
      {movedFen === 0 ? null : (
        <LedgerRow label="推荐关系变更前">
          <Amount units={movedFen} asset="cash" sign="change" />
        </LedgerRow>
      )}
      <LedgerRow label="我自己">
        <Amount units={own.cashFen} asset="cash" />
      </LedgerRow>
      <LedgerSum label="合计">
        <Amount units={downline.cashFen + own.cashFen} asset="cash" size="lead" />
      </LedgerSum>
    </>
  );
}

const Guides = ({ level }: { level: number }) => (
  <View className="team-guides" aria-hidden="true">
    {Array.from({ length: Math.min(level - 1, MOST_GUIDES) }, (_, nth) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: guides are alike
      <View key={nth} className="team-guide" />
    ))}
  </View>
);

/** One member, and below it what opens. */
function Branch({
  member,
  sort,
  level,
  isFirst,
}: {
  member: DirectMember;
  sort: Sort;
  level: number;
  isFirst: boolean;
}) {
  const [isOpen, setOpen] = useState(false);
  const { nameMasked, opens } = member;
  const wholeFen = member.ownCashFen + member.downlineCashFen;
  const inside = (
    <>
      <Guides level={level} />
      <View className="team-twist" aria-hidden="true">
        {opens ? <Icon name={isOpen ? 'down' : 'next'} size={16} /> : null}
      </View>
      <View className="row-main">
        <View className="flex gap8 wraps">
          {nameMasked}
          {member.rankName ? <View className="tag tag-accent">{member.rankName}</View> : null}
        </View>
        <View className="row-sub">
          {showDay(member.joinDay)} 加入 · {below(member)}
        </View>
      </View>
      <View className="row-value">
        <Amount units={wholeFen} asset="cash" />
      </View>
    </>
  );
  const className = `row team-branch ${isFirst ? 'is-first' : ''}`;
  if (!opens) return <View className={className}>{inside}</View>;
  return (
    <>
      <Tap
        className={className}
        label={`${isOpen ? '收起' : '展开'} ${nameMasked}，第 ${level} 代，${below(member)}，${showPlain(wholeFen, 'cash')}`}
        onTap={() => setOpen(!isOpen)}
      >
        {inside}
      </Tap>
      {isOpen ? (
        <>
          <Level of={opens} sort={sort} level={level + 1} />
          <View className="row team-branch">
            <Guides level={level + 1} />
            <View className="cap muted team-own">
              {nameMasked} 本人 {showPlain(member.ownCashFen, 'cash')}，合起来 {showPlain(wholeFen, 'cash')}
            </View>
          </View>
        </>
      ) : null}
    </>
  );
}

/** How many stand below; the close counts them, so that whoever joined since is told of without a number. */
function below({ opens, downline, isDownlineWhole }: DirectMember): string {
  if (downline > 0) return `线下 ${showCount(downline)} 人${isDownlineWhole ? '' : '以上'}`;
  return opens ? '线下有新加入的人' : '线下还没有人';
}
