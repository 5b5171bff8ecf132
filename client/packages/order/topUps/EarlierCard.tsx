import type { EarlierTopUp } from '@shared/contract';
import { showMoment, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { HeadTitle } from '../../../components/HeadTitle';
import { Row } from '../../../components/Row';
import { Tap } from '../../../components/Tap';
import { go } from '../../../state/routes';

const SHOWN = 3;

/** One's own last top-ups. */
export function EarlierCard({ earlier }: { earlier: readonly EarlierTopUp[] }) {
  if (earlier.length === 0) return null;
  return (
    <View className="card card-low">
      <View className="head is-close">
        <HeadTitle>最近</HeadTitle>
        <Tap className="link" role="link" onTap={() => go.orders()}>
          全部订单
        </Tap>
      </View>
      {earlier.slice(0, SHOWN).map((one, at) => (
        <Row
          key={one.orderId}
          isFirst={at === 0}
          title={accountWords(one)}
          sub={[showMoment(one.paidAtMs), tookWords(one)].filter(Boolean).join(' · ')}
          value={
            <>
              {one.label}
              <View className={`row-sub ${one.state === 'succeeded' ? 'good-ink' : ''}`}>{stateWords(one)}</View>
            </>
          }
          label={`${one.title} ${one.label}，${stateWords(one)}`}
          onTap={() => go.order(one.orderId)}
        />
      ))}
    </View>
  );
}

const accountWords = ({ account }: EarlierTopUp): string => account.replace(/^(1\d{2})(\d{4})(\d{4})$/, '$1 $2 $3');

function tookWords({ tookMs, why }: EarlierTopUp): string {
  if (tookMs === null) return why;
  return tookMs < 60_000 ? '不到 1 分钟' : `用了 ${Math.ceil(tookMs / 60_000)} 分钟`;
}

function stateWords({ state, backFen }: EarlierTopUp): string {
  if (state === 'succeeded') return '已到账';
  return state === 'underWay' ? '充值中' : `没充成，退 ${showPlain(backFen, 'cash')}`;
}
