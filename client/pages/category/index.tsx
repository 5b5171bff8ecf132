import type { InputOf, OutputOf } from '@shared/contract';
import { Input, View } from '@tarojs/components';
import { useReachBottom } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { Link } from '../../components/Button';
import { Segments } from '../../components/controls';
import { Icon } from '../../components/Icon';
import { More } from '../../components/More';
import { Screen } from '../../components/Screen';
import { EmptyState, ErrorState, Shown, Skeleton } from '../../components/states';
import { Tap } from '../../components/Tap';
import { GoodsRow } from '../../features/goods/GoodsRow';
import { asRefused, useRead, useReadPages } from '../../gateway';
import { useBrowsing } from '../../state/browsing';

type Categories = OutputOf<'shop.listCategories'>['categories'];
type Sort = NonNullable<InputOf<'shop.listGoods'>['sort']>;

const SORTS: readonly { key: Sort; words: string }[] = [
  { key: 'default', words: '综合' },
  { key: 'priceUp', words: '价格低起' },
  { key: 'priceDown', words: '价格高起' },
  { key: 'sold', words: '销量' },
];

/** Everything on the shelves, by category or by a word. */
export default function CategoryPage() {
  const categories = useRead('shop.listCategories', {});
  const { categoryId, choose, query } = useBrowsing();
  const list = categories.value?.categories ?? [];
  const chosen = list.find((one) => one.categoryId === categoryId) ?? null;
  return (
    <Screen tab="category" title="分类" isFlush above={<SearchField within={chosen?.name ?? null} />}>
      <Shown of={categories} fault="分类没取到" skeleton={<ShelfSkeleton />}>
        {() => (
          <View className="shelf">
            <Side categories={list} chosenId={chosen?.categoryId ?? null} onChoose={choose} />
            <Shelf category={chosen} query={query} />
          </View>
        )}
      </Shown>
    </Screen>
  );
}

function SearchField({ within }: { within: string | null }) {
  const { query, search, wantsSearch, askForSearch } = useBrowsing();
  const [text, setText] = useState(query);
  useEffect(() => setText(query), [query]);
  return (
    <View className="search-bar">
      <View className="search">
        <Icon name="search" size={20} />
        <Input
          className="search-input"
          placeholderClass="placeholder"
          value={text}
          focus={wantsSearch}
          maxlength={40}
          confirmType="search"
          placeholder={within ? `在「${within}」中搜索` : '搜全部商品'}
          aria-label="搜索商品"
          onInput={(event) => setText(event.detail.value)}
          onBlur={() => askForSearch(false)}
          onConfirm={() => search(text.trim())}
        />
        {query ? (
          <Tap className="search-clear" label="清除搜索" onTap={() => search('')}>
            <Icon name="close" size={18} />
          </Tap>
        ) : null}
      </View>
    </View>
  );
}

function Side({
  categories,
  chosenId,
  onChoose,
}: {
  categories: Categories;
  chosenId: string | null;
  onChoose: (id: string | null) => void;
}) {
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

function Shelf({ category, query }: { category: Categories[number] | null; query: string }) {
  const searchAll = useBrowsing((all) => all.searchAll);
  const [sort, setSort] = useState<Sort>('default');
  const pages = useReadPages('shop.listGoods', {
    sort,
    limit: 20,
    ...(category ? { category: category.categoryId } : {}),
    ...(query ? { query } : {}),
  });
  const goods = pages.data?.pages.flatMap((page) => page.goods) ?? [];
  const also = pages.data?.pages[0]?.also ?? [];
  const elsewhere = query && category ? { words: '搜全部商品', onTap: searchAll } : undefined;
  const more = () => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  };
  useReachBottom(more);
  return (
    <View className="shelf-list">
      {query && goods.length > 0 ? (
        <View className="cap muted search-told">
          {category ? `「${category.name}」里的「${query}」` : `「${query}」`}
          {also.length > 0 ? `，也找了 ${also.join('、')}` : ''}
          {elsewhere ? (
            <Link label="搜全部商品" onTap={searchAll}>
              搜全部商品
            </Link>
          ) : null}
        </View>
      ) : null}
      <Segments options={SORTS} chosen={sort} label="排序" onChoose={setSort} isSunken />
      {pages.isPending ? <RowsSkeleton /> : null}
      {pages.error && goods.length === 0 ? (
        <ErrorState title="商品没取到" error={asRefused(pages.error)} onAgain={() => void pages.refetch()} />
      ) : null}
      {pages.data && goods.length === 0 ? (
        <EmptyState
          icon="search"
          title={query ? `${category ? `「${category.name}」里` : ''}没有「${query}」` : '这一类还没有商品'}
          words={query ? '换个词试试：名称、拼音首字母都可以。' : '店家上架后，这里会有第一件。'}
          act={elsewhere}
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
