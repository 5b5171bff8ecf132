import type { InputOf, RatingShown } from '@shared/contract';
import { showCount, showDayOf } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Segments } from '../../../components/controls';
import { ListShown } from '../../../components/ListShown';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, EmptyState, Shown } from '../../../components/states';
import { RatingCard } from '../../../features/reviews/RatingCard';
import { ReviewItem } from '../../../features/reviews/ReviewItem';
import { useListPages, useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';

type Filter = NonNullable<InputOf<'reviews.list'>['filter']>;

/** What one may look for, with how many there are; of what there is none nothing is offered. */
function filtersOf({ count, withPictures, withAddition, byStars }: RatingShown) {
  const [one = 0, two = 0, three = 0, four = 0, five = 0] = byStars;
  const all: readonly { key: Filter; words: string; reviews: number }[] = [
    { key: 'all', words: '全部', reviews: count },
    { key: 'pictures', words: '有图', reviews: withPictures },
    { key: 'added', words: '追评', reviews: withAddition },
    { key: 'good', words: '好评', reviews: four + five },
    { key: 'middle', words: '中评', reviews: three },
    { key: 'bad', words: '差评', reviews: one + two },
  ];
  return all
    .filter(({ key, reviews }) => key === 'all' || reviews > 0)
    .map(({ key, words, reviews }) => ({ key, words: `${words} ${showCount(reviews)}` }));
}

/** All reviews of a product, the newest first. */
export default function ReviewsScreen() {
  const goodsId = decodeURIComponent(useRouter().params.goods ?? '');
  const [filter, setFilter] = useState<Filter>('all');
  const rating = useRead('reviews.summary', { goodsId });
  return (
    <Screen title="评价" foot={<WriteBar goodsId={goodsId} />}>
      <Shown of={rating} fault="评价没取到" skeleton={<CardSkeleton />}>
        {(value) =>
          value.count === 0 ? (
            <EmptyState icon="edit" title="还没有评价" words="签收后才能评，第一条会出现在这里。" />
          ) : (
            <>
              <RatingCard rating={value} />
              <Segments options={filtersOf(value)} chosen={filter} label="看哪些评价" onChoose={setFilter} />
              <Reviews key={filter} goodsId={goodsId} filter={filter} />
            </>
          )
        }
      </Shown>
    </Screen>
  );
}

function Reviews({ goodsId, filter }: { goodsId: string; filter: Filter }) {
  const list = useListPages('reviews.list', { goodsId, filter, limit: 20 }, (page) => page.reviews);
  return (
    <ListShown list={list} fault="评价没取到" empty={{ icon: 'edit', title: '没有这样的评价', words: '换一类看看。' }}>
      <View className="card card-tight">
        {list.rows.map((review, place) => (
          <ReviewItem key={review.reviewId} review={review} isFirst={place === 0} />
        ))}
      </View>
    </ListShown>
  );
}

/** For who received it and has not said anything yet. */
function WriteBar({ goodsId }: { goodsId: string }) {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const waiting = useRead('reviews.listWaiting', { limit: 50 }, { isOn: isSignedIn });
  const line = waiting.value?.lines.find((one) => one.goodsId === goodsId);
  if (!line) return null;
  return (
    <View className="bar">
      <View className="grow small muted">{showDayOf(line.receivedAtMs ?? 0)} 签收过，还没评</View>
      <Button kind="line" onTap={() => go.writeReview(line.orderId, line.skuId)}>
        写评价
      </Button>
    </View>
  );
}
