import { fen, Invariant, MAX_AMOUNT, type Rate, rate } from '@shared/kernel';
import {
  BY_VOLUME,
  carryFromJson,
  carryToJson,
  closePage,
  createCarry,
  createReleasePage,
  finishForest,
  MOST_RANKS,
  type ReleasePage,
  type ReleaseTerms,
} from '@shared/rules/release';
import { type NarrowCarry, widen } from '@shared/rules/release/carry';
import { wholeQuotient } from '@shared/rules/release/exact';
import { compileTerms, NARROW_LIMIT } from '@shared/rules/release/terms';
import { nothingCredited } from '@shared/rules/release/totals';
import { closeWide } from '@shared/rules/release/wide';
import fc from 'fast-check';
import { closedByKernel, closedByOracle, type Forest, lines, oracleTerms, pagesOf } from './forests';
import { closeByDefinition } from './oracle';

const NAMES = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
const terms: ReleaseTerms = {
  referralRates: [rate(500_000), rate(300_000)],
  ranks: [100_000, 200_000, 260_000, 320_000, 380_000, 440_000, 500_000].map((millionths, k) => ({
    from: fen(5_000_000 * (k + 1)),
    rate: rate(millionths),
  })),
  sameRankRate: rate(30_000),
  teamVolumeIncludesOwn: false,
};

interface Given {
  readonly depth: number;
  readonly stars?: string;
  readonly orders?: readonly (readonly [remaining: number, daily: number])[];
  readonly balance?: number;
}

/** A page of members given in pre-order, points with two decimals as whole cents. */
function pageOf(members: readonly Given[]): ReleasePage {
  const page = createReleasePage(members.length, members.flatMap(({ orders = [] }) => orders).length);
  let order = 0;
  members.forEach(({ depth, stars, orders = [], balance = 0 }, i) => {
    page.depth[i] = depth;
    page.handRank[i] = stars === undefined ? BY_VOLUME : NAMES.indexOf(stars) + 1;
    page.balance[i] = balance;
    for (const [remaining, daily] of orders) {
      page.remaining[order] = remaining;
      page.daily[order++] = daily;
    }
    page.orderStart[i + 1] = order;
  });
  return page;
}

function close(page: ReleasePage, plan = terms) {
  const carry = createCarry();
  const credited = closePage(page, carry, plan);
  finishForest(carry);
  return credited;
}

describe('the examples of the source (rules §4)', () => {
  test('a 3000-yuan order releases 36 a day, with a second of 9000 it is 144, and 108 once the first is used up', () => {
    const orders = [
      [750_000, 3_600],
      [2_700_000, 10_800],
    ] as const;
    const page = pageOf([
      { depth: 0, orders: [orders[0]] },
      { depth: 0, orders },
      { depth: 0, orders: [[0, 3_600], orders[1]] },
    ]);
    close(page);
    expect([...page.static]).toEqual([3_600, 14_400, 10_800]);
  });

  test('B, who releases 36 a day, was referred by A: A gets 18 more, out of the first order of A', () => {
    const page = pageOf([
      {
        depth: 0,
        orders: [
          [750_000, 3_600],
          [750_000, 3_600],
        ],
      },
      { depth: 1, orders: [[750_000, 3_600]] },
    ]);
    close(page);
    expect(page.firstGeneration[0]).toBe(1_800);
    expect([...page.remaining]).toEqual([744_600, 746_400, 746_400]);
  });

  test('C one star, B six, A seven; the downline of C releases 10000: C 1000, B 3400, A 600', () => {
    const page = pageOf([
      { depth: 0, stars: 'seven', orders: [[9_000_000, 0]] },
      { depth: 1, stars: 'six', orders: [[9_000_000, 0]] },
      { depth: 2, stars: 'one', orders: [[9_000_000, 0]] },
      { depth: 3, orders: [[9_000_000, 1_000_000]] },
    ]);
    close(page);
    expect([...page.team]).toEqual([60_000, 340_000, 100_000, 0]);
    expect([...page.sameRank]).toEqual([0, 0, 0, 0]);
  });

  test('A and B both one star, A referred B: B 10% of its downline, A 3% of it, and 10% of what B releases', () => {
    const page = pageOf([
      { depth: 0, stars: 'one', orders: [[9_000_000, 0]] },
      { depth: 1, stars: 'one', orders: [[9_000_000, 5_000]] },
      { depth: 2, orders: [[9_000_000, 1_000_000]] },
    ]);
    close(page);
    expect([...page.team]).toEqual([500, 100_000, 0]);
    expect([...page.sameRank]).toEqual([30_000, 0, 0]);
  });

  // A member behind them whose balance is full makes the whole page be closed in big integers.
  test.each([
    ['doubles', []],
    ['big integers', [{ depth: 0, orders: [[5, 5]], balance: MAX_AMOUNT }]],
  ] as const)('two of one star directly below one of one star: 3%% of both downlines, in %s', (form, behind) => {
    const leader = { depth: 1, stars: 'one', orders: [[9_000_000, 0]] } as const;
    const page = pageOf([
      { depth: 0, stars: 'one', orders: [[9_000_000, 0]] },
      leader,
      { depth: 2, orders: [[9_000_000, 1_000]] },
      leader,
      { depth: 2, orders: [[9_000_000, 20_000]] },
      ...behind,
    ]);
    const carry = createCarry();
    closePage(page, carry, terms);
    expect([...page.sameRank.subarray(0, 5)]).toEqual([630, 0, 0, 0, 0]);
    expect(carry.state.form).toBe(form === 'doubles' ? 'narrow' : 'wide');
  });
});

