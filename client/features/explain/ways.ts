import type { Explanation } from '@shared/contract';
import { go } from '../../state/routes';

/** Where what an explanation names is to be seen; without a way it is words alone. */
export interface ExplainWays {
  readonly order?: (orderId: string) => void;
  readonly goods?: (goodsId: string) => void;
  readonly members?: () => void;
  /** The totals of a day; null: as they are now. */
  readonly close?: (day: string | null) => void;
  readonly plan?: () => void;
}

/** For the member whose figure it is: the pages of buyers. */
export const ownWays: ExplainWays = {
  order: go.order,
  goods: go.goods,
  members: go.team,
  close: go.solvency,
  plan: go.rules,
};

type Source = Explanation['sources'][number];

/** Where a source is to be seen; undefined where there is nothing more to see of it. */
export function wayTo({ kind, id }: Source, ways: ExplainWays): (() => void) | undefined {
  const { order, goods, members, close } = ways;
  switch (kind) {
    case 'order':
      return id !== null && order ? () => order(id) : undefined;
    case 'goods':
      return id !== null && goods ? () => goods(id) : undefined;
    case 'members':
      return members;
    case 'pool':
    case 'close':
      return close && (() => close(id));
  }
}
