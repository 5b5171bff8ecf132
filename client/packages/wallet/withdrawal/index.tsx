import type { WithdrawalShown } from '@shared/contract';
import { showFullMoment, showMoment, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Button, Link } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow, LedgerSum } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { NoticeAsk } from '../../../components/NoticeAsk';
import { Screen } from '../../../components/Screen';
import { Sheet } from '../../../components/Sheet';
import { CardSkeleton, Shown, SignInState } from '../../../components/states';
import { WITHDRAWAL_STEPS, withdrawalWords } from '../../../copy/withdrawals';
import { ExplainSheet } from '../../../features/explain/ExplainSheet';
import { forgetAll, useRead, useSession } from '../../../gateway';
import { confirmTransfer } from './confirmTransfer';

/** While it is on its way it is looked at so often. */
const LOOK_MS = 4_000;
const MOVING: ReadonlySet<string> = new Set(['requested', 'approved', 'sending', 'unknown']);

/** One withdrawal: how it stands, what it comes to, what happened to it. */
export default function WithdrawalScreen() {
  const withdrawalId = decodeURIComponent(useRouter().params.id ?? '');
  const isSignedIn = useSession((all) => all.isSignedIn);
  const [hasConfirmed, setConfirmed] = useState(false);
  const read = useRead(
    'wallet.viewWithdrawal',
    { withdrawalId },
    {
      isOn: isSignedIn,
      everyMs: (now) =>
        now === undefined || MOVING.has(now.state) || (hasConfirmed && now.state === 'waitingForMember')
          ? LOOK_MS
          : false,
    },
  );
  const [entryId, setEntryId] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  const [fault, setFault] = useState('');
  const value = isSignedIn ? read.value : undefined;
  const confirm = async () => {
    if (!value?.confirm) return;
    setAsked(false);
    const became = await confirmTransfer(value.confirm);
    setConfirmed(became === 'confirmed');
    setFault(
      became === 'tooOld'
        ? '这个微信的版本不能确认收款，钱还冻结着。更新微信后再来。'
        : became === 'cancelled'
          ? '没有确认，钱还没有到账。到期前都可以再来。'
          : '',
    );
    await forgetAll();
  };
  const start = () => (process.env.TARO_ENV === 'h5' ? setAsked(true) : void confirm());
  return (
    <Screen
      title="提现详情"
      isDemo={value?.isDemo}
      foot={
        value?.confirm ? (
          <View className="bar">
            <Button size="block" isOff={hasConfirmed} onTap={start}>
              {hasConfirmed ? '已确认，正在等到账' : `确认收款 ${showPlain(value.arrivesFen, 'cash')}`}
            </Button>
          </View>
        ) : null
      }
      over={
        <>
          <ExplainSheet entryId={entryId} isDemo={value?.isDemo} onClose={() => setEntryId(null)} />
          <ConfirmSheet isOpen={isAsked} value={value} onYes={() => void confirm()} onClose={() => setAsked(false)} />
        </>
      }
    >
      {isSignedIn ? (
        <Shown of={read} fault="这笔提现没取到，钱没有动" skeleton={<CardSkeleton height={220} />}>
          {(shown) => (
            <>
              <StateCard shown={shown} fault={fault} />
              <SumsCard shown={shown} onExplain={setEntryId} />
              <LogCard shown={shown} />
              {shown.endedAtMs === null ? <NoticeAsk wanted={['withdrawal']} words="到账或退回时发一条" /> : null}
            </>
          )}
        </Shown>
      ) : (
        <SignInState words="登录后才能看到提现。" />
      )}
    </Screen>
  );
}

/** Browser only: stands for WeChat's own window. */
function ConfirmSheet(props: {
  isOpen: boolean;
  value: WithdrawalShown | undefined;
  onYes: () => void;
  onClose: () => void;
}) {
  const { isOpen, value, onYes, onClose } = props;
  return (
    <Sheet
      title="微信收款"
      isDemo
      isOpen={isOpen}
      onClose={onClose}
      foot={
        <View className="bar">
          <Button size="block" onTap={onYes}>
            收下
          </Button>
        </View>
      }
    >
      <View className="center">
        <Amount units={value?.arrivesFen ?? 0} asset="cash" size="hero" />
      </View>
      <Note>这里代替微信的收款窗口，不会动真钱。结果由微信支付的查询确认，和真的一样。</Note>
    </Sheet>
  );
}

function StateCard({ shown, fault }: { shown: WithdrawalShown; fault: string }) {
  const { tag, tone, words } = withdrawalWords(shown);
  return (
    <View className="card flow gap8">
      <View className="flex gap8 wraps">
        <Amount units={shown.amountFen} asset="cash" size="figure" isPrivate />
        <View className={`tag ${tone}`}>{tag}</View>
      </View>
      <View className="small muted wrap">{words}。</View>
      {fault ? <Note tone="warn">{fault}</Note> : null}
    </View>
  );
}

function SumsCard({ shown, onExplain }: { shown: WithdrawalShown; onExplain: (entryId: string) => void }) {
  const isBack = shown.state === 'declined' || shown.state === 'returned';
  return (
    <View className="card">
      {isBack ? (
        <LedgerRow label="退回现金余额">
          <Amount units={shown.amountFen} asset="cash" />
        </LedgerRow>
      ) : (
        <>
          <LedgerRow label="提现">
            <Amount units={shown.amountFen} asset="cash" />
          </LedgerRow>
          <LedgerRow label="手续费，付成才收">
            <Amount units={shown.feeFen} asset="cash" isTaken />
          </LedgerRow>
          <LedgerSum label={shown.state === 'paid' ? '到账，微信零钱' : '到微信零钱'}>
            <Amount units={shown.arrivesFen} asset="cash" size="lead" />
          </LedgerSum>
          <View className="small muted mt8">税，估算 {showPlain(shown.taxFen, 'cash')}，没有扣，以税务为准。</View>
        </>
      )}
      <View className="flex gap12 wraps mt8">
        {shown.entryIds.map((entryId, at) => (
          <Link key={entryId} onTap={() => onExplain(entryId)}>
            {at === 0 ? '怎么算的' : '退回的账'}
          </Link>
        ))}
      </View>
    </View>
  );
}

function LogCard({ shown }: { shown: WithdrawalShown }) {
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>经过</HeadTitle>
        <View className="head-right">{showFullMoment(shown.atMs)}</View>
      </View>
      {shown.log.map(({ state, atMs, note }) => (
        <LedgerRow key={`${state}${atMs}`} label={`${WITHDRAWAL_STEPS[state]}${note ? `：${note}` : ''}`}>
          <View className="small muted">{showMoment(atMs)}</View>
        </LedgerRow>
      ))}
      <View className="cap muted mt8 wrap">
        单号 {shown.withdrawalId}，一直是这一个。{shown.queries > 0 ? `查过 ${shown.queries} 次。` : ''}
      </View>
    </View>
  );
}
