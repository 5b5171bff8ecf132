import type { Preview } from '@shared/contract';
import { showPercent, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Amount } from '../../../components/Amount';
import { AssetGlyph } from '../../../components/Asset';
import { MixBar } from '../../../components/bars';
import { Toggle } from '../../../components/controls';
import { HeadTitle } from '../../../components/HeadTitle';
import { BALANCE_BARS } from '../../../copy/terms';
import type { Extras } from './useExtras';

/** What pays: spendable points, stable points, the cash balance, and money for the rest. */
export function WaysCard({ preview, extras }: { preview: Preview; extras: Extras }) {
  const { payment, spendable, stable, balance } = preview;
  const parts = [
    { asset: 'spendable', units: payment.spendableCents },
    { asset: 'stable', units: payment.stableCents },
    { asset: 'cash', units: payment.cashFen + payment.balanceFen },
  ] as const;
  const names = { spendable: '可用积分', stable: '恒定积分', balance: '余额', cash: '微信支付' };
  const said = [
    { name: names.spendable, units: payment.spendableCents },
    { name: names.stable, units: payment.stableCents },
    { name: names.balance, units: payment.balanceFen },
    { name: names.cash, units: payment.cashFen },
  ];
  return (
    <View className="card card-low">
      <View className="head">
        <HeadTitle>怎么付</HeadTitle>
      </View>
      <MixBar
        parts={parts}
        words={said
          .filter(({ units, name }) => units > 0 || name === names.cash)
          .map(({ name, units }) => `${name} ${showPlain(units, 'cash')}`)
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
      {balance.heldFen > 0 ? (
        <PointsRow
          asset="cash"
          name={names.balance}
          words={balanceWords(preview)}
          units={payment.balanceFen}
          isOn={extras.usesBalance}
          canUse={balance.bar === null && balance.atMostFen > 0}
          onUse={extras.useBalance}
        />
      ) : null}
      <View className="row">
        <AssetGlyph asset="cash" />
        <View className="row-main">
          微信支付
          <View className="row-sub">其余的</View>
        </View>
        <Amount units={payment.cashFen} asset="cash" />
      </View>
    </View>
  );
}

interface PointsRowProps {
  readonly asset: 'spendable' | 'stable' | 'cash';
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
  if (!isTaken) return orders.every(({ kind }) => kind === 'topUp') ? '充值不收可用积分' : '这次的店不收可用积分';
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

function balanceWords({ balance, payment }: Preview): string {
  const { heldFen, atMostFen, bar } = balance;
  const held = `有 ${showPlain(heldFen, 'cash')}`;
  if (bar) return `${BALANCE_BARS[bar]}余额仍归你`;
  if (atMostFen === 0) return payment.cashFen === 0 ? `${held}，积分已付清` : `${held}，现在不能付出`;
  return `${held}，这次最多用 ${showPlain(atMostFen, 'cash')}，要支付密码`;
}

/** Who of several takes them, where it is not all of them. */
function takers(orders: Preview['orders'], by: 'takesSpendable' | 'takesStable'): string {
  const taking = orders.filter((order) => order[by]);
  const names = [...new Set(taking.map(({ shop }) => shop.name))];
  return taking.length === orders.length ? '' : `，只有${names.join('、')}收`;
}
