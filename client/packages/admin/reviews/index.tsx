import type { InputOf, StaffReview } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { LineTabs } from '../../../components/controls';
import { ListShown } from '../../../components/ListShown';
import { AnswerSheet } from '../../../features/reviews/AnswerSheet';
import { StaffReviewCard } from '../../../features/reviews/StaffReviewCard';
import { useListPages } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';
import { HideSheet } from './sheets';

type Filter = NonNullable<InputOf<'admin.listReviews'>['filter']>;

const FILTERS: readonly { key: Filter; words: string; empty: string }[] = [
  { key: 'toAnswer', words: '待答复', empty: '没有待答复的评价' },
  { key: 'bad', words: '差评', empty: '没有差评' },
  { key: 'all', words: '全部', empty: '还没有评价' },
  { key: 'hidden', words: '已隐藏', empty: '没有隐藏的评价' },
];

interface Asked {
  readonly is: 'answer' | 'hide';
  readonly review: StaffReview;
}

/** What buyers say, to be answered; hidden only with a reason. */
export default function StaffReviewsScreen() {
  const [filter, setFilter] = useState<Filter>('toAnswer');
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <AdminScreen
      area="staff.orders"
      title="评价"
      above={<LineTabs options={FILTERS} chosen={filter} label="看哪些评价" onChoose={setFilter} />}
      over={
        <>
          <AnswerSheet by="admin.answerReview" review={asked?.is === 'answer' ? asked.review : null} onClose={close} />
          <HideSheet review={asked?.is === 'hide' ? asked.review : null} onClose={close} />
        </>
      }
    >
      {() => <List key={filter} filter={filter} onAsk={setAsked} />}
    </AdminScreen>
  );
}

function List({ filter, onAsk }: { filter: Filter; onAsk: (asked: Asked) => void }) {
  const list = useListPages('admin.listReviews', { filter, limit: 20 }, (page) => page.reviews);
  const title = FILTERS.find(({ key }) => key === filter)?.empty ?? '';
  return (
    <ListShown list={list} fault="评价没取到" empty={{ icon: 'edit', title, words: '买家签收后写的，这里都有。' }}>
      {list.rows.map((review) => (
        <One key={review.reviewId} review={review} onAsk={onAsk} />
      ))}
    </ListShown>
  );
}

function One({ review, onAsk }: { review: StaffReview; onAsk: (asked: Asked) => void }) {
  const { title, hidden, answer, shopName } = review;
  return (
    <StaffReviewCard review={review} shopName={shopName} onOrder={(query) => go.admin('order', query)}>
      <View className="btns">
        {answer ? null : (
          <Button kind="line" label={`答复${title}的评价`} onTap={() => onAsk({ is: 'answer', review })}>
            答复
          </Button>
        )}
        <Button
          kind="plain"
          label={`${hidden ? '恢复' : '隐藏'}${title}的评价`}
          onTap={() => onAsk({ is: 'hide', review })}
        >
          {hidden ? '恢复显示' : '隐藏'}
        </Button>
      </View>
    </StaffReviewCard>
  );
}
