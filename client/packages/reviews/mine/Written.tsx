import type { OwnReview } from '@shared/contract';
import { showDayOf } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { ListShown } from '../../../components/ListShown';
import { Note } from '../../../components/Note';
import { Picture } from '../../../components/Picture';
import { Stars } from '../../../components/Stars';
import { Tap } from '../../../components/Tap';
import { ReviewBody } from '../../../features/reviews/ReviewBody';
import { useListPages } from '../../../gateway';
import { go } from '../../../state/routes';
import { AddSheet } from './AddSheet';

/** What one has said, the newest first: also what nobody else sees, and why. */
export function Written() {
  const list = useListPages('reviews.listMine', { limit: 20 }, (page) => page.reviews);
  const [adding, setAdding] = useState<OwnReview | null>(null);
  return (
    <>
      <ListShown
        list={list}
        fault="我的评价没取到"
        empty={{ icon: 'edit', title: '还没有写过', words: '收到的商品在“待评价”里。' }}
      >
        {list.rows.map((review) => (
          <Own key={review.reviewId} review={review} onAdd={() => setAdding(review)} />
        ))}
      </ListShown>
      <AddSheet review={adding} onClose={() => setAdding(null)} />
    </>
  );
}

function Own({ review, onAdd }: { review: OwnReview; onAdd: () => void }) {
  const { title, label, hidden, unseenPictures, addUntilMs } = review;
  return (
    <View className="card flow gap12">
      <Tap className="flex gap12" role="link" label={title} onTap={() => go.goods(review.goodsId)}>
        <Picture picture={review.picture} ground={review.ground} size={56} />
        <View className="grow">
          <View className="goods-name">{[title, label].filter(Boolean).join(' ')}</View>
          <View className="cap muted">
            <Stars stars={review.stars} /> {showDayOf(review.atMs)}
            {review.nameMasked === '' ? ' · 匿名' : ''}
          </View>
        </View>
      </Tap>
      <ReviewBody review={review} />
      {unseenPictures > 0 ? <Note icon="clock">有 {unseenPictures} 张图片没有显示：还在审，或没有通过。</Note> : null}
      {hidden ? <Note tone="warn">别人看不到这条，也不计入平均。原因：{hidden.reason}</Note> : null}
      {addUntilMs === null ? null : (
        <View className="flex between gap12">
          <View className="cap muted">{showDayOf(addUntilMs)} 前可追评一次</View>
          <Button kind="line" size="small" label={`追评${title}`} onTap={onAdd}>
            追评
          </Button>
        </View>
      )}
    </View>
  );
}
