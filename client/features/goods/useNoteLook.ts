import type { GoodsView } from '@shared/contract';
import { useEffect, useRef } from 'react';
import { call, queryClient, useSession } from '../../gateway';
import { noteGuestLook } from '../../state/looks';

/** Notes once that a product is looked at: with the member, or on a guest's device. A look that is lost is no fault. */
export function useNoteLook(goods: GoodsView): void {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const noted = useRef('');
  useEffect(() => {
    if (noted.current === goods.goodsId) return;
    noted.current = goods.goodsId;
    if (!isSignedIn) return noteGuestLook(goods, Date.now());
    call('shop.noteLook', { goodsId: goods.goodsId })
      .then(() => queryClient.invalidateQueries({ queryKey: ['shop.listLooks'] }))
      .catch(() => undefined);
  }, [goods, isSignedIn]);
}
