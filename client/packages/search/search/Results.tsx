import type { InputOf } from '@shared/contract';
import { showCount } from '@shared/format';
import { View } from '@tarojs/components';
import { useReachBottom } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { Link } from '../../../components/Button';
import { headingProps } from '../../../components/headingProps';
import { Icon } from '../../../components/Icon';
import { More } from '../../../components/More';
import { CardSkeleton, EmptyState, ErrorState } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { GoodsRow } from '../../../features/goods/GoodsRow';
import { asRefused, useRead, useReadPages } from '../../../gateway';
import { go } from '../../../state/routes';
import { FilterSheet } from './FilterSheet';
import { type Filters, filterChips, NO_FILTERS } from './filters';
import { type Scope, ScopeLine, useScopeName } from './Scope';

export type { Scope };

type Sort = NonNullable<InputOf<'shop.listGoods'>['sort']>;

/** What a list is ordered by, as it says so itself. */
const ORDER_WORDS: Record<Sort, string> = {
  default: '按匹配程度排',
  sold: '按已售件数排',
  priceUp: '价格低的在前',
  priceDown: '价格高的在前',
  newest: '新上架的在前',
};

/** Fewer goods leave room on the screen: the next page is asked for without a scroll, so many at most. */
const SHORT = 8;
const MOST_BY_ITSELF = 20;

interface ResultsProps {
  readonly query: string;
  readonly scope: Scope;
  readonly onScope: (scope: Scope) => void;
  readonly onQuery: (query: string) => void;
  /** Something was found: once for each search. */
  readonly onFound: () => void;
}

