import type { RatingShown } from '@shared/contract';
import { showAverage, showAverageShort, showCount } from '@shared/format';
import { View } from '@tarojs/components';
import { Stars } from '../../components/Stars';
import './reviews.css';

const NAMES = ['一星', '二星', '三星', '四星', '五星'];

/** What the reviews come to: the average with its sum, and how many of each. */
export function RatingCard({ rating }: { rating: RatingShown }) {
  const { averageHundredths, count, starSum, byStars } = rating;
  if (averageHundredths === null) return null;
  const isExact = averageHundredths * count === starSum * 100;
  const bars = byStars.map((reviews, at) => ({ stars: at + 1, reviews })).reverse();
  const words = bars.map(({ stars, reviews }) => `${NAMES[stars - 1]} ${reviews}`).join('，');
  return (
    <View className="card">
      <View className="rating">
        <View className="rating-figure">
          <View className="rating-average">{showAverageShort(averageHundredths)}</View>
          <Stars stars={Math.floor(averageHundredths / 100)} />
          <View className="cap muted mt4">{showCount(count)} 条</View>
        </View>
        <View className="rating-bars" {...{ role: 'img' }} aria-label={words}>
          {bars.map(({ stars, reviews }) => (
            <View key={stars} className="rating-bar">
              <View className="still">{stars} 星</View>
              <View className="rating-line">
                <View className="rating-fill" style={{ width: `${((reviews / count) * 100).toFixed(1)}%` }} />
              </View>
              <View className="rating-count">{showCount(reviews)}</View>
            </View>
          ))}
        </View>
      </View>
      <View className="cap muted mt12">
        签收后才能评，差评不删。平均 {showCount(starSum)} ÷ {showCount(count)} {isExact ? '=' : '≈'}{' '}
        {showAverage(averageHundredths)}
        {isExact ? '' : '，多的舍去'}。
      </View>
    </View>
  );
}
