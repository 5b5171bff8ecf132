import type { Category, InputOf } from '@shared/contract';
import { Text, View } from '@tarojs/components';
import { useReachBottom } from '@tarojs/taro';
import { useState } from 'react';
import { Segments } from '../../components/controls';
import { Icon } from '../../components/Icon';
import { More } from '../../components/More';
import { Screen } from '../../components/Screen';
import { EmptyState, ErrorState, Shown, Skeleton } from '../../components/states';
import { Tap } from '../../components/Tap';
import { GoodsRow } from '../../features/goods/GoodsRow';
import { asRefused, useRead, useReadPages } from '../../gateway';
import { useBrowsing } from '../../state/browsing';
import { go } from '../../state/routes';

type Sort = NonNullable<InputOf<'shop.listGoods'>['sort']>;

const SORTS: readonly { key: Sort; words: string }[] = [
  { key: 'default', words: '综合' },
  { key: 'priceUp', words: '价格低起' },
  { key: 'priceDown', words: '价格高起' },
  { key: 'sold', words: '卖得多' },
  { key: 'newest', words: '新上架' },
];

/** Brands that stand above a list; a search has all of them. */
const BRANDS_SHOWN = 8;

/** Everything on the shelves, by category: two levels, the first at the left, the second above the list. */
export default function CategoryPage() {
  const categories = useRead('shop.listCategories', {});
  const { categoryId, choose } = useBrowsing();
  const all = categories.value?.categories ?? [];
  const chosen = all.find((one) => one.categoryId === categoryId) ?? null;
  const first = chosen?.parentId ? (all.find((one) => one.categoryId === chosen.parentId) ?? chosen) : chosen;
  const below = first ? all.filter(({ parentId }) => parentId === first.categoryId) : [];
  return (
    <Screen tab="category" title="分类" isFlush above={<SearchDoor within={chosen} />}>
      <Shown of={categories} fault="分类没取到" skeleton={<ShelfSkeleton />}>
        {() => (
          <View className="shelf">
            <Side
              categories={all.filter(({ parentId }) => parentId === null)}
              chosenId={first?.categoryId ?? null}
              onChoose={choose}
            />
            <Shelf key={chosen?.categoryId ?? 'all'} category={chosen} first={first} below={below} />
          </View>
        )}
      </Shown>
    </Screen>
  );
}

/** Says where it looks, which is what is marked at the left; the search page lets it be changed. */
function SearchDoor({ within }: { within: Category | null }) {
  const words = within ? `在「${within.name}」中搜索` : '搜全部商品';
  return (
    <View className="search-bar">
      <Tap
        className="search"
        role="link"
        label={words}
        onTap={() => go.search(within ? { category: within.categoryId } : {})}
      >
        <Icon name="search" size={20} />
        <Text>{words}</Text>
      </Tap>
    </View>
  );
}

interface SideProps {
  readonly categories: readonly Category[];
  readonly chosenId: string | null;
  readonly onChoose: (id: string | null) => void;
}

function Side({ categories, chosenId, onChoose }: SideProps) {
  return (
    <View className="side">
      <View className="side-list" {...{ role: 'tablist' }} aria-label="商品分类">
        {[{ categoryId: null, name: '全部' }, ...categories].map(({ categoryId, name }) => (
          <Tap
            key={categoryId ?? 'all'}
            role="tab"
            className={`side-item ${categoryId === chosenId ? 'is-on' : ''}`}
            isOn={categoryId === chosenId}
            onTap={() => onChoose(categoryId)}
          >
            {name}
          </Tap>
        ))}
      </View>
    </View>
  );
}

interface ShelfProps {
  readonly category: Category | null;
  readonly first: Category | null;
  readonly below: readonly Category[];
}

function Shelf({ category, first, below }: ShelfProps) {
  const choose = useBrowsing((all) => all.choose);
  const [sort, setSort] = useState<Sort>('default');
  const [brand, setBrand] = useState('');
  const scope = category ? { category: category.categoryId } : {};
  const counts = useRead('shop.countGoods', scope);
  const pages = useReadPages('shop.listGoods', { ...scope, sort, limit: 20, ...(brand ? { brand } : {}) });
  const goods = pages.data?.pages.flatMap((page) => page.goods) ?? [];
  const brands = (counts.value?.brands ?? []).slice(0, BRANDS_SHOWN);
  const more = () => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  };
  useReachBottom(more);
  return (
    <View className="shelf-list">
      {first && below.length > 0 ? (
        <Segments
          options={[
            { key: first.categoryId, words: '全部' },
            ...below.map(({ categoryId, name }) => ({ key: categoryId, words: name })),
          ]}
          chosen={category?.categoryId ?? first.categoryId}
          label={`${first.name}里的分类`}
          onChoose={choose}
          isSunken
        />
      ) : null}
      <Segments options={SORTS} chosen={sort} label="排序" onChoose={setSort} isSunken />
      {brands.length > 1 ? (
        <Segments
          options={[
            { key: '', words: '全部品牌' },
            ...brands.map(({ brand: name, count }) => ({ key: name, words: `${name} ${count}` })),
          ]}
          chosen={brand}
          label="品牌"
          onChoose={setBrand}
          isSunken
        />
      ) : null}
      {pages.isPending ? <RowsSkeleton /> : null}
      {pages.error && goods.length === 0 ? (
        <ErrorState title="商品没取到" error={asRefused(pages.error)} onAgain={() => void pages.refetch()} />
      ) : null}
      {pages.data && goods.length === 0 ? (
        <EmptyState
          icon="grid"
          title="这一类还没有商品"
          words="店家上架后，这里会有第一件。"
          {...(category ? { act: { words: '看全部商品', onTap: () => choose(null) } } : {})}
        />
      ) : null}
      {goods.map((one, place) => (
        <GoodsRow key={one.goodsId} goods={one} isFirst={place === 0} />
      ))}
      <More hasMore={pages.hasNextPage} isLoading={pages.isFetchingNextPage} onMore={more} isEnd={goods.length > 6} />
    </View>
  );
}

function RowsSkeleton() {
  return (
    <>
      {[1, 2, 3, 4, 5].map((key) => (
        <View key={key} className={`item ${key === 1 ? 'is-first' : ''}`}>
          <Skeleton height={92} width="92px" />
          <View className="item-main gap8">
            <Skeleton height={18} />
            <Skeleton height={14} width="70%" />
            <Skeleton height={24} width="40%" />
          </View>
        </View>
      ))}
    </>
  );
}

function ShelfSkeleton() {
  return (
    <View className="shelf">
      <View className="side" />
      <View className="shelf-list">
        <RowsSkeleton />
      </View>
    </View>
  );
}
