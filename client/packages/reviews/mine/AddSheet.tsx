import type { OwnReview } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { Sheet } from '../../../components/Sheet';
import { refusalWords } from '../../../copy/refusals';
import { newRequestId, useAct } from '../../../gateway';
import { WordsField } from '../parts/WordsField';

/** Adds to a review, once: the stars stay. */
export function AddSheet({ review, onClose }: { review: OwnReview | null; onClose: () => void }) {
  const [words, setWords] = useState('');
  const add = useAct('reviews.add', ['reviews.listMine', 'reviews.list', 'reviews.summary', 'shop.viewGoods']);
  const close = () => {
    setWords('');
    add.reset();
    onClose();
  };
  const send = () => {
    if (review) add.mutate({ reviewId: review.reviewId, words, requestId: newRequestId() }, { onSuccess: close });
  };
  const isEmpty = words.trim() === '';
  return (
    <Sheet
      title="追评"
      isOpen={review !== null}
      onClose={close}
      foot={
        <View className="bar">
          <Button size="block" isOff={isEmpty || add.isPending} onTap={send}>
            {isEmpty ? '写几个字再发布' : '发布追评'}
          </Button>
        </View>
      }
    >
      <View className="small muted">{review?.title}</View>
      <WordsField words={words} label="追评" hint="用了一阵，现在怎么样" onInput={setWords} />
      {add.error ? <Note tone="bad">{refusalWords(add.error)}</Note> : null}
      <Note>只能追评一次，星数不变。文字会先审，没有奖励。</Note>
    </Sheet>
  );
}
