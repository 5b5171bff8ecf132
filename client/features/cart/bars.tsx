import type { Cart } from '@shared/contract';
import { View } from '@tarojs/components';
import { Amount } from '../../components/Amount';
import { Button } from '../../components/Button';
import { Tap } from '../../components/Tap';
import { useNetwork } from '../../gateway';
import { go } from '../../state/routes';
import { type CartLine, chosenOf, piecesOf } from './useCart';

/** Choosing all, beside its words. */
function All({ isWhole, onTap }: { isWhole: boolean; onTap: () => void }) {
  return (
    <Tap role="checkbox" className="flex gap8 choose-all" isOn={isWhole} label="全选" onTap={onTap}>
      <View className={`ck ${isWhole ? 'is-on' : ''}`} aria-hidden="true">
        <View className="ic ic-14 ic-check" />
      </View>
      <View className="small">全选</View>
    </Tap>
  );
}

/** At most so many lines are one checkout. */
const MOST_LINES = 50;

interface SettleBarProps {
  readonly cart: Cart;
  readonly lines: readonly CartLine[];
  readonly onChoose: (lines: readonly CartLine[], isChosen: boolean) => void;
}

/** What is chosen of all shops, and the way to pay it. */
export function SettleBar({ cart, lines, onChoose }: SettleBarProps) {
  const isOnline = useNetwork((all) => all.isOnline);
  const chosen = chosenOf(lines);
  const isWhole = chosen.length === lines.length;
  const missing = !isOnline
    ? '联网后结算'
    : chosen.length === 0
      ? '先选商品'
      : chosen.length > MOST_LINES
        ? `一次最多 ${MOST_LINES} 种`
        : null;
  return (
    <View className="bar bar-line">
      <All isWhole={isWhole} onTap={() => onChoose(lines, !isWhole)} />
      <View className="grow end settle-sum">
        <Amount units={cart.chosenFen} asset="cash" size="title" />
        <View className="cap muted">不含运费和积分抵扣</View>
      </View>
      <Button
        isOff={missing !== null}
        onTap={() => go.checkout(chosen.map(({ skuId, quantity }) => ({ skuId, quantity })))}
      >
        {missing ?? `结算 ${cart.chosenCount} 件`}
      </Button>
    </View>
  );
}

interface ManageBarProps {
  readonly lines: readonly CartLine[];
  readonly ticked: readonly CartLine[];
  readonly onTick: (lines: readonly CartLine[], isOn: boolean) => void;
  readonly onRemove: () => void;
}

/** Takes out what was ticked for that: what is chosen to be bought stays chosen. */
export function ManageBar({ lines, ticked, onTick, onRemove }: ManageBarProps) {
  const isWhole = ticked.length === lines.length;
  return (
    <View className="bar bar-line">
      <All isWhole={isWhole} onTap={() => onTick(lines, !isWhole)} />
      <View className="grow" />
      <Button kind="plain" isOff={ticked.length === 0} onTap={onRemove}>
        {ticked.length === 0 ? '先选要移走的' : `移走 ${piecesOf(ticked)} 件`}
      </Button>
    </View>
  );
}
