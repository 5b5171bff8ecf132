import type { Target } from '@shared/contract';
import { useBrowsing } from './browsing';
import { go } from './routes';

/** Goes where something leads that the operator has arranged. */
export function follow(target: Target): void {
  if (target.to === 'goods') go.goods(target.goodsId);
  else if (target.to === 'search') go.search({ query: target.query });
  else if (target.to === 'topUps') go.topUps();
  else {
    useBrowsing.getState().choose(target.categoryId);
    go.category();
  }
}