describe('bonuses come out of what the orders hold', () => {
  test('in the order first generation, second, team, same rank', () => {
    const line = (held: number) => [
      { depth: 0, stars: 'one', orders: [[held, 0]] as const },
      { depth: 1, stars: 'one' },
      { depth: 1, orders: [[1_000, 1_000]] as const },
      { depth: 2, orders: [[1_000, 1_000]] as const },
    ];
    const paid = (held: number) => {
      const page = pageOf(line(held));
      close(page);
      return [page.firstGeneration[0], page.secondGeneration[0], page.team[0], page.remaining[0]];
    };
    expect(paid(5_000)).toEqual([500, 300, 200, 4_000]);
    expect(paid(900)).toEqual([500, 300, 100, 0]);
    expect(paid(700)).toEqual([500, 200, 0, 0]);
    expect(paid(3)).toEqual([3, 0, 0, 0]);
  });

  test('same rank is cut first, to what the others leave', () => {
    const paid = (held: number) => {
      const page = pageOf([
        { depth: 0, stars: 'one', orders: [[held, 0]] },
        { depth: 1, stars: 'one', orders: [[10_000, 1_000]] },
        { depth: 2, orders: [[10_000, 10_000]] },
      ]);
      close(page);
      const { firstGeneration, secondGeneration, team, sameRank, balance } = page;
      return [firstGeneration[0], secondGeneration[0], team[0], sameRank[0], balance[0]];
    };
    expect(paid(9_000)).toEqual([500, 3_000, 100, 300, 3_900]);
    expect(paid(3_900)).toEqual([500, 3_000, 100, 300, 3_900]);
    expect(paid(3_700)).toEqual([500, 3_000, 100, 100, 3_700]);
    expect(paid(3_600)).toEqual([500, 3_000, 100, 0, 3_600]);
    expect(paid(3_550)).toEqual([500, 3_000, 50, 0, 3_550]);
  });

  test('a balance takes what fits below 2^53, static before bonuses, and the rest stays in the orders', () => {
    const page = pageOf([
      {
        depth: 0,
        orders: [
          [900, 100],
          [900, 100],
        ],
        balance: MAX_AMOUNT - 230,
      },
      { depth: 1, orders: [[5_000, 1_000]] },
      {
        depth: 0,
        orders: [
          [900, 100],
          [900, 100],
        ],
        balance: MAX_AMOUNT - 130,
      },
      {
        depth: 0,
        orders: [
          [900, 100],
          [900, 100],
        ],
        balance: MAX_AMOUNT,
      },
    ]);
    const credited = close(page);
    expect([...page.balance]).toEqual([MAX_AMOUNT, 1_000, MAX_AMOUNT, MAX_AMOUNT]);
    expect([...page.static]).toEqual([200, 1_000, 130, 0]);
    expect([...page.firstGeneration]).toEqual([30, 0, 0, 0]);
    expect([...page.remaining]).toEqual([770, 800, 4_000, 800, 870, 900, 900]);
    expect(credited).toEqual({ static: 1_330n, firstGeneration: 30n, secondGeneration: 0n, team: 0n, sameRank: 0n });
  });
});

