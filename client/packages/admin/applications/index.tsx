import type { InputOf } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { LineTabs } from '../../../components/controls';
import { ListShown } from '../../../components/ListShown';
import { Row } from '../../../components/Row';
import { INDUSTRY_WORDS } from '../../../copy/terms';
import { useListPages } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';

type State = NonNullable<InputOf<'admin.listApplications'>['state']>;

const STATES: readonly { key: State; words: string; empty: string }[] = [
  { key: 'submitted', words: '待审', empty: '没有要审的申请' },
  { key: 'approved', words: '已通过', empty: '还没有通过的申请' },
  { key: 'refused', words: '没通过', empty: '没有没通过的申请' },
];

/** Applications for shops, the longest waiting first. */
export default function ApplicationsScreen() {
  const [state, setState] = useState<State>('submitted');
  return (
    <AdminScreen
      area="staff.shop"
      title="开店申请"
      above={<LineTabs options={STATES} chosen={state} label="申请状态" onChoose={setState} />}
    >
      {() => <List key={state} state={state} />}
    </AdminScreen>
  );
}

function List({ state }: { state: State }) {
  const list = useListPages('admin.listApplications', { state, limit: 20 }, (page) => page.applications);
  const title = STATES.find(({ key }) => key === state)?.empty ?? '';
  return (
    <ListShown list={list} fault="申请没取到" empty={{ icon: 'page', title, words: '会员在「我的」里申请开店。' }}>
      <View className="card card-tight">
        {list.rows.map(({ applicationId, shopName, industry, contactName, atMs }, at) => (
          <Row
            key={applicationId}
            isFirst={at === 0}
            title={shopName}
            sub={`${INDUSTRY_WORDS[industry]} · ${contactName} · ${showMoment(atMs)}`}
            onTap={() => go.admin('application', `id=${encodeURIComponent(applicationId)}`)}
          />
        ))}
      </View>
    </ListShown>
  );
}
