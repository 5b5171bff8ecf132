import { View } from '@tarojs/components';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Segments } from '../../../components/controls';
import { LedgerRow } from '../../../components/Ledger';
import { Shown } from '../../../components/states';
import { useRead } from '../../../gateway';
import { MerchantScreen } from '../parts/MerchantScreen';
import { Redeem } from './Redeem';
import { Sell } from './Sell';

type Way = 'redeem' | 'sell';

const WAYS: readonly { key: Way; words: string }[] = [
  { key: 'redeem', words: '换成增值积分' },
  { key: 'sell', words: '卖出增值积分' },
];

/** The shop's own points: what customers paid turned into appreciating ones, and these sold. */
export default function ShopPointsScreen() {
  const [way, setWay] = useState<Way>('redeem');
  return (
    <MerchantScreen title="店里的积分" stops={['redemptions', 'sales']}>
      {() => (
        <>
          <Segments options={WAYS} chosen={way} label="怎么用" onChoose={setWay} />
          <Loaded way={way} />
        </>
      )}
    </MerchantScreen>
  );
}

function Loaded({ way }: { way: Way }) {
  const points = useRead('merchant.viewPoints', {});
  return (
    <Shown of={points} fault="店里的积分没取到">
      {(shown) => (
        <>
          <View className="card">
            <LedgerRow label="恒定积分">
              <Amount units={shown.stableCents} asset="stable" size="lead" />
            </LedgerRow>
            <LedgerRow label="增值积分">
              <Amount units={shown.microPoints} asset="appreciating" size="lead" />
            </LedgerRow>
            <LedgerRow label="现在的价格（元/积分）">{shown.quote.priceShown}</LedgerRow>
          </View>
          {way === 'redeem' ? <Redeem points={shown} /> : <Sell points={shown} />}
        </>
      )}
    </Shown>
  );
}
