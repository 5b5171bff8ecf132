import type { EditionPage } from '@shared/contract';
import { showDay, showMoment } from '@shared/format';

type Paused = { readonly sinceDay: string | null };

/** Why nothing is listed at an exchange now. */
export const exchangePausedWords = ({ sinceDay }: Paused): string =>
  `${sinceDay ? `许可从 ${showDay(sinceDay)} 起停着` : '许可还没有'}，暂时不能登记到交易所。`;

interface ListingShown {
  readonly sub: string;
  readonly tag: string;
  readonly tone: '' | 'tag-ok' | 'tag-warn';
  /** What its holder may do about it. */
  readonly act: 'ask' | 'end' | null;
}

/** How it stands with an edition at an exchange, to its holder. */
export function listingShown({
  listing,
  state,
  givingPaused,
}: Pick<EditionPage, 'listing' | 'state' | 'givingPaused'>): ListingShown {
  if (state === 'listed')
    return {
      sub: `编号 ${listing?.number ?? ''}，锁在外面：不能送人，不能提货。仍归你，没有价`,
      tag: '已登记',
      tone: 'tag-ok',
      act: null,
    };
  if (listing?.state === 'asked')
    return {
      sub: `${showMoment(listing.atMs)} 申请，等交易所答复。答复前照常能用，可以撤回`,
      tag: '已申请',
      tone: '',
      act: 'end',
    };
  if (givingPaused)
    return { sub: `${exchangePausedWords(givingPaused)}藏品仍归你`, tag: '已暂停', tone: 'tag-warn', act: null };
  const act = state === 'held' ? 'ask' : null;
  if (listing?.state === 'rejected')
    return { sub: `${listing.reason ?? ''}。藏品没有变动，可以再申请`, tag: '被退回', tone: 'tag-warn', act };
  if (listing?.state === 'released')
    return { sub: `${showMoment(listing.atMs)} 撤回，锁解开了，可以再申请`, tag: '已撤回', tone: '', act };
  return { sub: '只作登记和展示，不能买卖，没有价', tag: '未申请', tone: '', act };
}
