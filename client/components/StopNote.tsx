import type { ToldStop } from '@shared/contract';
import { showMoment } from '@shared/format';
import { STOP_WORDS, stopWords } from '../copy/stops';
import { useRead } from '../gateway';
import { Note } from './Note';

/** Words for a key that would do what is stopped for everybody; null while all of these go on. */
export function useStopped(...of: readonly ToldStop[]): string | null {
  const { value } = useRead('shop.viewStops', {});
  const stopped = value?.stops.find(({ stop }) => of.includes(stop));
  return stopped ? `${STOP_WORDS[stopped.stop].title}停着` : null;
}

/** What of these an administrator has stopped for everybody, in plain words for buyers or shops; nothing while all go on. */
export function StopNote({ of, to }: { of: readonly ToldStop[]; to?: 'shops' | undefined }) {
  const { value } = useRead('shop.viewStops', {});
  const stopped = value?.stops.filter(({ stop }) => of.includes(stop)) ?? [];
  return (
    <>
      {stopped.map(({ stop, sinceMs, told }) => (
        <Note key={stop} tone="warn">
          {stopWords(stop, told, to)}
          {sinceMs === null ? '' : `从 ${showMoment(sinceMs)} 起。`}
        </Note>
      ))}
    </>
  );
}
