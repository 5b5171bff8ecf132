import type { GoodsView } from '@shared/contract';
import { showAmount } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../components/Amount';
import { Button } from '../../components/Button';
import { Stepper } from '../../components/controls';
import { Note } from '../../components/Note';
import { Picture } from '../../components/Picture';
import { Sheet } from '../../components/Sheet';
import { Tap } from '../../components/Tap';
import { AwaitKey } from './AwaitKey';
import type { Choice, SkuChoice } from './useSku';

interface SkuSheetProps {
  readonly goods: GoodsView;
  readonly choice: SkuChoice;
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly fault: string | null;
  readonly onClose: () => void;
  readonly onAdd: () => void;
  readonly onBuy: () => void;
}

/** So few that it is worth saying at the choice itself. */
const FEW = 10;

/** Choice of size, weight and count. What is sold out stays in its place and says so, and can be waited for. */
export function SkuSheet({ goods, choice, isOpen, isBusy, fault, onClose, onAdd, onBuy }: SkuSheetProps) {
  const { sku } = choice;
  return (
    <Sheet
      title="选规格"
      isOpen={isOpen}
      onClose={onClose}
      foot={
        <View className="bar btns">
          {choice.canBuy || !sku ? (
            <>
              <Button kind="line" isOff={!sku || isBusy} onTap={onAdd}>
                加入购物车
              </Button>
              <Button isOff={!sku || isBusy} onTap={onBuy}>
                {sku ? '立即购买' : '没有这样的搭配'}
              </Button>
            </>
          ) : (
            <AwaitKey goods={goods} sku={sku} />
          )}
        </View>
      }
    >
      <Head goods={goods} choice={choice} />
      {goods.options.map((option, place) => (
        <View key={option.name}>
          <View className="small muted mb8">{option.name}</View>
          <View className="opts" {...{ role: 'radiogroup' }} aria-label={option.name}>
            {choice.choices(place).map((one) => (
              <ChoiceTap
                key={one.words}
                choice={one}
                unitWord={goods.unitWord}
                isOn={choice.chosen[place] === one.words}
                onChoose={() => choice.choose(place, one.words)}
              />
            ))}
          </View>
        </View>
      ))}
      {choice.canBuy ? <Count goods={goods} choice={choice} /> : <Missing choice={choice} />}
      {fault ? <Note tone="bad">{fault}</Note> : null}
    </Sheet>
  );
}

/** What of its limit the reader has bought before. */
const boughtWords = ({ mine, unitWord }: GoodsView): string =>
  mine && mine.bought > 0 ? `，你已买 ${mine.bought} ${unitWord}` : '';

function Head({ goods, choice: { sku } }: { goods: GoodsView; choice: SkuChoice }) {
  const stock = sku && sku.stock > 0 ? `库存 ${sku.stock} ${goods.unitWord}` : sku ? '缺货' : '没有这样的搭配';
  return (
    <View className="flex gap12 sku-head">
      <Picture picture={goods.pictures[0] ?? ''} ground={goods.ground} size={96} />
      <View className="grow">
        <Amount units={sku?.priceFen ?? goods.priceFen} asset="cash" size="figure" />
        <View className="small muted mt4">
          {stock}
          {goods.limitPerMember > 0 ? ` · 每人限 ${goods.limitPerMember} ${goods.unitWord}${boughtWords(goods)}` : ''}
        </View>
        {sku?.label ? <View className="small">已选 {sku.label}</View> : null}
      </View>
    </View>
  );
}

/** How many. Where no more can be had it says what stands in the way. */
function Count({ goods, choice }: { goods: GoodsView; choice: SkuChoice }) {
  const isMost = choice.quantity === choice.atMost;
  const left = choice.sku?.stock ?? 0;
  const most =
    left === choice.atMost
      ? `只有 ${left} ${goods.unitWord}`
      : `每人限 ${goods.limitPerMember} ${goods.unitWord}${boughtWords(goods)}`;
  return (
    <View className="flex between">
      <View className="small muted">数量{isMost && choice.atMost < 999 ? `，${most}` : ''}</View>
      <Stepper what="数量" count={choice.quantity} atMost={choice.atMost} onChange={choice.setQuantity} />
    </View>
  );
}

/** What of the sizes beside the one that is missing can be had. */
function Missing({ choice }: { choice: SkuChoice }) {
  const places = choice.chosen.map((_, place) => place);
  const other = places.flatMap((place) => choice.choices(place).filter(({ state }) => state === 'open'))[0]?.words;
  const instead = other ? `可选 ${other}` : '';
  if (!choice.sku) return <Note>没有这样的搭配。{other ? `${instead}。` : '换一个规格。'}</Note>;
  return (
    <Note>
      {choice.sku.label ? `${choice.sku.label} ` : '这件商品'}缺货。
      {other ? `${instead}，或等到货再买。` : '可以等到货再买。'}
    </Note>
  );
}

function ChoiceTap({
  choice: { words, state, priceFen, left },
  unitWord,
  isOn,
  onChoose,
}: {
  choice: Choice;
  unitWord: string;
  isOn: boolean;
  onChoose: () => void;
}) {
  const shown = [
    words,
    priceFen === null ? '' : showAmount(priceFen, 'cash'),
    state === 'soldOut' ? '缺货' : state === 'none' ? '没有' : left <= FEW ? `剩 ${left} ${unitWord}` : '',
  ].filter(Boolean);
  return (
    <Tap
      role="radio"
      className={`opt ${isOn ? 'is-on' : ''} ${state === 'open' ? '' : 'is-off'}`}
      label={shown.join('，')}
      isOn={isOn}
      onTap={onChoose}
    >
      {shown.join(' · ')}
    </Tap>
  );
}
