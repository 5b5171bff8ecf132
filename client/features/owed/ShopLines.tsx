import type { ShopLine } from '@shared/contract';
import { showMoment, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../components/Amount';
import { ListShown } from '../../components/ListShown';
import { Row } from '../../components/Row';
import type { ListPages } from '../../gateway';

const TITLES: Readonly<Record<ShopLine['kind'], string>> = {
  order: '订单结算',
  reversal: '结算后退回',
  payout: '平台付款',
  stableOrder: '订单收的恒定积分',
  payment: '收款码收到',
  paymentBack: '退给顾客',
  redemption: '换成增值积分',
  sale: '卖出增值积分',
};

const cash = (fen: number) => showPlain(fen, 'cash');

/** Circulating points over the pool, as they were. */
const pool = ({ circulatingMicroPoints = 0, poolFen = 0 }: ShopLine['parts']) =>
  `${showPlain(circulatingMicroPoints, 'appreciating')} ÷ ${cash(poolFen)}`;

/** How a line was worked out, in one sentence. */
function partsWords({ kind, parts, note }: ShopLine): string {
  switch (kind) {
    case 'order':
      return [
        `货款 ${cash(parts.costFen ?? 0)}`,
        parts.freightFen ? `+ 运费 ${cash(parts.freightFen)}` : '',
        parts.couponFen ? `− 店铺券 ${cash(parts.couponFen)}` : '',
        parts.stableCents ? `− 已收恒定积分 ${showPlain(parts.stableCents, 'stable')}` : '',
      ]
        .filter(Boolean)
        .join(' ');
    case 'reversal':
      return `应付 ${cash(parts.owedFen ?? 0)} × ${cash(parts.reversedFen ?? 0)} ÷ ${cash(parts.orderFen ?? 0)}，分几次退时合起来不多扣`;
    case 'redemption':
      return `${showPlain(parts.cents ?? 0, 'stable')} × ${pool(parts)}`;
    case 'sale':
      return `${showPlain(parts.microPoints ?? 0, 'appreciating')} 积分值 ${cash(parts.grossFen ?? 0)} − 手续费 ${cash(parts.feeFen ?? 0)}`;
    case 'payout':
      return `银行单号 ${note}`;
    default:
      return note;
  }
}

/** Lines of a shop's statement, each with how it was worked out. */
export function ShopLines({ list }: { list: ListPages<ShopLine> }) {
  return (
    <ListShown
      list={list}
      fault="对账单没取到，余额没有变"
      empty={{ icon: 'page', title: '还没有流水', words: '订单签收、过了退货期结算后，这里会有第一笔。' }}
    >
      <View className="card card-tight">
        {list.rows.map((line, at) => (
          <Row
            key={line.lineId}
            isFirst={at === 0}
            title={[TITLES[line.kind], line.orderNo].filter(Boolean).join(' ')}
            sub={[partsWords(line), showMoment(line.atMs)].filter(Boolean).join(' · ')}
            value={<Amount units={line.units} asset={line.asset} sign="change" />}
          />
        ))}
      </View>
    </ListShown>
  );
}