describe('what grows has room', () => {
  const byDefinition = (forest: Forest, plan: ReleaseTerms) => {
    const pages = pagesOf(forest);
    const credited = close(pages[0]!, plan);
    expect(closedByKernel(pages)).toEqual(closedByOracle(forest, closeByDefinition(forest, oracleTerms(plan))));
    return credited;
  };
  const member = (sponsor: number, handRank = BY_VOLUME, orders = 1) => ({
    sponsor,
    handRank,
    orders: Array.from({ length: orders }, (_, k) => ({ remaining: 50_000n + BigInt(k), daily: 1_000n })),
    balance: 0n,
    volumeToday: 1_000n,
    ownVolume: 1_000n,
    teamVolume: 0n,
  });

  test('200 levels waiting at once, each with a ranked member', () => {
    // A spine of 200; behind the whole spine, its members' second lines, deepest first: each a ranked pair.
    const spine = Array.from({ length: 200 }, (_, i) => member(i - 1, i % 5 === 0 ? 7 : BY_VOLUME));
    const forest: Forest = [...spine];
    for (let i = 199; i >= 0; i--) forest.push(member(i, 1 + (i % 7)), member(forest.length));
    byDefinition(forest, terms);
    const carry = createCarry();
    closePage(pagesOf(forest)[0]!, carry, terms);
    expect(carry.state.form).toBe('narrow');
  });

  test('300 ranks', () => {
    const ranks = Array.from({ length: 300 }, (_, k) => ({ from: fen(1_000 * (k + 1)), rate: rate(1_000 * k) }));
    const forest: Forest = [];
    for (let line = 0; line < 3; line++)
      for (let i = 0; i < 120; i++)
        forest.push(member(i === 0 ? (line === 0 ? -1 : 0) : forest.length - 1, (i * 97 + line) % 301));
    byDefinition(forest, { ...terms, ranks });
    byDefinition(
      forest.map((each) => ({ ...each, handRank: BY_VOLUME })),
      { ...terms, ranks },
    );
  });

  /** How the page of these members was closed. */
  const formOf = (forest: Forest) => {
    const carry = createCarry();
    closePage(pagesOf(forest)[0]!, carry, terms);
    return carry.state.form;
  };

  test('as many orders together as the fast pass takes at once, one more, and many times as many', () => {
    for (const orders of [4_096, 4_097, 9_000 - 1]) {
      const forest = [member(-1), member(0, BY_VOLUME, orders), member(1, BY_VOLUME, 4_096), member(1), member(0)];
      expect(byDefinition(forest, terms).static).toBe(1_000n * BigInt(orders + 4_099));
      expect(formOf(forest)).toBe(orders > 8_192 ? 'wide' : 'narrow');
    }
  });

  test('the most orders of one member that the fast pass takes, and one more', () => {
    for (const orders of [8_192, 8_193]) {
      const forest = [member(-1), member(0, BY_VOLUME, orders), member(1)];
      expect(byDefinition(forest, terms).static).toBe(1_000n * BigInt(orders + 2));
      expect(formOf(forest)).toBe(orders > 8_192 ? 'wide' : 'narrow');
    }
  });

  test('3,000 orders of one member whose balance is nearly full, others behind it', () => {
    const full = () => ({ ...member(-1, BY_VOLUME, 3_000), balance: BigInt(MAX_AMOUNT) - 1_999_500n });
    expect(byDefinition([full()], terms).static).toBe(1_999_500n);
    expect(byDefinition([full(), member(-1), member(1, 7)], terms).static).toBe(1_999_500n + 2_000n);
    expect(byDefinition([full(), member(0), member(-1)], terms).static).toBe(1_999_500n + 2_000n);
  });

  test('a balance that is full far from the end of many members', () => {
    const forest: Forest = Array.from({ length: 2_100 }, (_, i) => member(-1, BY_VOLUME, 1 + (i % 3)));
    forest[2_060]!.balance = BigInt(MAX_AMOUNT);
    byDefinition(forest, terms);
  });

  test('a downline whose cash takes the team volume to 2^53, in doubles', () => {
    for (const teamVolume of [BigInt(MAX_AMOUNT) - 1_000n, BigInt(MAX_AMOUNT) - 999n, BigInt(MAX_AMOUNT)]) {
      const forest = [{ ...member(-1), teamVolume }, member(0)];
      byDefinition(forest, terms);
      expect(formOf(forest)).toBe('narrow');
    }
  });

  test('cash that passes 2^53 and is taken back within a downline', () => {
    const most = BigInt(MAX_AMOUNT);
    const forest = [-1, 0, 0, 2].map((sponsor) => ({ ...member(sponsor), volumeToday: 2n }));
    forest[1]!.volumeToday = -most;
    forest[2]!.volumeToday = most;
    byDefinition(forest, terms);
    expect(forest[0]!.teamVolume).toBe(2n);
  });

  test('pending entries go back into the store, down a line and across lines', () => {
    const ranked: Forest = [member(-1, 7)];
    for (let line = 0; line < 150; line++) {
      ranked.push(member(0, 1 + (line % 3)));
      for (let below = 0; below < 3; below++) ranked.push(member(ranked.length - 1, below % 2));
    }
    for (let i = 0; i < 150; i++) ranked.push(member(ranked.length - 1, 1 + (i % 3)));
    ranked.push(member(ranked.length - 1));
    byDefinition(ranked, terms);
    const carry = createCarry();
    closePage(pagesOf(ranked)[0]!, carry, terms);
    const places = (of: typeof carry) => (of.state as NarrowCarry).pending.links.length;
    expect(places(carry)).toBe(places(createCarry()));
  });

  test('totals past 2^53', () => {
    const rich = { ...member(-1), orders: [{ remaining: BigInt(MAX_AMOUNT), daily: BigInt(MAX_AMOUNT) }] };
    const credited = byDefinition([rich, structuredClone(rich), structuredClone(rich)], terms);
    expect(credited.static).toBe(3n * BigInt(MAX_AMOUNT));
  });

  test('a static far below 2^53 whose product with the rate is rounded over a whole number in doubles', () => {
    const millionths = 999_983;
    const exact = (released: number) => (BigInt(released) * BigInt(millionths)) / 1_000_000n;
    let released = 2 ** 45;
    while (BigInt(Math.floor((released * millionths) / 1_000_000)) === exact(released)) released++;
    const orders = [{ remaining: BigInt(released), daily: BigInt(released) }];
    const credited = byDefinition(
      [
        { ...member(-1), orders: [{ remaining: 2n ** 52n, daily: 0n }] },
        { ...member(0), orders },
      ],
      {
        ...terms,
        referralRates: [rate(millionths), rate(0)],
      },
    );
    expect(credited.firstGeneration).toBe(exact(released));
  });

  test('a total of bonuses past 2^53, where no member and no static comes near', () => {
    const bottom = 2n ** 49n + 1n;
    const passingOn = { ...member(-1, 1), orders: [{ remaining: 2n ** 52n, daily: 0n }] };
    const line = Array.from({ length: 34 }, (_, i) => ({ ...structuredClone(passingOn), sponsor: i - 1 }));
    const last = { ...member(33, 0), orders: [{ remaining: bottom, daily: bottom }] };
    const credited = byDefinition([...line, last], {
      ...terms,
      referralRates: [rate(0), rate(0)],
      ranks: [{ from: fen(0), rate: rate(0) }],
      sameRankRate: rate(1_000_000),
    });
    expect(credited.sameRank).toBe(33n * bottom);
  });
});

