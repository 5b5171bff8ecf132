import { useDidShow, useReachBottom } from '@tarojs/taro';
import { type ComponentProps, type ReactNode, useRef } from 'react';
import { More } from '../../../components/More';
import { CardSkeleton, EmptyState, ErrorState } from '../../../components/states';
import { asRefused } from '../../../gateway';

interface Pages {
  readonly isPending: boolean;
  readonly error: unknown;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  fetchNextPage(): unknown;
  refetch(): unknown;
}

interface KeptPagesProps {
  readonly pages: Pages;
  /** Rows that came so far. */
  readonly count: number;
  readonly fault: string;
  readonly empty: ComponentProps<typeof EmptyState>;
  readonly children: ReactNode;
}

/** A list of one's own in whichever of its states it is: page by page, and again whenever it is shown again. */
export function KeptPages({ pages, count, fault, empty, children }: KeptPagesProps) {
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
  if (pages.error && count === 0)
    return <ErrorState title={fault} error={asRefused(pages.error)} onAgain={() => void pages.refetch()} />;
  if (count === 0 && !pages.hasNextPage) return <EmptyState {...empty} />;
  return (
    <>
      {children}
      <More hasMore={pages.hasNextPage} isLoading={pages.isFetchingNextPage} onMore={more} isEnd={count > 4} />
    </>
  );
}
