import type { OutputOf } from '@shared/contract';
import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { PLAN_WORDS } from '../../../copy/terms';
import { go } from '../../../state/routes';
import { Differences } from './Differences';
import { useIsProposed } from './WaitingPlans';

type Plans = OutputOf<'admin.viewPlans'>;

/** The draft that waits: what it changes, and where it goes from here. Once it is proposed its proposal tells that. */
export function DraftCard({ draft, newest }: { draft: NonNullable<Plans['draft']>; newest: Plans['newest'] }) {
  const isProposed = useIsProposed(draft.plans);
  const errors = draft.checks.filter(({ severity }) => severity === 'error').length;
  const kinds = newest.filter(({ plan }) => draft.plans[plan]);
  if (isProposed) return null;
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>草稿</HeadTitle>
        <View className="head-right">不影响任何人</View>
      </View>
      {kinds.map(({ plan, version, text }) => (
        <View key={plan}>
          <View className="small bold">
            {PLAN_WORDS[plan]} v{version} → v{version + 1}
          </View>
          <Differences plan={plan} now={text} next={draft.plans[plan] ?? {}} />
        </View>
      ))}
      {errors > 0 ? <Note tone="bad">有 {errors} 个错误，改好才能发布。</Note> : null}
      <View className="btns mt8">
        <Button kind="plain" onTap={() => go.admin('planEdit', `kind=${kinds[0]?.plan ?? 'release'}`)}>
          接着改
        </Button>
        <Button onTap={() => go.admin('simulation')}>去模拟</Button>
      </View>
    </View>
  );
}
