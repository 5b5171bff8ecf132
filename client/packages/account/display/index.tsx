import { isStaff } from '@shared/roles';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Button } from '../../../components/Button';
import { Segments, Toggle } from '../../../components/controls';
import { Input } from '../../../components/Input';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { refusalWords } from '../../../copy/refusals';
import { forgetAll, forgetKept, queryClient, useAct, useRead, useSession } from '../../../gateway';
import { type Scale, type Theme, usePreferences, useScale } from '../../../state/preferences';
import { go } from '../../../state/routes';
import { AvatarField } from './AvatarField';

const THEMES: readonly { key: Theme; words: string }[] = [
  { key: 'system', words: '跟随系统' },
  { key: 'light', words: '浅色' },
  { key: 'dark', words: '深色' },
];

const SIZES: readonly { key: string; words: string; scale: Scale }[] = [
  { key: '1', words: '标准', scale: 1 },
  { key: '1.15', words: '大', scale: 1.15 },
  { key: '1.3', words: '更大', scale: 1.3 },
];

/** How the screens look to this reader, and the account itself. */
export default function DisplayScreen() {
  const { theme, hidesAmounts, change } = usePreferences();
  const scale = useScale();
  const isSignedIn = useSession((all) => all.isSignedIn);
  return (
    <Screen title="显示与账号">
      <View className="card flow gap12">
        <View className="quest-name">颜色</View>
        <Segments options={THEMES} chosen={theme} label="颜色" isSunken onChoose={(key) => change({ theme: key })} />
        <View className="quest-name">字的大小</View>
        <Segments
          options={SIZES}
          chosen={String(scale)}
          label="字的大小"
          isSunken
          onChoose={(key) => change({ scale: SIZES.find((one) => one.key === key)?.scale ?? null })}
        />
        <View className="formula">
          <View className="small muted">看看效果</View>
          <Amount units={626_098} asset="cash" size="figure" />
        </View>
      </View>
      <View className="card card-tight">
        <Row
          isFirst
          title="隐藏金额"
          sub="钱包和首页的余额用圆点代替"
          value={<Toggle label="隐藏金额" isOn={hidesAmounts} onChange={(isOn) => change({ hidesAmounts: isOn })} />}
        />
      </View>
      {isSignedIn ? <Account /> : null}
    </Screen>
  );
}

function Account() {
  const me = useRead('account.me', {});
  const rename = useAct('account.updateProfile', ['account.me']);
  const signOut = useAct('account.signOut');
  const { token, end } = useSession();
  const [name, setName] = useState<string | null>(null);
  const shown = name ?? me.value?.nickname ?? '';
  const isChanged = name !== null && name.trim() !== '' && name !== me.value?.nickname;
  const leave = () => {
    signOut.mutate(token ? { token } : {}, {
      // Signing out works without a network as well: this device forgets, and the session ends by itself.
      onSettled: () => {
        forgetKept();
        end();
        queryClient.clear();
        void forgetAll();
        go.home();
      },
    });
  };
  return (
    <>
      {me.value ? <AvatarField me={me.value} /> : null}
      <View className="card card-tight">
        <View className="field is-first">
          <View className="field-name">昵称</View>
          <Input
            className="field-input"
            value={shown}
            maxlength={20}
            aria-label="昵称"
            onInput={(event) => setName(event.detail.value)}
          />
          {isChanged ? (
            <Button
              kind="line"
              size="small"
              isOff={rename.isPending}
              onTap={() => rename.mutate({ nickname: name.trim() }, { onSuccess: () => setName(null) })}
            >
              保存
            </Button>
          ) : null}
        </View>
        {rename.error ? <Note tone="bad">{refusalWords(rename.error)}</Note> : null}
      </View>
      {me.value && !isStaff(me.value.roles) ? (
        <View className="card card-tight">
          <Row isFirst title="用开店码开店" sub="店主有部署时打印的开店码" onTap={go.claim} />
        </View>
      ) : null}
      <Button kind="plain" size="block" isOff={signOut.isPending} onTap={leave}>
        退出登录
      </Button>
    </>
  );
}