describe('doubles are left before they are rounded', () => {
  const allOnes: ReleaseTerms = {
    ...terms,
    referralRates: [rate(1_000_000), rate(1_000_000)],
    ranks: [{ from: fen(5), rate: rate(1_000_000) }],
    sameRankRate: rate(1_000_000),
  };
  const without: ReleaseTerms = { ...terms, referralRates: [rate(0), rate(0)], ranks: [], sameRankRate: rate(0) };

  test.each([
    // The largest product of the example plan: 25 of 50 parts for rank 7.
    ['the example plan', terms, 25],
    // Four bonuses, each up to the whole static, and one more for each rounding bound.
    ['all rates 1', allOnes, 8],
    ['no bonuses', without, 4],
  ])('%s: a static of at most 2^53 - 1 over %3$i', (_, plan, parts) => {
    expect(compileTerms(plan).limits[NARROW_LIMIT]).toBe(Math.floor(MAX_AMOUNT / parts));
  });

  test('the static seen on all pages together decides', () => {
    const limit = Math.floor(MAX_AMOUNT / 25);
    const last = pageOf([{ depth: 0, orders: [[limit - 10, limit - 10]] }]);
    const formAfter = (released: number) => {
      const carry = createCarry();
      closePage(last, carry, terms);
      expect(carry.state.form).toBe('narrow');
      closePage(pageOf([{ depth: 0, orders: [[released, released]] }]), carry, terms);
      last.remaining[0] = limit - 10;
      last.balance[0] = 0;
      return carry.state.form;
    };
    expect([formAfter(10), formAfter(11)]).toEqual(['narrow', 'wide']);
  });
});

