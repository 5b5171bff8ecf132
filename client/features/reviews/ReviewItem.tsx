import type { ReviewShown } from '@shared/contract';
import { showDayOf } from '@shared/format';
import { Text, View } from '@tarojs/components';
import { Stars } from '../../components/Stars';
import { ReviewBody } from './ReviewBody';
import './reviews.css';

/** A review as everybody sees it. */
export function ReviewItem({ review, isFirst }: { review: ReviewShown; isFirst: boolean }) {
  const name = review.nameMasked || '匿名';
  return (
    <View className={`review ${isFirst ? 'is-first' : ''}`}>
      <View className="flex gap12">
        <View className="review-who" aria-hidden="true">
          {name.slice(0, 1)}
        </View>
        <View className="grow">
          <View>
            <Text className="bold">{name}</Text> <Stars stars={review.stars} />
          </View>
          <View className="cap muted">{[showDayOf(review.atMs), review.label].filter(Boolean).join(' · ')}</View>
        </View>
      </View>
      <ReviewBody review={review} />
    </View>
  );
}
