import type { InputOf, StatementLine } from '@shared/contract';
import { ASSET_WORDS, showAmount, showDay, showPlain, showShortNo, showTime } from '@shared/format';
import { View } from '@tarojs/components';
import { useReachBottom } from '@tarojs/taro';
import { useEffect } from 'react';
import { Amount } from '../../../components/Amount';
import { AssetGlyph } from '../../../components/Asset';
import { More } from '../../../components/More';
import { Row } from '../../../components/Row';
import { CardSkeleton, EmptyState, ErrorState } from '../../../components/states';
import { ENTRY_MOVES } from '../../../copy/entries';
import { ENTRY_WORDS } from '../../../copy/terms';
import { asRefused, useReadPages } from '../../../gateway';
import { usePreferences } from '../../../state/preferences';
import { go } from '../../../state/routes';

/** Fewer lines than this do not fill a screen: what was looked through without finding goes on by itself. */
const LINES_OF_A_SCREEN = 10;

interface Group {
  readonly key: string;
  readonly title: string;
  readonly lines: StatementLine[];
}

/** Lines of one day together; those of its close under the close. */
function grouped(lines: readonly StatementLine[]): Group[] {
  const groups: Group[] = [];
  for (const line of lines) {
    const key = `${line.day}${line.isOfClose ? '-close' : ''}`;
    const last = groups[groups.length - 1];
    if (last?.key === key) last.lines.push(line);
    else groups.push({ key, title: `${showDay(line.day)}${line.isOfClose ? ' 收盘' : ''}`, lines: [line] });
  }
  return groups;
}

interface LinesProps {
  readonly asked: Omit<InputOf<'wallet.statement'>, 'cursor' | 'limit'>;
  readonly isFiltered: boolean;
  readonly onOpen: (entryId: string) => void;
}

/** The lines that were asked for, newest first, page by page. */
export function Lines({ asked, isFiltered, onOpen }: LinesProps) {
  const pages = useReadPages('wallet.statement', { limit: 30, ...asked });
  const lines = pages.data?.pages.flatMap((page) => page.lines) ?? [];
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = pages;
  const more = () => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  };
  useReachBottom(more);
  const isShort = lines.length < LINES_OF_A_SCREEN;
  useEffect(() => {
    if (isShort && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [isShort, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  if (pages.isPending) return <LinesSkeleton />;
  if (pages.error && lines.length === 0) {
    return (
      <ErrorState title="流水没取到，余额没有变" error={asRefused(pages.error)} onAgain={() => void pages.refetch()} />
    );
  }
  if (lines.length === 0 && hasNextPage) return <LinesSkeleton />;
  if (lines.length === 0) return <NothingFound isFiltered={isFiltered} />;
  return (
    <>
      {grouped(lines).map((group) => (
        <View key={group.key}>
          <View className="bold day-head">{group.title}</View>
          <View className="card card-tight">
            {group.lines.map((line, place) => (
              <Line
                key={`${line.entryId} ${line.amount.asset}`}
                line={line}
                isFirst={place === 0}
                onOpen={() => onOpen(line.entryId)}
              />
            ))}
          </View>
        </View>
      ))}
      <More hasMore={hasNextPage} isLoading={isFetchingNextPage} isEnd onMore={more} />
      <View className="cap muted center">每一笔都能点开看「怎么算的」</View>
    </>
  );
}

function LinesSkeleton() {
  return (
    <>
      <CardSkeleton height={180} />
      <CardSkeleton height={180} />
    </>
  );
}

const NothingFound = ({ isFiltered }: { isFiltered: boolean }) =>
  isFiltered ? (
    <EmptyState icon="page" title="没有这样的流水" words="换一种资产、类型或时间再看。" />
  ) : (
    <EmptyState
      icon="page"
      title="还没有流水"
      words="订单签收满退货期结算后，这里会有第一笔。"
      act={{ words: '去看看商品', onTap: go.category }}
    />
  );

function Line({ line, isFirst, onOpen }: { line: StatementLine; isFirst: boolean; onOpen: () => void }) {
  const { hidesAmounts } = usePreferences();
  const { asset, units } = line.amount;
  const title = line.orderNo ? `${ENTRY_WORDS[line.kind]} ${showShortNo(line.orderNo)}` : ENTRY_WORDS[line.kind];
  // Of a close's credit the other side is told with its figure: words for it would say the same again.
  const move = line.isOfClose && line.sides.length === 1 ? '' : ENTRY_MOVES[line.kind].move;
  const note = [line.isOfClose ? '' : showTime(line.atMs), line.note === line.orderNo ? '' : line.note, move];
  return (
    <Row
      isFirst={isFirst}
      lead={<AssetGlyph asset={asset} />}
      title={title}
      sub={
        <>
          <View>{note.filter(Boolean).join(' · ')}</View>
          {hidesAmounts
            ? null
            : line.sides.map((side) => (
                <View key={side.asset}>
                  {ASSET_WORDS[side.asset]} {showAmount(side.units, side.asset, 'change')}
                </View>
              ))}
        </>
      }
      value={
        <>
          <Amount units={units} asset={asset} sign="change" isPrivate />
          {line.balanceAfter === null || hidesAmounts ? null : (
            <View className="row-sub">余 {showPlain(line.balanceAfter, asset)}</View>
          )}
        </>
      }
      onTap={onOpen}
    />
  );
}
