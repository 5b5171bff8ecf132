import type { OfferShown } from '@shared/contract';
import { showCount, showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { Progress } from '../../components/bars';

/** How far a limited-time price is sold, and how many there are. */
export function OfferTaken({ offer }: { offer: OfferShown }) {
  const words = `卖出 ${showCount(offer.taken)} / ${showCount(offer.pieces)} 份`;
  return (
    <View className="offer-taken">
      <View className="cap muted">{words}</View>
      <Progress part={offer.taken} whole={offer.pieces} tone="accent" words={words} />
    </View>
  );
}

/** A product's limited-time price: until when, how many, how many for one. For the goods page. */
export function OfferLine({ offer, unitWord, bought }: { offer: OfferShown; unitWord: string; bought: number }) {
  const isUsed = offer.perMember > 0 && bought >= offer.perMember;
  const own = bought > 0 ? `，你已买 ${bought} ${unitWord}${isUsed ? '，再买按平时的价' : ''}` : '';
  return (
    <View className="card card-quick flex gap12 between wraps">
      <View>
        <View className="small bold accent-ink">限时价</View>
        <View className="cap muted">
          到 {showMoment(offer.untilMs)}，到点恢复平日价
          {offer.perMember > 0 ? ` · 每人 ${offer.perMember} ${unitWord}${own}` : ''}
        </View>
      </View>
      <OfferTaken offer={offer} />
    </View>
  );
}
