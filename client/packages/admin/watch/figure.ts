import type { WatchKind } from '@shared/contract';
import { isShare, showCount, showRatio } from '@shared/format';

/** A watched figure as it is read. */
export const watchFigure = (kind: WatchKind, figure: number | null): string =>
  figure === null ? '没有付款' : isShare(kind) ? showRatio(figure) : showCount(figure);
