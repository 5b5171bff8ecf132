import type { OutputOf } from '@shared/contract';
import { View } from '@tarojs/components';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';

/** Of fewer nothing is said: a share of three means nothing. */
const ENOUGH = 10;

/** How long it takes, as measured, and what becomes of one that fails. */
export function PaceCard({ pace }: { pace: OutputOf<'shop.viewTopUps'>['pace'] }) {
  const isKnown = pace.count >= ENOUGH;
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>多久到</HeadTitle>
        {isKnown ? (
          <View className="head-right">
            近 7 天 {pace.count} 笔，{pace.inTenMinutes} 笔在 10 分钟内
          </View>
        ) : null}
      </View>
      {['付款', '运营商受理，通常马上', '到账，写在订单里'].map((words, at, all) => (
        <View
          key={words}
          className={`tl-item ${at === 0 ? 'is-newest' : 'is-ahead'} ${at === all.length - 1 ? 'is-last' : ''}`}
        >
          {words}
        </View>
      ))}
      <View className="mt12">
        <Note>没充成自动原路退款，不用申请。2 小时还没结果，我们去查；查清以前不会重复充，也不会退错。</Note>
      </View>
    </View>
  );
}
