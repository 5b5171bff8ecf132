import type { GoodsRowKept } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { ListShown } from '../../../components/ListShown';
import { Note } from '../../../components/Note';
import { Picture } from '../../../components/Picture';
import { Row } from '../../../components/Row';
import { ShelfSearch, type ShelfSought } from '../../../components/ShelfSearch';
import { useListPages } from '../../../gateway';
import { go } from '../../../state/routes';
import { MerchantScreen } from '../parts/MerchantScreen';

/** Goods of the own shop, on the shelf and off it, found by their titles. */
export default function ShopGoodsScreen() {
  return (
    <MerchantScreen title="商品库存">
      {() => (
        <>
          <ShelfSearch>{(sought, key) => <List key={key} {...sought} />}</ShelfSearch>
          <Note>新商品、改价和结算价由平台定，联系平台办。库存和上下架你自己改。</Note>
        </>
      )}
    </MerchantScreen>
  );
}

function List({ side, query }: ShelfSought) {
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
