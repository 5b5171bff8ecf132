import type { OfferedCoupon, Preview } from '@shared/contract';
import { showMoment, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Button } from '../../../components/Button';
import { Sheet } from '../../../components/Sheet';
import { Tap } from '../../../components/Tap';
import { Radio, Ticket } from '../../../features/coupons/Ticket';
import { untilWords } from '../../../features/coupons/words';

type OrderPreview = Preview['orders'][number];

interface CouponSheetProps {
  /** Null while it is closed. */
  readonly order: OrderPreview | null;
  readonly onChoose: (heldId: string | null) => void;
  readonly onClose: () => void;
}

/** Why a coupon cannot be used by this order. */
function missingWords({ blockedBy, missingFen }: OfferedCoupon): string {
  switch (blockedBy) {
    case 'missing':
      return `还差 ${showPlain(missingFen, 'cash')}`;
    case 'notFor':
      return '用不到这些商品上';
    case 'notYet':
      return '还没到能用的时候';
    default:
      return '用在这次的另一笔订单上';
  }
}

/** The coupons of one order: those that can be used with what they take off it, and the others with what is missing. */
export function CouponSheet({ order, onChoose, onClose }: CouponSheetProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const used = order?.coupon?.heldId ?? null;
  useEffect(() => setChosen(used), [used]);
  const all = order?.coupons ?? [];
  const usable = all.filter(({ blockedBy }) => blockedBy === null);
  const others = all.filter(({ blockedBy }) => blockedBy !== null);
  const off = usable.find(({ heldId }) => heldId === chosen)?.offFen ?? 0;
  return (
    <Sheet
      title={`${order?.shop.name ?? ''}的优惠券`}
      isOpen={order !== null}
      onClose={onClose}
      foot={
        <View className="bar">
          <View className="grow settle-sum">
            <View className="cap muted">这一单减</View>
            <Amount units={off} asset="cash" size="title" isTaken />
          </View>
          <Button size="tall" className="btn-wide" onTap={() => onChoose(chosen)}>
            {chosen === null ? '不用券' : '用这张'}
          </Button>
        </View>
      }
    >
      {order ? (
        <View className="small muted">
          这一单 {showPlain(order.payment.goodsFen, 'cash')}，
          {usable.length > 0 ? `${usable.length} 张能用，只用 1 张。` : '没有能用的券。'}
          {order.coupon?.why === 'best' ? '已选减得最多的。' : ''}
        </View>
      ) : null}
      <View className="tickets" {...{ role: 'radiogroup' }} aria-label="选优惠券">
        {usable.map((one) => (
          <Ticket
            key={one.heldId}
            coupon={one}
            lines={[`这一单减 ${showPlain(one.offFen, 'cash')}`, `${untilWords(one.untilMs)}，${one.scopeWords}`]}
            isOn={one.heldId === chosen}
            onTap={() => setChosen(one.heldId)}
          >
            <Radio isOn={one.heldId === chosen} />
          </Ticket>
        ))}
        <Tap role="radio" className="row" isOn={chosen === null} label="不用优惠券" onTap={() => setChosen(null)}>
          <View className="row-main">不用优惠券</View>
          <Radio isOn={chosen === null} />
        </Tap>
      </View>
      {others.length > 0 ? (
        <>
          <View className="small muted">这一单用不了的 {others.length} 张</View>
          <View className="tickets">
            {others.map((one) => (
              <Ticket
                key={one.heldId}
                coupon={one}
                isOff
                lines={[`到 ${showMoment(one.untilMs)}，${one.scopeWords}`]}
                missing={missingWords(one)}
              />
            ))}
          </View>
        </>
      ) : null}
    </Sheet>
  );
}
