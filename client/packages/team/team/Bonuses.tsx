import type { BonusKind, Team } from '@shared/contract';
import { showDay, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Link } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow, LedgerSum } from '../../../components/Ledger';
import { Row } from '../../../components/Row';
import { CardSkeleton, ErrorState, Shown } from '../../../components/states';
import { ENTRY_WORDS } from '../../../copy/terms';
import { asRefused, useRead, useReadPages } from '../../../gateway';

/** Bonuses by kind, of the last close, of thirty days and of any month; each day's opens how it was worked out. */
export function Bonuses({ team, onExplain }: { team: Team; onExplain: (entryId: string) => void }) {
  const [opened, setOpened] = useState<BonusKind | null>(null);
  const isAny = team.bonuses.some(({ lines }) => lines > 0);
  return (
    <View className="card card-low">
      <View className="head">
        <HeadTitle>奖励</HeadTitle>
        {team.asOfDay ? <View className="head-right">{showDay(team.asOfDay)} 收盘</View> : null}
      </View>
      {isAny ? null : (
        <View className="small muted mb12">最近 30 天没有。按朋友当天的释放计算，从你自己的待释放里付。</View>
      )}
      {(team.members > 0 || isAny ? team.bonuses : []).map(({ kind, last, lines, thirtyDaysCents }, place) => (
        <View key={kind}>
          <Row
            isFirst={place === 0}
            title={ENTRY_WORDS[kind]}
            sub={lines > 0 ? `近 30 天 ${lines} 次，共 ${showPlain(thirtyDaysCents, 'spendable')}` : '近 30 天没有'}
            value={<Amount units={last?.cents ?? 0} asset="spendable" sign="change" isPrivate />}
            label={`${opened === kind ? '收起' : '展开'} ${ENTRY_WORDS[kind]}`}
            onTap={() => setOpened(opened === kind ? null : kind)}
          />
          {opened === kind ? <Days kind={kind} onExplain={onExplain} /> : null}
        </View>
      ))}
      {team.asOfDay && (team.members > 0 || isAny) ? <EverHead lastMonth={team.asOfDay.slice(0, 7)} /> : null}
    </View>
  );
}

/** All that was ever credited by kind, on asking: it is added up from the joining on. */
function EverHead({ lastMonth }: { lastMonth: string }) {
  const [isOpen, setOpen] = useState(false);
  return isOpen ? (
    <Ever lastMonth={lastMonth} />
  ) : (
    <View className="team-ever">
      <Link label="看加入以来的奖励合计" onTap={() => setOpen(true)}>
        加入以来合计
      </Link>
    </View>
  );
}

function Ever({ lastMonth }: { lastMonth: string }) {
  const pages = useReadPages('team.sumBonuses', {}, { from: lastMonth });
  const { hasNextPage, isFetching, error, fetchNextPage } = pages;
  const isGoingOn = hasNextPage && !isFetching && !error;
  useEffect(() => {
    if (isGoingOn) void fetchNextPage();
  }, [isGoingOn, fetchNextPage]);
  const read = pages.data?.pages ?? [];
  if (error)
    return (
      <ErrorState
        title="合计没取全"
        error={asRefused(error)}
        onAgain={() => void (read.length > 0 ? fetchNextPage() : pages.refetch())}
      />
    );
  // Parts of a sum are no sum: nothing is said before the joining is reached.
  if (pages.isPending || hasNextPage) return <CardSkeleton height={132} />;
  const first = read[read.length - 1]?.fromMonth;
  return (
    <View className="team-ever">
      <View className="small muted">{first} 加入以来</View>
      {(read[0]?.sums ?? []).map(({ kind }) => {
        const those = read.flatMap(({ sums }) => sums.filter((one) => one.kind === kind));
        const lines = those.reduce((sum, one) => sum + one.lines, 0);
        return (
          <LedgerRow key={kind} label={`${ENTRY_WORDS[kind]}，${lines} 次`}>
            <Amount units={those.reduce((sum, one) => sum + one.cents, 0)} asset="spendable" isPrivate />
          </LedgerRow>
        );
      })}
      <LedgerSum label="合计">
        <Amount
          units={read.flatMap(({ sums }) => sums).reduce((sum, one) => sum + one.cents, 0)}
          asset="spendable"
          size="lead"
          isPrivate
        />
      </LedgerSum>
    </View>
  );
}

/** The month before or behind one, as 2026-03. */
function monthBy(month: string, by: 1 | -1): string {
  const [year, nth] = month.split('-').map(Number) as [number, number];
  const months = year * 12 + (nth - 1) + by;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

/** The days of the last thirty, or of any month since one joined. */
function Days({ kind, onExplain }: { kind: BonusKind; onExplain: (entryId: string) => void }) {
  const [month, setMonth] = useState<string | null>(null);
  const days = useRead('team.listBonuses', { kind, ...(month ? { month } : {}) });
  return (
    <Shown of={days} fault="明细没取到，余额没有变" skeleton={<CardSkeleton height={88} />}>
      {({ lines, sumCents, firstMonth, lastMonth }) => (
        <View className="team-days">
          <View className="flex between wraps">
            <View className="small muted">
              {month ?? '近 30 天'} 共 {showPlain(sumCents, 'spendable')}
            </View>
            <View className="flex gap8">
              {month === null || month > firstMonth ? (
                <Link
                  label={month === null ? `按月看，${lastMonth}` : `看 ${monthBy(month, -1)}`}
                  onTap={() => setMonth(month === null ? lastMonth : monthBy(month, -1))}
                >
                  {month === null ? '按月看' : '上个月'}
                </Link>
              ) : null}
              {month !== null ? (
                <Link
                  label={month < lastMonth ? `看 ${monthBy(month, 1)}` : '看近 30 天'}
                  onTap={() => setMonth(month < lastMonth ? monthBy(month, 1) : null)}
                >
                  {month < lastMonth ? '下个月' : '近 30 天'}
                </Link>
              ) : null}
            </View>
          </View>
          {lines.length === 0 ? <View className="small muted mb12">这个月没有。</View> : null}
          {lines.map(({ day, cents, entryId }) => (
            <Row
              key={entryId}
              isCompact
              title={`${showDay(day)} 收盘`}
              value={<Amount units={cents} asset="spendable" sign="change" isPrivate />}
              label={`${showDay(day)} ${ENTRY_WORDS[kind]}怎么算的`}
              onTap={() => onExplain(entryId)}
            />
          ))}
        </View>
      )}
    </Shown>
  );
}
