import type { OrderPage, TopUpShown } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useEffect } from 'react';
import { HeadTitle } from '../../components/HeadTitle';
import { LedgerRow } from '../../components/Ledger';
import { Note } from '../../components/Note';
import { call, serverNow } from '../../gateway';

const ASK_MS = 4_000;
/** So long after it was sent somebody looks for what became of it. */
const LATE_AFTER_MS = 2 * 3_600_000;

interface TopUpCardProps {
  readonly order: OrderPage;
  /** The order is not as it is shown any more. */
  readonly onChange: () => void;
}

const isOpen = ({ state }: TopUpShown): boolean => state === 'due' || state === 'asked';

/** How a top-up stands: its provider is asked while the page is open and the end is not known. */
export function TopUpCard({ order, onChange }: TopUpCardProps) {
  const { orderId, state, kind, topUps } = order;
  const isUnderWay = kind === 'topUp' && state === 'paid';
  useEffect(() => {
    if (!isUnderWay) return undefined;
    const timer = setInterval(() => {
      // Not answered, it is asked again: the page shows what the order says.
      void call('shop.askTopUp', { orderId })
        .then((now) => now.state !== 'paid' && onChange())
        .catch(() => undefined);
    }, ASK_MS);
    return () => clearInterval(timer);
  }, [isUnderWay, orderId, onChange]);
  if (kind !== 'topUp' || (topUps.length === 0 && !isUnderWay)) return null;
  const titleOf = (skuId: string): string => {
    const line = order.lines.find((one) => one.skuId === skuId);
    return line ? `${line.title} ${line.label}` : '';
  };
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>充值</HeadTitle>
      </View>
      {topUps.map((one) => (
        <LedgerRow key={one.skuId} label={titleOf(one.skuId)}>
          <View className={one.state === 'succeeded' ? 'good-ink' : ''}>{stateWords(one)}</View>
        </LedgerRow>
      ))}
      {isUnderWay ? (
        <View className="mt8">
          <Note>
            {topUps.some((one) => isOpen(one) && one.sentAtMs !== null && serverNow() - one.sentAtMs > LATE_AFTER_MS)
              ? '运营商还没给结果，我们在查。查清以前不会重复充，也不会退错。'
              : '正在等运营商的结果。没充成自动原路退款，不用申请。'}
          </Note>
        </View>
      ) : null}
    </View>
  );
}

function stateWords({ state, endedAtMs, why }: TopUpShown): string {
  if (state === 'succeeded') return endedAtMs === null ? '已到账' : `${showMoment(endedAtMs)} 到账`;
  if (state === 'failed') return why ? `没充成：${why}` : '没充成';
  return state === 'asked' ? '运营商已收到' : '正在提交';
}
