import { showMoment, showPhone } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useAskFirst } from '../../../components/AskFirst';
import { Button, Link } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { Shown, SignInState } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { newRequestId, useAct, useRead, useSession } from '../../../gateway';
import { ByBothCodes } from './ByBothCodes';
import { WhenLost } from './WhenLost';

/** The phone, which is the account's name: changed by both codes, or by payment password and a wait where it is lost. */
export default function PhoneScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const asking = useAskFirst();
  return isSignedIn ? (
    <Phone asking={asking} />
  ) : (
    <Screen title="手机号">
      <SignInState words="登录后才能换手机号。" />
    </Screen>
  );
}

function Phone({ asking }: { asking: ReturnType<typeof useAskFirst> }) {
  const me = useRead('account.me', {});
  const security = useRead('account.viewSecurity', {});
  const [isLost, setLost] = useState(false);
  const [told, setTold] = useState<string | null>(null);
  const stop = useAct('account.stopPhone', ['account.viewSecurity']);
  const halt = async () => {
    const isMeant = await asking.ask({ title: '叫停换号', words: '新号码作废，原来的号码照旧。', yes: '叫停' });
    if (isMeant) stop.mutate({ requestId: newRequestId() }, { onSuccess: () => setTold('叫停了。原来的号码照旧。') });
  };
  const phone = me.value ? showPhone(me.value.phoneMasked) : '';
  if (isLost && security.value)
    return (
      <WhenLost
        waitHours={security.value.waitHours}
        onBack={() => setLost(false)}
        onDone={(words) => {
          setLost(false);
          setTold(words);
        }}
      />
    );
  return (
    <Screen title="手机号" over={asking.sheet}>
      {told ? <Note tone="ok">{told}</Note> : null}
      <Shown of={security} fault="手机号的状态没取到">
        {({ phoneNext }) => (
          <>
            <View className="card card-tight">
              <Row isFirst title="现在的手机号" sub="账号就是它，一个号一个账号" value={phone} />
            </View>
            {phoneNext ? (
              <>
                <Note tone="warn">
                  {showMoment(phoneNext.askedAtMs)} 用支付密码换号，{showMoment(phoneNext.fromMs)} 起换成{' '}
                  {showPhone(phoneNext.phoneMasked)}。之前原来的号码照旧。不是你，就叫停。
                </Note>
                {stop.error ? <Note tone="bad">{refusalWords(stop.error)}</Note> : null}
                <Button size="block" isOff={stop.isPending} onTap={() => void halt()}>
                  {stop.isPending ? '正在叫停' : '叫停换号'}
                </Button>
              </>
            ) : (
              <>
                <ByBothCodes phone={phone} onDone={setTold} />
                <View className="center">
                  <Link onTap={() => setLost(true)}>原来的号码收不到短信了</Link>
                </View>
              </>
            )}
          </>
        )}
      </Shown>
    </Screen>
  );
}
