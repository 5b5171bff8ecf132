import type { GoodsPage, GoodsView } from '@shared/contract';
import { useState } from 'react';

export type Sku = GoodsPage['skus'][number];

/** A choice of one option, with the others as chosen: what it costs, and whether it can be had. */
export interface Choice {
  readonly words: string;
  readonly state: 'open' | 'soldOut' | 'none';
  /** Named only where the choices of this option differ in it. */
  readonly priceFen: number | null;
  readonly left: number;
}

const skuWith = (goods: GoodsPage, chosen: readonly string[], option: number, choice: string): Sku | undefined =>
  goods.skus.find((sku) =>
    sku.choices.every((one, place) => (place === option ? one === choice : one === chosen[place])),
  );

/** The choices of one option as they are with the others chosen. */
function choicesOf(goods: GoodsPage, chosen: readonly string[], option: number): readonly Choice[] {
  const { choices } = goods.options[option]!;
  const skus = choices.map((choice) => skuWith(goods, chosen, option, choice));
  const prices = new Set(skus.flatMap((sku) => (sku ? [sku.priceFen] : [])));
  return choices.map((words, at) => {
    const sku = skus[at];
    const left = sku?.stock ?? 0;
    const state = !sku ? 'none' : left > 0 ? 'open' : 'soldOut';
    return { words, state, priceFen: sku && prices.size > 1 ? sku.priceFen : null, left };
  });
}

/** Which SKU of a product is chosen, and how many. Starts at the one whose price lists show. */
export function useSku(goods: GoodsPage & { readonly mine?: GoodsView['mine'] }) {
  const first = goods.skus.find((sku) => sku.stock > 0 && sku.priceFen === goods.priceFen) ?? goods.skus[0];
  const [chosen, setChosen] = useState<readonly string[]>(first?.choices ?? []);
  const [quantity, setQuantity] = useState(1);
  const sku = goods.skus.find((one) => one.choices.every((choice, place) => choice === chosen[place]));
  const bought = goods.mine?.bought ?? 0;
  const limit = goods.limitPerMember > 0 ? goods.limitPerMember - bought : 999;
  const atMost = Math.max(1, Math.min(limit, sku?.stock ?? 0));
  return {
    sku,
    chosen,
    atMost,
    quantity: Math.min(quantity, atMost),
    setQuantity,
    choices: (option: number) => choicesOf(goods, chosen, option),
    choose: (option: number, choice: string) =>
      setChosen(chosen.map((one, place) => (place === option ? choice : one))),
    canBuy: sku !== undefined && sku.stock > 0,
  };
}

export type SkuChoice = ReturnType<typeof useSku>;
