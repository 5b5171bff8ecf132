import type { ShopLine } from '@shared/contract';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Segments } from '../../../components/controls';
import { LedgerRow } from '../../../components/Ledger';
import { Shown } from '../../../components/states';
import { OwedLedger } from '../../../features/owed/OwedLedger';
import { ShopLines } from '../../../features/owed/ShopLines';
import { useListPages, useRead } from '../../../gateway';
import { MerchantScreen } from '../parts/MerchantScreen';

type Held = ShopLine['asset'];
const ASSETS: readonly { key: Held; words: string }[] = [
  { key: 'cash', words: '现金' },
  { key: 'stable', words: '恒定积分' },
  { key: 'appreciating', words: '增值积分' },
];

const isHeld = (text: string | undefined): text is Held => ASSETS.some(({ key }) => key === text);

/** What the platform owes the own shop, and every line that it is made of. */
export default function ShopStatementScreen() {
  const asked = useRouter().params.asset;
  const [asset, setAsset] = useState<Held>(isHeld(asked) ? asked : 'cash');
  return (
    <MerchantScreen
      title="对账单"
      above={
        <View className="pad">
          <Segments options={ASSETS} chosen={asset} label="看哪一种" onChoose={setAsset} />
        </View>
      }
    >
      {() => <Loaded asset={asset} />}
    </MerchantScreen>
  );
}

function Loaded({ asset }: { asset: Held }) {
  const read = useRead('merchant.viewOwed', {});
  return (
    <Shown of={read} fault="余额没取到">
      {(owed) => (
        <>
          <View className="card">
            {asset === 'cash' ? (
              <>
                <OwedLedger owed={owed} isOwn />
                <View className="small muted mt8">
                  订单结算时，按每件的结算价加买家付的运费记账。买家用恒定积分付的已经在你这里，要从里面减去。
                </View>
              </>
            ) : (
              <LedgerRow label="现在有">
                <Amount units={asset === 'stable' ? owed.stableCents : owed.microPoints} asset={asset} size="lead" />
              </LedgerRow>
            )}
          </View>
          <Lines key={asset} asset={asset} />
        </>
      )}
    </Shown>
  );
}

function Lines({ asset }: { asset: Held }) {
  return <ShopLines list={useListPages('merchant.statement', { asset, limit: 20 }, (page) => page.lines)} />;
}
