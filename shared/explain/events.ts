import { showMultiple, showPercent } from '@shared/format';
import {
  type ExitQuotaFen,
  exitQuotaFen,
  fen,
  MAX_AMOUNT,
  microPoints,
  millionthsDown,
  mulRateDivDownCapped,
  mulRateDown,
  mulRatesDown,
  RATE_ONE,
  rate,
  stableCents,
} from '@shared/kernel';
import type { AppreciationPlan } from '@shared/plans';
import {
  type BackingPool,
  forcedExit,
  newMember,
  previewExchange,
  previewRedemption,
  previewSale,
} from '@shared/rules';
import {
  freightBackParts,
  givenBackWhole,
  heldWords,
  named,
  piecesBackParts,
  redeemedBackParts,
  redeemedReversedParts,
  reversedBackParts,
} from './givenBack';
import { EXACT, type Explained, figureOf, type Parts, part, plain, ROUNDED_DOWN } from './parts';
import { owedPaidParts, releaseCutParts, takenParts } from './reversed';

type Event = Explained;

/** Explains a line of an event from the inputs that were written with it, and from them alone. */
export function partsOfEvent(line: Event): Parts {
  const { kind, asset, inputs } = line;
  const made = (recomputed: number, figures: string, words: string, roundingWords = ROUNDED_DOWN): Parts => ({
    recomputed,
    lines: [part(words, figures, asset, recomputed)],
    addsUp: true,
    roundingWords,
    sources: [],
  });
  const of = (name: string) => figureOf(inputs, name);
  switch (kind) {
    case 'order.pay': {
      const asked = of(named(asset, 'asked'));
      return made(-asked, plain(asked, asset), `下单时选用的${heldWords(line)}`, EXACT);
    }
    case 'collectible.take': {
      if (inputs.outMicroPoints !== undefined) return redemptionParts(line);
      const asked = of(named(asset, 'asked'));
      return made(-asked, plain(asked, asset), `发行时定下的价，用${heldWords(line)}付`, EXACT);
    }
    case 'points.sale':
      return saleParts(line);
    case 'points.exchange':
      return exchangeParts(line);
    case 'points.redemption':
      return redemptionParts(line);
    case 'points.redemptionBack':
      if (inputs.backs !== undefined) return redeemedBackParts(inputs);
      if (inputs.reversedFen !== undefined) return redeemedReversedParts(inputs);
      return made(of('backFen'), plain(of('backFen'), asset), '退回的商品值多少，1 元 1 恒定积分', EXACT);
    case 'stable.payment':
      return made(-of('paidStableCents'), plain(of('paidStableCents'), asset), '付给商户的恒定积分', EXACT);
    case 'stable.paymentBack':
      return made(of('paidStableCents'), plain(of('paidStableCents'), asset), '商户退回的恒定积分', EXACT);
    case 'order.refund':
      if (inputs.freightAfterFen !== undefined) return freightBackParts(line);
      return inputs.worthAfterFen === undefined ? givenBackWhole(line) : piecesBackParts(line);
    case 'order.giveBack':
      return givenBackWhole(line);
    case 'appreciation.purchase':
    case 'appreciation.referral':
      return asset === 'exitQuota' ? exitQuotaParts(line) : pointsParts(line);
    case 'appreciation.forcedExit':
      return exitParts(line);
    case 'dividend.grant':
    case 'dividend.referral':
      return asset === 'quota' ? quotaParts(line) : weightParts(line);
    case 'release.grant':
      return made(
        mulRateDown(fen(of('countedFen')), rate(of('multipleMillionths'))),
        `${plain(of('countedFen'), 'quota')} × ${showMultiple(of('multipleMillionths'))}`,
        '计入的现金 × 档位倍数',
      );
    case 'order.reversal':
      if (asset === 'cash') return reversedBackParts(line);
      if (inputs.givenUnits !== undefined) return takenParts(line);
      if (inputs.grantedBeforeCents !== undefined) return releaseCutParts(line);
      return made(-of('takenUnits'), plain(of('takenUnits'), asset), '从手里收回的', EXACT);
    case 'adjustment':
      return made(of('adjustedUnits'), plain(Math.abs(of('adjustedUnits')), asset), '调整的数目', EXACT);
    case 'owed.paid':
      if (inputs.owedUnits !== undefined) return owedPaidParts(line);
      return made(-of('owedPaidUnits'), plain(of('owedPaidUnits'), asset), '先抵还所欠的', EXACT);
    case 'withdrawal.request':
      return made(-of('requestedFen'), plain(of('requestedFen'), asset), '申请提现的现金，手续费在里面', EXACT);
    case 'withdrawal.returned':
      return made(of('requestedFen'), plain(of('requestedFen'), asset), '申请提现时冻结的现金', EXACT);
    default:
      throw new Error(`a line of an event of kind ${kind}`);
  }
}

