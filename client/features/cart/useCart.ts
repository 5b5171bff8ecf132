import type { Cart } from '@shared/contract';
import { queryClient, type Refused, useAct, useRead, useSession } from '../../gateway';

export type CartLine = Cart['shops'][number]['lines'][number];
export type CartShop = Cart['shops'][number];

/** The member's cart and what can be done to it. Every answer is the whole cart, sums included. */
export function useCart() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const cart = useRead('shop.viewCart', {}, { isOn: isSignedIn });
  const set = useAct('shop.setCartLine');
  const choose = useAct('shop.chooseCartLines');
  const remove = useAct('shop.removeCartLines');
  const keep = { onSuccess: (value: Cart) => queryClient.setQueryData(['shop.viewCart', {}], value) };
  const fault: Refused | null = set.error ?? choose.error ?? remove.error;
  return {
    isSignedIn,
    cart,
    fault,
    isBusy: set.isPending || choose.isPending || remove.isPending,
    setQuantity: (line: CartLine, quantity: number) =>
      set.mutate({ goodsId: line.goodsId, skuId: line.skuId, quantity }, keep),
    choose: (lines: readonly CartLine[], isChosen: boolean) =>
      choose.mutate({ skuIds: lines.map((line) => line.skuId), isChosen }, keep),
    remove: (lines: readonly CartLine[]) => remove.mutate({ skuIds: lines.map((line) => line.skuId) }, keep),
  };
}
