import type { Explanation } from '@shared/contract';
import { fen, microPoints, mulDivDown } from '@shared/kernel';
import { priceShown } from '@shared/rules';
import { figureOf, type Parts, part, plain } from './parts';

/** How a price is explained: `shown` is the ratio pool / circulating, rounded half up to 4 decimals (rules §0, §1). */
export interface PriceParts {
  readonly shown: string;
  readonly lines: Parts['lines'];
  /** What a holding is worth at it, before the fee; null where none was given. */
  readonly worthFen: number | null;
}

/**
 * Explains a price from its inputs alone. `priceFen` for `priceMicroPoints`: the pool and what circulates, or, while
 * nothing circulates, the price that was last. `heldMicroPoints`: a holding to be valued at it.
 */
export function priceParts(inputs: Explanation['inputs']): PriceParts {
  const of = (name: string) => figureOf(inputs, name);
  const price = { fen: fen(of('priceFen')), points: microPoints(of('priceMicroPoints')) };
  const shown = priceShown(price);
  const pool = plain(price.fen, 'quota');
  const points = plain(price.points, 'appreciating');
  const isOfPool = inputs.mintedMicroPoints !== undefined && of('mintedMicroPoints') > of('burnedMicroPoints');
  const held = inputs.heldMicroPoints === undefined ? 0 : of('heldMicroPoints');
  const worthFen = held > 0 ? mulDivDown(microPoints(held), price.fen, price.points) : null;
  return {
    shown,
    worthFen,
    lines: [
      ...(isOfPool
        ? [
            part(
              '累计发行 − 已销毁 = 流通积分',
              `${plain(of('mintedMicroPoints'), 'appreciating')} − ${plain(of('burnedMicroPoints'), 'appreciating')}`,
              'appreciating',
              of('mintedMicroPoints') - of('burnedMicroPoints'),
            ),
          ]
        : []),
      {
        words: isOfPool ? '托底池 ÷ 流通积分 = 价格，四舍五入到 4 位' : '没有流通的积分，价格是之前的，四舍五入到 4 位',
        figures: `${pool} ÷ ${points}`,
        result: null,
      },
      ...(worthFen === null
        ? []
        : [
            part(
              '你持有的折算，手续费前，向下取整到 0.01',
              `${plain(held, 'appreciating')} × ${pool} ÷ ${points}`,
              'cash',
              worthFen,
            ),
          ]),
    ],
  };
}
