import type { Team } from '@shared/contract';
import { showCount } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { LedgerRow, LedgerSum } from '../../../components/Ledger';
import { More } from '../../../components/More';
import { CardSkeleton, ErrorState } from '../../../components/states';
import { asRefused, useReadPages } from '../../../gateway';
import { ASSET_OF, Branch, type Shows, type Volume, volumeOf } from './Branch';

/** Days of joining, '' for no bound. */
export interface JoinDays {
  readonly fromDay: string;
  readonly toDay: string;
}

interface LevelProps {
  readonly of?: string;
  readonly shows: Shows;
  readonly level: number;
  readonly indent?: number;
  /** Of oneself: only who joined on some days, and the sum of all. */
  readonly days?: JoinDays;
  readonly team?: Team;
}

/** The members whom one member referred, page by page; of oneself with their sum. */
export function Level({ of, shows, level, indent = level, days, team }: LevelProps) {
  const pages = useReadPages('team.listDirect', {
    ...shows,
    limit: 20,
    ...(of ? { of } : {}),
    ...(days?.fromDay ? { fromDay: days.fromDay } : {}),
    ...(days?.toDay ? { toDay: days.toDay } : {}),
  });
  const members = pages.data?.pages.flatMap((page) => page.members) ?? [];
  const joined = pages.data?.pages[0]?.joined;
  if (pages.isPending) return <CardSkeleton height={level === 1 ? 220 : 66} />;
  if (pages.error && members.length === 0)
    return <ErrorState title="成员没取到" error={asRefused(pages.error)} onAgain={() => void pages.refetch()} />;
  if (members.length === 0)
    return (
      <View className="small muted mb12">
        {joined ? '这几天没有人加入一代。' : '还没有。朋友用你的邀请登录后，会出现在这里。'}
      </View>
    );
  const more = () => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  };
  return (
    <>
      {joined ? (
        <View className="small muted mb8">
          一代 {showCount(joined.count)} 人{joined.isWhole ? '' : '以上'}在这几天加入
        </View>
      ) : null}
      {members.map((member, place) => (
        <Branch
          key={member.key}
          member={member}
          shows={shows}
          level={level}
          indent={indent}
          isFirst={indent === 1 && place === 0}
        >
          {(opens) => <Level of={opens} shows={shows} level={level + 1} indent={indent + 1} />}
        </Branch>
      ))}
      <More hasMore={pages.hasNextPage} isLoading={pages.isFetchingNextPage} onMore={more} />
      {team && !joined ? (
        <Total
          lines={pages.hasNextPage ? '线下合计，包括还没取的' : `${members.length} 支合计`}
          team={team}
          volume={shows.volume}
          listed={pages.hasNextPage ? null : members.reduce((sum, one) => sum + (volumeOf(one, 'cash').whole ?? 0), 0)}
        />
      ) : null}
    </>
  );
}

interface TotalProps {
  readonly lines: string;
  readonly team: Team;
  readonly volume: Volume;
  /** Cash of the lines, where all of them are listed. */
  readonly listed: number | null;
}

/** All lines together, oneself, and both: the whole below and with oneself. */
function Total({ lines, team: { downline, own }, volume, listed }: TotalProps) {
  const asset = ASSET_OF[volume];
  const isCash = volume === 'cash';
  const below = isCash ? downline.cashFen : downline.pointsCents;
  const mine = isCash ? own.cashFen : own.pointsCents;
  // Of lines that went to another referrer, or came from one: counted where they stood. Points are those of who is there.
  const moved = listed === null || !isCash ? 0 : downline.cashFen - listed;
  return (
    <>
      <LedgerRow label={lines}>{below === null ? '—' : <Amount units={below - moved} asset={asset} />}</LedgerRow>
      {moved === 0 ? null : (
        <LedgerRow label="推荐关系变更前">
          <Amount units={moved} asset={asset} sign="change" />
        </LedgerRow>
      )}
      <LedgerRow label="我自己">
        <Amount units={mine} asset={asset} />
      </LedgerRow>
      <LedgerSum label="合计">
        {below === null ? '—' : <Amount units={below + mine} asset={asset} size="lead" />}
      </LedgerSum>
    </>
  );
}
