import { Button as HostButton, Input, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { Button, Link } from '../../../components/Button';
import { TickRow } from '../../../components/controls';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { Sheet } from '../../../components/Sheet';
import { TERMS } from '../../../copy/consent';
import { refusalWords } from '../../../copy/refusals';
import { forgetAll, forgetKept, useAct, useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';

const isPhone = (text: string): boolean => /^1[3-9]\d{9}$/.test(text);
const isCode = (text: string): boolean => /^\d{6}$/.test(text);

type TermName = keyof typeof TERMS;

/** Signs in by phone and code; the first time it makes the account. Nothing is ticked beforehand. */
export default function SignInScreen() {
  const { invitation, begin } = useSession();
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [agreed, setAgreed] = useState<ReadonlySet<TermName>>(new Set());
  const [term, setTerm] = useState<TermName | null>(null);
  const sms = useSms(phone);
  const signIn = useAct('account.signIn');
  const wechat = useAct('account.signInWithWechatPhone');
  const who = useRead('team.whoInvites', { inviteCode: invitation ?? '' }, { isOn: invitation !== null });

  const inviting = who.value && invitation ? { invitation } : {};
  const hasAgreed = agreed.has('service') && agreed.has('privacy');
  const end = (token: string | undefined) => {
    forgetKept();
    begin(token);
    void forgetAll();
    go.back();
  };
  const submit = () => signIn.mutate({ phone, code, ...inviting }, { onSuccess: ({ token }) => end(token) });
  const isOff = !isPhone(phone) || !isCode(code) || !hasAgreed || signIn.isPending;
  const toggle = (name: TermName) => {
    const next = new Set(agreed);
    if (!next.delete(name)) next.add(name);
    setAgreed(next);
  };
  return (
    <Screen
      title="登录"
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
      {who.value ? <Note icon="person">{who.value.nameMasked} 邀请你来。建账号时会记下，以后不能改。</Note> : null}
      {who.error && invitation ? <Note>{refusalWords(who.error)}</Note> : null}
      <View className="card flow gap8">
        <View className="big-input">
          <Input
            className="field-input"
            placeholderClass="placeholder"
            type="number"
            maxlength={11}
            value={phone}
            placeholder="手机号"
            aria-label="手机号"
            onInput={(event) => setPhone(event.detail.value.trim())}
          />
        </View>
        <View className="big-input">
          <Input
            className="field-input"
            placeholderClass="placeholder"
            type="number"
            maxlength={6}
            value={code}
            placeholder="6 位验证码"
            aria-label="验证码"
            onInput={(event) => setCode(event.detail.value.trim())}
            onConfirm={() => !isOff && submit()}
          />
          <Button
            kind="line"
            size="small"
            isOff={!isPhone(phone) || sms.waitSeconds > 0 || sms.isSending}
            onTap={sms.send}
          >
            {sms.waitSeconds > 0 ? `${sms.waitSeconds} 秒后再发` : sms.isSending ? '正在发' : '发验证码'}
          </Button>
        </View>
        <View className="cap muted" {...{ role: 'status' }}>
          {sms.words}
        </View>
        {sms.fault ? <Note tone="bad">{sms.fault}</Note> : null}
        {signIn.error ? <Note tone="bad">{refusalWords(signIn.error)}</Note> : null}
        {wechat.error ? <Note tone="bad">{refusalWords(wechat.error)}</Note> : null}
      </View>
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
      <Button size="block" isOff={isOff} onTap={submit}>
        {signIn.isPending
          ? '正在登录'
          : !isPhone(phone)
            ? '先填手机号'
            : !isCode(code)
              ? '再填验证码'
              : hasAgreed
                ? '登录'
                : '读过并勾选后登录'}
      </Button>
      {process.env.TARO_ENV === 'weapp' ? (
        <HostButton
          className="btn btn-line btn-block host-button"
          openType="getPhoneNumber"
          disabled={!hasAgreed}
          onGetPhoneNumber={({ detail }) => {
            if (detail.code)
              wechat.mutate({ code: detail.code, ...inviting }, { onSuccess: ({ token }) => end(token) });
          }}
        >
          用微信绑定的手机号
        </HostButton>
      ) : null}
      <View className="cap muted">积分方案的规则与风险登录后另行阅读和同意；不同意也能照常买。</View>
    </Screen>
  );
}

/** Sends the code, and counts down until it may be sent again. */
function useSms(phone: string) {
  const send = useAct('account.sendCode');
  const [waitSeconds, setWait] = useState(0);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (waitSeconds <= 0) return undefined;
    const timer = setTimeout(() => setWait(waitSeconds - 1), 1_000);
    return () => clearTimeout(timer);
  }, [waitSeconds]);
  return {
    waitSeconds,
    words,
    isSending: send.isPending,
    fault: send.error ? refusalWords(send.error) : null,
    send: () =>
      send.mutate(
        { phone },
        {
          onSuccess: ({ againAfterSeconds, validForSeconds }) => {
            setWait(againAfterSeconds);
            setWords(`验证码已发到 ${phone}，${Math.floor(validForSeconds / 60)} 分钟内有效。`);
            void Taro.hideKeyboard?.();
          },
          onError: ({ code, details }) => {
            if (code === 'code/tooSoon' && typeof details.againAfterSeconds === 'number')
              setWait(details.againAfterSeconds);
          },
        },
      ),
  };
}
