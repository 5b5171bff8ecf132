import type { EditionPage } from '@shared/contract';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { HeadTitle } from '../../../components/HeadTitle';
import { Row } from '../../../components/Row';
import { goodsWords, isOver, rightUntil } from '../../../features/collectibles/words';
import { serverNow } from '../../../gateway';
import { go } from '../../../state/routes';

interface RightsCardProps {
  readonly title: string;
  readonly of: Pick<EditionPage, 'goods' | 'rights'>;
  /** Beside the title: whether its goods can be sent for. */
  readonly tag?: ReactNode;
  /** Beneath the goods. */
  readonly goodsSub: string;
}

const KINDS = { discount: '出示即用', entry: '凭它进' } as const;

/** What an edition gives whoever has it: its goods once, and its rights. */
export function RightsCard({ title, of: { goods, rights }, tag, goodsSub }: RightsCardProps) {
  const nowMs = serverNow();
  return (
    <View className="card card-low">
      <View className="head is-close">
        <HeadTitle>{title}</HeadTitle>
        {tag}
      </View>
      {goods ? (
        <Row
          isFirst
          title={goodsWords(goods)}
          sub={goodsSub}
          label={`${goodsWords(goods)}，看这件货`}
          onTap={() => go.goods(goods.goodsId)}
        />
      ) : null}
      {rights.map((right, at) => (
        <Row
          key={right.words}
          isFirst={!goods && at === 0}
          title={<View className={isOver(right, nowMs) ? 'muted' : ''}>{right.words}</View>}
          sub={`${KINDS[right.kind]}，${rightUntil(right, nowMs)}`}
        />
      ))}
      {!goods && rights.length === 0 ? (
        <View className="small muted mb12">不附带货和优惠，只有编号和经过。</View>
      ) : null}
    </View>
  );
}
