import type { WatchKind } from '@shared/contract';
import { showCount, showRatio } from '@shared/format';
import { WATCH_SHARES } from '../../../copy/watch';

/** Shares are in millionths, all else counts. */
export const isShare = (kind: WatchKind): boolean => WATCH_SHARES.includes(kind);

/** A watched figure as it is read. */
export const watchFigure = (kind: WatchKind, figure: number | null): string =>
  figure === null ? '没有付款' : isShare(kind) ? showRatio(figure) : showCount(figure);