/** What a search found: order, filters, what else was looked for; what is sold out last, under its own heading. */
export function Results({ query, scope, onScope, onFound }: ResultsProps) {
  const [sort, setSort] = useState<Sort>('default');
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  const [isOpen, setOpen] = useState(false);
  const asked = { ...scope, ...filters, ...(query ? { query } : {}) };
  const pages = useReadPages('shop.listGoods', { ...asked, sort, limit: 20 });
  const counts = useRead('shop.countGoods', asked);
  const goods = pages.data?.pages.flatMap((page) => page.goods) ?? [];
  const also = pages.data?.pages[0]?.also ?? [];
  const isFound = goods.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a search is counted once, however it is narrowed afterwards
  useEffect(() => {
    if (isFound) onFound();
  }, [isFound, query]);
  const more = () => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  };
  useReachBottom(more);
  // A page may end short, and go on behind: gone on by itself until there is something to scroll.
  const isShort = goods.length < SHORT && (pages.data?.pages.length ?? 0) < MOST_BY_ITSELF;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = pages;
  useEffect(() => {
    if (isShort && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [isShort, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  const there = goods.filter(({ isSoldOut }) => !isSoldOut);
  const soldOut = goods.filter(({ isSoldOut }) => isSoldOut);
  const count = counts.value?.count;
  return (
    <>
      <View>
        <SortBar sort={sort} chips={filterChips(filters).length} onSort={setSort} onFilter={() => setOpen(true)} />
        <Chips filters={filters} onChange={setFilters} />
      </View>
      <ScopeLine scope={scope} onScope={onScope} />
      {isFound ? (
        <View className="cap muted" {...{ role: 'status' }}>
          {also.length > 0
            ? `「${query}」也找了「${also.slice(0, 4).join('、')}${also.length > 4 ? ' 等' : ''}」。`
            : ''}
          {count === undefined ? '' : `共 ${showCount(count)}${counts.value?.isMore ? '+' : ''} 件，`}
          {ORDER_WORDS[sort]}。
        </View>
      ) : null}
      {pages.isPending || (!isFound && isShort && hasNextPage && !isFetchNextPageError) ? (
        <CardSkeleton height={320} />
      ) : null}
      {pages.error && !isFound ? (
        <ErrorState title="没有搜成" error={asRefused(pages.error)} onAgain={() => void pages.refetch()} />
      ) : null}
      {pages.data && !isFound && !hasNextPage ? (
        <Nothing query={query} scope={scope} filters={filters} onScope={onScope} onFilters={setFilters} />
      ) : null}
      {there.length > 0 ? (
        <View className="card card-tight">
          {there.map((one, at) => (
            <GoodsRow key={one.goodsId} goods={one} isFirst={at === 0} showsSold />
          ))}
        </View>
      ) : null}
      {soldOut.length > 0 ? (
        <>
          <View className="small muted results-head" {...headingProps(2)}>
            没有货的{counts.value && counts.value.soldOut >= soldOut.length ? ` ${counts.value.soldOut} 件` : ''}
            ，排在后面
          </View>
          <View className="card card-tight">
            {soldOut.map((one, at) => (
              <GoodsRow key={one.goodsId} goods={one} isFirst={at === 0} showsSold />
            ))}
          </View>
        </>
      ) : null}
      <More hasMore={pages.hasNextPage} isLoading={pages.isFetchingNextPage} onMore={more} isEnd={goods.length > 6} />
      {isOpen ? (
        <FilterSheet
          scope={{ ...scope, ...(query ? { query } : {}) }}
          filters={filters}
          onChange={setFilters}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

interface SortBarProps {
  readonly sort: Sort;
  readonly chips: number;
  readonly onSort: (sort: Sort) => void;
  readonly onFilter: () => void;
}

function SortBar({ sort, chips, onSort, onFilter }: SortBarProps) {
  const isPrice = sort === 'priceUp' || sort === 'priceDown';
  const keys: readonly { sort: Sort; words: string; isOn: boolean }[] = [
    { sort: 'default', words: '综合', isOn: sort === 'default' },
    { sort: 'sold', words: '卖得多', isOn: sort === 'sold' },
    {
      sort: sort === 'priceUp' ? 'priceDown' : 'priceUp',
      words: isPrice ? (sort === 'priceUp' ? '价格低起' : '价格高起') : '价格',
      isOn: isPrice,
    },
    { sort: 'newest', words: '新上架', isOn: sort === 'newest' },
  ];
  return (
    <View className="sortbar">
      {keys.map((key) => (
        <Tap
          key={key.words}
          className={`sort-key ${key.isOn ? 'is-on' : ''}`}
          role="radio"
          isOn={key.isOn}
          label={`${key.words}排序`}
          onTap={() => onSort(key.sort)}
        >
          {key.words}
        </Tap>
      ))}
      <Tap className="sort-key is-filter" label={chips > 0 ? `筛选，已选 ${chips} 项` : '筛选'} onTap={onFilter}>
        <Icon name="table" size={16} />
        筛选{chips > 0 ? ` ${chips}` : ''}
      </Tap>
    </View>
  );
}

function Chips({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const chips = filterChips(filters);
  if (chips.length === 0) return null;
  return (
    <View className="chipset is-row">
      {chips.map(({ words, without }) => (
        <Tap key={words} className="fchip is-on" label={`去掉 ${words}`} onTap={() => onChange(without)}>
          {words}
          <Icon name="close" size={14} />
        </Tap>
      ))}
    </View>
  );
}

interface NothingProps {
  readonly query: string;
  readonly scope: Scope;
  readonly filters: Filters;
  readonly onScope: (scope: Scope) => void;
  readonly onFilters: (filters: Filters) => void;
}

/** Nothing was found: what it is narrowed by can be taken away, one after the other; else there is all that is there. */
function Nothing({ query, scope, filters, onScope, onFilters }: NothingProps) {
  const name = useScopeName(scope);
  const isFiltered = filterChips(filters).length > 0;
  const isScoped = scope.category !== undefined || scope.shopId !== undefined;
  const act = isFiltered
    ? { words: '去掉筛选', onTap: () => onFilters(NO_FILTERS) }
    : isScoped
      ? { words: '搜全部商品', onTap: () => onScope({}) }
      : { words: '按分类逛', onTap: go.category };
  return (
    <>
      <EmptyState
        icon="search"
        title={`${isScoped && name ? `「${name}」里` : ''}没有${isFiltered ? '这样的' : ''}${query ? `「${query}」` : '商品'}`}
        words={isFiltered ? '去掉一些筛选再看。' : '换个词试试：名称、品牌、拼音首字母都可以。'}
        act={act}
      />
      {isFiltered ? null : (
        <View className="center">
          <Link isMuted onTap={go.home}>
            看看首页有什么
          </Link>
        </View>
      )}
    </>
  );
}
