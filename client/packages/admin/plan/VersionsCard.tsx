import type { OutputOf } from '@shared/contract';
import { showDay } from '@shared/format';
import { View } from '@tarojs/components';
import { useAskFirst } from '../../../components/AskFirst';
import { AssetGlyph } from '../../../components/Asset';
import { Button, Link } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { refusalWords } from '../../../copy/refusals';
import { PLAN_ASSETS, PLAN_WORDS } from '../../../copy/terms';
import { useAct, useRequestId } from '../../../gateway';
import { go } from '../../../state/routes';

type Plans = OutputOf<'admin.viewPlans'>;

const TOUCHED = ['admin.viewPlans', 'admin.viewOpening', 'admin.planVersions', 'wallet.rules', 'account.me'] as const;

/** The newest version of each plan: in force, or to come and still to be withdrawn. */
export function VersionsCard({ newest, today }: Pick<Plans, 'newest' | 'today'>) {
  return (
    <View className="card card-tight">
      {newest.map((one, at) => (
        <Version key={one.plan} one={one} today={today} isFirst={at === 0} />
      ))}
      <View className="flex between small mb12">
        <Link label="看各版改了什么" onTap={() => go.admin('planVersions')}>
          各版改了什么
        </Link>
      </View>
    </View>
  );
}

function Version({ one, today, isFirst }: { one: Plans['newest'][number]; today: string; isFirst: boolean }) {
  const { plan, version, fromDay } = one;
  const isRunning = fromDay <= today;
  const withdraw = useAct('admin.withdrawPlan', TOUCHED);
  const requestId = useRequestId([plan, version]);
  const { ask, sheet } = useAskFirst();
  const takeBack = async () => {
    const words = `撤回 ${PLAN_WORDS[plan]} v${version}，前一版接着用。谁撤回的会记下来。`;
    if (await ask({ title: '撤回这一版', words, yes: '撤回' }))
      withdraw.mutate({ plan, version, reason: '生效前撤回', requestId });
  };
  return (
    <>
      {sheet}
      <Row
        isFirst={isFirst}
        lead={<AssetGlyph asset={PLAN_ASSETS[plan]} />}
        title={`${PLAN_WORDS[plan]} v${version}`}
        sub={isRunning ? `${showDay(fromDay)} 起在运行` : `${showDay(fromDay)} 起生效，在那以前按上一版`}
        value={
          isRunning ? (
            <Button
              kind="line"
              size="small"
              label={`改${PLAN_WORDS[plan]}的数字`}
              onTap={() => go.admin('planEdit', `kind=${plan}`)}
            >
              改数字
            </Button>
          ) : (
            <Button kind="plain" size="small" isOff={withdraw.isPending} onTap={() => void takeBack()}>
              撤回
            </Button>
          )
        }
      />
      {withdraw.error ? <Note tone="bad">{refusalWords(withdraw.error)}</Note> : null}
    </>
  );
}
