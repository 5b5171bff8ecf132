import type { ComponentProps, ReactNode } from 'react';
import type { ListPages } from '../gateway';
import { More } from './More';
import { CardSkeleton, EmptyState, ErrorState } from './states';

interface ListShownProps {
  readonly list: ListPages<unknown>;
  /** What was not got: "收藏没取到". */
  readonly fault: string;
  readonly empty: ComponentProps<typeof EmptyState>;
  readonly children: ReactNode;
}

/** An endless list in whichever of its states it is. */
export function ListShown({ list, fault, empty, children }: ListShownProps) {
  const { rows } = list;
  if (list.isPending)
    return (
      <>
        <CardSkeleton />
        <CardSkeleton />
      </>
    );
  if (list.fault) return <ErrorState title={fault} error={list.fault} onAgain={list.again} />;
  if (rows.length === 0 && !list.hasMore) return <EmptyState {...empty} />;
  return (
    <>
      {rows.length > 0 ? children : null}
      <More hasMore={list.hasMore} isLoading={list.isLoading} onMore={list.more} isEnd={rows.length > 4} />
    </>
  );
}
