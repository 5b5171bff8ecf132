import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { asRefused, pickText } from '../../../gateway';

/** The most that an acknowledgement is long. */
const MOST_LETTERS = 400_000;

/** An exchange's acknowledgement: a file, or its text. */
export function ImportForm({ isBusy, onText }: { isBusy: boolean; onText: (text: string) => void }) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState('');
  const pick = async () => {
    setFault('');
    try {
      const picked = await pickText('json');
      if (!picked) return;
      if (picked.is !== 'text' || picked.text.length > MOST_LETTERS)
        return setFault('文件太大，或文字读不出来，没有导入。要交易所给的 JSON 原文件。');
      onText(picked.text);
    } catch (error) {
      setFault(refusalWords(asRefused(error)));
    }
  };
  return (
    <View className="flow gap8">
      <Button kind="line" size="block" isOff={isBusy} onTap={() => void pick()}>
        选回执文件
      </Button>
      <Field
        words="全文"
        hint="或把回执的全文贴在这里"
        value={text}
        onInput={setText}
        max={MOST_LETTERS}
        isFirst
        isLong
      />
      {fault ? <Note tone="bad">{fault}</Note> : null}
      <Button size="block" isOff={isBusy || text.trim() === ''} onTap={() => onText(text.trim())}>
        {text.trim() === '' ? '先贴上全文' : '核对并导入'}
      </Button>
    </View>
  );
}
