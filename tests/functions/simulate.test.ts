import type { InputOf, StatementLine } from '@shared/contract';
import { explainedParts } from '@shared/explain';
import { BALANCE_ASSETS } from '@shared/ledger';
import { type PlanKind, plansSchema } from '@shared/plans';
import { type MemberResult, readScenario, runScenario } from '@shared/simulate';
import { hasInputWords } from '../../client/copy/inputs';
import { workedOutAgain } from '../../client/features/explain/again';
import { columnsOf } from '../../cloudfunctions/_books/pages/columns';
import type { PageDocument } from '../../cloudfunctions/_store/documents/pages';
import { bonusInputs } from '../../cloudfunctions/wallet/explain/bonuses';
import { presets } from '../../config/plans';
import { differences } from './books';
import { formulaFaults } from './formulas';
import { buy, type Joined, joinMember, openShop, PICTURE, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(300_000);

/** The shipped plans with bounds so low that a few orders reach tiers, ranks and the forced exit. */
const plans = {
  appreciation: { ...presets.appreciation.plan, exitMultiple: '0.3' },
  dividend: {
    ...presets.cyclic.plan,
    tiers: [
      { from: '4', rate: '0.01' },
      { from: '9', rate: '0.03' },
    ],
  },
  release: {
    ...presets.release.plan,
    ranks: [
      { from: '3000.00', rate: '0.10' },
      { from: '12000.00', rate: '0.20' },
      { from: '30000.00', rate: '0.26' },
    ],
  },
} satisfies Record<PlanKind, object>;

/** Member n was referred by the one named: two lines, five deep, and somebody alone. */
const REFERRERS = [null, 0, 0, 1, 3, 4, 4, 2, 7, null, 8, 5];
const PRICES = { low: 100_000, tier1: 300_000, tier2: 900_000 };
/** Day, member, product: in the order in which they settle. */
const PURCHASES: readonly (readonly [number, number, keyof typeof PRICES])[] = [
  [1, 0, 'tier2'],
  [1, 5, 'tier1'],
  [1, 4, 'tier1'],
  [1, 11, 'low'],
  [2, 3, 'tier1'],
  [2, 6, 'tier2'],
  [2, 1, 'tier1'],
  [2, 8, 'tier1'],
  [2, 11, 'tier1'],
  [3, 7, 'tier1'],
  [3, 2, 'tier1'],
  [3, 10, 'tier2'],
  [3, 0, 'low'],
  [4, 5, 'tier2'],
  [4, 9, 'tier1'],
  [4, 4, 'low'],
];
const DAYS = 6;

let world: TestWorld;
let members: Joined[];
let expected: readonly MemberResult[];

beforeAll(async () => {
  expect(plansSchema.safeParse(plans).success).toBe(true);
  const read = readScenario(
    JSON.stringify({
      start: '2026-03-02',
      days: DAYS,
      plan: plans,
      members: REFERRERS.map((referrer, at) => ({
        id: `m${at}`,
        ...(referrer === null ? {} : { referrer: `m${referrer}` }),
      })),
      merchants: [],
      events: PURCHASES.map(([day, member, price]) => ({
        day,
        type: 'purchase',
        member: `m${member}`,
        amount: (PRICES[price] / 100).toFixed(2),
      })),
    }),
  );
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  expected = runScenario(read.scenario).members;

  // Pages of at most four members: joins and splits all the time, every line crosses pages.
  world = await startWorld({ timers: 'few', variables: { PAGE_SPLIT_ABOVE: '4' } });
  await openShop(world, { settleAfterDays: 0, plans });
  await world.call(
    'admin.saveGoods',
    {
      goodsId: 'any',
      title: '各档商品',
      pictures: [PICTURE],
      ground: 1,
      industry: 'grocery',
      kind: 'delivered',
      categoryId: 'fruit',
      shopId: 'own',
      options: [{ name: '档', choices: Object.keys(PRICES) }],
      skus: Object.entries(PRICES).map(([name, priceFen]) => ({
        skuId: name,
        choices: [name],
        priceFen,
        costFen: 0,
        stock: 100,
      })),
      plans: ['appreciation', 'dividend', 'release'],
    },
    world.admins[0],
  );
  members = [];
  for (const [at, referrer] of REFERRERS.entries()) {
    members.push(
      await joinMember(
        world,
        `138000000${String(at).padStart(2, '0')}`,
        referrer === null ? undefined : members[referrer]!.inviteCode,
      ),
    );
  }
  let day = 1;
  for (const [on, member, price] of PURCHASES) {
    for (; day < on; day += 1) await world.advance('1d');
    await world.advance('1s'); // settled in this order
    await buy(world, members[member]!, price);
  }
  for (; day <= DAYS; day += 1) await world.advance('1d');
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

test('the live system comes to the figures of the simulator, to the last unit', async () => {
  for (const [at, member] of members.entries()) {
    const [wallet, team, me] = await Promise.all([
      world.call('wallet.view', {}, member.token),
      world.call('team.view', {}, member.token),
      world.call('account.me', {}, member.token),
    ]);
    const is = {
      cash: wallet.cashFen,
      appreciating: wallet.appreciation!.heldMicroPoints,
      exitQuota: wallet.appreciation!.exitQuotaFen,
      quota: wallet.dividend!.quotaFen,
      weight: wallet.dividend!.weightMicroShares,
      spendable: wallet.spendableCents,
      level: me.level,
      rank: me.rank,
      teamVolume: team.teamVolumeFen,
      orders: wallet.release!.orders.map(({ grantedReleaseCents, remainingReleaseCents }) => [
        grantedReleaseCents,
        remainingReleaseCents,
      ]),
    };
    const { cash, appreciating, exitQuota, quota, weight, spendable, level, rank, teamVolume, orders } = expected[at]!;
    expect([at, is]).toEqual([
      at,
      {
        cash,
        appreciating,
        exitQuota,
        quota,
        weight,
        spendable,
        level,
        rank,
        teamVolume,
        orders: orders.map(({ granted, remaining }) => [granted, remaining]),
      },
    ]);
  }
});

test.each([
  ['with a line for what the parts leave below a cent', 1_000, [0, 1, 1]],
  ['and for what one’s own orders cannot pay', 1, [0, 1, 1, -1]],
])('a bonus adds up, %s', (_what, leftCents, cents) => {
  const { release } = plansSchema.parse({ release: presets.release.plan });
  // 10 % of 0.08 and 20 % of 0.07 are 2.2 cents together, 0.8 and 1.4 each.
  const members = [
    { memberId: 'a', generation: 1, staticCents: 7, rank: 1 },
    { memberId: 'b', generation: 2, staticCents: 8, rank: 0 },
  ];
  const inputs = bonusInputs('release.team', members, 2, release!, leftCents);
  const { lines, recomputed, addsUp } = explainedParts({ kind: 'release.team', asset: 'spendable', inputs });
  expect(lines.map(({ result }) => result?.units)).toEqual(cents);
  expect(recomputed).toBe(cents.reduce((sum, one) => sum + one, 0));
  expect(formulaFaults({ lines, addsUp }, recomputed)).toEqual([]);
});

test('every line of every member is explained from its own inputs, and all kinds occur', async () => {
  const kinds = new Set<string>();
  for (const { token } of members) {
    let next: string | null | undefined;
    do {
      const page = await world.call('wallet.statement', { limit: 50, ...(next ? { cursor: next } : {}) }, token);
      for (const { entryId, kind, amount } of page.lines) {
        kinds.add(kind);
        const explained = await world.call('wallet.explain', { entryId }, token);
        expect([kind, explained.recomputed, explained.agrees]).toEqual([kind, amount, true]);
        expect([kind, entryId, formulaFaults(explained.formula, amount.units)]).toEqual([kind, entryId, []]);
        // And on a device that has nothing but the explanation.
        const here = await workedOutAgain(explained);
        expect([kind, here]).toEqual([kind, { is: 'done', units: amount.units, agrees: true }]);
        expect(Object.keys(explained.inputs).filter((name) => !hasInputWords(name))).toEqual([]);
        expect(explained.rule.words).not.toMatch(/按比例|的比例给|固定比例/);
      }
      next = page.next;
    } while (next);
  }
  expect([...kinds].sort()).toEqual([
    'appreciation.forcedExit',
    'appreciation.purchase',
    'appreciation.referral',
    'dividend.grant',
    'dividend.proportional',
    'dividend.referral',
    'dividend.tier',
    'release.firstGeneration',
    'release.grant',
    'release.sameRank',
    'release.secondGeneration',
    'release.static',
    'release.team',
  ]);
});

type Asked = Omit<InputOf<'wallet.statement'>, 'cursor'>;

/** All pages of a statement as it was asked for, and how many there were. */
async function wholeStatement(token: string, asked: Asked) {
  const lines: StatementLine[] = [];
  let pages = 0;
  let next: string | null | undefined;
  do {
    const page = await world.call('wallet.statement', { ...asked, ...(next ? { cursor: next } : {}) }, token);
    lines.push(...page.lines);
    pages += 1;
    next = page.next;
  } while (next);
  return { lines, pages };
}

test('a statement is the same in small pages, and its filters keep each line and its balance', async () => {
  for (const { token } of [members[0]!, members[4]!]) {
    const { lines: all, pages } = await wholeStatement(token, { limit: 3 });
    expect(pages).toBeGreaterThan(3);
    expect(await wholeStatement(token, { limit: 50 })).toEqual({ lines: all, pages: expect.any(Number) });
    // Of one asset all that moved it, each balance what the line before left, down to nothing.
    for (const asset of BALANCE_ASSETS) {
      const { lines: ofAsset } = await wholeStatement(token, { asset, limit: 4 });
      for (const [at, line] of ofAsset.entries())
        expect([asset, at, line.balanceAfter! - line.amount.units]).toEqual([
          asset,
          at,
          ofAsset[at + 1]?.balanceAfter ?? 0,
        ]);
      const shown = all.filter(({ amount }) => amount.asset === asset);
      expect(ofAsset).toEqual(expect.arrayContaining(shown));
    }
    const kinds = ['release.static', 'dividend.grant', 'appreciation.forcedExit'] as const;
    expect((await wholeStatement(token, { kinds: [...kinds], limit: 2 })).lines).toEqual(
      all.filter(({ kind }) => kinds.includes(kind as never)),
    );
    const [fromDay, toDay] = ['2026-03-04', '2026-03-06'];
    const within = all.filter(({ day }) => day >= fromDay && day <= toDay);
    expect(within.length).toBeGreaterThan(3);
    expect((await wholeStatement(token, { fromDay, toDay, limit: 4 })).lines).toEqual(within);
  }
});

test('a forced exit is one entry: cash that came, with the points and the quota that went', async () => {
  const exits = [];
  for (const { token } of members)
    exits.push(...(await wholeStatement(token, { kinds: ['appreciation.forcedExit'], limit: 50 })).lines);
  expect(exits.length).toBeGreaterThan(0);
  for (const { amount, sides } of exits) {
    expect([amount.asset, amount.units > 0]).toEqual(['cash', true]);
    expect(sides.map(({ asset, units }) => [asset, units < 0])).toEqual([
      ['appreciating', true],
      ['exitQuota', true],
    ]);
  }
});

test('pages have split, members know theirs, and the books agree', async () => {
  const pages = world.cloud.engine.find('pages', {}) as unknown as PageDocument[];
  expect(pages.length).toBeGreaterThan(3);
  for (const page of pages) {
    const { members } = columnsOf(page);
    expect(members.length).toBeLessThanOrEqual(4);
    for (const memberId of members)
      expect(world.cloud.engine.find('members', { _id: memberId })[0]).toMatchObject({ pageId: page._id });
  }
  expect(differences(world)).toEqual([]);
  const { closes } = await world.call('admin.listCloses', {}, world.admins[0]);
  expect(closes.every(({ balanced }) => balanced)).toBe(true);
});
