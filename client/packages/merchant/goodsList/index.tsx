import type { GoodsRowKept } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Segments } from '../../../components/controls';
import { Icon } from '../../../components/Icon';
import { Input } from '../../../components/Input';
import { ListShown } from '../../../components/ListShown';
import { Note } from '../../../components/Note';
import { Picture } from '../../../components/Picture';
import { Row } from '../../../components/Row';
import { useListPages } from '../../../gateway';
import { go } from '../../../state/routes';
import { MerchantScreen } from '../parts/MerchantScreen';

type ShelfSide = 'on' | 'off';
const SIDES: readonly { key: ShelfSide; words: string }[] = [
  { key: 'on', words: '在架' },
  { key: 'off', words: '下架' },
];

/** Goods of the own shop, on the shelf and off it, found by their titles. */
export default function ShopGoodsScreen() {
  const [side, setSide] = useState<ShelfSide>('on');
  const [query, setQuery] = useState('');
  return (
    <MerchantScreen title="商品库存">
      {() => (
        <>
          <View className="search">
            <Icon name="search" size={20} />
            <Input
              className="search-input"
              placeholderClass="placeholder"
              value={query}
              maxlength={40}
              placeholder="按名称找"
              aria-label="按名称找商品"
              onInput={(event) => setQuery(event.detail.value)}
            />
          </View>
          <Segments options={SIDES} chosen={side} label="在架或下架" onChoose={setSide} />
          <List key={`${side} ${query.trim()}`} side={side} query={query.trim()} />
          <Note>新商品、改价和结算价由平台定，联系平台办。库存和上下架你自己改。</Note>
        </>
      )}
    </MerchantScreen>
  );
}

function List({ side, query }: { side: ShelfSide; query: string }) {
  const list = useListPages(
    'merchant.listGoods',
    { shelf: side, limit: 20, ...(query ? { query } : {}) },
    (page) => page.goods,
  );
  const empty = query ? '没有这个名字的商品' : side === 'on' ? '货架是空的' : '没有下架的商品';
  return (
    <ListShown list={list} fault="商品没取到" empty={{ icon: 'box', title: empty, words: '换个词，或看另一栏。' }}>
      <View className="card card-tight">
        {list.rows.map((goods, at) => (
          <Line key={goods.goodsId} goods={goods} isFirst={at === 0} />
        ))}
      </View>
    </ListShown>
  );
}

const Line = ({ goods, isFirst }: { goods: GoodsRowKept; isFirst: boolean }) => (
  <Row
    isFirst={isFirst}
    lead={<Picture picture={goods.picture} ground={goods.ground} size={56} />}
    title={<View className="wrap">{goods.title}</View>}
    sub={`${showPlain(goods.lowestFen, 'cash')} 元起 · ${goods.stock > 0 ? `库存 ${goods.stock}` : '缺货'} · 已售 ${goods.sold}`}
    label={`${goods.title}，${goods.stock > 0 ? `库存 ${goods.stock}` : '缺货'}`}
    onTap={() => go.merchant('goods', `id=${encodeURIComponent(goods.goodsId)}`)}
  />
);
