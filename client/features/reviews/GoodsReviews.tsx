import type { GoodsView } from '@shared/contract';
import { showAverageShort, showCount } from '@shared/format';
import { View } from '@tarojs/components';
import { Link } from '../../components/Button';
import { HeadTitle } from '../../components/HeadTitle';
import { Icon } from '../../components/Icon';
import { go } from '../../state/routes';
import { ReviewItem } from './ReviewItem';

/** What buyers say of a product, on its page: how many, the average, the newest one. */
export function GoodsReviews({ goods: { goodsId, rating, newestReview } }: { goods: GoodsView }) {
  const { averageHundredths, count } = rating;
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>评价 {count > 0 ? showCount(count) : ''}</HeadTitle>
        {averageHundredths === null ? null : (
          <Link label={`看全部评价，平均 ${showAverageShort(averageHundredths)} 星`} onTap={() => go.reviews(goodsId)}>
            平均 {showAverageShort(averageHundredths)} 星
            <Icon name="next" size={14} />
          </Link>
        )}
      </View>
      {newestReview ? (
        <ReviewItem review={newestReview} isFirst />
      ) : (
        <View className="small muted">还没有人评价。签收后才能评。</View>
      )}
    </View>
  );
}
