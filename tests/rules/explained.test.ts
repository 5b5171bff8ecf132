// Every kind of statement line from its inputs alone: the shown figures give the shown result, on the functions and in
// the client's module alike.
import { type Asset, type EntryKind, entryKind } from '@shared/contract';
import { type Explained, explainedParts, priceParts } from '@shared/explain';
import { priceAgain, workedOutAgain } from '../../client/features/explain/again';
import { formulaFaults, workedOut } from '../functions/formulas';
import { LINE_ASSETS } from './lineKinds';

/** 21 of the points of the rules' example: 30.00 a purchase, the hundredth just settled. */
const reversed = (more: Readonly<Record<string, number>>) => ({
  reversedFen: 300,
  orderFen: 1000,
  takenUnits: 0,
  givenUnits: 1001,
  heldUnits: 5000,
  reversedBeforeFen: 0,
  ...more,
});

const nine = {
  countedFen: 900_000,
  orderFen: 900_000,
  grantedBeforeCents: 2_700_000,
  heldReleaseCents: 2_700_000,
  multipleMillionths: 2_500_000,
};

const released = (more: Readonly<Record<string, number>>) => ({
  reversedFen: 10_000,
  orderFen: 300_000,
  takenUnits: 0,
  reversedBeforeFen: 0,
  countedFen: 300_000,
  grantedBeforeCents: 750_000,
  heldReleaseCents: 750_000,
  heldUnits: 60_000,
  multipleMillionths: 0,
  ...more,
});

const redeemedBack = (more: Readonly<Record<string, number>>) => ({
  backs: 1,
  freightBackFen: 0,
  back1PaidFen: 2_000,
  back1AmountFen: 3_000,
  back1WorthBeforeFen: 0,
  ...more,
});

const outInputs = {
  outMicroPoints: 21_000_000,
  metPoolFen: 300_000,
  metCirculatingMicroPoints: 579_925_594,
  metExitQuotaFen: 37_122,
  exitMultipleMillionths: 2_000_000,
};

