import type { Asset, StatementLine } from '@shared/contract';
import { showDay, showPlain, showShortNo, showTime } from '@shared/format';
import { View } from '@tarojs/components';
import { useReachBottom } from '@tarojs/taro';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { AssetGlyph } from '../../../components/Asset';
import { Segments } from '../../../components/controls';
import { More } from '../../../components/More';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, EmptyState, ErrorState, SignInState } from '../../../components/states';
import { ENTRY_WORDS } from '../../../copy/terms';
import { ExplainSheet } from '../../../features/explain/ExplainSheet';
import { asRefused, useRead, useReadPages, useSession } from '../../../gateway';
import { go } from '../../../state/routes';

const FILTERS: readonly { key: Asset | 'all'; words: string }[] = [
  { key: 'all', words: '全部' },
  { key: 'cash', words: '现金' },
  { key: 'spendable', words: '可用' },
  { key: 'remaining', words: '待释放' },
  { key: 'appreciating', words: '增值' },
  { key: 'stable', words: '恒定' },
  { key: 'quota', words: '额度' },
  { key: 'weight', words: '股数' },
  { key: 'exitQuota', words: '出局' },
];

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

/** Every credit and every debit, newest first; each opens how it was worked out. */
export default function StatementScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const me = useRead('account.me', {}, { isOn: isSignedIn });
  const [asset, setAsset] = useState<Asset | 'all'>('all');
  const [entryId, setEntryId] = useState<string | null>(null);
  return (
    <Screen
      title="流水"
      isDemo={me.value?.isDemo}
      above={
        <View className="pad">
          <Segments options={FILTERS} chosen={asset} label="资产" onChoose={setAsset} />
        </View>
      }
      over={<ExplainSheet entryId={entryId} isDemo={me.value?.isDemo} onClose={() => setEntryId(null)} />}
    >
      {isSignedIn ? (
        <Lines key={asset} asset={asset} onOpen={setEntryId} />
      ) : (
        <SignInState words="登录后才能看到流水。" />
      )}
    </Screen>
  );
}

function Lines({ asset, onOpen }: { asset: Asset | 'all'; onOpen: (entryId: string) => void }) {
  const pages = useReadPages('wallet.statement', { limit: 30, ...(asset === 'all' ? {} : { asset }) });
  const lines = pages.data?.pages.flatMap((page) => page.lines) ?? [];
  const more = () => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  };
  useReachBottom(more);
  if (pages.isPending) {
    return (
      <>
        <CardSkeleton height={180} />
        <CardSkeleton height={180} />
      </>
    );
  }
  if (pages.error && lines.length === 0) {
    return (
      <ErrorState title="流水没取到，余额没有变" error={asRefused(pages.error)} onAgain={() => void pages.refetch()} />
    );
  }
  if (lines.length === 0) {
    return (
      <EmptyState
        icon="page"
        title="还没有流水"
        words="订单签收满退货期结算后，这里会有第一笔。"
        act={{ words: '去看看商品', onTap: go.category }}
      />
    );
  }
  return (
    <>
      {grouped(lines).map((group) => (
        <View key={group.key}>
          <View className="bold day-head">{group.title}</View>
          <View className="card card-tight">
            {group.lines.map((line, place) => (
              <Line key={line.entryId} line={line} isFirst={place === 0} onOpen={() => onOpen(line.entryId)} />
            ))}
          </View>
        </View>
      ))}
      <More hasMore={pages.hasNextPage} isLoading={pages.isFetchingNextPage} onMore={more} />
      <View className="cap muted center">每一笔都能点开看「怎么算的」</View>
    </>
  );
}

function Line({ line, isFirst, onOpen }: { line: StatementLine; isFirst: boolean; onOpen: () => void }) {
  const { asset, units } = line.amount;
  const title = line.orderNo ? `${ENTRY_WORDS[line.kind]} ${showShortNo(line.orderNo)}` : ENTRY_WORDS[line.kind];
  const sub = [line.isOfClose ? '' : showTime(line.atMs), line.note].filter(Boolean).join(' · ');
  return (
    <Row
      isFirst={isFirst}
      lead={<AssetGlyph asset={asset} />}
      title={title}
      sub={sub}
      value={
        <>
          <Amount units={units} asset={asset} sign="change" isPrivate />
          {line.balanceAfter === null ? null : (
            <View className="row-sub">余 {showPlain(line.balanceAfter, asset)}</View>
          )}
        </>
      }
      onTap={onOpen}
    />
  );
}
