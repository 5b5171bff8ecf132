import type { GoodsPage } from '@shared/contract';
import { useState } from 'react';

export type Sku = GoodsPage['skus'][number];

/** Whether some SKU with this choice, and the others as chosen, can be bought. */
function isOpen(goods: GoodsPage, chosen: readonly string[], option: number, choice: string): boolean {
  return goods.skus.some(
    (sku) =>
      sku.stock > 0 && sku.choices.every((one, place) => (place === option ? one === choice : one === chosen[place])),
  );
}

/** Which SKU of a product is chosen, and how many. Starts at the one whose price lists show. */
export function useSku(goods: GoodsPage) {
  const first = goods.skus.find((sku) => sku.stock > 0 && sku.priceFen === goods.priceFen) ?? goods.skus[0];
  const [chosen, setChosen] = useState<readonly string[]>(first?.choices ?? []);
  const [quantity, setQuantity] = useState(1);
  const sku = goods.skus.find((one) => one.choices.every((choice, place) => choice === chosen[place]));
  const limit = goods.limitPerMember > 0 ? goods.limitPerMember : 999;
  const atMost = Math.max(1, Math.min(limit, sku?.stock ?? 0));
  return {
    sku,
    chosen,
    atMost,
    quantity: Math.min(quantity, atMost),
    setQuantity,
    isOpen: (option: number, choice: string) => isOpen(goods, chosen, option, choice),
    choose: (option: number, choice: string) =>
      setChosen(chosen.map((one, place) => (place === option ? choice : one))),
    canBuy: sku !== undefined && sku.stock > 0,
  };
}

export type SkuChoice = ReturnType<typeof useSku>;
