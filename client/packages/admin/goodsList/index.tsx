import type { GoodsRowKept } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { TickRow } from '../../../components/controls';
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
import { PricesCard } from './PricesCard';
import { MOST_GOODS } from './prices';

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
      {() => <Goods />}
    </AdminScreen>
  );
}

/** The list, of which several are chosen while prices are changed together. */
function Goods() {
  const [chosen, setChosen] = useState<readonly GoodsRowKept[] | null>(null);
  return (
    <>
      {chosen === null ? null : <PricesCard chosen={chosen} onEnd={() => setChosen(null)} />}
      <ShelfSearch>{(sought, key) => <List key={key} {...sought} chosen={chosen} onChoose={setChosen} />}</ShelfSearch>
    </>
  );
}

interface ListProps extends ShelfSought {
  /** What is ticked; null while nothing can be. */
  readonly chosen: readonly GoodsRowKept[] | null;
  readonly onChoose: (chosen: readonly GoodsRowKept[]) => void;
}

function List({ side, query, chosen, onChoose }: ListProps) {
  const list = useListPages(
    'admin.listGoods',
    { shelf: side, limit: 20, ...(query ? { query } : {}) },
    (page) => page.goods,
  );
  const goods = list.rows;
  const shelve = useAct('admin.shelveGoods', ['admin.listGoods', 'admin.viewOpening', 'admin.viewGoods', 'shop.home']);
  const tick = (one: GoodsRowKept) => {
    if (chosen === null) return;
    const others = chosen.filter(({ goodsId }) => goodsId !== one.goodsId);
    if (others.length < chosen.length) onChoose(others);
    else if (chosen.length < MOST_GOODS) onChoose([...chosen, one]);
  };
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
      {chosen === null ? (
        <View className="flex">
          <View className="grow" />
          <Button kind="plain" size="small" onTap={() => onChoose([])}>
            选几件一起改价
          </Button>
        </View>
      ) : null}
      <View className="card card-tight">
        {goods.map((one, at) =>
          chosen ? (
            <View key={one.goodsId} className={`row ${at === 0 ? 'is-first' : ''}`}>
              <TickRow
                isOn={chosen.some(({ goodsId }) => goodsId === one.goodsId)}
                label={`选 ${one.title}`}
                onTap={() => tick(one)}
              >
                <Facts goods={one} />
              </TickRow>
            </View>
          ) : (
            <Line
              key={one.goodsId}
              goods={one}
              isFirst={at === 0}
              isBusy={shelve.isPending}
              onShelve={() =>
                shelve.mutate({ goodsId: one.goodsId, isOnShelf: !one.isOnShelf, requestId: newRequestId() })
              }
            />
          ),
        )}
      </View>
      <More hasMore={list.hasMore} isLoading={list.isLoading} onMore={list.more} isEnd={goods.length > 8} />
    </>
  );
}

function Facts({ goods }: { goods: GoodsRowKept }) {
  return (
    <View className="flex gap12">
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
    </View>
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
        className="row-main"
        label={`改商品 ${goods.title}`}
        onTap={() => go.admin('goods', `id=${encodeURIComponent(goods.goodsId)}`)}
      >
        <Facts goods={goods} />
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
