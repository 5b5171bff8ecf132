import type { Wallet } from '@shared/contract';
import { type ShownAsset, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { AssetGlyph } from '../../../components/Asset';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Row } from '../../../components/Row';
import { Shown } from '../../../components/states';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';

/** What a member holds, as the member sees it: shown when it is asked for, since each look is written down. */
export function BalancesCard({ memberId, mayAdjust }: { memberId: string; mayAdjust: boolean }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>余额</HeadTitle>
      </View>
      {isOpen ? (
        <Balances memberId={memberId} />
      ) : (
        <View className="small muted mb8">为办事才看。每看一次记一笔，会员自己也查得到。</View>
      )}
      <View className="btns">
        {isOpen ? null : (
          <Button kind="line" size="small" onTap={() => setOpen(true)}>
            看余额
          </Button>
        )}
        <Button kind="plain" size="small" onTap={() => go.admin('statement', `id=${encodeURIComponent(memberId)}`)}>
          看流水
        </Button>
        {mayAdjust ? (
          <Button kind="plain" size="small" onTap={() => go.admin('adjust', `id=${encodeURIComponent(memberId)}`)}>
            申请调整
          </Button>
        ) : null}
      </View>
    </View>
  );
}

function Balances({ memberId }: { memberId: string }) {
  const read = useRead('wallet.viewOf', { memberId });
  return (
    <Shown of={read} fault="余额没取到">
      {(wallet) => (
        <View className="mb8">
          {rowsOf(wallet).map(({ asset, name, units, sub }, at) => (
            <Row
              key={asset}
              isFirst={at === 0}
              lead={<AssetGlyph asset={asset} />}
              title={name}
              sub={sub}
              value={<Amount units={units} asset={asset} />}
            />
          ))}
          {wallet.owed.map((one) => (
            <Row key={`owed-${one.asset}`} title="欠着" sub="以后的入账先抵" value={showPlain(one.units, one.asset)} />
          ))}
        </View>
      )}
    </Shown>
  );
}

interface Held {
  readonly asset: ShownAsset & ('cash' | 'spendable' | 'remaining' | 'appreciating' | 'stable' | 'quota');
  readonly name: string;
  readonly units: number;
  readonly sub?: string;
}

/** The six balances; those of a plan that does not run are left out. */
function rowsOf({ cashFen, spendableCents, stableCents, withdrawable, release, appreciation, dividend }: Wallet) {
  const rows: Held[] = [
    {
      asset: 'cash',
      name: '现金余额',
      units: cashFen,
      sub: `现在能提 ${showPlain(withdrawable.nowFen, 'cash')}，等待期 ${showPlain(withdrawable.waitingFen, 'cash')}`,
    },
    { asset: 'spendable', name: '可用积分', units: spendableCents },
  ];
  if (release)
    rows.push({
      asset: 'remaining',
      name: '待释放',
      units: release.remainingReleaseCents,
      sub: `${release.orders.length + release.ordersMore} 笔订单`,
    });
  if (appreciation)
    rows.push({
      asset: 'appreciating',
      name: '增值积分',
      units: appreciation.heldMicroPoints,
      sub: appreciation.hasExitQuota ? `出局额度 ${showPlain(appreciation.exitQuotaFen, 'exitQuota')}` : undefined,
    } as Held);
  rows.push({ asset: 'stable', name: '恒定积分', units: stableCents });
  if (dividend)
    rows.push({
      asset: 'quota',
      name: '分红额度',
      units: dividend.quotaFen,
      sub: `${showPlain(dividend.weightMicroShares, 'weight')} 股`,
    });
  return rows;
}