/** [asset, units, inputs] by kind: the figures of docs/rules.md's examples, and what is cut or capped. */
const LINES: Record<EntryKind, readonly (readonly [Explained['asset'], number, Explained['inputs']])[]> = {
  'order.pay': [
    ['spendable', -8040, { goodsFen: 26_800, eligibleFen: 26_800, askedSpendableCents: 8040 }],
    ['stable', -1000, { goodsFen: 26_800, askedStableCents: 1000 }],
    ['cash', -2500, { goodsFen: 26_800, freightFen: 800, askedBalanceFen: 2500 }],
  ],
  'order.giveBack': [
    ['spendable', 8040, { paidSpendableCents: 8040 }],
    ['cash', 2500, { paidBalanceFen: 2500 }],
    ['stable', 700, { paidStableCents: 700 }],
  ],
  'order.refund': [
    ['stable', 500, { paidStableCents: 500 }],
    // 76.80 of points for goods of 268.00: 36.00 back gives 10.31; the next 36.00 gives 10.32.
    ['spendable', 1031, { amountFen: 26_800, worthBeforeFen: 0, worthAfterFen: 3600, paidSpendableCents: 7680 }],
    ['spendable', 1032, { amountFen: 26_800, worthBeforeFen: 3600, worthAfterFen: 7200, paidSpendableCents: 7680 }],
    // 10.00 of balance paid 7.90 of goods of 30.00, and 2.10 of a freight of 8.00.
    ['cash', 263, { amountFen: 3000, worthBeforeFen: 0, worthAfterFen: 1000, paidBalanceFen: 790 }],
    ['cash', 132, { freightFen: 800, freightBeforeFen: 300, freightAfterFen: 800, paidBalanceFen: 210 }],
  ],
  'appreciation.purchase': [
    // A price that no four decimals can hold: 30.00 × 70% ÷ 2.2928 would give 9.159106.
    ['appreciating', 9_159_034, pointInputs({ priceFen: 300_000, priceMicroPoints: 1_308_433_429 })],
    ['appreciating', 5, pointInputs({ mintedBeforeMicroPoints: 100_000_000_000_000 - 5 })],
    ['exitQuota', 20_000, { countedFen: 10_000, exitMultipleMillionths: 2_000_000 }],
  ],
  'appreciation.referral': [
    ['appreciating', 3, pointInputs({ mintedBeforeMicroPoints: 100_000_000_000_000 - 10, buyerMicroPoints: 7 })],
    ['exitQuota', 600, { contributionFen: 3000, giftRateMillionths: 100_000, exitMultipleMillionths: 2_000_000 }],
  ],
  'appreciation.forcedExit': (
    [
      ['cash', 33_409],
      ['appreciating', -71_759_994],
      ['exitQuota', -37_122],
      // Of 100 points 60 are locked: the 40 that are free are sold, and the rest of the quota stays.
      ['cash', 18_622, 60_000_000],
      ['appreciating', -40_000_000, 60_000_000],
      ['exitQuota', -20_692, 60_000_000],
    ] as const
  ).map(([asset, units, lockedMicroPoints]) => [
    asset,
    units,
    {
      pointsMicroPoints: 100_000_000,
      exitQuotaFen: 37_122,
      poolFen: 300_000,
      circulatingMicroPoints: 579_925_594,
      sellFeeRateMillionths: 100_000,
      ...(lockedMicroPoints === undefined ? {} : { lockedMicroPoints }),
    },
  ]),
  'points.sale': (
    [
      ['cash', 9_776],
      ['appreciating', -21_000_000],
      ['exitQuota', -10_863],
    ] as const
  ).map(([asset, units]) => [asset, units, { ...outInputs, sellFeeRateMillionths: 100_000 }]),
  'points.exchange': (
    [
      ['stable', 10_863],
      ['appreciating', -21_000_000],
      ['exitQuota', -10_863],
    ] as const
  ).map(([asset, units]) => [asset, units, outInputs]),
  'points.redemption': (
    [
      ['appreciating', -20_999_106],
      ['exitQuota', -10_863],
    ] as const
  ).map(([asset, units]) => [asset, units, { ...outInputs, outMicroPoints: 20_999_106, redeemFeeRateMillionths: 0 }]),
  'points.redemptionBack': [
    ['stable', 3_300, { backFen: 3_300 }],
    // 10.00 of 30.00 was a coupon's: one of three pieces gives 6.66, the next 6.67, and the freight with it.
    ['stable', 666, redeemedBack({ back1WorthAfterFen: 1_000 })],
    ['stable', 667 + 800, redeemedBack({ back1WorthBeforeFen: 1_000, back1WorthAfterFen: 2_000, freightBackFen: 800 })],
    ['stable', 3_300, { reversedFen: 3_300 }],
    ['stable', 3_000, { reversedFen: 3_300, withheldFen: 300 }],
  ],
  'collectible.take': [
    ['spendable', -8_800, { askedSpendableCents: 8_800 }],
    ['stable', -8_800, { askedStableCents: 8_800 }],
    ['cash', -8_800, { askedBalanceFen: 8_800 }],
    ['appreciating', -20_999_106, { ...outInputs, outMicroPoints: 20_999_106, redeemFeeRateMillionths: 0 }],
    ['exitQuota', -10_863, { ...outInputs, outMicroPoints: 20_999_106, redeemFeeRateMillionths: 0 }],
  ],
  'stable.payment': [['stable', -1_250, { paidStableCents: 1_250 }]],
  'stable.paymentBack': [['stable', 1_250, { paidStableCents: 1_250 }]],
  'dividend.grant': [
    ['quota', 200_000, { countedFen: 100_000, quotaMultipleMillionths: 2_000_000 }],
    ['weight', 333_333, { countedFen: 33_333, weightUnitFen: 99_999 }],
  ],
  'dividend.referral': [
    ['quota', 333, { countedFen: 3333, quotaMultipleMillionths: 1_000_000, shareMillionths: 100_000 }],
    ['weight', 3333, { countedFen: 3333, weightUnitFen: 100_000, shareMillionths: 100_000 }],
  ],
  'dividend.proportional': [
    ['cash', 30_000, proportional({})],
    ['cash', 30_100, proportional({ carriedInFen: 1000 })],
    ['cash', 7, proportional({ quotaBeforeFen: 7 })],
    // Everybody's shares pass 2^53.
    ['cash', 0, proportional({ totalWeightMicroShares: '90071992547409930000' })],
  ],
  'dividend.tier': [
    ['cash', 1000, tier({})],
    ['cash', 1, tier({ quotaBeforeFen: 101, proportionalFen: 100 })],
    ['cash', 33_333, tier({ tierSplit: 'byWeight', tierWeightMicroShares: '30000000', tierRateOf: 'turnover' })],
  ],
  'release.grant': [['remaining', 750_000, { countedFen: 300_000, multipleMillionths: 2_500_000 }]],
  'order.reversal': [
    ['quota', -500, { reversedFen: 300, orderFen: 1000, takenUnits: 500 }],
    // 1001 × 3 / 10 is 300.3, taken up to 301; then of six tenths what is above that, 300.
    ['quota', -301, reversed({})],
    ['quota', -300, reversed({ reversedBeforeFen: 300 })],
    ['weight', -120, reversed({ heldUnits: 120 })],
    ['appreciating', -301, reversed({})],
    // 3000.00 gave 7500.00; of what 100.00 less would give nothing is above the lowest tier: all of it goes.
    ['remaining', -700_000, released({ heldReleaseCents: 700_000 })],
    ['spendable', -50_000, released({ heldReleaseCents: 700_000 })],
    ['spendable', -20, released({ heldReleaseCents: 700_000, heldUnits: 20 })],
    ['remaining', -750_000, released({})],
    // 9000.00 at three times, 1000.00 of it reversed, is 8000.00 at two and a half.
    ['remaining', -700_000, released({ ...nine, reversedFen: 100_000 })],
    // As it was written before: the figure alone.
    ['remaining', -500, { reversedFen: 300, orderFen: 1000, takenUnits: 500 }],
    ['exitQuota', -7, reversed({ reversedBeforeFen: 300, heldUnits: 7 })],
    // 40.00 of 100.00 was balance: of 33.33 that are paid back 13.33, and so of the next.
    ['cash', 1333, { orderFen: 10_000, paidBalanceFen: 4000, refundedBeforeFen: 0, refundedAfterFen: 3333 }],
    ['cash', 1333, { orderFen: 10_000, paidBalanceFen: 4000, refundedBeforeFen: 3333, refundedAfterFen: 6666 }],
  ],
  adjustment: LINE_ASSETS.adjustment.map((asset) => [asset, -500, { adjustedUnits: -500 }]),
  'owed.paid': LINE_ASSETS['owed.paid'].flatMap((asset) => [
    [asset, -70, { owedPaidUnits: 70 }],
    [asset, -70, { owedPaidUnits: 70, creditedUnits: 100, owedUnits: 70 }],
    [asset, -100, { owedPaidUnits: 100, creditedUnits: 100, owedUnits: 170 }],
  ]),
  'withdrawal.request': [['cash', -10_050, { requestedFen: 10_050, feeMillionths: 10_000 }]],
  'withdrawal.returned': [['cash', 10_050, { requestedFen: 10_050 }]],
  'release.static': [
    [
      'spendable',
      3600 + 12 + 5 + 900,
      {
        orders: 3,
        order1Day: '2026-10-28',
        order1RemainingCents: 273_000,
        order1CountedFen: 300_000,
        order1DailyRateMillionths: 12_000,
        order2Day: '2026-10-29',
        order2RemainingCents: 12,
        order2CountedFen: 900_000,
        order2DailyRateMillionths: 12_000,
        order3Day: '2026-10-30',
        order3RemainingCents: 100,
        order3DailyCents: 5,
        restOrders: 4,
        restCents: 900,
      },
    ],
  ],
  'release.firstGeneration': [['spendable', 14_400, shares({ bonusRateMillionths: 500_000 }, [[28_800, 3]])]],
  'release.secondGeneration': [['spendable', 16_200, shares({ bonusRateMillionths: 300_000 }, [[54_000, 9]])]],
  'release.team': [
    ['spendable', 30_600, teamShares(1_000_000, [54_000, 9, 100_000], [126_000, 21, 0])],
    // 0.8 and 1.4 cents come to two together.
    ['spendable', 2, teamShares(1000, [8, 1, 100_000], [7, 1, 0])],
    ['spendable', 1, teamShares(1, [8, 1, 100_000], [7, 1, 0])],
  ],
  'release.sameRank': [
    ['spendable', 300, shares({ rank: 1, sameRankMembers: 2, bonusRateMillionths: 30_000 }, [[10_000, 4]])],
  ],
};

