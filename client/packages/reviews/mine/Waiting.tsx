import type { Reviewable } from '@shared/contract';
import { showDayOf } from '@shared/format';
import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { ListShown } from '../../../components/ListShown';
import { Picture } from '../../../components/Picture';
import { useListPages } from '../../../gateway';
import { go } from '../../../state/routes';

/** Lines of orders that were received lately, each with until when it may be reviewed. */
export function Waiting() {
  const list = useListPages('reviews.listWaiting', { limit: 20 }, (page) => page.lines);
  return (
    <ListShown
      list={list}
      fault="待评价没取到"
      empty={{
        icon: 'edit',
        title: '没有待评价的',
        words: '签收后 30 天内的商品会在这里。写评价没有奖励。',
        act: { words: '看我的订单', onTap: () => go.orders() },
      }}
    >
      <View className="card card-tight">
        {list.rows.map((line, place) => (
          <Line key={`${line.orderId} ${line.skuId}`} line={line} isFirst={place === 0} />
        ))}
      </View>
    </ListShown>
  );
}

function Line({ line, isFirst }: { line: Reviewable; isFirst: boolean }) {
  const title = [line.title, line.label].filter(Boolean).join(' ');
  return (
    <View className={`item ${isFirst ? 'is-first' : ''}`}>
      <Picture picture={line.picture} ground={line.ground} size={64} />
      <View className="item-main">
        <View className="goods-name">{title}</View>
        <View className="item-end">
          <View className="cap muted">
            {showDayOf(line.receivedAtMs ?? 0)} 签收，{showDayOf(line.untilMs ?? 0)} 前可写
          </View>
          <Button
            kind="line"
            size="small"
            label={`评价${title}`}
            onTap={() => go.writeReview(line.orderId, line.skuId)}
          >
            写评价
          </Button>
        </View>
      </View>
    </View>
  );
}
