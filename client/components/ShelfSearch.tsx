import { View } from '@tarojs/components';
import { useState } from 'react';
import { Segments } from './controls';
import { Icon } from './Icon';
import { Input } from './Input';

/** Goods on the shelf, or off it. */
type ShelfSide = 'on' | 'off';

const SIDES: readonly { key: ShelfSide; words: string }[] = [
  { key: 'on', words: '在架' },
  { key: 'off', words: '下架' },
];

/** Which goods of a shop those who keep it look at. */
export interface ShelfSought {
  readonly side: ShelfSide;
  readonly query: string;
}

/** What is typed and chosen, and the list of what it finds: begun anew with each. */
export function ShelfSearch({ children }: { children: (sought: ShelfSought, key: string) => JSX.Element }) {
  const [side, setSide] = useState<ShelfSide>('on');
  const [typed, setTyped] = useState('');
  const query = typed.trim();
  return (
    <>
      <View className="search">
        <Icon name="search" size={20} />
        <Input
          className="search-input"
          placeholderClass="placeholder"
          value={typed}
          maxlength={40}
          placeholder="按名称找"
          aria-label="按名称找商品"
          onInput={(event) => setTyped(event.detail.value)}
        />
      </View>
      <Segments options={SIDES} chosen={side} label="在架或下架" onChoose={setSide} />
      {children({ side, query }, `${side} ${query}`)}
    </>
  );
}
