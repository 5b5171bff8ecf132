import type { AfterSalesLedger } from '@shared/contract';
import { showPlain } from '@shared/format';
import { Amount } from '../../components/Amount';
import { LedgerRow, LedgerSum } from '../../components/Ledger';

interface CaseLedgerProps {
  readonly ledger: AfterSalesLedger;
}

const COUNT = ['', '一', '两', '三', '四', '五', '六'];

/** What is missing to the price besides the coupon's share: rounded down, until a last piece makes good for it. */
const roundingWords = (fen: number): string => (fen > 0 ? '取整的零头，随最后一件退' : '之前取整的零头，这次补上');

/** What goes back for some pieces, each as it was paid; with the coupon's share it comes to the price of the goods. */
export function CaseLedger({ ledger }: CaseLedgerProps) {
  const { goodsFen, cashFen, balanceFen, freightFen, spendableCents, stableCents, couponFen, keptFen } = ledger;
  const rounding = keptFen - couponFen;
  // Goods got by points go back as stable points, never as money.
  const paid = ledger.isRedeemed ? ('stable' as const) : ('cash' as const);
  const [goodsLabel, freightLabel] = ledger.isRedeemed
    ? ['兑换的，退成恒定积分', '运费，退成恒定积分']
    : ['微信支付，原路退回', '运费，原路退回'];
  // Where the balance paid a part the freight is in both: its shares are not told by themselves.
  const money =
    balanceFen > 0
      ? [
          cashFen > 0 ? { label: goodsLabel!, units: cashFen, asset: paid } : null,
          { label: '余额，退回余额', units: balanceFen, asset: 'cash' as const },
        ]
      : [
          cashFen - freightFen > 0 ? { label: goodsLabel!, units: cashFen - freightFen, asset: paid } : null,
          freightFen > 0 ? { label: freightLabel!, units: freightFen, asset: paid } : null,
        ];
  const rows = [
    ...money,
    spendableCents > 0 ? { label: '可用积分，退回积分', units: spendableCents, asset: 'spendable' as const } : null,
    stableCents > 0 ? { label: '恒定积分，退回积分', units: stableCents, asset: 'stable' as const } : null,
    couponFen > 0 ? { label: '优惠券分摊，不退', units: couponFen, asset: 'cash' as const } : null,
  ].filter((row) => row !== null);
  const count = rows.length + (rounding === 0 ? 0 : 1);
  const what = freightFen > 0 ? '等于货价加运费' : '等于货价';
  return (
    <>
      {rows.map(({ label, units, asset }) => (
        <LedgerRow key={label} label={label}>
          <Amount units={units} asset={asset} />
        </LedgerRow>
      ))}
      {rounding === 0 ? null : <LedgerRow label={roundingWords(rounding)}>{showPlain(rounding, 'cash')}</LedgerRow>}
      <LedgerSum label={count > 1 ? `${COUNT[count] ?? count}项合计，${what}` : what}>
        <Amount units={goodsFen + freightFen} asset="cash" size="lead" />
      </LedgerSum>
    </>
  );
}
