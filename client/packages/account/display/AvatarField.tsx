import type { Me } from '@shared/contract';
import { FILE_HEAD_BYTES } from '@shared/format';
import { Button as HostButton, View } from '@tarojs/components';
import { useState } from 'react';
import { Avatar } from '../../../components/Avatar';
import { Button, Link } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import {
  asRefused,
  newRequestId,
  type Picked,
  pickSquare,
  type Refused,
  uploadPicture,
  useAct,
} from '../../../gateway';

const WORDS = {
  pending: '正在检查，通过后被你邀请的人也看得到。',
  passed: '自己和被你邀请的人看得到。评价和团队里不放。',
  risky: '没有通过微信的内容检查，别人看到的是默认头像。换一张再试。',
} as const;

/** One's picture: chosen, cut to a square, sent, and looked at before others see it. */
export function AvatarField({ me: { nickname, avatar } }: { readonly me: Me }) {
  const set = useAct('account.setAvatar', ['account.me']);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<Refused | null>(null);
  const take = async (choose: () => Promise<Picked | null>) => {
    setFault(null);
    setBusy(true);
    try {
      const picked = await choose();
      if (!picked) return;
      const picture = await uploadPicture(picked, 'avatar');
      await set.mutateAsync({ picture, requestId: newRequestId() });
    } catch (error) {
      setFault(asRefused(error));
    } finally {
      setBusy(false);
    }
  };
  const remove = () => {
    setFault(null);
    set.mutate({ picture: null, requestId: newRequestId() }, { onError: setFault });
  };
  const words = isBusy ? '正在换' : avatar ? '换一张' : '选头像';
  return (
    <View className="card flow gap12">
      <View className="flex gap12">
        <Avatar name={nickname} picture={avatar?.picture ?? ''} />
        <View className="grow">
          <View>头像</View>
          <View className="cap muted">{avatar ? WORDS[avatar.state] : '现在用昵称的第一个字。'}</View>
        </View>
        <Choose words={words} isOff={isBusy || set.isPending} onChoose={(choose) => void take(choose)} />
      </View>
      {fault ? <Note tone="bad">{refusalWords(fault)}</Note> : null}
      {avatar ? (
        <View className="flex between">
          <View className="cap muted">删掉以后用昵称的第一个字。</View>
          <Link label="删掉头像" onTap={remove}>
            删掉
          </Link>
        </View>
      ) : null}
    </View>
  );
}

interface ChooseProps {
  readonly words: string;
  readonly isOff: boolean;
  readonly onChoose: (choose: () => Promise<Picked | null>) => void;
}

/** WeChat's own button lets one take the picture of WeChat or another, and cuts it; a browser's is ours. */
const Choose = ({ words, isOff, onChoose }: ChooseProps) =>
  process.env.TARO_ENV === 'weapp' && !isOff ? (
    <HostButton
      className="btn btn-line btn-small host-button"
      openType="chooseAvatar"
      aria-label={`${words}，头像`}
      onChooseAvatar={({ detail: { avatarUrl } }) =>
        // Its size is read with its content, before it is sent.
        onChoose(() => Promise.resolve({ path: avatarUrl, bytes: FILE_HEAD_BYTES }))
      }
    >
      {words}
    </HostButton>
  ) : (
    <Button kind="line" size="small" isOff={isOff} label={`${words}，头像`} onTap={() => onChoose(pickSquare)}>
      {words}
    </Button>
  );
