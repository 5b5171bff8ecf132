import type { Preview } from '@shared/contract';
import { showPercent, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Amount } from '../../../components/Amount';
import { AssetGlyph } from '../../../components/Asset';
import { MixBar } from '../../../components/bars';
import { Toggle } from '../../../components/controls';
import { HeadTitle } from '../../../components/HeadTitle';
import type { Extras } from './useExtras';

/** What pays: spendable points, stable points, and cash for the rest. */
export function WaysCard({ preview, extras }: { preview: Preview; extras: Extras }) {
  const { payment, spendable, stable } = preview;
  const parts = [
    { asset: 'spendable', units: payment.spendableCents },
    { asset: 'stable', units: payment.stableCents },
    { asset: 'cash', units: payment.cashFen },
  ] as const;
  const names = { spendable: '可用积分', stable: '恒定积分', cash: '微信支付' };
  return (
    <View className="card card-low">
      <View className="head">
        <HeadTitle>怎么付</HeadTitle>
      </View>
      <MixBar
        parts={parts}
        words={parts
          .filter(({ units, asset }) => units > 0 || asset === 'cash')
          .map(({ asset, units }) => `${names[asset]} ${showPlain(units, asset)}`)
          .join('，')}
      />
      <PointsRow
        asset="spendable"
        name={names.spendable}
        words={spendableWords(preview)}
        units={payment.spendableCents}
        isOn={extras.usesSpendable}
        canUse={spendable.isTaken && spendable.atMostCents > 0}
        onUse={extras.useSpendable}
        isFirst
      />
      {stable.isTaken || stable.heldCents > 0 ? (
        <PointsRow
          asset="stable"
          name={names.stable}
          words={stableWords(preview)}
          units={payment.stableCents}
          isOn={extras.usesStable}
          canUse={stable.isTaken && stable.atMostCents > 0}
          onUse={extras.useStable}
        />
      ) : null}
      <View className="row">
        <AssetGlyph asset="cash" />
        <View className="row-main">
          微信支付
          <View className="row-sub">现金部分</View>
        </View>
        <Amount units={payment.cashFen} asset="cash" />
      </View>
    </View>
  );
}

interface PointsRowProps {
  readonly asset: 'spendable' | 'stable';
  readonly name: string;
  readonly words: ReactNode;
  readonly units: number;
  readonly isOn: boolean;
  readonly canUse: boolean;
  readonly onUse: (isOn: boolean) => void;
  readonly isFirst?: boolean;
}

function PointsRow({ asset, name, words, units, isOn, canUse, onUse, isFirst }: PointsRowProps) {
  return (
    <View className={`row ${isFirst ? 'is-first' : ''}`}>
      <AssetGlyph asset={asset} />
      <View className="row-main">
        {name}
        <View className="row-sub">{words}</View>
      </View>
      {isOn && units > 0 ? <Amount units={units} asset={asset} isTaken /> : null}
      <Toggle label={`用${name}`} isOn={isOn && canUse} isOff={!canUse} onChange={onUse} />
    </View>
  );
}

function spendableWords({ spendable, orders }: Preview): string {
  const { isTaken, heldCents, atMostCents, ratioMillionths } = spendable;
  const ratio = showPercent(ratioMillionths);
  if (!isTaken) return '这次的店不收可用积分';
  if (heldCents === 0) return `还没有可用积分；有了最多抵 ${ratio}`;
  const only = takers(orders, 'takesSpendable');
  return `有 ${showPlain(heldCents, 'spendable')}，这次最多抵 ${showPlain(atMostCents, 'spendable')}（${ratio}）${only}`;
}

function stableWords({ stable, orders }: Preview): string {
  const held = `有 ${showPlain(stable.heldCents, 'stable')}`;
  if (!stable.isTaken) return `${held}，这次的店不收`;
  if (stable.heldCents === 0) return '还没有恒定积分';
  return `${held}，这次最多抵 ${showPlain(stable.atMostCents, 'stable')}${takers(orders, 'takesStable')}`;
}

/** Who of several takes them, where it is not all of them. */
function takers(orders: Preview['orders'], by: 'takesSpendable' | 'takesStable'): string {
  const taking = orders.filter((order) => order[by]);
  const names = [...new Set(taking.map(({ shop }) => shop.name))];
  return taking.length === orders.length ? '' : `，只有${names.join('、')}收`;
}
