import type { OutputOf } from '@shared/contract';
import { showFullMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { EmptyState, Shown, SignInState } from '../../../components/states';
import { TERMS } from '../../../copy/consent';
import { PLAN_WORDS } from '../../../copy/terms';
import { useRead, useSession } from '../../../gateway';

type Consents = OutputOf<'account.listConsents'>;

/** What one agreed to: terms and rules of plans, with version and moment. */
export default function ConsentsScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const consents = useRead('account.listConsents', {}, { isOn: isSignedIn });
  return (
    <Screen title="我同意过什么">
      {isSignedIn ? (
        <Shown of={consents} fault="同意的记录没取到">
          {(value) => <List rows={rowsOf(value)} />}
        </Shown>
      ) : (
        <SignInState words="登录后才能看到同意过什么。" />
      )}
    </Screen>
  );
}

const rowsOf = ({ terms, plans }: Consents) =>
  [
    ...terms.map(({ term, version, atMs }) => ({ name: TERMS[term].title, version, atMs })),
    ...plans.map(({ plan, version, atMs }) => ({ name: `${PLAN_WORDS[plan]}的规则与风险`, version, atMs })),
  ].sort((one, other) => other.atMs - one.atMs);

function List({ rows }: { rows: ReturnType<typeof rowsOf> }) {
  if (rows.length === 0)
    return (
      <EmptyState
        icon="page"
        title="还没有记下"
        words="下次登录时勾选的约定，和同意的方案规则，会连同版本和时间记在这里。"
      />
    );
  return (
    <View className="card card-tight">
      {rows.map(({ name, version, atMs }, at) => (
        <Row
          key={`${name}-${version}`}
          isFirst={at === 0}
          title={name}
          sub={showFullMoment(atMs)}
          value={`第 ${version} 版`}
        />
      ))}
    </View>
  );
}
