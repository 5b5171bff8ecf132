import type { Cart } from '@shared/contract';
import { queryClient, type Refused, useAct, useRead, useSession } from '../../gateway';

export type CartLine = Cart['shops'][number]['lines'][number];
export type CartShop = Cart['shops'][number];

export const chosenOf = (lines: readonly CartLine[]): CartLine[] => lines.filter((line) => line.isChosen);

export const piecesOf = (lines: readonly CartLine[]): number => lines.reduce((sum, line) => sum + line.quantity, 0);

/** The member's cart and what can be done to it. Every answer is the whole cart, sums included. */
export function useCart() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const cart = useRead('shop.viewCart', {}, { isOn: isSignedIn });
  const set = useAct('shop.setCartLine');
  const choose = useAct('shop.chooseCartLines');
  const remove = useAct('shop.removeCartLines');
  const restore = useAct('shop.restoreCartLines');
  const favour = useAct('shop.setFavourite', ['shop.listFavourites', 'shop.viewGoods']);
  const keep = {
    onSuccess: (value: Cart) => queryClient.setQueryData(['shop.viewCart', {}], value),
    // What was refused is not as this page shows it any more: fewer are left, or it is gone.
    onError: () => void queryClient.invalidateQueries({ queryKey: ['shop.viewCart'] }),
  };
  const all = [set, choose, remove, restore, favour];
  const fault: Refused | null = all.map(({ error }) => error).find((error) => error !== null) ?? null;
  const skuIds = (lines: readonly CartLine[]) => ({ skuIds: lines.map((line) => line.skuId) });
  /** A fault is told until the next act. */
  const anew = () => {
    for (const one of all) if (one.error) one.reset();
  };
  return {
    isSignedIn,
    cart,
    fault,
    isBusy: all.some(({ isPending }) => isPending),
    setQuantity: (line: CartLine, quantity: number) => {
      anew();
      set.mutate({ goodsId: line.goodsId, skuId: line.skuId, quantity }, keep);
    },
    choose: (lines: readonly CartLine[], isChosen: boolean) => {
      anew();
      choose.mutate({ ...skuIds(lines), isChosen }, keep);
    },
    remove: (lines: readonly CartLine[], onDone?: () => void) => {
      anew();
      remove.mutate(skuIds(lines), {
        ...keep,
        onSuccess: (value) => {
          keep.onSuccess(value);
          onDone?.();
        },
      });
    },
    restore: () => {
      anew();
      restore.mutate({}, keep);
    },
    /** A product goes to the favourites, and its line out of the cart once it is there. */
    favour: (line: CartLine, onDone?: () => void) => {
      anew();
      favour.mutate(
        { goodsId: line.goodsId, isFavourite: true },
        {
          onSuccess: () =>
            remove.mutate(skuIds([line]), {
              ...keep,
              onSuccess: (value) => {
                keep.onSuccess(value);
                onDone?.();
              },
            }),
        },
      );
    },
  };
}
