import type { StaffReview } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/Button';
import { Field } from '../../components/form/Field';
import { Note } from '../../components/Note';
import { Sheet } from '../../components/Sheet';
import { refusalWords } from '../../copy/refusals';
import { useAct, useRequestId } from '../../gateway';

interface AnswerSheetProps {
  readonly review: StaffReview | null;
  /** The action of who answers. */
  readonly by: 'admin.answerReview' | 'reviews.answer';
  readonly onClose: () => void;
}

const TOUCHED = [
  'admin.listReviews',
  'reviews.listOfShop',
  'merchant.home',
  'reviews.list',
  'reviews.summary',
  'shop.viewGoods',
] as const;

/** Answers a review, once: what was answered stands below it for everybody. */
export function AnswerSheet({ review, by, onClose }: AnswerSheetProps) {
  const [words, setWords] = useState('');
  const answer = useAct(by, TOUCHED);
  const requestId = useRequestId({ reviewId: review?.reviewId, words });
  const close = () => {
    setWords('');
    answer.reset();
    onClose();
  };
  const send = () => {
    if (review) answer.mutate({ reviewId: review.reviewId, words, requestId }, { onSuccess: close });
  };
  const isEmpty = words.trim() === '';
  return (
    <Sheet
      title="答复评价"
      isOpen={review !== null}
      onClose={close}
      foot={
        <View className="bar">
          <Button size="block" isOff={isEmpty || answer.isPending} onTap={send}>
            {isEmpty ? '先写答复' : '发布答复'}
          </Button>
        </View>
      }
    >
      <View className="small muted">{review?.words}</View>
      <Field
        isFirst
        isLong
        words="答复"
        value={words}
        max={500}
        hint="所有人都看得到，发布后不能改"
        onInput={setWords}
      />
      {answer.error ? <Note tone="bad">{refusalWords(answer.error)}</Note> : null}
    </Sheet>
  );
}
