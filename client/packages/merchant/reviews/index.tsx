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
import { MerchantScreen } from '../parts/MerchantScreen';

type Filter = NonNullable<InputOf<'reviews.listOfShop'>['filter']>;

const FILTERS: readonly { key: Filter; words: string; empty: string }[] = [
  { key: 'toAnswer', words: '待答复', empty: '没有待答复的评价' },
  { key: 'all', words: '全部', empty: '还没有评价' },
];

/** What buyers say of the own shop's goods, to be answered. */
export default function ShopReviewsScreen() {
  const [filter, setFilter] = useState<Filter>('toAnswer');
  const [asked, setAsked] = useState<StaffReview | null>(null);
  return (
    <MerchantScreen
      title="评价"
      above={<LineTabs options={FILTERS} chosen={filter} label="看哪些评价" onChoose={setFilter} />}
      over={<AnswerSheet by="reviews.answer" review={asked} onClose={() => setAsked(null)} />}
    >
      {() => <List key={filter} filter={filter} onAnswer={setAsked} />}
    </MerchantScreen>
  );
}

function List({ filter, onAnswer }: { filter: Filter; onAnswer: (review: StaffReview) => void }) {
  const list = useListPages('reviews.listOfShop', { filter, limit: 20 }, (page) => page.reviews);
  const title = FILTERS.find(({ key }) => key === filter)?.empty ?? '';
  return (
    <ListShown list={list} fault="评价没取到" empty={{ icon: 'edit', title, words: '买家签收后写的，这里都有。' }}>
      {list.rows.map((review) => (
        <One key={review.reviewId} review={review} onAnswer={onAnswer} />
      ))}
    </ListShown>
  );
}

function One({ review, onAnswer }: { review: StaffReview; onAnswer: (review: StaffReview) => void }) {
  return (
    <StaffReviewCard review={review} hiddenBy="平台" onOrder={(query) => go.merchant('order', query)}>
      {review.answer ? null : (
        <View className="btns">
          <Button kind="line" label={`答复${review.title}的评价`} onTap={() => onAnswer(review)}>
            答复
          </Button>
        </View>
      )}
    </StaffReviewCard>
  );
}
