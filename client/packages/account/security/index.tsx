import { showMoment, showPhone } from '@shared/format';
import { View } from '@tarojs/components';
import { Icon, type IconName } from '../../../components/Icon';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { SignInState } from '../../../components/states';
import { useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';

/** What protects the account. */
export default function SecurityScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  return (
    <Screen title="账号与安全">{isSignedIn ? <Security /> : <SignInState words="登录后才能看到账号与安全。" />}</Screen>
  );
}

function Security() {
  const me = useRead('account.me', {});
  const payPassword = useRead('account.viewPayPassword', {});
  return (
    <>
      <View className="card card-tight">
        <Row
          isFirst
          lead={<Lead icon="phone" />}
          title="手机号"
          sub="账号就是它，一个号一个账号"
          value={me.value ? showPhone(me.value.phoneMasked) : ''}
        />
      </View>
      <View className="card card-tight">
        <Row
          isFirst
          lead={<Lead icon="key" />}
          title="支付密码"
          sub="6 位，输错 5 次锁 1 小时"
          value={payPasswordWords(payPassword.value)}
          onTap={go.payPassword}
        />
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
