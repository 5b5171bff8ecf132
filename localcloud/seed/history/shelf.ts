import type { GoodsKind } from '@shared/contract';
import { catalogue } from '../catalogue';
import type { Chance } from '../chance';

/** Price classes of what people put into a basket. */
export type PriceClass = 'everyday' | 'better' | 'large';

interface ShelfSku {
  readonly skuId: string;
  readonly goodsId: string;
  readonly shopId: string;
  readonly kind: GoodsKind;
  readonly priceFen: number;
  readonly takesSpendable: boolean;
  readonly inRelease: boolean;
  readonly weight: number;
}

const yuan = (amount: number): number => amount * 100;

const classOf = ({ priceFen, inRelease }: ShelfSku): PriceClass | null => {
  if (priceFen < yuan(600)) return 'everyday';
  if (priceFen < yuan(3000)) return 'better';
  return inRelease ? 'large' : null;
};

/** Of large things the dearer ones are bought less often. */
const likingOf = (priceFen: number): number => (priceFen < yuan(9000) ? 5 : priceFen < yuan(27_000) ? 3 : 1);

/** Pieces that nobody of the history takes, so that a list never shows an empty shelf by chance. */
const KEPT = 4;

/** Everything that can be bought, and how many pieces the history has left of it. */
export class Shelf {
  readonly #left = new Map<string, number>();
  readonly #skus: readonly ShelfSku[];

  constructor() {
    this.#skus = catalogue.flatMap((goods) =>
      goods.skus.map((sku) => {
        this.#left.set(sku.skuId, sku.stock);
        return {
          skuId: sku.skuId,
          goodsId: goods.goodsId,
          shopId: goods.shopId,
          kind: goods.kind,
          priceFen: sku.priceFen,
          takesSpendable: goods.takesSpendable ?? true,
          inRelease: (goods.plans ?? []).includes('release'),
          weight: goods.weight ?? 0,
        };
      }),
    );
  }

  /** Takes pieces. Throws when there are not so many: a plan made by hand asks for too much. */
  take(skuId: string, quantity: number): ShelfSku {
    const sku = this.#skus.find((one) => one.skuId === skuId);
    const left = this.#left.get(skuId) ?? 0;
    if (!sku || left - quantity < KEPT) throw new Error(`the demo cannot sell ${quantity} of ${skuId}: ${left} left`);
    this.#left.set(skuId, left - quantity);
    return sku;
  }

  #has(sku: ShelfSku, quantity: number): boolean {
    return (this.#left.get(sku.skuId) ?? 0) - quantity >= KEPT;
  }

  /** Something of a price class, liked better the earlier it stands in lists. Throws when all is sold. */
  pick(chance: Chance, wanted: PriceClass, quantity: number): ShelfSku {
    const fits = this.#skus.filter((sku) => classOf(sku) === wanted && this.#has(sku, quantity));
    return chance.pickBy(fits, (sku) => (wanted === 'large' ? likingOf(sku.priceFen) : 100 + sku.weight));
  }

  /** Something else of everyday use at the same shop, as an order of one kind may hold it, or undefined. */
  pickBeside(chance: Chance, beside: ShelfSku): ShelfSku | undefined {
    const fits = this.#skus.filter(
      (sku) =>
        sku.shopId === beside.shopId &&
        sku.kind === beside.kind &&
        sku.goodsId !== beside.goodsId &&
        classOf(sku) === 'everyday' &&
        this.#has(sku, 1),
    );
    return fits.length > 0 ? chance.pick(fits) : undefined;
  }
}
