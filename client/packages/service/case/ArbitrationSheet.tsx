import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Textarea } from '../../../components/Input';
import { Note } from '../../../components/Note';
import { PicturePicker } from '../../../components/PicturePicker';
import { Sheet } from '../../../components/Sheet';
import { MOST_CASE_PICTURES } from '../../../copy/afterSales';
import { refusalWords } from '../../../copy/refusals';
import type { CaseActs } from './useCaseActs';

/** What a buyer tells the platform, when shop and buyer do not agree. */
export function ArbitrationSheet({ acts }: { acts: CaseActs }) {
  const [words, setWords] = useState('');
  const [pictures, setPictures] = useState<readonly string[]>([]);
  const isReady = words.trim() !== '';
  return (
    <Sheet
      title="请平台来看"
      isOpen={acts.isAsking}
      onClose={acts.closeArbitration}
      foot={
        <View className="bar btns">
          <Button isOff={!isReady || acts.isBusy} onTap={() => acts.askArbitration(words, pictures)}>
            {isReady ? '交给平台' : '先写为什么'}
          </Button>
        </View>
      }
    >
      {acts.fault ? <Note tone="bad">{refusalWords(acts.fault)}</Note> : null}
      <View className="said">
        <Textarea
          className="said-text"
          value={words}
          maxlength={300}
          placeholder="为什么不认可店家的答复"
          placeholderClass="placeholder"
          aria-label="为什么不认可店家的答复"
          autoHeight
          onInput={(event) => setWords(event.detail.value)}
        />
      </View>
      <PicturePicker
        kind="afterSales"
        what="凭据图片"
        pictures={pictures}
        most={MOST_CASE_PICTURES}
        onChange={setPictures}
      />
    </Sheet>
  );
}
