import type { GoodsCard, InputOf } from '@shared/contract';
import { View } from '@tarojs/components';
import { useReachBottom } from '@tarojs/taro';
import { useState } from 'react';
import { Segments } from '../../components/controls';
import { HeadTitle } from '../../components/HeadTitle';
import { More } from '../../components/More';
import { ErrorState, Skeleton } from '../../components/states';
import { GoodsTile } from '../../features/goods/GoodsTile';
import { asRefused, useReadPages } from '../../gateway';

type Choice = 'default' | 'newest' | 'sold' | 'delivered' | 'voucher';

const CHOICES: readonly { key: Choice; words: string }[] = [
  { key: 'default', words: '综合' },
  { key: 'newest', words: '新上架' },
  { key: 'sold', words: '卖得多' },
  { key: 'delivered', words: '送到家' },
  { key: 'voucher', words: '到店用' },
];

const askedFor = (choice: Choice): InputOf<'shop.listGoods'> =>
  choice === 'delivered' || choice === 'voucher' ? { kind: choice } : { sort: choice };

/** All goods, without an end of their own: the first come with home, the others by scrolling. */
export function AllGoods({ first, next }: { first: readonly GoodsCard[]; next: string | null }) {
  const [choice, setChoice] = useState<Choice>('default');
  const [wantsMore, setWantsMore] = useState(false);
  const isFirst = choice === 'default';
  const pages = useReadPages(
    'shop.listGoods',
    { ...askedFor(choice), limit: 12 },
    { isOn: isFirst ? wantsMore && next !== null : true, from: isFirst ? next : null },
  );
  const further = pages.data?.pages.flatMap((page) => page.goods) ?? [];
  const goods = isFirst ? [...first, ...further] : further;
  const isWaiting = pages.isFetching && !pages.isFetchingNextPage && goods.length === 0;
  const more = () => {
    if (isFirst && next !== null && !wantsMore) setWantsMore(true);
    else if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  };
  useReachBottom(more);
  const hasMore = isFirst && !pages.data ? next !== null : pages.hasNextPage;
  return (
    <>
      <View className="head section-head">
        <HeadTitle>全部商品</HeadTitle>
      </View>
      <Segments options={CHOICES} chosen={choice} label="商品的次序" onChoose={setChoice} />
      {pages.error && goods.length === 0 ? (
        <ErrorState title="商品没取到" error={asRefused(pages.error)} onAgain={() => void pages.refetch()} />
      ) : null}
      <View className="grid2">
        {goods.map((one) => (
          <GoodsTile key={one.goodsId} goods={one} />
        ))}
        {isWaiting ? [1, 2, 3, 4].map((key) => <TileSkeleton key={key} />) : null}
      </View>
      <More hasMore={hasMore} isLoading={pages.isFetching} onMore={more} isEnd={goods.length > 6} />
    </>
  );
}

/** As high as a product will be. */
export function TileSkeleton() {
  return (
    <View className="good">
      <Skeleton height={148} />
      <View className="good-body">
        <Skeleton height={20} />
        <Skeleton height={14} width="70%" />
        <Skeleton height={28} width="48%" />
      </View>
    </View>
  );
}
