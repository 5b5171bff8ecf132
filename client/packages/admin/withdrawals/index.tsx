import type { Me, OutputOf } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Segments } from '../../../components/controls';
import { ListShown } from '../../../components/ListShown';
import { Row } from '../../../components/Row';
import { Shown } from '../../../components/states';
import { useListPages, useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';
import { ExportCard } from './ExportCard';
import { StopCard } from './StopCard';
import { WithdrawalCard } from './WithdrawalCard';

const WHICH = [
  { key: 'review', words: '等审核' },
  { key: 'underWay', words: '在路上' },
  { key: 'all', words: '全部' },
] as const;

type Terms = OutputOf<'admin.viewWithdrawalTerms'>;

/** Withdrawals that wait for administrators, what is stopped, on which terms, and who was paid. */
export default function AdminWithdrawalsScreen() {
  return (
    <AdminScreen area="staff.money" title="提现">
      {(me) => <Watching me={me} />}
    </AdminScreen>
  );
}

function Watching({ me }: { me: Me }) {
  const terms = useRead('admin.viewWithdrawalTerms', {});
  const [which, setWhich] = useState<(typeof WHICH)[number]['key']>('review');
  return (
    <Shown of={terms} fault="提现没取到">
      {(value) => (
        <>
          <TermsCard terms={value} />
          <Segments label="哪些提现" options={WHICH} chosen={which} onChoose={setWhich} />
          <List key={which} which={which} me={me} />
          <StopCard stopped={value.stopped} />
          <ExportCard />
        </>
      )}
    </Shown>
  );
}

function TermsCard({ terms: { open, isOpen, isCleared, terms } }: { terms: Terms }) {
  const off = !isOpen ? '没有接付款平台，不能提' : !isCleared ? '许可没有或到期，不能提' : '';
  return (
    <View className="card card-tight">
      <Row
        isFirst
        title={`没结束的 ${open.withdrawals} 笔`}
        sub={off || '现金冻结着，付成或退回才结束'}
        value={showPlain(open.amountFen, 'cash')}
      />
      <Row
        title="条件"
        sub={`最少 ${showPlain(terms.withdrawMinFen, 'cash')}，等 ${terms.withdrawWaitHours} 小时，${showPlain(terms.withdrawReviewFromFen, 'cash')} 起审核`}
        onTap={() => go.admin('setting', 'group=withdraw')}
      />
    </View>
  );
}

const EMPTY = {
  review: { icon: 'check', title: '没有等审核的', words: '超过审核金额的提现会在这里等。' },
  underWay: { icon: 'check', title: '没有在路上的', words: '交给微信支付、还没结果的会在这里。' },
  all: { icon: 'wallet', title: '还没有人提过', words: '第一笔提现会出现在这里。' },
} as const;

function List({ which, me }: { which: keyof typeof EMPTY; me: Me }) {
  const list = useListPages('admin.listWithdrawals', { which, limit: 20 }, (page) => page.withdrawals);
  return (
    <ListShown list={list} fault="提现没取到" empty={EMPTY[which]}>
      {list.rows.map((one) => (
        <WithdrawalCard key={one.withdrawalId} one={one} meId={me.memberId} />
      ))}
    </ListShown>
  );
}
