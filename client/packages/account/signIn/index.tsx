import { View } from '@tarojs/components';
import { useState } from 'react';
import { Link } from '../../../components/Button';
import { TickRow } from '../../../components/controls';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { Sheet } from '../../../components/Sheet';
import { CardSkeleton, Shown } from '../../../components/states';
import { TERMS } from '../../../copy/consent';
import { refusalWords } from '../../../copy/refusals';
import { forgetAll, forgetKept, useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';
import { CodeForm } from './CodeForm';
import { type Confirmed, Inviter } from './Inviter';
import { PasswordForm } from './PasswordForm';
import { WechatPhone } from './WechatPhone';

type TermName = keyof typeof TERMS;

const isWeapp = process.env.TARO_ENV === 'weapp';

/**
 * Signs in; the first time it makes the account. In WeChat by its phone button first; by phone and code where the shop
 * can send codes. Nothing is ticked beforehand.
 */
export default function SignInScreen() {
  const { invitation, begin } = useSession();
  const [agreed, setAgreed] = useState<ReadonlySet<TermName>>(new Set());
  const [term, setTerm] = useState<TermName | null>(null);
  const [wantsCode, setWantsCode] = useState(!isWeapp);
  const [byPassword, setByPassword] = useState(false);
  const ways = useRead('account.ways', {});
  const who = useRead('team.whoInvites', { inviteCode: invitation ?? '' }, { isOn: invitation !== null });

  const [confirmed, setConfirmed] = useState<Confirmed>(null);
  const inviting = {
    ...(who.value && invitation && confirmed ? { invitation } : {}),
    agreed: [...agreed].map((name) => ({ term: name, version: TERMS[name].version })),
  };
  const hasSaid = !who.value || confirmed !== null;
  const hasAgreed = agreed.has('service') && agreed.has('privacy');
  const missing = !hasAgreed ? '读过并勾选后登录' : hasSaid ? null : '先选是不是朋友邀请的';
  const end = (token: string | undefined) => {
    forgetKept();
    begin(token);
    void forgetAll();
    go.back();
  };
  const toggle = (name: TermName) =>
    setAgreed((before) => {
      const next = new Set(before);
      if (!next.delete(name)) next.add(name);
      return next;
    });
  return (
    <Screen
      title="登录"
      stops={['signUp']}
      over={
        <Sheet title={term ? TERMS[term].title : ''} isOpen={term !== null} onClose={() => setTerm(null)}>
          {(term ? TERMS[term].lines : []).map((line) => (
            <View key={line} className="small">
              {line}
            </View>
          ))}
        </Sheet>
      }
    >
      <View className="flow gap4 sign-head">
        <View className="figure bold">用手机号登录</View>
        <View className="small muted">一个手机号一个账号。没有账号会当场建好，加入不收费，也不必购买。</View>
      </View>
      {who.value && !byPassword ? <Inviter {...who.value} confirmed={confirmed} onConfirm={setConfirmed} /> : null}
      {who.error && invitation ? <Note>{refusalWords(who.error)}</Note> : null}
      <View className="flow">
        {(['service', 'privacy'] as const).map((name) => (
          <View key={name} className="flex gap8">
            <View className="grow">
              <TickRow isOn={agreed.has(name)} label={`同意${TERMS[name].title}`} onTap={() => toggle(name)}>
                我读过并同意{TERMS[name].title}
              </TickRow>
            </View>
            <Link label={`读${TERMS[name].title}`} onTap={() => setTerm(name)}>
              读一读
            </Link>
          </View>
        ))}
      </View>
      {isWeapp ? null : (
        <View className="center">
          <Link onTap={() => setByPassword(!byPassword)}>{byPassword ? '用验证码登录' : '用登录密码'}</Link>
        </View>
      )}
      {isWeapp ? <WechatPhone missing={missing} invitation={inviting} onDone={end} /> : null}
      {wantsCode ? (
        <Shown of={ways} fault="登录方式没取到" skeleton={<CardSkeleton />}>
          {({ canSendCodes }) =>
            byPassword ? (
              <PasswordForm hasAgreed={hasAgreed} entering={inviting} onDone={end} />
            ) : canSendCodes ? (
              <CodeForm missing={missing} isSecond={isWeapp} invitation={inviting} onDone={end} />
            ) : (
              <Note tone="warn">这里还不能发短信验证码，网页上没法登录。在微信里打开，用微信绑定的手机号登录。</Note>
            )
          }
        </Shown>
      ) : ways.value?.canSendCodes ? (
        <View className="center">
          <Link onTap={() => setWantsCode(true)}>用手机号和验证码</Link>
        </View>
      ) : null}
      <View className="cap muted">积分方案的规则与风险登录后另行阅读和同意；不同意也能照常买。</View>
    </Screen>
  );
}
