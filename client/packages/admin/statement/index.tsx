import type { Asset, InputOf, StatementLine } from '@shared/contract';
import { showDay, showMoment, showPlain } from '@shared/format';
import { worksIn } from '@shared/roles';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { AssetGlyph } from '../../../components/Asset';
import { Segments } from '../../../components/controls';
import { Choice } from '../../../components/form/Choice';
import { ListShown } from '../../../components/ListShown';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { type EntryGroup, kindsOf, STATEMENT_ASSETS, STATEMENT_GROUPS } from '../../../copy/entries';
import { ENTRY_WORDS } from '../../../copy/terms';
import { ExplainSheet } from '../../../features/explain/ExplainSheet';
import type { ExplainWays } from '../../../features/explain/ways';
import { useListPages, useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';
import { DayFields } from '../parts/DayFields';

/** What a member's balances were moved by, for those who answer that member; how each figure was worked out by a tap. */
export default function MemberStatementScreen() {
  const memberId = decodeURIComponent(useRouter().params.id ?? '');
  const [entryId, setEntryId] = useState<string | null>(null);
  return (
    <AdminScreen
      area="staff.members"
      title="会员流水"
      over={<Explained memberId={memberId} entryId={entryId} onClose={() => setEntryId(null)} />}
    >
      {() => <Filtered memberId={memberId} onOpen={setEntryId} />}
    </AdminScreen>
  );
}

interface ExplainedProps {
  readonly memberId: string;
  readonly entryId: string | null;
  readonly onClose: () => void;
}

/** How a figure was worked out, its ways leading to the staff's pages, as far as one's role goes. */
function Explained({ memberId, entryId, onClose }: ExplainedProps) {
  const roles = useRead('account.me', {}, { isOn: entryId !== null }).value?.roles ?? [];
  const ways: ExplainWays = {
    ...(worksIn(roles, 'staff.orders') ? { order: (id) => go.admin('order', `id=${encodeURIComponent(id)}`) } : {}),
    ...(worksIn(roles, 'staff.shop') ? { goods: (id) => go.admin('goods', `id=${encodeURIComponent(id)}`) } : {}),
    members: () => go.admin('referred', `id=${encodeURIComponent(memberId)}`),
    close: (day) => (day ? go.admin('close', `day=${day}`) : go.admin('closes')),
    plan: () => go.admin('planVersions'),
  };
  return <ExplainSheet entryId={entryId} of={{ memberId, ways }} onClose={onClose} />;
}

function Filtered({ memberId, onOpen }: { memberId: string; onOpen: (entryId: string) => void }) {
  const [asset, setAsset] = useState<Asset | 'all'>('all');
  const [group, setGroup] = useState<EntryGroup | 'all'>('all');
  const [days, setDays] = useState({ fromDay: '', untilDay: '' });
  const asked = {
    memberId,
    ...(asset === 'all' ? {} : { asset }),
    ...(group === 'all' ? {} : { kinds: kindsOf(group) }),
    ...(days.fromDay ? { fromDay: days.fromDay } : {}),
    ...(days.untilDay ? { toDay: days.untilDay } : {}),
  };
  return (
    <>
      <Segments label="资产" options={STATEMENT_ASSETS} chosen={asset} onChoose={setAsset} />
      <View className="card flow gap8">
        <Choice label="类型" options={STATEMENT_GROUPS} chosen={group} isFirst onChoose={setGroup} />
        <DayFields {...days} onChange={setDays} />
      </View>
      <Note icon="eye">看的每一页、点开的每一笔都记下来，会员自己也查得到。</Note>
      <List key={JSON.stringify(asked)} asked={asked} onOpen={onOpen} />
    </>
  );
}

function List({
  asked,
  onOpen,
}: {
  asked: Omit<InputOf<'wallet.statementOf'>, 'cursor' | 'limit'>;
  onOpen: (entryId: string) => void;
}) {
  const list = useListPages('wallet.statementOf', { ...asked, limit: 30 }, (page) => page.lines);
  return (
    <ListShown
      list={list}
      fault="流水没取到"
      empty={{ icon: 'page', title: '没有这样的流水', words: '换一种资产、类型或时间再看。' }}
    >
      <View className="card card-tight">
        {list.rows.map((line, at) => (
          <Line
            key={`${line.entryId} ${line.amount.asset}`}
            line={line}
            isFirst={at === 0}
            onOpen={() => onOpen(line.entryId)}
          />
        ))}
      </View>
    </ListShown>
  );
}

function Line({ line, isFirst, onOpen }: { line: StatementLine; isFirst: boolean; onOpen: () => void }) {
  const { asset, units } = line.amount;
  const when = line.isOfClose ? `${showDay(line.day)} 收盘` : showMoment(line.atMs);
  return (
    <Row
      isFirst={isFirst}
      lead={<AssetGlyph asset={asset} />}
      title={ENTRY_WORDS[line.kind]}
      sub={[when, line.orderNo ?? line.note].filter(Boolean).join(' · ')}
      value={
        <>
          <Amount units={units} asset={asset} sign="change" />
          {line.balanceAfter === null ? null : (
            <View className="row-sub">余 {showPlain(line.balanceAfter, asset)}</View>
          )}
        </>
      }
      label={`${ENTRY_WORDS[line.kind]}，怎么算的`}
      onTap={onOpen}
    />
  );
}