describe('a tree of nine under every choice of ranks', () => {
  // 0 over 1 over three lines: 2 over 3 over 4, 5 over 6, 7 over 8.
  const sponsors = [-1, 0, 1, 2, 3, 1, 5, 1, 7];
  const choosers = [0, 1, 2, 3, 5, 7];
  const plan: ReleaseTerms = { ...terms, ranks: terms.ranks.slice(0, 3) };
  const forestOf = (choice: number): Forest =>
    sponsors.map((sponsor, i) => {
      const at = choosers.indexOf(i);
      return {
        sponsor,
        handRank: at < 0 ? 0 : (choice >> (2 * at)) & 3,
        orders: [{ remaining: 10_000_000n, daily: BigInt(1_000 * 3 ** i) }],
        balance: 0n,
        volumeToday: 0n,
        ownVolume: 0n,
        teamVolume: 0n,
      };
    });

  test('doubles and big integers pay as the definition does', () => {
    for (let choice = 0; choice < 4 ** choosers.length; choice++) {
      const forest = forestOf(choice);
      const [narrowly] = pagesOf(forest);
      const [widely] = pagesOf(forest);
      closePage(narrowly!, createCarry(), plan);
      closeWide(widely!, widely!.size - 1, widen(createCarry().state), compileTerms(plan), nothingCredited());
      const expected = lines(closedByOracle(forest, closeByDefinition(forest, oracleTerms(plan))));
      if (lines(closedByKernel([narrowly!])) !== expected) expect(lines(closedByKernel([narrowly!]))).toBe(expected);
      if (lines(closedByKernel([widely!])) !== expected) expect(lines(closedByKernel([widely!]))).toBe(expected);
    }
  });
});

describe('what must not happen is an Invariant', () => {
  test.each([
    [
      'a member two generations below the one before it is left without a sponsor',
      [0, 2],
      'without their sponsor|pre-order',
    ],
    ['a forest that does not begin with a root', [1, 1], 'without their sponsor'],
    ['two generations at once', [0, 1, 3, 0], 'pre-order'],
  ])('%s', (_, depths, message) => {
    expect(() => close(pageOf(depths.map((depth) => ({ depth }))))).toThrow(new RegExp(message));
    expect(() => close(pageOf(depths.map((depth) => ({ depth, balance: MAX_AMOUNT, orders: [[5, 5]] }))))).toThrow(
      Invariant,
    );
  });

  const withRanks = (ranks: ReleaseTerms['ranks']): ReleaseTerms => ({ ...terms, ranks });
  const ranked = (from: number, millionths: number) => ({ from: fen(from), rate: rate(millionths) as Rate });
  test.each([
    ['bounds that do not rise', withRanks([ranked(5, 1), ranked(5, 2)]), 'the bound of rank 2 does not rise'],
    ['rates that fall', withRanks([ranked(5, 2), ranked(6, 2), ranked(7, 1)]), 'the rate of rank 3 falls'],
    [
      'too many ranks',
      withRanks(Array.from({ length: MOST_RANKS + 1 }, (_, k) => ranked(k, 0))),
      'at most 32767 ranks',
    ],
  ])('%s', (_, plan, message) => {
    expect(() => closePage(createReleasePage(1, 0), createCarry(), plan)).toThrow(message);
  });

  test.each([
    '',
    '{}',
    '[]',
    '[0,0,[[0]]]',
    '[0,0,[[0,1,2,3,4,5,6]]]',
    '["x",0,[]]',
    '[0.5,0,[]]',
    '[0,0,[[0,1,2,3,4,5,[[1]]]]]',
    '[0,0,[["a",1,2,3,4,5,[]]]]',
    '[0,0,[[2,1,2,3,4,5,[]],[1,1,2,3,4,5,[]]]]',
  ])('a carry that is none: %s', (text) => {
    expect(() => carryFromJson(text)).toThrow();
  });
});

test('a carry is written exactly, also past 2^53', () => {
  const written = `[0,"${2n ** 70n}",[[0,1,2,3,4,-5,[[1,6,"${2n ** 60n}"],[3,7,8]]],[2,0,0,0,0,"-${2n ** 64n}",[]]]]`;
  expect(carryToJson(carryFromJson(written))).toBe(written);
  expect(carryToJson(createCarry())).toBe('[0,0,[]]');
});

test('the quotient of doubles is the quotient of whole numbers', () => {
  const near = fc.tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.maxSafeNat(), fc.integer({ min: -2, max: 2 }));
  fc.assert(
    fc.property(near, ([denominator, any, off]) => {
      // Next to a multiple of the denominator, where rounding would go wrong first.
      const numerator = Math.min(MAX_AMOUNT, Math.max(0, any - (any % denominator) + off));
      return BigInt(wholeQuotient(numerator, denominator)) === BigInt(numerator) / BigInt(denominator);
    }),
    { numRuns: 20_000 },
  );
});