/** floor(contribution × share × circulating / pool): the exact ratio, never a price that was rounded (rules §1). */
function pointsParts({ kind, inputs }: Event): Parts {
  const of = (name: string) => figureOf(inputs, name);
  const contribution = mulRateDown(fen(of('countedFen')), rate(of('contributionRateMillionths')));
  const taken = kind === 'appreciation.referral' ? of('buyerMicroPoints') : 0;
  const left = microPoints(of('maxSupplyMicroPoints') - of('mintedBeforeMicroPoints') - taken);
  const price = { fen: fen(of('priceFen')), points: microPoints(of('priceMicroPoints')) };
  const gift = rate(of('giftRateMillionths'));
  const due = mulRateDivDownCapped(contribution, gift, price.points, price.fen, microPoints(MAX_AMOUNT));
  const recomputed = mulRateDivDownCapped(contribution, gift, price.points, price.fen, left);
  return {
    recomputed,
    lines: [
      part(
        '计入的现金 × 进池比例',
        `${plain(of('countedFen'), 'quota')} × ${showPercent(of('contributionRateMillionths'))}`,
        'cash',
        contribution,
      ),
      part(
        '进池的钱 × 给你的比例 × 流通积分 ÷ 托底池，都是结算前的',
        `${plain(contribution, 'quota')} × ${showPercent(gift)} × ${plain(price.points, 'appreciating')} ÷ ${plain(price.fen, 'quota')}`,
        'appreciating',
        due,
      ),
      ...(recomputed < due ? [supplyPart(inputs, taken, recomputed)] : []),
    ],
    addsUp: false,
    roundingWords: '向下取整到百万分之一积分',
    sources: [
      {
        kind: 'pool',
        id: null,
        words: `结算前的托底池 ${plain(price.fen, 'quota')}，流通 ${plain(price.points, 'appreciating')}`,
        amount: null,
      },
    ],
  };
}

/** What was left of the most that may ever be issued. */
function supplyPart(inputs: Event['inputs'], taken: number, left: number): Parts['lines'][number] {
  const shown = (name: string) => plain(figureOf(inputs, name), 'appreciating');
  const buyer = taken > 0 ? ` − ${plain(taken, 'appreciating')}` : '';
  return part(
    taken > 0 ? '发行上限 − 已发行 − 给买家的，只剩' : '发行上限 − 已发行，只剩',
    `${shown('maxSupplyMicroPoints')} − ${shown('mintedBeforeMicroPoints')}${buyer}`,
    'appreciating',
    left,
  );
}

function exitQuotaParts({ kind, inputs }: Event): Parts {
  const of = (name: string) => figureOf(inputs, name);
  const multiple = rate(of('exitMultipleMillionths'));
  const isBuyer = kind === 'appreciation.purchase';
  const base = fen(of(isBuyer ? 'countedFen' : 'contributionFen'));
  const recomputed = isBuyer
    ? mulRateDown(base, multiple)
    : mulRatesDown(base, rate(of('giftRateMillionths')), multiple);
  const share = isBuyer ? '' : ` × ${showPercent(of('giftRateMillionths'))}`;
  return {
    recomputed,
    lines: [
      part(
        isBuyer ? '计入的现金 × 出局倍数' : '进池的钱 × 推荐比例 × 出局倍数',
        `${plain(base, 'quota')}${share} × ${showMultiple(multiple)}`,
        'exitQuota',
        recomputed,
      ),
    ],
    addsUp: true,
    roundingWords: ROUNDED_DOWN,
    sources: [],
  };
}

/** The pool as a way out met it, and somebody who held just the points that went. */
function metBy(inputs: Event['inputs']) {
  const of = (name: string) => figureOf(inputs, name);
  const points = microPoints(of('outMicroPoints'));
  const pool: BackingPool = {
    pool: fen(of('metPoolFen')),
    circulating: microPoints(of('metCirculatingMicroPoints')),
    minted: microPoints(of('metCirculatingMicroPoints')),
    burned: microPoints(0),
    lastPrice: { fen: fen(of('metPoolFen')), points: microPoints(of('metCirculatingMicroPoints')) },
    reservePoints: microPoints(0),
    stableOutstanding: stableCents(0),
    swept: fen(0),
  };
  const member = { ...newMember('explained'), points, exitQuota: exitQuotaFen(of('metExitQuotaFen')) };
  const exitMultiple = of('exitMultipleMillionths');
  return { points, pool, member, exitMultiple: exitMultiple === 0 ? null : rate(exitMultiple) };
}

