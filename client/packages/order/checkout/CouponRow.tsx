import type { Preview } from '@shared/contract';
import { Amount } from '../../../components/Amount';
import { Row } from '../../../components/Row';
import { fromWords, worthWords } from '../../../features/coupons/words';

type OrderPreview = Preview['orders'][number];

/** The coupon of one order and why it is this one; nothing where its buyer holds none. */
export function CouponRow({ order, onTap }: { order: OrderPreview; onTap: () => void }) {
  const { coupon, coupons, payment, shop } = order;
  if (coupons.length === 0) return null;
  const usable = coupons.filter(({ blockedBy }) => blockedBy === null).length;
  const used = coupons.find(({ heldId }) => heldId === coupon?.heldId);
  const words = coupon
    ? `${usable} 张能用，${coupon.why === 'best' ? '已选减得最多的一张' : `用「${coupon.name}」`}`
    : usable > 0
      ? `${usable} 张能用，这一单不用`
      : `有 ${coupons.length} 张，这一单用不了`;
  return (
    <Row
      title="优惠券"
      sub={used ? `${words}：${fromWords(used.fromFen)}，${worthWords(used.worth)}` : words}
      value={coupon ? <Amount units={payment.couponFen} asset="cash" isTaken /> : '不用'}
      label={`选${shop.name}的优惠券`}
      onTap={onTap}
    />
  );
}
