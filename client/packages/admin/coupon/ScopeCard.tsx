import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { FilterField } from '../../../components/FilterField';
import { Choice } from '../../../components/form/Choice';
import { Icon } from '../../../components/Icon';
import { Shown } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { useRead } from '../../../gateway';
import type { CouponDraft } from './draft';

const SCOPES = [
  { key: 'all', words: '所有商品' },
  { key: 'shop', words: '本店' },
  { key: 'categories', words: '几个分类' },
  { key: 'goods', words: '几件商品' },
] as const;

const MOST_CATEGORIES = 20;
const MOST_GOODS = 50;

interface ScopeCardProps {
  readonly draft: CouponDraft;
  /** A shop that has no name yet sells nothing. */
  readonly hasShop: boolean;
  readonly onChange: (change: Partial<CouponDraft>) => void;
}

/** What a coupon is for. */
export function ScopeCard({ draft, hasShop, onChange }: ScopeCardProps) {
  const { scope, categoryIds, goodsIds } = draft;
  return (
    <View className="card">
      <Choice
        isFirst
        label="用在哪里"
        options={SCOPES.filter(({ key }) => key !== 'shop' || hasShop)}
        chosen={scope}
        onChoose={(chosen) => onChange({ scope: chosen })}
      />
      {scope === 'all' || scope === 'shop' ? <View className="cap muted mt8">充值除外</View> : null}
      {scope === 'categories' ? (
        <Categories chosen={categoryIds} onChange={(ids) => onChange({ categoryIds: ids })} />
      ) : null}
      {scope === 'goods' ? <Goods chosen={goodsIds} onChange={(ids) => onChange({ goodsIds: ids })} /> : null}
    </View>
  );
}

interface ChosenProps {
  readonly chosen: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}

const toggled = (ids: readonly string[], id: string): readonly string[] =>
  ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];

function Categories({ chosen, onChange }: ChosenProps) {
  const read = useRead('admin.listCategories', {});
  const isFull = chosen.length >= MOST_CATEGORIES;
  return (
    <Shown of={read} fault="分类没取到">
      {({ categories }) => (
        <View className="opts mt12">
          {categories.map(({ categoryId, name }) => {
            const isOn = chosen.includes(categoryId);
            return (
              <Tap
                key={categoryId}
                role="checkbox"
                className={`opt ${isOn ? 'is-on' : ''}`}
                isOn={isOn}
                isOff={isFull && !isOn}
                onTap={() => onChange(toggled(chosen, categoryId))}
              >
                {name}
              </Tap>
            );
          })}
        </View>
      )}
    </Shown>
  );
}

/** Goods are found by their titles: there may be thousands. Those that are chosen stay in sight with their names. */
function Goods({ chosen, onChange }: ChosenProps) {
  const [query, setQuery] = useState('');
  const [titles, setTitles] = useState<Readonly<Record<string, string>>>({});
  const asked = query.trim();
  const read = useRead('admin.listGoods', { shelf: 'on', limit: 10, ...(asked ? { query: asked } : {}) });
  const isFull = chosen.length >= MOST_GOODS;
  return (
    <View className="flow gap8 mt12">
      {chosen.length > 0 ? (
        <View className="opts">
          {chosen.map((goodsId) => (
            <Tap
              key={goodsId}
              className="opt opt-take"
              label={`去掉${titles[goodsId] ?? ''}`}
              onTap={() => onChange(toggled(chosen, goodsId))}
            >
              {titles[goodsId] ?? goodsId}
              <Icon name="close" size={14} />
            </Tap>
          ))}
        </View>
      ) : null}
      <FilterField value={query} hint="按名称找" label="按名称找商品" onType={setQuery} />
      <Shown of={read} fault="商品没取到">
        {({ goods, next }) => {
          const others = goods.filter(({ goodsId }) => !chosen.includes(goodsId));
          return (
            <View>
              {others.map(({ goodsId, title }, at) => (
                <View key={goodsId} className={`row ${at === 0 ? 'is-first' : ''}`}>
                  <View className="row-main wrap">{title}</View>
                  <Button
                    kind="plain"
                    size="small"
                    isOff={isFull}
                    label={`选${title}`}
                    onTap={() => {
                      setTitles((before) => ({ ...before, [goodsId]: title }));
                      onChange(toggled(chosen, goodsId));
                    }}
                  >
                    选
                  </Button>
                </View>
              ))}
              {others.length === 0 ? <View className="small muted">没有别的在架商品，换个词再找。</View> : null}
              {next ? <View className="cap muted">还有更多，按名称找</View> : null}
              {isFull ? <View className="cap muted">最多选 {MOST_GOODS} 件</View> : null}
            </View>
          );
        }}
      </Shown>
    </View>
  );
}