const metSource = ({ pool, circulating }: BackingPool): Parts['sources'] => [
  {
    kind: 'pool',
    id: null,
    words: `当时的托底池 ${plain(pool, 'quota')}，流通 ${plain(circulating, 'appreciating')}`,
    amount: null,
  },
];

const worthOf = (points: number, { pool, circulating }: BackingPool): string =>
  `${plain(points, 'appreciating')} × ${plain(pool, 'quota')} ÷ ${plain(circulating, 'appreciating')}`;

/** A sale made again by the rule: what it brought, the points that went, the exit quota that it used. */
function saleParts({ asset, inputs }: Event): Parts {
  const { points, pool, member, exitMultiple } = metBy(inputs);
  const sellFeeRate = rate(figureOf(inputs, 'sellFeeRateMillionths'));
  const seen = previewSale(member, pool, points, { exitMultiple, sellFeeRate } as AppreciationPlan);
  const { gross = 0, fee = 0, payout = 0 } = seen.ok ? seen.value : {};
  const worth = part('卖出的积分按当时的价格折', worthOf(points, pool), 'cash', gross);
  const recomputed = asset === 'cash' ? payout : asset === 'appreciating' ? -points : -gross;
  return {
    recomputed,
    lines:
      asset === 'cash'
        ? [
            worth,
            part(
              '手续费，向上取整，留在托底池',
              `${plain(gross, 'quota')} × ${showPercent(sellFeeRate)}`,
              'cash',
              -fee,
            ),
          ]
        : asset === 'appreciating'
          ? [part('卖出的积分，销毁', plain(points, 'appreciating'), 'appreciating', -points)]
          : [part('用掉的出局额度，等于手续费前的价值', worthOf(points, pool), 'exitQuota', -gross)],
    addsUp: true,
    roundingWords: ROUNDED_DOWN,
    sources: metSource(pool),
  };
}

/** An exchange made again by the rule: what was issued, the points that went, the exit quota that it used. */
function exchangeParts({ asset, inputs }: Event): Parts {
  const { points, pool, member, exitMultiple } = metBy(inputs);
  const seen = previewExchange(member, pool, points, { exitMultiple } as AppreciationPlan);
  const issued = seen.ok ? seen.value.issued : 0;
  const recomputed = asset === 'stable' ? issued : asset === 'appreciating' ? -points : -issued;
  const words = {
    stable: '积分按当时的价格折，1 元 1 恒定积分',
    appreciating: '换出的积分，进兑换储备',
    exitQuota: '用掉的出局额度',
  };
  const named = asset === 'stable' || asset === 'appreciating' ? asset : 'exitQuota';
  const figures = asset === 'appreciating' ? plain(points, 'appreciating') : worthOf(points, pool);
  return {
    recomputed,
    lines: [part(words[named], figures, asset, recomputed)],
    addsUp: true,
    roundingWords: ROUNDED_DOWN,
    sources: metSource(pool),
  };
}

/** A redemption made again by the rule: the points that pay a price, and the exit quota that they used. */
function redemptionParts({ kind, asset, inputs }: Event): Parts {
  const { points, pool, member, exitMultiple } = metBy(inputs);
  const redeemFeeRate = rate(figureOf(inputs, 'redeemFeeRateMillionths'));
  const seen = previewRedemption(member, pool, points, { exitMultiple, redeemFeeRate } as AppreciationPlan);
  const gross = seen.ok ? seen.value.gross : 0;
  const isPoints = asset === 'appreciating';
  const due = `${plain(gross, 'quota')} × ${plain(pool.circulating, 'appreciating')} ÷ ${plain(pool.pool, 'quota')}`;
  return {
    recomputed: isPoints ? -points : -gross,
    lines: [
      isPoints
        ? part(
            `${kind === 'collectible.take' ? '藏品的价' : '商品的钱'}（含手续费）× 流通积分 ÷ 托底池，向上取整`,
            due,
            asset,
            -points,
          )
        : part('用掉的出局额度，等于兑换的积分的价值', worthOf(points, pool), asset, -gross),
    ],
    addsUp: true,
    roundingWords: isPoints ? '积分向上取整' : ROUNDED_DOWN,
    sources: metSource(pool),
  };
}

