import { useState } from 'react';
import { Segments } from './controls';
import { FilterField } from './FilterField';

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
      <FilterField value={typed} hint="按名称找" label="按名称找商品" onType={setTyped} />
      <Segments options={SIDES} chosen={side} label="在架或下架" onChoose={setSide} />
      {children({ side, query }, `${side} ${query}`)}
    </>
  );
}
