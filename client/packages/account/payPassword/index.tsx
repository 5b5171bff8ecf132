import type { OutputOf } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { Shown, SignInState } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { newRequestId, useAct, useRead, useSession } from '../../../gateway';
import { ByCode } from './ByCode';
import { Change } from './Change';

type Shows = OutputOf<'account.viewPayPassword'>;

/** What the member does here; null: looks at how it stands. */
type Task = 'set' | 'change' | 'find';

const TITLES: Record<Task, string> = { set: '设支付密码', change: '改支付密码', find: '找回支付密码' };

/** The payment password: set, changed by the former one, found again by code and a waiting time that can be stopped. */
export default function PayPasswordScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const state = useRead('account.viewPayPassword', {}, { isOn: isSignedIn });
  const [task, setTask] = useState<Task | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const asking = useAskFirst();
  if (!isSignedIn)
    return (
      <Screen title="支付密码">
        <SignInState words="登录后才能设支付密码。" />
      </Screen>
    );
  const end = (words: string) => {
    setTask(null);
    setTold(words);
  };
  const shown = task ?? (state.value?.isSet === false ? 'set' : null);
  if (state.value && shown)
    return shown === 'change' ? (
      <Change title={TITLES.change} onBack={() => setTask(null)} onDone={end} />
    ) : (
      <ByCode
        title={TITLES[shown]}
        isFirst={shown === 'set'}
        waitHours={state.value.waitHours}
        onBack={task ? () => setTask(null) : null}
        onDone={end}
      />
    );
  return (
    <Screen title="支付密码" over={asking.sheet}>
      {told ? <Note tone="ok">{told}</Note> : null}
      <Shown of={state} fault="支付密码的状态没取到">
        {(value) => <State value={value} asking={asking} onTask={setTask} onTold={setTold} />}
      </Shown>
    </Screen>
  );
}

interface StateProps {
  readonly value: Shows;
  readonly asking: ReturnType<typeof useAskFirst>;
  readonly onTask: (task: Task) => void;
  readonly onTold: (words: string) => void;
}

function State({ value: { setAtMs, lockedUntilMs, pending, waitHours }, asking, onTask, onTold }: StateProps) {
  const stop = useAct('account.stopPayPassword', ['account.viewPayPassword']);
  const halt = async () => {
    const isMeant = await asking.ask({
      title: '叫停找回',
      words: '新密码作废，原来的支付密码照旧。',
      yes: '叫停',
    });
    if (isMeant)
      stop.mutate({ requestId: newRequestId() }, { onSuccess: () => onTold('叫停了。原来的支付密码照旧。') });
  };
  return (
    <>
      <View className="card card-tight">
        <Row
          isFirst
          title="支付密码"
          sub="卖出、兑换、付给商户、提现时要输"
          value={setAtMs === null ? '已设' : `${showMoment(setAtMs)} 设的`}
        />
      </View>
      {lockedUntilMs === null ? null : (
        <Note tone="warn">输错太多次，锁到 {showMoment(lockedUntilMs)}。到时再来，忘了可以找回。</Note>
      )}
      {pending ? (
        <>
          <Note tone="warn">
            {showMoment(pending.askedAtMs)} 用验证码找回，新密码 {showMoment(pending.fromMs)}{' '}
            起才有用。之前原来的密码照旧，输对一次，找回就作废。不是你，就叫停。
          </Note>
          {stop.error ? <Note tone="bad">{refusalWords(stop.error)}</Note> : null}
          <Button size="block" isOff={stop.isPending} onTap={() => void halt()}>
            {stop.isPending ? '正在叫停' : '叫停找回'}
          </Button>
        </>
      ) : null}
      <Button kind="line" size="block" onTap={() => onTask('change')}>
        用原来的密码改
      </Button>
      <Button kind="plain" size="block" onTap={() => onTask('find')}>
        忘了，用验证码找回
      </Button>
      <Note>找回要等 {waitHours} 小时，期间会发消息给你，随时能叫停。输错 5 次锁 1 小时，再错锁得更久。</Note>
    </>
  );
}
