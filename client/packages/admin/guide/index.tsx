import type { Opening, OpeningStep } from '@shared/contract';
import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { Progress } from '../../../components/bars';
import { HeadTitle } from '../../../components/HeadTitle';
import { Chevron, Icon } from '../../../components/Icon';
import { Note } from '../../../components/Note';
import { Shown } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';
import { STEP_WORDS } from './steps';

/** The first hour: a list that ticks itself, of which the current step alone has buttons. */
export default function GuideScreen() {
  const opening = useRead('admin.viewOpening', {});
  const withoutPoints = useAct('admin.openWithoutPoints', ['admin.viewOpening']);
  const decide = (isWithoutPoints: boolean) => withoutPoints.mutate({ isWithoutPoints });
  const value = opening.value;
  return (
    <AdminScreen
      area="staff.any"
      title="开店"
      foot={
        value ? (
          <View className="bar btns">
            <Button kind="plain" onTap={go.home}>
              看看店铺
            </Button>
            {value.plans.length === 0 ? (
              <Button kind="line" isOff={withoutPoints.isPending} onTap={() => decide(!value.isWithoutPoints)}>
                {value.isWithoutPoints ? '还是要记积分' : '先开业，不记积分'}
              </Button>
            ) : null}
          </View>
        ) : null
      }
    >
      {() => (
        <Shown of={opening} fault="开店的进度没取到">
          {(found) => (
            <>
              {withoutPoints.error ? <Note tone="bad">{refusalWords(withoutPoints.error)}</Note> : null}
              <Head opening={found} />
              <Steps opening={found} isBusy={withoutPoints.isPending} onLater={() => decide(true)} />
              <Meaning opening={found} />
            </>
          )}
        </Shown>
      )}
    </AdminScreen>
  );
}

function Head({ opening: { steps } }: { opening: Opening }) {
  const done = steps.filter(({ isDone }) => isDone).length;
  const words = `${steps.length} 步做了 ${done} 步`;
  return (
    <View className="flow gap8">
      <View className="title bold">第一小时</View>
      <View className="small muted">
        {done === steps.length ? '都做完了。以后从「我的」进来管理。' : `${words}。做完一步，自己打勾。`}
      </View>
      <Progress part={done} whole={steps.length} tone="accent" words={words} />
    </View>
  );
}

interface StepsProps {
  readonly opening: Opening;
  readonly isBusy: boolean;
  readonly onLater: () => void;
}

function Steps({ opening, isBusy, onLater }: StepsProps) {
  const now = opening.steps.find(({ isDone }) => !isDone)?.step;
  return (
    <View className="card card-tight">
      {opening.steps.map(({ step, isDone }, at) =>
        step === now ? (
          <View key={step} className={`todo ${at === 0 ? 'is-first' : ''}`}>
            <View className="todo-mark is-now">{at + 1}</View>
            <View className="grow">
              <View className="bold">{STEP_WORDS[step].title}</View>
              <View className="small muted">{STEP_WORDS[step].says(opening)}</View>
              <View className="todo-acts">
                <Button onTap={() => STEP_WORDS[step].open(opening)}>{actWords(step, opening)}</Button>
                {step === 'plan' || step === 'clearances' ? (
                  <Button kind="plain" isOff={isBusy} onTap={onLater}>
                    {step === 'plan' ? '先不记积分' : '先停着'}
                  </Button>
                ) : null}
              </View>
            </View>
          </View>
        ) : (
          <Tap
            key={step}
            className={`todo ${at === 0 ? 'is-first' : ''}`}
            label={`${STEP_WORDS[step].title}，${isDone ? '已完成' : '还没做'}`}
            onTap={() => STEP_WORDS[step].open(opening)}
          >
            <View className={`todo-mark ${isDone ? 'is-done' : ''}`}>
              {isDone ? <Icon name="check" size={16} /> : at + 1}
            </View>
            <View className="grow">
              <View className={isDone ? '' : 'bold'}>{STEP_WORDS[step].title}</View>
              <View className="small muted wrap">{STEP_WORDS[step].says(opening)}</View>
            </View>
            <View className="todo-chev">
              <Chevron />
            </View>
          </Tap>
        ),
      )}
    </View>
  );
}

const actWords = (step: OpeningStep, { todo }: Opening): string =>
  step === 'firstOrder' && todo.toShip > 0 ? '去发货' : STEP_WORDS[step].act;

/** What opening now would mean: what works, and what does not. */
function Meaning({ opening: { goods, plans, needed } }: { opening: Opening }) {
  const hasGoods = goods.onShelf > 0;
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>现在开业会怎样</HeadTitle>
      </View>
      <Says isGood={hasGoods}>{hasGoods ? '能下单、付款、发货、退款' : '货架还是空的，买家看到「还没有开业」'}</Says>
      <Says isGood>会员能看账目公开</Says>
      {plans.length === 0 ? (
        <Says isGood={false}>订单不记积分，以后也不补记</Says>
      ) : (
        <Says isGood={needed.length === 0}>
          {needed.length === 0
            ? '订单结算后按方案记积分'
            : `订单结算后按方案记积分；要许可的 ${needed.length} 项先停着，生效后才有`}
        </Says>
      )}
    </View>
  );
}

function Says({ isGood, children }: { isGood: boolean; children: string }) {
  return (
    <View className="says">
      <View className={isGood ? 'good-ink' : 'warn-ink'}>
        <Icon name={isGood ? 'check' : 'paused'} size={18} />
      </View>
      <View className="grow">{children}</View>
    </View>
  );
}
