import { Image, View } from '@tarojs/components';
import Taro, { useShareAppMessage } from '@tarojs/taro';
import { useMemo } from 'react';
import { encode } from 'uqr';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown, SignInState } from '../../../components/states';
import { useRead, useSession } from '../../../gateway';

/** Where an invitation leads: a page of this very shop, with the code. */
const addressOf = (path: string): string =>
  process.env.TARO_ENV === 'h5' ? `${location.origin}${location.pathname}#/${path}` : `/${path}`;

/** An invitation: a name, the shop, a code to scan. No amounts, and no reward for sharing. */
export default function InviteScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const invitation = useRead('team.invitation', {}, { isOn: isSignedIn });
  const path = invitation.value?.path ?? '';
  useShareAppMessage(() => ({
    title: `${invitation.value?.nameMasked ?? '朋友'} 邀请你来明禾`,
    path: addressOf(path),
  }));
  return (
    <Screen
      title="邀请朋友"
      foot={
        path ? (
          <View className="bar">
            <Button size="block" onTap={() => void Taro.setClipboardData({ data: addressOf(path) })}>
              复制邀请链接
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
                  <QrCode text={addressOf(value.path)} />
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

/** The code as a picture; white behind it in both themes, since a camera reads it. */
function QrCode({ text }: { text: string }) {
  const source = useMemo(() => {
    const { data, size } = encode(text, { border: 1 });
    const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path fill="#13201B" d="${path}"/></svg>`;
    return `data:image/svg+xml,${encodeURIComponent(svg)}`;
  }, [text]);
  return <Image className="invite-code" src={source} mode="aspectFit" aria-label="邀请二维码" />;
}
