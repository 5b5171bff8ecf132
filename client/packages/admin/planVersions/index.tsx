import type { OutputOf } from '@shared/contract';
import { showDay, showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { HeadTitle } from '../../../components/HeadTitle';
import { ListShown } from '../../../components/ListShown';
import { PLAN_WORDS } from '../../../copy/terms';
import { useListPages } from '../../../gateway';
import { AdminScreen } from '../parts/AdminScreen';
import { Differences } from '../plan/Differences';

type Version = OutputOf<'admin.planVersions'>['versions'][number];

/** Every version that was published, newest first: what each changed of the one before. */
export default function PlanVersionsScreen() {
  return (
    <AdminScreen area="staff.any" title="方案的各版">
      {() => <Versions />}
    </AdminScreen>
  );
}

function Versions() {
  const list = useListPages('admin.planVersions', { limit: 20 }, (page) => page.versions);
  const before = ({ plan, version }: Version) =>
    list.rows.find((one) => one.plan === plan && one.version === version - 1);
  return (
    <ListShown
      list={list}
      fault="各版没取到"
      empty={{ icon: 'page', title: '还没有方案', words: '发布过的方案会在这里。' }}
    >
      {list.rows.map((one) => (
        <VersionCard key={`${one.plan} ${one.version}`} one={one} before={before(one)} />
      ))}
    </ListShown>
  );
}

function VersionCard({ one, before }: { one: Version; before: Version | undefined }) {
  const { plan, version, fromDay, publishedAtMs, text } = one;
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>
          {PLAN_WORDS[plan]} v{version}
        </HeadTitle>
        <View className="head-right">{showDay(fromDay)} 起</View>
      </View>
      <View className="small muted">{showMoment(publishedAtMs)} 发布</View>
      {before ? (
        <Differences plan={plan} now={before.text} next={text} />
      ) : version === 1 ? (
        <View className="small muted mt8">第一版。</View>
      ) : null}
    </View>
  );
}
