import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { LedgerResult, LedgerRow } from '../../../components/Ledger';
import { Sheet } from '../../../components/Sheet';
import { go } from '../../../state/routes';

interface PriceSheetProps {
  readonly isOpen: boolean;
  readonly isDemo: boolean;
  readonly poolFen: number;
  readonly circulatingMicroPoints: number;
  readonly priceShown: string;
  /** What the member's holding is worth at it; left out on the open books. */
  readonly held?: { readonly microPoints: number; readonly worthFen: number };
  readonly onClose: () => void;
}

/** How the price, and the worth of a holding, come from the pool. Every figure is the server's. */
export function PriceSheet({
  isOpen,
  isDemo,
  poolFen,
  circulatingMicroPoints,
  priceShown,
  held,
  onClose,
}: PriceSheetProps) {
  const pool = showPlain(poolFen, 'cash');
  const circulating = showPlain(circulatingMicroPoints, 'appreciating');
  return (
    <Sheet
      title="怎么算的"
      isDemo={isDemo}
      isOpen={isOpen}
      onClose={onClose}
      foot={
        <View className="bar">
          <Button kind="line" size="block" onTap={go.rules}>
            看规则全文
          </Button>
        </View>
      }
    >
      <View>
        <View className="quest-name">规则</View>
        <View className="small">
          价格等于托底池除以流通的积分，算时用精确的比，显示时四舍五入到 4 位小数。没有人能直接定价格。
        </View>
      </View>
      <View>
        <View className="quest-name">算式</View>
        <View className="formula">
          <LedgerRow label="托底池（元）">{pool}</LedgerRow>
          <LedgerRow label="流通积分">{circulating}</LedgerRow>
          <LedgerResult label="池 ÷ 流通 = 价格">{priceShown}</LedgerResult>
          {held ? (
            <LedgerRow
              label={
                <>
                  <View>持有的折算，手续费前，向下取整到 0.01</View>
                  <View>
                    {showPlain(held.microPoints, 'appreciating')} × {pool} ÷ {circulating}
                  </View>
                </>
              }
            >
              {showPlain(held.worthFen, 'cash')}
            </LedgerRow>
          ) : null}
        </View>
      </View>
    </Sheet>
  );
}
