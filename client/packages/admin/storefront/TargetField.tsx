import type { Target } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Field, Options } from '../../../components/form/Field';
import { Tap } from '../../../components/Tap';
import { useRead } from '../../../gateway';

const WAYS: readonly { to: Target['to']; words: string; begun: Target }[] = [
  { to: 'search', words: '搜一个词', begun: { to: 'search', query: '' } },
  { to: 'category', words: '一个分类', begun: { to: 'category', categoryId: '' } },
  { to: 'goods', words: '一件商品', begun: { to: 'goods', goodsId: '' } },
  { to: 'topUps', words: '充值', begun: { to: 'topUps' } },
];

/** Where something leads: to a word, a category or a product. */
export function TargetField({ target, onChange }: { target: Target; onChange: (target: Target) => void }) {
  return (
    <>
      <Options label="点了去哪里">
        {WAYS.map(({ to, words, begun }) => (
          <Choice key={to} words={words} isOn={to === target.to} onTap={() => onChange(begun)} />
        ))}
      </Options>
      {target.to === 'search' ? (
        <Field
          words="词"
          value={target.query}
          max={20}
          hint="要搜得到商品"
          onInput={(query) => onChange({ to: 'search', query })}
        />
      ) : null}
      {target.to === 'category' ? (
        <CategoriesField
          label="分类"
          chosen={[target.categoryId]}
          onTap={(categoryId) => onChange({ to: 'category', categoryId })}
        />
      ) : null}
      {target.to === 'goods' ? (
        <GoodsField label="商品" chosen={[target.goodsId]} onTap={(goodsId) => onChange({ to: 'goods', goodsId })} />
      ) : null}
    </>
  );
}

export function Choice({ words, isOn, onTap }: { words: string; isOn: boolean; onTap: () => void }) {
  return (
    <Tap role="radio" className={`opt ${isOn ? 'is-on' : ''}`} isOn={isOn} onTap={onTap}>
      {words}
    </Tap>
  );
}

interface ChosenProps {
  readonly label: string;
  readonly chosen: readonly string[];
  readonly onTap: (id: string) => void;
}

/** Categories to choose of. */
export function CategoriesField({ label, chosen, onTap }: ChosenProps) {
  const { categories = [] } = useRead('admin.listCategories', {}).value ?? {};
  return (
    <Options label={label}>
      {categories.map(({ categoryId, name }) => (
        <Choice key={categoryId} words={name} isOn={chosen.includes(categoryId)} onTap={() => onTap(categoryId)} />
      ))}
    </Options>
  );
}

const FOUND_SHOWN = 8;

/** Goods on the shelf to choose of, found by their titles; those that are chosen stand first. */
export function GoodsField({ label, chosen, onTap }: ChosenProps) {
  const [query, setQuery] = useState('');
  const found = useRead('admin.listGoods', { limit: FOUND_SHOWN, ...(query.trim() ? { query: query.trim() } : {}) });
  const goods = found.value?.goods ?? [];
  return (
    <>
      <Field words="找商品" value={query} max={40} hint="按名称找" onInput={setQuery} />
      <Options label={`${label}，已选 ${chosen.filter(Boolean).length} 件`}>
        {goods.map(({ goodsId, title }) => (
          <Choice key={goodsId} words={title} isOn={chosen.includes(goodsId)} onTap={() => onTap(goodsId)} />
        ))}
      </Options>
      {goods.length === 0 && found.value ? <View className="small muted mb12">没有这个名字的商品。</View> : null}
    </>
  );
}
