import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button, Link } from '../../../components/Button';
import { FilterField } from '../../../components/FilterField';
import { Choice } from '../../../components/form/Choice';
import { HeadTitle } from '../../../components/HeadTitle';
import { Row } from '../../../components/Row';
import { Shown } from '../../../components/states';
import { useRead } from '../../../gateway';
import type { SeriesDraft } from './draft';

interface GoodsCardProps {
  readonly goods: SeriesDraft['goods'];
  readonly onChange: (goods: SeriesDraft['goods']) => void;
}

/** The goods that an edition is exchanged for, once; found by their title, then by their size. */
export function GoodsCard({ goods, onChange }: GoodsCardProps) {
  const [isFinding, setFinding] = useState(false);
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>附带的货</HeadTitle>
        <View className="head-right">每份提一次，运费店付</View>
      </View>
      {goods ? (
        <Row
          isFirst
          title={goods.words}
          value={
            <Link label={`去掉${goods.words}`} onTap={() => onChange(null)}>
              去掉
            </Link>
          }
        />
      ) : isFinding ? (
        <Find
          onFound={(found) => {
            setFinding(false);
            onChange(found);
          }}
        />
      ) : (
        <>
          <View className="small muted">现在不附带货，只有编号、经过和下面的用处。</View>
          <Button kind="line" size="block" className="mt8" onTap={() => setFinding(true)}>
            选一件货
          </Button>
        </>
      )}
    </View>
  );
}

interface FindProps {
  readonly onFound: (goods: NonNullable<SeriesDraft['goods']>) => void;
}

function Find({ onFound }: FindProps) {
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<{ readonly goodsId: string; readonly title: string } | null>(null);
  const asked = query.trim();
  const read = useRead('admin.listGoods', { shelf: 'on', limit: 10, ...(asked ? { query: asked } : {}) });
  if (chosen) return <Sizes {...chosen} onFound={onFound} onBack={() => setChosen(null)} />;
  return (
    <View className="flow gap8">
      <FilterField value={query} hint="按名称找" label="按名称找商品" onType={setQuery} />
      <Shown of={read} fault="商品没取到">
        {({ goods, next }) => (
          <View>
            {goods.map(({ goodsId, title }, at) => (
              <View key={goodsId} className={`row ${at === 0 ? 'is-first' : ''}`}>
                <View className="row-main wrap">{title}</View>
                <Button kind="plain" size="small" label={`选${title}`} onTap={() => setChosen({ goodsId, title })}>
                  选
                </Button>
              </View>
            ))}
            {goods.length === 0 ? <View className="small muted">没有这样的在架商品，换个词再找。</View> : null}
            {next ? <View className="cap muted">还有更多，按名称找</View> : null}
          </View>
        )}
      </Shown>
    </View>
  );
}

interface SizesProps extends FindProps {
  readonly goodsId: string;
  readonly title: string;
  readonly onBack: () => void;
}

function Sizes({ goodsId, title, onFound, onBack }: SizesProps) {
  const read = useRead('admin.viewGoods', { goodsId });
  return (
    <Shown of={read} fault="规格没取到">
      {({ skus, kind }) => (
        <View>
          {kind === 'delivered' ? (
            <Choice
              isFirst
              label={`${title}，选规格`}
              options={skus.map(({ skuId, choices }) => ({ key: skuId, words: choices.join(' ') || '只有一款' }))}
              chosen={null}
              onChoose={(skuId) => {
                const label = skus.find((sku) => sku.skuId === skuId)?.choices.join(' ') ?? '';
                onFound({ skuId, words: [title, label].filter(Boolean).join(' ') });
              }}
            />
          ) : (
            <View className="small muted">「{title}」不是寄送的，不能配藏品。换一件。</View>
          )}
          <View className="mt8">
            <Link onTap={onBack}>换一件</Link>
          </View>
        </View>
      )}
    </Shown>
  );
}
