import type { StaffReview } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Link } from '../../components/Button';
import { Note } from '../../components/Note';
import { Stars } from '../../components/Stars';
import { ReviewBody } from './ReviewBody';

interface StaffReviewCardProps {
  readonly review: StaffReview;
  /** Beside the writer: the shop, where those of several stand together. */
  readonly shopName?: string;
  /** Who hid it, where it is hidden. */
  readonly hiddenBy?: string;
  readonly onOrder: (query: string) => void;
  /** What can be done with it. */
  readonly children: ReactNode;
}

/** A review as those see it who answer it, with its order and, where it is hidden, why. */
export function StaffReviewCard({ review, shopName, hiddenBy = '', onOrder, children }: StaffReviewCardProps) {
  const { title, label, stars, nameMasked, atMs, orderId, orderNo, hidden } = review;
  return (
    <View className="card flow gap12">
      <View>
        <View className="goods-name">{[title, label].filter(Boolean).join(' ')}</View>
        <View className="cap muted">
          <Stars stars={stars} /> {[nameMasked || '匿名', showMoment(atMs), shopName].filter(Boolean).join(' · ')}
        </View>
        <Link label={`看订单 ${orderNo}`} onTap={() => onOrder(`id=${encodeURIComponent(orderId)}`)}>
          订单 {orderNo}
        </Link>
      </View>
      <ReviewBody review={review} />
      {hidden ? (
        <Note tone="warn">
          {showMoment(hidden.atMs)} {hiddenBy}隐藏：{hidden.reason}
        </Note>
      ) : null}
      {children}
    </View>
  );
}
