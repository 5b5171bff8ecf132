// Where room, or the exactness of doubles, comes to its end.
import { fen, MAX_AMOUNT, rate } from '@shared/kernel';
import { BY_VOLUME, closePage, createCarry, type ReleaseTerms } from '@shared/rules/release';
import { type NarrowCarry, widen } from '@shared/rules/release/carry';
import { compileTerms, NARROW_LIMIT } from '@shared/rules/release/terms';
import { nothingCredited } from '@shared/rules/release/totals';
import { closeWide } from '@shared/rules/release/wide';
import { closeByDefinition } from '../oracle/closeByDefinition';
import { close, pageOf, terms } from './example';
import { closedByKernel, closedByOracle, type Forest, lines, oracleTerms, pagesOf } from './forests';

describe('what grows has room', () => {
  const byDefinition = (forest: Forest, plan: ReleaseTerms) => {
    const pages = pagesOf(forest);
    const credited = close(pages[0]!, plan);
    expect(closedByKernel(pages)).toEqual(closedByOracle(forest, closeByDefinition(forest, oracleTerms(plan))));
    return credited;
  };
  const member = (referrer: number, handRank = BY_VOLUME, orders = 1) => ({
    referrer,
    handRank,
    orders: Array.from({ length: orders }, (_, k) => ({ remaining: 50_000n + BigInt(k), daily: 1_000n })),
    balance: 0n,
    owed: 0n,
    volumeToday: 1_000n,
    ownVolume: 1_000n,
    teamVolume: 0n,
  });

  /** How the page of these members was closed. */
  const formOf = (forest: Forest) => {
    const carry = createCarry();
    closePage(pagesOf(forest)[0]!, carry, terms);
    return carry.state.form;
  };

  test('200 levels waiting at once, each with a ranked member', () => {
    // A spine of 200; behind the whole spine, its members' second lines, deepest first: each a ranked pair.
    const spine = Array.from({ length: 200 }, (_, i) => member(i - 1, i % 5 === 0 ? 7 : BY_VOLUME));
    const forest: Forest = [...spine];
    for (let i = 199; i >= 0; i--) forest.push(member(i, 1 + (i % 7)), member(forest.length));
    byDefinition(forest, terms);
    expect(formOf(forest)).toBe('narrow');
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
    const forest = [-1, 0, 0, 2].map((referrer) => ({ ...member(referrer), volumeToday: 2n }));
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
    const line = Array.from({ length: 34 }, (_, i) => ({ ...structuredClone(passingOn), referrer: i - 1 }));
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
  const referrers = [-1, 0, 1, 2, 3, 1, 5, 1, 7];
  const choosers = [0, 1, 2, 3, 5, 7];
  const plan: ReleaseTerms = { ...terms, ranks: terms.ranks.slice(0, 3) };
  const forestOf = (choice: number): Forest =>
    referrers.map((referrer, i) => {
      const at = choosers.indexOf(i);
      return {
        referrer,
        handRank: at < 0 ? 0 : (choice >> (2 * at)) & 3,
        orders: [{ remaining: 10_000_000n, daily: BigInt(1_000 * 3 ** i) }],
        balance: 0n,
        owed: 0n,
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
