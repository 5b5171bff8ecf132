import { showMoment, showPhone } from '@shared/format';
import { View } from '@tarojs/components';
import { useAskFirst } from '../../../components/AskFirst';
import { Icon, type IconName } from '../../../components/Icon';
import { NoticeAsk } from '../../../components/NoticeAsk';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { SignInState } from '../../../components/states';
import { useAct, useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';
import { Devices } from './Devices';

const isWeapp = process.env.TARO_ENV === 'weapp';

/** What protects the account, where one is signed in, and what is known of one. */
export default function SecurityScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const asking = useAskFirst();
  return (
    <Screen title="账号与安全" over={asking.sheet}>
      {isSignedIn ? <Security ask={asking.ask} /> : <SignInState words="登录后才能看到账号与安全。" />}
    </Screen>
  );
}

function Security({ ask }: Pick<ReturnType<typeof useAskFirst>, 'ask'>) {
  const me = useRead('account.me', {});
  const payPassword = useRead('account.viewPayPassword', {});
  const security = useRead('account.viewSecurity', {}).value;
  const unbind = useAct('account.unbindWechat', ['account.viewSecurity']);
  const boundAtMs = security?.wechatBoundAtMs ?? null;
  const part = async () => {
    const isMeant = await ask({
      title: '解绑微信',
      words: '在微信里打开就像没登录过，再登录要用手机号。网页上的登录照旧。',
      yes: '解绑',
    });
    if (isMeant) unbind.mutate({});
  };
  return (
    <>
      <View className="card card-tight">
        <Row
          isFirst
          lead={<Lead icon="phone" />}
          title="手机号"
          sub="账号就是它，一个号一个账号"
          value={security?.phoneNext ? '正在换' : me.value ? showPhone(me.value.phoneMasked) : ''}
          onTap={go.phone}
        />
        <Row
          lead={<Lead icon="talk" />}
          title="微信"
          sub={boundAtMs ? `${showMoment(boundAtMs)} 绑定` : '在微信里用这个手机号登录就绑上'}
          value={boundAtMs === null ? '没绑' : '已绑定'}
          onTap={boundAtMs === null || isWeapp ? undefined : () => void part()}
        />
      </View>
      <View className="card card-tight">
        <Row
          isFirst
          lead={<Lead icon="lock" />}
          title="登录密码"
          sub="网页登录和找回时用"
          value={
            security?.loginPasswordSetAtMs
              ? `${showMoment(security.loginPasswordSetAtMs)} 设的`
              : security
                ? '没设'
                : ''
          }
          onTap={go.loginPassword}
        />
        <Row
          lead={<Lead icon="key" />}
          title="支付密码"
          sub="6 位，输错 5 次锁 1 小时"
          value={payPasswordWords(payPassword.value)}
          onTap={go.payPassword}
        />
      </View>
      <Devices ask={ask} />
      <NoticeAsk wanted={['security', 'withdrawal']} words="新登录、改密码、换手机号、提现时各发一条" />
      <View className="card card-tight">
        <Row
          isFirst
          lead={<Lead icon="page" />}
          title="我同意过什么"
          sub="规则、隐私，带版本和时间"
          value={security ? `${security.consents} 份` : ''}
          onTap={go.consents}
        />
        <Row
          lead={<Lead icon="eye" />}
          title="谁看过我的资料"
          sub="发货人、管理员"
          value={security ? `近 30 天 ${security.looks > 98 ? '99+' : security.looks} 次` : ''}
          onTap={go.looksAtMe}
        />
        <Row lead={<Lead icon="download" />} title="导出我的数据" sub="JSON，在这台设备上拼好" onTap={go.exportData} />
      </View>
      <View className="card card-tight">
        <Row isFirst lead={<Lead icon="trash" />} title="注销账号" sub="先说会没掉什么，再问你" onTap={go.closing} />
      </View>
    </>
  );
}

function payPasswordWords(state: { isSet: boolean; setAtMs: number | null; pending: unknown } | undefined): string {
  if (!state) return '';
  if (!state.isSet) return '没设';
  if (state.pending) return '正在找回';
  return state.setAtMs === null ? '已设' : `${showMoment(state.setAtMs)} 设的`;
}

const Lead = ({ icon }: { icon: IconName }) => (
  <View className="muted flex">
    <Icon name={icon} size={22} />
  </View>
);