function exitParts({ asset, inputs }: Event): Parts {
  const of = (name: string) => figureOf(inputs, name);
  const pool = { pool: fen(of('poolFen')), circulating: microPoints(of('circulatingMicroPoints')) } as BackingPool;
  const quota: ExitQuotaFen = exitQuotaFen(of('exitQuotaFen'));
  const held = {
    points: microPoints(of('pointsMicroPoints')),
    locked: microPoints(inputs.lockedMicroPoints === undefined ? 0 : of('lockedMicroPoints')),
  };
  const member = { ...newMember('explained'), ...held, exitQuota: quota };
  const plan = { exitMultiple: rate(RATE_ONE), sellFeeRate: rate(of('sellFeeRateMillionths')) } as AppreciationPlan;
  const exit = forcedExit(member, pool, plan);
  const { points = 0, gross = 0, fee = 0, paid = 0 } = exit?.line ?? {};
  const used = quota - (exit?.member.exitQuota ?? 0);
  // Locked points stay: what is free of the quota's worth is sold.
  const isCut = exit !== null && exit.member.exitQuota > 0;
  const recomputed = asset === 'cash' ? paid : asset === 'appreciating' ? -points : -used;
  return {
    recomputed,
    // Of each asset what it came by: the points that the quota is worth, then the cash that they bring.
    lines:
      asset === 'cash'
        ? [
            part('卖出的积分值多少，以出局额度为限', plain(gross, 'quota'), 'cash', gross),
            part(
              '手续费，向上取整，留在托底池',
              `${plain(gross, 'quota')} × ${showPercent(of('sellFeeRateMillionths'))}`,
              'cash',
              -fee,
            ),
          ]
        : asset === 'appreciating'
          ? isCut
            ? [
                part(
                  '没有锁定的积分，锁定的不卖',
                  `${plain(held.points, 'appreciating')} − ${plain(held.locked, 'appreciating')}`,
                  'appreciating',
                  -points,
                ),
              ]
            : [
                part(
                  '出局额度 × 流通积分 ÷ 托底池，向上取整',
                  `${plain(quota, 'quota')} × ${plain(pool.circulating, 'appreciating')} ÷ ${plain(pool.pool, 'quota')}`,
                  'appreciating',
                  -points,
                ),
              ]
          : [
              isCut
                ? part('用掉的出局额度，等于卖出的积分的价值', worthOf(points, pool), 'exitQuota', -used)
                : part('卖到出局，额度用完', plain(quota, 'quota'), 'exitQuota', -quota),
            ],
    addsUp: true,
    roundingWords: '积分向上取整，现金向下取整',
    sources: [
      {
        kind: 'pool',
        id: null,
        words: `收盘时的托底池 ${plain(pool.pool, 'quota')}，流通 ${plain(pool.circulating, 'appreciating')}`,
        amount: null,
      },
    ],
  };
}

function quotaParts({ kind, inputs }: Event): Parts {
  const of = (name: string) => figureOf(inputs, name);
  const multiple = rate(of('quotaMultipleMillionths'));
  const isBuyer = kind === 'dividend.grant';
  const cash = fen(of('countedFen'));
  const recomputed = isBuyer ? mulRateDown(cash, multiple) : mulRatesDown(cash, multiple, rate(of('shareMillionths')));
  const share = isBuyer ? '' : ` × ${showPercent(of('shareMillionths'))}`;
  const figures = `${plain(cash, 'quota')} × ${showMultiple(multiple)}${share}`;
  const words = isBuyer ? '计入的现金 × 额度倍数' : '计入的现金 × 额度倍数 × 推荐比例';
  return {
    recomputed,
    lines: [part(words, figures, 'quota', recomputed)],
    addsUp: true,
    roundingWords: ROUNDED_DOWN,
    sources: [],
  };
}

function weightParts({ kind, inputs }: Event): Parts {
  const of = (name: string) => figureOf(inputs, name);
  const isBuyer = kind === 'dividend.grant';
  const share = isBuyer ? rate(RATE_ONE) : rate(of('shareMillionths'));
  const recomputed = millionthsDown(fen(of('countedFen')), share, fen(of('weightUnitFen')));
  const shareShown = isBuyer ? '' : ` × ${showPercent(share)}`;
  const figures = `${plain(of('countedFen'), 'quota')} ÷ ${plain(of('weightUnitFen'), 'quota')}${shareShown}`;
  const words = isBuyer ? '计入的现金 ÷ 每股金额' : '计入的现金 ÷ 每股金额 × 推荐比例';
  return {
    recomputed,
    lines: [part(words, figures, 'weight', recomputed)],
    addsUp: true,
    roundingWords: '向下取整到百万分之一股',
    sources: [],
  };
}
