import type { ClosingAsset, ClosingHindrance, OutputOf } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { TickRow } from '../../../components/controls';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { Shown, SignInState } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { newRequestId, useAct, useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';
import { CodeField, isCode } from '../codes/CodeField';
import { useOwnCode } from '../codes/useCode';

type Closing = OutputOf<'account.viewClosing'>;

/** What keeps an account open, how many of it, and the way to end it. */
const HINDRANCES: Record<ClosingHindrance, { words: (count: number) => string; sub: string; way?: () => void }> = {
  orders: { words: (count) => `${count} 笔订单没完`, sub: '收完货、过了退货期、结算了才算完', way: () => go.orders() },
  cases: { words: (count) => `${count} 件售后没完`, sub: '办完或撤回', way: () => go.orders('refund') },
  vouchers: { words: (count) => `${count} 张券没用`, sub: '用掉或退掉', way: go.vouchers },
  withdrawal: { words: () => '有提现在办', sub: '等它到账或退回', way: go.wallet },
  debts: { words: () => '还有退款后欠的额度', sub: '在钱包里看，先找客服结清', way: go.wallet },
  holdings: {
    words: (count) => `${count} 份持有证明在外面`,
    sub: '等交易所答复，或请店家客服去催',
    way: go.holdings,
  },
  application: { words: () => '开店申请在审', sub: '等审完，或撤回', way: () => go.merchant('apply') },
  shop: { words: () => '你开着店', sub: '先找平台把店转给别人' },
  administrator: { words: () => '你是管理员', sub: '先请另一位管理员收回权限' },
};

const ASSETS: readonly { asset: ClosingAsset; words: string; unitsOf: (held: Closing['holdings']) => number }[] = [
  { asset: 'cash', words: '现金余额，归平台', unitsOf: ({ cashFen }) => cashFen },
  { asset: 'appreciating', words: '增值积分，销毁', unitsOf: ({ appreciatingMicroPoints }) => appreciatingMicroPoints },
  { asset: 'stable', words: '恒定积分，销毁', unitsOf: ({ stableCents }) => stableCents },
  { asset: 'spendable', words: '可用积分，销毁', unitsOf: ({ spendableCents }) => spendableCents },
  { asset: 'editions', words: '藏品，货没提的不再能提', unitsOf: ({ editions }) => editions },
];

/** Leaving for good: first what is in the way and what is lost, then each holding given up knowingly, then a code. */
export default function ClosingScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const asking = useAskFirst();
  const closing = useRead('account.viewClosing', {}, { isOn: isSignedIn });
  return (
    <Screen title="注销账号" over={asking.sheet}>
      {isSignedIn ? (
        <Shown of={closing} fault="注销的情况没取到">
          {(value) => (value.asked ? <Asked asked={value.asked} /> : <Ask value={value} ask={asking.ask} />)}
        </Shown>
      ) : (
        <SignInState words="登录后才能注销账号。" />
      )}
    </Screen>
  );
}

function Asked({ asked }: { asked: NonNullable<Closing['asked']> }) {
  const takeBack = useAct('account.takeBackClosing', ['account.viewClosing']);
  return (
    <>
      <Note tone="warn">
        {showMoment(asked.askedAtMs)} 申请了注销，{showMoment(asked.dueAtMs)} 起办。之前随时能撤回；之后找不回来。
      </Note>
      {takeBack.error ? <Note tone="bad">{refusalWords(takeBack.error)}</Note> : null}
      <Button size="block" isOff={takeBack.isPending} onTap={() => takeBack.mutate({ requestId: newRequestId() })}>
        {takeBack.isPending ? '正在撤回' : '撤回注销'}
      </Button>
      <Button kind="plain" size="block" onTap={go.exportData}>
        先导出我的数据
      </Button>
    </>
  );
}

function Ask({ value, ask }: { value: Closing } & Pick<ReturnType<typeof useAskFirst>, 'ask'>) {
  const { hindrances, holdings, waitDays } = value;
  return (
    <>
      {hindrances.length > 0 ? (
        <View className="card card-tight">
          <View className="head mt12">
            <HeadTitle>现在还不能注销</HeadTitle>
          </View>
          {hindrances.map(({ kind, count }, at) => (
            <Row
              key={kind}
              isFirst={at === 0}
              title={HINDRANCES[kind].words(count)}
              sub={HINDRANCES[kind].sub}
              onTap={HINDRANCES[kind].way}
            />
          ))}
        </View>
      ) : null}
      <View className="card flow gap8">
        <HeadTitle>会没掉什么</HeadTitle>
        <View className="small">手机号、昵称、地址、消息、收藏、发票抬头和微信绑定都删掉，删了找不回来。</View>
        <View className="small">账本和交易记录按法律留着，改记化名「已注销会员」，看不出是你。</View>
        <View className="small">
          没释放的积分、没用完的额度到那天作废，以后不再释放、不再入账。你邀请的朋友不受影响。
        </View>
        <View className="small">提过现的，收款人姓名跟着报税记录按法律留十年，到期删掉；别处马上删。</View>
        <View className="small">手机号空出来，可以再注册，是一个新账号。</View>
      </View>
      {hindrances.length === 0 ? <Form holdings={holdings} waitDays={waitDays} ask={ask} /> : null}
    </>
  );
}

type FormProps = Pick<Closing, 'holdings' | 'waitDays'> & Pick<ReturnType<typeof useAskFirst>, 'ask'>;

function Form({ holdings, waitDays, ask }: FormProps) {
  const [ticked, setTicked] = useState<ReadonlySet<ClosingAsset>>(new Set());
  const [code, setCode] = useState('');
  const sms = useOwnCode('closing');
  const close = useAct('account.askClosing', ['account.viewClosing']);
  const held = ASSETS.filter(({ unitsOf }) => unitsOf(holdings) > 0);
  const missing = held.some(({ asset }) => !ticked.has(asset)) ? '先逐项勾选放弃' : isCode(code) ? null : '再填验证码';
  const toggle = (asset: ClosingAsset) =>
    setTicked((before) => {
      const next = new Set(before);
      if (!next.delete(asset)) next.add(asset);
      return next;
    });
  const submit = async () => {
    const isMeant = await ask({
      title: '申请注销',
      words: `等 ${waitDays} 天才办，期间能撤回。办了以后找不回来。`,
      yes: '申请注销',
    });
    if (isMeant) close.mutate({ giveUp: [...ticked], code, requestId: newRequestId() });
  };
  return (
    <>
      {held.length > 0 ? (
        <View className="card flow gap8">
          <HeadTitle>还有这些，先用掉或提走</HeadTitle>
          <View className="small muted">不要了才勾。到办的那天有多少，就放弃多少。</View>
          {held.map(({ asset, words, unitsOf }) => (
            <TickRow key={asset} isOn={ticked.has(asset)} label={`放弃${words}`} onTap={() => toggle(asset)}>
              <View className="flex gap8">
                <View className="grow">放弃{words}</View>
                <Amount units={unitsOf(holdings)} asset={asset} />
              </View>
            </TickRow>
          ))}
        </View>
      ) : null}
      <View className="card flow gap8">
        <CodeField sms={sms} code={code} onCode={setCode} />
        {close.error ? <Note tone="bad">{refusalWords(close.error)}</Note> : null}
      </View>
      <Button size="block" isOff={missing !== null || close.isPending} onTap={() => void submit()}>
        {close.isPending ? '正在申请' : (missing ?? '申请注销')}
      </Button>
      <Button kind="plain" size="block" onTap={go.exportData}>
        先导出我的数据
      </Button>
    </>
  );
}
