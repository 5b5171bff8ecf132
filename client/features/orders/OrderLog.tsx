import type { OrderPage } from '@shared/contract';
import { showMoment, showShortId } from '@shared/format';
import { View } from '@tarojs/components';
import { HeadTitle } from '../../components/HeadTitle';
import { eventWords } from '../../copy/terms';

type Step = OrderPage['log'][number];

interface OrderLogProps {
  readonly log: readonly Step[];
  /** Who did a step, as its reader calls them. */
  readonly by: Readonly<Record<Step['by'], string>>;
  /** Names the entry of the books that a step wrote. */
  readonly tellsEntries?: boolean;
}

/** Every step of an order, the newest on top. */
export function OrderLog({ log, by, tellsEntries = false }: OrderLogProps) {
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>订单记录</HeadTitle>
        <View className="head-right">只增不改</View>
      </View>
      {log.map((step, at) => (
        <View
          key={`${step.atMs}-${step.event}`}
          className={`tl-item ${at === 0 ? 'is-newest' : ''} ${at === log.length - 1 ? 'is-last' : ''}`}
        >
          {[eventWords(step), step.note].filter(Boolean).join('，')}
          <View className="tl-time">
            {showMoment(step.atMs)} · {by[step.by]}
            {tellsEntries && step.entryId ? ` · 分录 ${showShortId(step.entryId)}` : ''}
          </View>
        </View>
      ))}
    </View>
  );
}
