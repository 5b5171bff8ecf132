import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Textarea } from '../../../components/Input';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { useAct } from '../../../gateway';
import { type Gained, gainedWords } from './filled';
import { chooseInWechat } from './wechatAddress';

/** Fills the form from a pasted text, read by the functions, or from the addresses that WeChat keeps. */
export function QuickFill({ onGain }: { onGain: (gained: Gained) => void }) {
  const [text, setText] = useState('');
  const [told, setTold] = useState<{ isWhole: boolean; words: string } | null>(null);
  const read = useAct('shop.readAddress');
  const gain = (gained: Gained) => {
    setTold(gainedWords(gained));
    onGain(gained);
  };
  const fromWechat = async () => {
    const chosen = await chooseInWechat();
    if (chosen === 'failed') setTold({ isWhole: false, words: '没有拿到微信里的地址，下面没有动。可以自己填。' });
    else if (chosen !== 'closed') gain(chosen);
  };
  const isOff = text.trim() === '' || read.isPending;
  return (
    <View className="card flow gap8">
      <Textarea
        className="paste"
        placeholderClass="placeholder"
        autoHeight
        maxlength={300}
        value={text}
        placeholder="粘贴姓名、手机号和地址，自动填到下面"
        aria-label="粘贴一段地址"
        onInput={(event) => setText(event.detail.value)}
      />
      <View className="flex gap12 paste-keys">
        {process.env.TARO_ENV === 'weapp' ? (
          <Button kind="plain" size="small" onTap={() => void fromWechat()}>
            用微信里的地址
          </Button>
        ) : null}
        <Button kind="line" size="small" isOff={isOff} onTap={() => read.mutate({ text }, { onSuccess: gain })}>
          {read.isPending ? '正在认' : '自动填'}
        </Button>
      </View>
      {told ? <Note tone={told.isWhole ? 'ok' : 'warn'}>{told.words}</Note> : null}
      {read.error ? <Note tone="bad">{refusalWords(read.error)}</Note> : null}
    </View>
  );
}
