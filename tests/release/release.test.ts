import { fen, Invariant, MAX_AMOUNT, type Rate, rate } from '@shared/kernel';
import {
  carryFromJson,
  carryToJson,
  closePage,
  createCarry,
  createReleasePage,
  MOST_RANKS,
  type ReleaseTerms,
} from '@shared/rules/release';
import { wholeQuotient } from '@shared/rules/release/exact';
import fc from 'fast-check';
import { close, pageOf, terms } from './example';

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

describe('what must not happen is an Invariant', () => {
  test.each([
    [
      'a member two generations below the one before it is left without a referrer',
      [0, 2],
      'without their referrer|pre-order',
    ],
    ['a forest that does not begin with a root', [1, 1], 'without their referrer'],
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
