import type { OutputOf, SimulationShown } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { EmptyState, Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { PLAN_WORDS } from '../../../copy/terms';
import { dayAfter } from '../../../features/stays/calendarDays';
import { asRefused, call, queryClient, type Refused, useAct, useRead, useRequestId } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';
import { useIsProposed } from '../plan/WaitingPlans';
import { changedKeys, isSame } from '../planEdit/text';
import { HistoryCard } from './HistoryCard';
import { ProposeCard } from './ProposeCard';
import { GroupsCard, ReplayCard, YearsCard } from './ResultCards';
import { FanCard, WeeksCard } from './TrendCards';

type Plans = OutputOf<'admin.viewPlans'>;

/** The replay and the three years: enough to propose a change; random courses come behind. */
const ENOUGH = 4;

/** A draft beside what runs, on the shop's own history; then it is proposed to another administrator. */
export default function SimulationScreen() {
  return (
    <AdminScreen area="staff.plans" title="模拟">
      {() => <Loaded />}
    </AdminScreen>
  );
}

function Loaded() {
  const plans = useRead('admin.viewPlans', {});
  const newest = useRead('simulation.newest', {});
  return (
    <Shown of={plans} fault="方案没取到">
      {(value) => (
        <Shown of={newest} fault="模拟没取到">
          {({ simulation }) =>
            value.draft ? (
              <Page plans={value} draft={value.draft} simulation={simulation} />
            ) : (
              <EmptyState
                icon="page"
                title="没有草稿"
                words="先改一个方案，存成草稿，再来模拟。"
                act={{ words: '去方案', onTap: () => go.admin('plan') }}
              />
            )
          }
        </Shown>
      )}
    </Shown>
  );
}

/** Works out part by part, and shows each as it comes. */
async function run(from: SimulationShown): Promise<void> {
  let now = from;
  while (now.done < now.total) {
    now = await call('simulation.step', { simulationId: now.simulationId, done: now.done });
    queryClient.setQueryData(['simulation.newest', {}], { simulation: now });
  }
}

interface PageProps {
  readonly plans: Plans;
  readonly draft: NonNullable<Plans['draft']>;
  readonly simulation: SimulationShown | null;
}

function Page({ plans: { newest, today }, draft, simulation }: PageProps) {
  const start = useAct('simulation.start', []);
  const requestId = useRequestId([draft.savedAtMs, simulation?.simulationId]);
  const isProposed = useIsProposed(draft.plans);
  const [isRunning, setRunning] = useState(false);
  const [fault, setFault] = useState<Refused | null>(null);
  const shown = simulation && isSame(simulation.plans, draft.plans) ? simulation : null;
  const goOn = async (from: SimulationShown) => {
    setRunning(true);
    setFault(null);
    try {
      await run(from);
    } catch (error) {
      setFault(asRefused(error));
    } finally {
      setRunning(false);
    }
  };
  const begin = () =>
    start.mutate(
      { plans: draft.plans, requestId },
      {
        onSuccess: (begun) => {
          queryClient.setQueryData(['simulation.newest', {}], { simulation: begun });
          void goOn(begun);
        },
      },
    );
  const refused = start.error ?? fault;
  const isBusy = isRunning || start.isPending;
  return (
    <>
      <View className="card">
        <View className="head is-close">
          <HeadTitle>
            {Object.keys(draft.plans)
              .map((kind) => PLAN_WORDS[kind as keyof typeof PLAN_WORDS])
              .join('、')}
          </HeadTitle>
          <View className="head-right">模拟</View>
        </View>
        <View className="small muted">
          {newest
            .filter(({ plan }) => draft.plans[plan])
            .map(
              ({ plan, version, text }) =>
                `${PLAN_WORDS[plan]} v${version} 改 ${changedKeys(text, draft.plans[plan] ?? {}).length} 项`,
            )
            .join('；')}
        </View>
        {shown ? <Progress simulation={shown} isRunning={isBusy} /> : null}
        {refused ? <Note tone="bad">{refusalWords(refused)}</Note> : null}
        {shown && shown.done < shown.total && !isBusy ? (
          <Button kind="line" size="block" className="mt8" onTap={() => void goOn(shown)}>
            接着算
          </Button>
        ) : null}
        {!shown || (shown.done === shown.total && dayAfter(shown.throughDay, 1) < today) ? (
          <Button kind={shown ? 'plain' : 'filled'} size="block" className="mt8" isOff={isBusy} onTap={begin}>
            {isBusy ? '正在算' : shown ? '用到昨天的订单再算一遍' : '用本店的历史模拟'}
          </Button>
        ) : null}
      </View>
      {shown ? (
        <>
          <ReplayCard {...shown} />
          <YearsCard {...shown} />
          <WeeksCard {...shown} />
          <GroupsCard {...shown} />
          <FanCard {...shown} />
          <HistoryCard simulation={shown} />
          {isProposed ? (
            <Note>已经提交，等另一位管理员复核。</Note>
          ) : shown.done >= ENOUGH ? (
            <ProposeCard draft={draft} simulation={shown} today={today} />
          ) : null}
        </>
      ) : null}
    </>
  );
}

/** Four weeks: with fewer there is little to draw from. */
const FEW_DAYS = 28;

function Progress({
  simulation: { done, total, orders, members, historyDays },
  isRunning,
}: {
  simulation: SimulationShown;
  isRunning: boolean;
}) {
  const words = `${orders} 个订单，${members} 位会员，${historyDays} 天`;
  if (done < total)
    return (
      <Note tone={isRunning ? 'info' : 'warn'}>
        {isRunning ? '正在算' : '停在'} {done} / {total} 段：{words}。{isRunning ? '可以离开，回来接着算。' : ''}
      </Note>
    );
  return (
    <>
      <Note tone="ok">
        {total} 段都算完：{words}。
      </Note>
      {historyDays < FEW_DAYS ? (
        <Note tone="warn">历史只有 {historyDays} 天，往后的走势是这几天的重复，只能看个大概。</Note>
      ) : null}
    </>
  );
}
