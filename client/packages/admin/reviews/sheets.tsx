import type { StaffReview } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { Note } from '../../../components/Note';
import { Sheet } from '../../../components/Sheet';
import { refusalWords } from '../../../copy/refusals';
import { useAct } from '../../../gateway';
import { useRequestId } from '../parts/AdminScreen';

interface SheetOf {
  readonly review: StaffReview | null;
  readonly onClose: () => void;
}

const TOUCHED = ['admin.listReviews', 'reviews.list', 'reviews.summary', 'shop.viewGoods'] as const;

/** Takes a review out of sight with a reason, or puts it back. */
export function HideSheet({ review, onClose }: SheetOf) {
  const [reason, setReason] = useState('');
  const hide = useAct('admin.hideReview', TOUCHED);
  const isHidden = review?.hidden === null;
  const requestId = useRequestId({ reviewId: review?.reviewId, isHidden, reason });
  const close = () => {
    setReason('');
    hide.reset();
    onClose();
  };
  const send = () => {
    if (review) hide.mutate({ reviewId: review.reviewId, isHidden, reason, requestId }, { onSuccess: close });
  };
  const isEmpty = reason.trim() === '';
  return (
    <Sheet
      title={isHidden ? '隐藏评价' : '恢复显示'}
      isOpen={review !== null}
      onClose={close}
      foot={
        <View className="bar">
          <Button size="block" isOff={isEmpty || hide.isPending} onTap={send}>
            {isEmpty ? '先写原因' : isHidden ? '隐藏' : '恢复显示'}
          </Button>
        </View>
      }
    >
      <View className="small muted">{review?.words}</View>
      <Field isFirst isLong words="原因" value={reason} max={200} hint="会记在审计里" onInput={setReason} />
      {hide.error ? <Note tone="bad">{refusalWords(hide.error)}</Note> : null}
      <Note>
        {isHidden
          ? '差评本身不是隐藏的理由。隐藏后不计入平均，原因会告诉写的人。'
          : '恢复后大家又能看到，重新计入平均。'}
      </Note>
    </Sheet>
  );
}
