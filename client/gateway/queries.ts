import type { ActionName, InputOf, OutputOf } from '@shared/contract';
import { QueryClient, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useDidShow } from '@tarojs/taro';
import { useRef } from 'react';
import { call } from './call';
import { keep, kept } from './kept';
import { isOffline, type Refused } from './refused';

/** Shown again without asking for this long: moving between tabs does not ask anew each time. */
const FRESH_MS = 5_000;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      gcTime: 30 * 60_000,
      // The transport knows better than the browser whether there is a network.
      networkMode: 'always',
      refetchOnWindowFocus: false,
      refetchOnReconnect: true,
      retry: (count, error) => count < 1 && isOffline(error),
      retryDelay: 800,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** What a screen needs of a read, whichever action it reads. */
export interface Reading<Value> {
  readonly value: Value | undefined;
  /** Set when the newest try failed; `value` may still be an older one. */
  readonly error: Refused | null;
  readonly isPending: boolean;
  /** When `value` was read, by this device's clock. */
  readonly atMs: number;
  again(): void;
}

/**
 * Reads an action and keeps it fresh: again whenever its page is shown and the value is old, and every `everyMs`, which
 * may follow from the value. Without a network the value is the last one that this device saw, with its time.
 */
export function useRead<Name extends ActionName>(
  name: Name,
  input: InputOf<Name>,
  options: {
    isOn?: boolean;
    everyMs?: number | false | ((value: OutputOf<Name> | undefined) => number | false);
  } = {},
): Reading<OutputOf<Name>> {
  const { everyMs = false } = options;
  const isOn = options.isOn ?? true;
  const query = useQuery<OutputOf<Name>, Refused>({
    queryKey: [name, input],
    queryFn: async () => {
      const value = await call(name, input);
      keep(name, value);
      return value;
    },
    enabled: isOn,
    refetchInterval: typeof everyMs === 'function' ? ({ state }) => everyMs(state.data) : everyMs,
  });
  const wasShown = useRef(false);
  useDidShow(() => {
    if (wasShown.current && query.isStale && isOn) void query.refetch();
    wasShown.current = true;
  });
  const fallback = query.data === undefined && isOffline(query.error) ? kept(name) : undefined;
  return {
    value: query.data ?? (fallback?.value as OutputOf<Name> | undefined),
    error: query.error,
    isPending: query.isPending && isOn,
    atMs: fallback?.atMs ?? query.dataUpdatedAt,
    again: () => void query.refetch(),
  };
}

/**
 * Reads a list page by page, by the cursor of the page before. `from`: a cursor that another read gave, behind whose
 * goods it goes on.
 */
export function useReadPages<Name extends ActionName>(
  name: Name,
  input: Omit<InputOf<Name>, 'cursor'>,
  options: { isOn?: boolean; from?: string | null } = {},
) {
  return useInfiniteQuery({
    queryKey: [name, input, 'pages', options.from ?? null],
    queryFn: ({ pageParam }): Promise<OutputOf<Name>> =>
      call(name, { ...input, ...(pageParam ? { cursor: pageParam } : {}) } as InputOf<Name>),
    initialPageParam: options.from ?? null,
    getNextPageParam: (last): string | null => (last as { next?: string | null }).next ?? null,
    enabled: options.isOn ?? true,
  });
}

/** Refused since somebody else saved first: what the screen shows is not what is there. */
const isBehind = ({ code }: Refused): boolean => code === 'form/changedMeanwhile' || code === 'settings/changed';

/**
 * Does an action. `touches` names the reads that show something else afterwards. It is pending until they were read again,
 * also where it was refused because what was shown is old: nobody can tap once more on what was not read yet.
 */
export function useAct<Name extends ActionName>(name: Name, touches: readonly ActionName[] = []) {
  const read = () => Promise.all(touches.map((one) => queryClient.invalidateQueries({ queryKey: [one] })));
  return useMutation<OutputOf<Name>, Refused, InputOf<Name>>({
    mutationFn: (input) => call(name, input),
    onSuccess: read,
    onError: (refused) => (isBehind(refused) ? read() : undefined),
  });
}

/** Everything may have changed: another member, another day. */
export const forgetAll = (): Promise<void> => queryClient.invalidateQueries();
