import type { OutputOf } from '@shared/contract';
import { showCount, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { ListShown } from '../../../components/ListShown';
import { Note } from '../../../components/Note';
import { Shown } from '../../../components/states';
import { useListPages, useRead } from '../../../gateway';
import { AdminScreen } from '../parts/AdminScreen';
import { MemberRows } from '../parts/MemberRows';

type Referred = OutputOf<'admin.listReferred'>['members'][number];

/** Down a member's line: what the network bought, in cash and in points, and whom the member referred. */
export default function ReferredScreen() {
  const memberId = decodeURIComponent(useRouter().params.id ?? '');
  return (
    <AdminScreen area="staff.members" title="推荐线">
      {() => (
        <>
          <Volume memberId={memberId} />
          <List memberId={memberId} />
        </>
      )}
    </AdminScreen>
  );
}

function Volume({ memberId }: { memberId: string }) {
  const read = useRead('team.viewOf', { memberId });
  return (
    <Shown of={read} fault="业绩没取到">
      {(team) => (
        <View className="card">
          <View className="head is-close">
            <HeadTitle>{team.rank.name ?? '还没有等级'}</HeadTitle>
            {team.asOfDay ? <View className="head-right">{team.asOfDay} 收盘</View> : null}
          </View>
          <View className="small muted mb8">
            下面共 {showCount(team.members)} 人，最深 {team.deepest} 代
          </View>
          <LedgerRow label="本人现金">{showPlain(team.own.cashFen, 'cash')}</LedgerRow>
          <LedgerRow label="下线现金">{showPlain(team.downline.cashFen, 'cash')}</LedgerRow>
          <LedgerRow label="本人用的积分">{showPlain(team.own.pointsCents, 'spendable')}</LedgerRow>
          <LedgerRow label="下线用的积分">
            {team.downline.pointsCents === null ? '人太多，没有数' : showPlain(team.downline.pointsCents, 'spendable')}
          </LedgerRow>
          {team.isWhole ? null : <Note>下线超过一次能数的人数，分代和积分没有列。</Note>}
        </View>
      )}
    </Shown>
  );
}

const subOf = ({ joinDay, rankName, ownCashFen, downlineCashFen }: Referred): string =>
  [`${joinDay} 加入`, rankName, `本人 ${showPlain(ownCashFen, 'cash')}`, `下线 ${showPlain(downlineCashFen, 'cash')}`]
    .filter(Boolean)
    .join(' · ');

function List({ memberId }: { memberId: string }) {
  const list = useListPages('admin.listReferred', { memberId, limit: 20 }, (page) => page.members);
  return (
    <ListShown
      list={list}
      fault="直推没取到"
      empty={{ icon: 'tree', title: '还没有推荐过人', words: '用这位会员的邀请码加入的人，会列在这里。' }}
    >
      <View className="card card-tight">
        <MemberRows members={list.rows} subOf={subOf} />
      </View>
    </ListShown>
  );
}
