import type { ActionName, InputOf, OutputOf } from '@shared/contract';
import { useDidShow, useReachBottom } from '@tarojs/taro';
import { useRef } from 'react';
import { useReadPages } from './queries';
import { asRefused, type Refused } from './refused';

/** What an endless list needs, whichever action it reads. */
export interface ListPages<Row> {
  readonly rows: readonly Row[];
  /** The first page has not come yet. */
  readonly isPending: boolean;
  /** Why nothing could be shown; null once there is something. */
  readonly fault: Refused | null;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  more(): void;
  again(): void;
}

/**
 * A list that goes on by scrolling, page by page behind its cursor, and is read again when its screen is shown again:
 * what one came back from may have changed it. `rowsOf` takes the rows out of a page.
 */
export function useListPages<Name extends ActionName, Row>(
  name: Name,
  input: Omit<InputOf<Name>, 'cursor'>,
  rowsOf: (page: OutputOf<Name>) => readonly Row[],
): ListPages<Row> {
  const pages = useReadPages(name, input);
  const rows = pages.data?.pages.flatMap(rowsOf) ?? [];
  const more = () => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  };
  useReachBottom(more);
  const wasShown = useRef(false);
  useDidShow(() => {
    if (wasShown.current) void pages.refetch();
    wasShown.current = true;
  });
  return {
    rows,
    isPending: pages.isPending,
    fault: pages.error && rows.length === 0 ? asRefused(pages.error) : null,
    hasMore: pages.hasNextPage,
    isLoading: pages.isFetchingNextPage,
    more,
    again: () => void pages.refetch(),
  };
}
