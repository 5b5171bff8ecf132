import type { GoodsRowKept } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { More } from '../../../components/More';
import { Note } from '../../../components/Note';
import { Picture } from '../../../components/Picture';
import { ShelfSearch, type ShelfSought } from '../../../components/ShelfSearch';
import { CardSkeleton, EmptyState, ErrorState } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { refusalWords } from '../../../copy/refusals';
import { newRequestId, useAct, useListPages } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';

/** All goods, on the shelf and off it, found by their titles. */
export default function GoodsListScreen() {
  return (
    <AdminScreen
      area="staff.shop"
      title="商品"
      foot={
        <View className="bar btns">
          <Button onTap={() => go.admin('goods')}>加商品</Button>
        </View>
      }
    >
      {() => <ShelfSearch>{(sought, key) => <List key={key} {...sought} />}</ShelfSearch>}
    </AdminScreen>
  );
}

function List({ side, query }: ShelfSought) {
  const list = useListPages(
    'admin.listGoods',
    { shelf: side, limit: 20, ...(query ? { query } : {}) },
    (page) => page.goods,
  );
  const goods = list.rows;
  const shelve = useAct('admin.shelveGoods', ['admin.listGoods', 'admin.viewOpening', 'admin.viewGoods', 'shop.home']);
  if (list.isPending) return <CardSkeleton height={260} />;
  if (list.fault) return <ErrorState title="商品没取到" error={list.fault} onAgain={list.again} />;
  if (goods.length === 0)
    return (
      <EmptyState
        icon="box"
        title={query ? '没有这个名字的商品' : side === 'on' ? '货架还是空的' : '没有下架的商品'}
        words={
          query
            ? '换个词再找，或看另一栏。'
            : side === 'on'
              ? '上架第一件，店就开着了。'
              : '下架的商品会在这里，订单不受影响。'
        }
      />
    );
  return (
    <>
      {shelve.error ? <Note tone="bad">{refusalWords(shelve.error)}</Note> : null}
      <View className="card card-tight">
        {goods.map((one, at) => (
          <Line
            key={one.goodsId}
            goods={one}
            isFirst={at === 0}
            isBusy={shelve.isPending}
            onShelve={() =>
              shelve.mutate({ goodsId: one.goodsId, isOnShelf: !one.isOnShelf, requestId: newRequestId() })
            }
          />
        ))}
      </View>
      <More hasMore={list.hasMore} isLoading={list.isLoading} onMore={list.more} isEnd={goods.length > 8} />
    </>
  );
}

interface LineProps {
  readonly goods: GoodsRowKept;
  readonly isFirst: boolean;
  readonly isBusy: boolean;
  readonly onShelve: () => void;
}

function Line({ goods, isFirst, isBusy, onShelve }: LineProps) {
  return (
    <View className={`row ${isFirst ? 'is-first' : ''}`}>
      <Tap
        className="row-main flex gap12"
        label={`改商品 ${goods.title}`}
        onTap={() => go.admin('goods', `id=${encodeURIComponent(goods.goodsId)}`)}
      >
        <Picture picture={goods.picture} ground={goods.ground} size={56} />
        <View className="grow">
          <View className="wrap">{goods.title}</View>
          <View className="row-sub">
            {showPlain(goods.lowestFen, 'cash')} 元起 · {goods.sizes} 款
          </View>
          <View className="row-sub">
            {goods.stock > 0 ? `库存 ${goods.stock}` : '缺货'} · 已售 {goods.sold}
          </View>
        </View>
      </Tap>
      <Button
        kind="plain"
        size="small"
        isOff={isBusy}
        label={`${goods.title}${goods.isOnShelf ? '下架' : '上架'}`}
        onTap={onShelve}
      >
        {goods.isOnShelf ? '下架' : '上架'}
      </Button>
    </View>
  );
}
