import { Button as HostButton, View } from '@tarojs/components';
import Taro, { useShareAppMessage } from '@tarojs/taro';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown, SignInState } from '../../../components/states';
import { useRead, useSession } from '../../../gateway';
import { WechatCode } from './WechatCode';

const isWeapp = process.env.TARO_ENV === 'weapp';

/** The H5 draws its code itself; WeChat's is a picture, and its library is left out there. */
const QrCode =
  process.env.TARO_ENV === 'h5'
    ? (require('../../../components/QrCode') as typeof import('../../../components/QrCode')).QrCode
    : () => null;

/** Where an invitation leads in a browser: a page of this very shop, with the code. */
const addressOf = (path: string): string => `${location.origin}${location.pathname}#/${path}`;

/** An invitation: a name, the shop, a code to scan. No amounts, and no reward for sharing. */
export default function InviteScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const invitation = useRead('team.invitation', {}, { isOn: isSignedIn });
  const wechat = useRead('team.invitationCode', {}, { isOn: isSignedIn && isWeapp });
  const { path = '', nameMasked = '朋友', inviteCode = '' } = invitation.value ?? {};
  useShareAppMessage(() => ({ title: `${nameMasked} 邀请你来明禾`, path: `/${path}` }));
  /** What a chat makes a link of: WeChat's short link, or the address in a browser; else the code to type in. */
  const text = isWeapp ? (wechat.value?.link ?? inviteCode) : path && addressOf(path);
  return (
    <Screen
      title="邀请朋友"
      foot={
        path ? (
          <View className="bar flex gap8">
            {isWeapp ? (
              <HostButton className="btn btn-tall grow host-button" openType="share">
                转发给朋友
              </HostButton>
            ) : null}
            <Button
              kind={isWeapp ? 'line' : 'filled'}
              size={isWeapp ? 'tall' : 'block'}
              className="grow"
              onTap={() => void Taro.setClipboardData({ data: text })}
            >
              {text === inviteCode ? '复制邀请码' : '复制邀请链接'}
            </Button>
          </View>
        ) : null
      }
    >
      {isSignedIn ? (
        <Shown of={invitation} fault="邀请没取到" skeleton={<CardSkeleton height={320} />}>
          {(value) => (
            <>
              <View className="invite">
                <View className="invite-top">
                  <View className="invite-title">好好买菜，</View>
                  <View className="invite-title">账目清楚。</View>
                </View>
                <View className="invite-foot">
                  <View className="grow">
                    <View className="invite-name">{value.nameMasked} 邀请你来明禾</View>
                    {value.lines.map((line) => (
                      <View key={line} className="invite-line">
                        {line}
                      </View>
                    ))}
                  </View>
                  {isWeapp ? (
                    <WechatCode fileId={wechat.value?.fileId ?? null} isPending={wechat.isPending} />
                  ) : (
                    <QrCode text={addressOf(value.path)} label="邀请二维码" className="invite-code" />
                  )}
                </View>
              </View>
              <View className="card card-tight">
                <View className="row is-first">
                  <View className="row-main">邀请码</View>
                  <View className="row-value mono">{value.inviteCode}</View>
                </View>
              </View>
              <Note>邀请卡上没有金额，分享本身没有奖励。朋友的订单结算后，才按方案规则计算。</Note>
            </>
          )}
        </Shown>
      ) : (
        <SignInState words="登录后才有自己的邀请码。" />
      )}
    </Screen>
  );
}