function pointInputs(more: Record<string, number>) {
  return {
    countedFen: 10_000,
    contributionRateMillionths: 300_000,
    contributionFen: 3000,
    giftRateMillionths: 700_000,
    priceFen: 300_000,
    priceMicroPoints: 579_925_594,
    mintedBeforeMicroPoints: 579_925_594,
    maxSupplyMicroPoints: 100_000_000_000_000,
    ...more,
  };
}

function proportional(more: Record<string, number | string>) {
  return {
    turnoverFen: 1_000_000,
    proportionalRateMillionths: 300_000,
    carriedInFen: 0,
    weightMicroShares: 10_000_000,
    totalWeightMicroShares: '100000000',
    quotaBeforeFen: 1_921_940,
    ...more,
  };
}

function tier(more: Record<string, number | string>) {
  return {
    turnoverFen: 10_000_000,
    tierPoolRateMillionths: 100_000,
    tierRateOf: 'pool',
    tier: 1,
    tierRateMillionths: 100_000,
    tierSplit: 'perCapita',
    tierMembers: 100,
    tierWeightMicroShares: '30000000',
    weightMicroShares: 1_000_000,
    quotaBeforeFen: 1_000_000,
    proportionalFen: 0,
    ...more,
  };
}

function shares(more: Record<string, number>, groups: readonly (readonly [cents: number, people: number])[]) {
  const named = groups.map(([cents, people], at) => ({
    [`share${at + 1}StaticCents`]: cents,
    [`share${at + 1}People`]: people,
  }));
  return Object.assign({ leftCents: 1_000_000, shares: groups.length, ...more }, ...named) as Record<string, number>;
}

