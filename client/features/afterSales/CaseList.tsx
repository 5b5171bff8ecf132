import { useDidShow, useReachBottom } from '@tarojs/taro';
import { useRef } from 'react';
import { More } from '../../components/More';
import { CardSkeleton, EmptyState, ErrorState } from '../../components/states';
import { asRefused, useReadPages } from '../../gateway';
import { go } from '../../state/routes';
import { CaseCardView } from './CaseCardView';

/** One's own cases, the newest first. */
export function CaseList() {
  const pages = useReadPages('afterSales.list', { limit: 20 });
  const cases = pages.data?.pages.flatMap((page) => page.cases) ?? [];
  const more = () => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  };
  useReachBottom(more);
  const wasShown = useRef(false);
  useDidShow(() => {
    if (wasShown.current) void pages.refetch();
    wasShown.current = true;
  });
  if (pages.isPending)
    return (
      <>
        <CardSkeleton />
        <CardSkeleton />
      </>
    );
  if (pages.error && cases.length === 0)
    return <ErrorState title="售后没取到" error={asRefused(pages.error)} onAgain={() => void pages.refetch()} />;
  return (
    <>
      {cases.length === 0 ? (
        <EmptyState icon="return" title="没有售后" words="收到的商品有问题，到订单里申请，进度会在这里。" />
      ) : null}
      {cases.map((one) => (
        <CaseCardView key={one.caseId} of={one} whose={one.shopName} onOpen={go.afterSales} />
      ))}
      <More hasMore={pages.hasNextPage} isLoading={pages.isFetchingNextPage} onMore={more} isEnd={cases.length > 4} />
    </>
  );
}
