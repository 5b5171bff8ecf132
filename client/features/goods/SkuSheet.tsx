import type { GoodsPage } from '@shared/contract';
import { View } from '@tarojs/components';
import { Amount } from '../../components/Amount';
import { Button } from '../../components/Button';
import { Stepper } from '../../components/controls';
import { Note } from '../../components/Note';
import { Picture } from '../../components/Picture';
import { Sheet } from '../../components/Sheet';
import { Tap } from '../../components/Tap';
import type { SkuChoice } from './useSku';

interface SkuSheetProps {
  readonly goods: GoodsPage;
  readonly choice: SkuChoice;
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly fault: string | null;
  readonly onClose: () => void;
  readonly onAdd: () => void;
  readonly onBuy: () => void;
}

/** Choice of size, weight and count. What is sold out stays in its place and says so. */
export function SkuSheet({ goods, choice, isOpen, isBusy, fault, onClose, onAdd, onBuy }: SkuSheetProps) {
  const { sku } = choice;
  const isOff = !choice.canBuy || isBusy;
  return (
    <Sheet
      title="选规格"
      isOpen={isOpen}
      onClose={onClose}
      foot={
        <View className="bar btns">
          <Button kind="line" isOff={isOff} onTap={onAdd}>
            加入购物车
          </Button>
          <Button isOff={isOff} onTap={onBuy}>
            {choice.canBuy ? '立即购买' : '这一款缺货'}
          </Button>
        </View>
      }
    >
      <View className="flex gap12 sku-head">
        <Picture picture={goods.pictures[0] ?? ''} ground={goods.ground} size={96} />
        <View className="grow">
          <Amount units={sku?.priceFen ?? goods.priceFen} asset="cash" size="figure" />
          <View className="small muted mt4">
            {sku ? `库存 ${sku.stock} ${goods.unitWord}` : '没有这样的搭配'}
            {goods.limitPerMember > 0 ? ` · 每人限 ${goods.limitPerMember} ${goods.unitWord}` : ''}
          </View>
          {sku ? <View className="small">已选 {sku.label}</View> : null}
        </View>
      </View>
      {goods.options.map((option, place) => (
        <View key={option.name}>
          <View className="small muted mb8">{option.name}</View>
          <View className="opts" {...{ role: 'radiogroup' }} aria-label={option.name}>
            {option.choices.map((one) => (
              <Choice
                key={one}
                words={one}
                isOn={choice.chosen[place] === one}
                isOpen={choice.isOpen(place, one)}
                onChoose={() => choice.choose(place, one)}
              />
            ))}
          </View>
        </View>
      ))}
      <View className="flex between">
        <View className="small muted">数量</View>
        <Stepper what="数量" count={choice.quantity} atMost={choice.atMost} onChange={choice.setQuantity} />
      </View>
      {!choice.canBuy ? <Note>这一款缺货。换一个规格就能买。</Note> : null}
      {fault ? <Note tone="bad">{fault}</Note> : null}
    </Sheet>
  );
}

function Choice({
  words,
  isOn,
  isOpen,
  onChoose,
}: {
  words: string;
  isOn: boolean;
  isOpen: boolean;
  onChoose: () => void;
}) {
  return (
    <Tap
      role="radio"
      className={`opt ${isOn ? 'is-on' : ''} ${isOpen ? '' : 'is-off'}`}
      label={isOpen ? words : `${words}，缺货`}
      isOn={isOn}
      onTap={onChoose}
    >
      {isOpen ? words : `${words} · 缺货`}
    </Tap>
  );
}