function teamShares(
  leftCents: number,
  ...groups: readonly (readonly [cents: number, people: number, between: number])[]
) {
  return {
    ...shares(
      { leftCents, rank: 2, rankRateMillionths: 200_000 },
      groups.map(([cents, people]) => [cents, people]),
    ),
    ...Object.fromEntries(groups.map(([, , between], at) => [`share${at + 1}BetweenRateMillionths`, between])),
  };
}

const cases = entryKind.options.flatMap((kind) =>
  LINES[kind].map(([asset, units, inputs]) => ({ kind, asset, units, inputs })),
);

test('every kind has lines of every asset that it moves: of a close the other side is told beside it', () => {
  const isBeside = (kind: EntryKind, asset: Asset) =>
    /^(release\.(?!grant)|dividend\.(proportional|tier))/.test(kind) && (asset === 'remaining' || asset === 'quota');
  for (const kind of entryKind.options)
    expect([kind, [...new Set(LINES[kind].map(([asset]) => asset))].sort()]).toEqual([
      kind,
      LINE_ASSETS[kind].filter((asset) => !isBeside(kind, asset)).sort(),
    ]);
});

test.each(cases)(
  '$kind of $asset, $units: what is shown gives what is shown',
  async ({ kind, asset, units, inputs }) => {
    const { recomputed, lines, addsUp, roundingWords } = explainedParts({ kind, asset, inputs });
    expect([recomputed, formulaFaults({ lines, addsUp }, units)]).toEqual([units, []]);
    const sum = { asset, units };
    const explained = { line: { kind, amount: sum }, inputs, formula: { lines, addsUp, sum, roundingWords } };
    expect(await workedOutAgain(explained as never)).toEqual({ is: 'done', units, agrees: true });
  },
);

test('a figure that is not what the inputs give, or a formula that was bent, is found out on the device', async () => {
  const [units, inputs] = [-8040, { goodsFen: 26_800, eligibleFen: 26_800, askedSpendableCents: 8040 }];
  const line = { kind: 'order.pay', amount: { asset: 'spendable', units } } as const;
  const { lines, addsUp, roundingWords } = explainedParts({ kind: 'order.pay', asset: 'spendable', inputs });
  const formula = { lines, addsUp, roundingWords, sum: line.amount };
  const told = (more: object) => workedOutAgain({ line, inputs, formula, ...more } as never);
  expect(await told({})).toMatchObject({ agrees: true });
  expect(await told({ line: { ...line, amount: { asset: 'spendable', units: units - 1 } } })).toMatchObject({
    agrees: false,
  });
  expect(await told({ inputs: { ...inputs, askedSpendableCents: 8041 } })).toMatchObject({ agrees: false });
  const bent = { ...formula, lines: [{ ...lines[0]!, figures: '80.41' }] };
  expect(await told({ formula: bent })).toMatchObject({ agrees: false });
});

test('a price that was rounded would be seen', () => {
  const points = { asset: 'appreciating' as const, units: 9_159_034 };
  const rounded = [{ words: '按结算前的价格', figures: '30.00 × 70% ÷ 2.2928', result: points }];
  expect(formulaFaults({ lines: rounded, addsUp: false }, points.units)).toHaveLength(1);
});

test('a price is its ratio, its worth the holding at it, on the device as well', async () => {
  const inputs = {
    priceFen: 300_000,
    priceMicroPoints: 579_925_594,
    mintedMicroPoints: 600_000_000,
    burnedMicroPoints: 20_074_406,
    heldMicroPoints: 21_000_000,
  };
  const { shown, lines, worthFen } = priceParts(inputs);
  expect([shown, worthFen]).toEqual(['5.1731', 10_863]);
  for (const { figures, result } of lines) {
    const [numerator, denominator] = workedOut(figures);
    const scale = result?.asset === 'appreciating' ? 1_000_000n : result ? 100n : 10_000n;
    const exact = result
      ? (numerator * scale) / denominator
      : (2n * numerator * scale + denominator) / (2n * denominator);
    expect([figures, exact]).toEqual([figures, result ? BigInt(result.units) : 51_731n]);
  }
  expect(await priceAgain({ inputs, priceShown: shown, formula: { lines: [...lines] } })).toMatchObject({
    shown,
    agrees: true,
  });
  expect(await priceAgain({ inputs, priceShown: '5.1732', formula: { lines: [...lines] } })).toMatchObject({
    agrees: false,
  });
});

test('an engine without whole numbers of any size works nothing out, and says so', async () => {
  const own = globalThis.BigInt;
  try {
    Reflect.deleteProperty(globalThis, 'BigInt');
    expect(await workedOutAgain({ line: { amount: {} } } as never)).toEqual({ is: 'old' });
  } finally {
    globalThis.BigInt = own;
  }
});
