// The team of each member and the tree below, against the members and orders that are kept; pages of four members each.
import type { DirectMember, OutputOf } from '@shared/contract';
import { talliesOf } from '../../cloudfunctions/_books/pages/derived';
import type { MemberDocument, OrderDocument } from '../../cloudfunctions/_store/documents';
import type { PageDocument } from '../../cloudfunctions/_store/documents/pages';
import { all } from './books';
import { buy, type Joined, joinMember, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(300_000);

/** Who invited whom, by place: two roots, a chain below the first, several below one. */
const REFERRERS = [-1, 0, 0, 1, 3, 4, 5, 1, 0, 2, -1, 10, 6];

let world: TestWorld;
const people: Joined[] = [];
beforeAll(async () => {
  world = await startWorld({ timers: 'few', variables: { PAGE_SPLIT_ABOVE: '4' } });
  await openShop(world, { settleAfterDays: 0 });
  for (const [at, referrer] of REFERRERS.entries()) {
    await world.advance('1m');
    people.push(await joinMember(world, `138000001${String(at).padStart(2, '0')}`, people[referrer]?.inviteCode));
  }
  await world.advance('1d');
  for (const at of [0, 1, 3, 5, 6, 9, 11, 12]) await buy(world, people[at]!, 'both-1');
  // A day to settle and to be closed, and days that release.
  await world.advance('3d');
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const members = () => all<MemberDocument>(world, 'members');
const orders = () => all<OrderDocument>(world, 'orders');

/** Members below one, with how many generations deeper they are. */
function below(memberId: string): { member: MemberDocument; deeperBy: number }[] {
  const found: { member: MemberDocument; deeperBy: number }[] = [];
  const walk = (id: string, deeperBy: number): void => {
    for (const member of members().filter(({ referrerId }) => referrerId === id)) {
      found.push({ member, deeperBy });
      walk(member._id, deeperBy + 1);
    }
  };
  walk(memberId, 1);
  return found;
}

const settledCash = (ids: readonly string[]): number =>
  orders()
    .filter(({ memberId, state }) => ids.includes(memberId) && state === 'settled')
    .reduce((sum, { cashFen }) => sum + cashFen, 0);

type Listed = OutputOf<'team.listDirect'>;

/** All of a level, page by page. */
async function level(token: string, of?: string, more: object = {}): Promise<DirectMember[]> {
  const found: DirectMember[] = [];
  let cursor: string | null = null;
  do {
    const page: Listed = await world.call(
      'team.listDirect',
      { limit: 2, ...(of ? { of } : {}), ...(cursor ? { cursor } : {}), ...more },
      token,
    );
    found.push(...page.members);
    cursor = page.next;
  } while (cursor);
  return found;
}

test('a team is counted by generation as its members and orders say, however its pages are cut', async () => {
  expect(all(world, 'pages').length).toBeGreaterThan(3);
  for (const { token, memberId } of people) {
    const team = await world.call('team.view', {}, token);
    const downline = below(memberId);
    expect(team).toMatchObject({
      members: downline.length,
      deepest: Math.max(0, ...downline.map(({ deeperBy }) => deeperBy)),
      isWhole: true,
      own: { cashFen: settledCash([memberId]), pointsCents: 0 },
      downline: { cashFen: settledCash(downline.map(({ member }) => member._id)), pointsCents: 0 },
    });
    const generations = ['first', 'second', 'further'].map((generation, nth) => {
      const those = downline
        .filter(({ deeperBy }) => Math.min(deeperBy, 3) === nth + 1)
        .map(({ member }) => member._id);
      const releasing = new Set(
        orders()
          .filter(({ memberId: id, state }) => those.includes(id) && state === 'settled')
          .map(({ memberId: id }) => id),
      );
      return {
        generation,
        members: those.length,
        releasing: releasing.size,
        cashFen: settledCash(those),
        pointsCents: 0,
      };
    });
    expect(team.generations).toEqual(generations);
  }
});

test('the tree opens level by level to everybody below, and each line closes with the member itself', async () => {
  const [root] = people;
  const seen: DirectMember[] = [];
  const open = async (of: string | undefined, wholeFen: number): Promise<void> => {
    const lines = await level(root!.token, of);
    seen.push(...lines);
    expect(lines.reduce((sum, { ownCashFen, downlineCashFen }) => sum + ownCashFen + downlineCashFen, 0)).toBe(
      wholeFen,
    );
    for (const line of lines) {
      expect(line.opens === null).toBe(line.downline === 0);
      expect([line.directs === 0, line.isDirectsWhole]).toEqual([line.downline === 0, true]);
      if (line.opens) await open(line.opens, line.downlineCashFen);
    }
  };
  const team = await world.call('team.view', {}, root!.token);
  await open(undefined, team.downline.cashFen);
  expect(seen).toHaveLength(below(root!.memberId).length);
  expect(new Set(seen.map(({ key }) => key)).size).toBe(seen.length);
});

test('a member of the downline is found by code and by the whole name, at any depth, and nobody else is', async () => {
  const everybody = members();
  const named = new Set<string>();
  for (const { token, memberId } of [people[0]!, people[3]!, people[10]!]) {
    const generations = new Map(below(memberId).map(({ member, deeperBy }) => [member._id, deeperBy]));
    for (const { _id, inviteCode, nickname } of everybody) {
      const generation = generations.get(_id);
      const byCode = await world.call('team.search', { query: inviteCode.toLowerCase() }, token);
      expect(byCode.found.map((one) => one.generation)).toEqual(generation === undefined ? [] : [generation]);
      if (memberId !== people[0]!.memberId) continue;
      if (named.has(nickname)) continue;
      named.add(nickname);
      const alike = everybody.filter((one) => one.nickname === nickname && generations.has(one._id));
      const byName = await world.call('team.search', { query: ` ${nickname} ` }, token);
      expect([byName.found.length, byName.isWhole]).toEqual([Math.min(alike.length, 10), alike.length <= 10]);
      expect((await world.call('team.search', { query: nickname.slice(0, -1) }, token)).found).toEqual([]);
    }
  }
  // What is found is the tree's own line: told and opened alike.
  const [line] = (await level(people[0]!.token)).filter(({ downline }) => downline > 1);
  const { inviteCode } = everybody.find(({ _id }) => _id === people[1]!.memberId)!;
  const { found } = await world.call('team.search', { query: inviteCode }, people[0]!.token);
  const { opens, ...told } = found[0]!.member;
  expect(found[0]).toMatchObject({ referredBy: null });
  expect(told).toEqual({ ...line, opens: undefined, downlinePointsCents: null });
  expect(await level(people[0]!.token, opens!)).toHaveLength(line!.directs);
});

test("a line's points are those of itself and of all below, however the pages are cut", async () => {
  const { engine } = world.cloud;
  const pages = all<PageDocument>(world, 'pages');
  const pointsOf = (id: string): number => 100 + members().findIndex(({ _id }) => _id === id);
  for (const page of pages) {
    const ids = page.members.split(',').filter(Boolean);
    const numbers = (column: string) => column.split(',').filter(Boolean).map(Number);
    const ownPoints = ids.map(pointsOf);
    const counted = {
      depth: numbers(page.depth),
      orderCount: numbers(page.orderCount),
      ownVolume: numbers(page.ownVolume),
      ownPoints,
    };
    await engine.update(
      'pages',
      { _id: page._id },
      { $set: { ownPoints: ownPoints.join(','), ...talliesOf(counted) } },
    );
  }
  const open = async (of: string | undefined, wholeCents: number): Promise<void> => {
    const lines = await level(people[0]!.token, of, { volume: 'points' });
    expect(lines.reduce((sum, one) => sum + one.ownPointsCents + one.downlinePointsCents!, 0)).toBe(wholeCents);
    for (const { opens, downlinePointsCents } of lines) if (opens) await open(opens, downlinePointsCents!);
  };
  const team = await world.call('team.view', {}, people[0]!.token);
  expect(team.downline.pointsCents).toBe(
    below(people[0]!.memberId).reduce((sum, { member }) => sum + pointsOf(member._id), 0),
  );
  await open(undefined, team.downline.pointsCents!);
  for (const { _id, ownPoints, least = '', tally = '', tallies = '' } of pages)
    await engine.update('pages', { _id }, { $set: { ownPoints, least, tally, tallies } });
});

test('a branch opens for whom it was given to, and for nobody else', async () => {
  const [root, child, , , , , , , , , other] = people;
  const lines = await level(root!.token);
  const branch = lines.find(({ opens, downline }) => opens && downline > 1)!.opens!;
  expect((await level(root!.token, branch)).length).toBeGreaterThan(0);
  const flipped = Buffer.from(branch, 'base64');
  flipped[20]! ^= 1;
  for (const [token, of] of [
    [other!.token, branch],
    [child!.token, branch],
    [root!.token, flipped.toString('base64')],
    [root!.token, other!.memberId],
    [root!.token, lines[0]!.key],
  ] as const)
    expect(await world.refused('team.listDirect', { of }, token)).toBe('team/notOpened');
  // A cursor belongs to its level.
  const { next } = await world.call('team.listDirect', { limit: 1, of: branch }, root!.token);
  if (next)
    expect(await world.refused('team.listDirect', { limit: 1, cursor: next }, root!.token)).toBe('cursor/invalid');
  // A line that moved behind another referrer takes all names of before with it.
  await world.cloud.engine.update('platform', { _id: 'pages' }, { $set: { moved: 1 } });
  expect(await world.refused('team.listDirect', { of: branch }, root!.token)).toBe('team/notOpened');
  await world.cloud.engine.update('platform', { _id: 'pages' }, { $unset: { moved: '' } });
});

test('no level says a phone, a name in full, an id or an order', async () => {
  const [root] = people;
  const heard: unknown[] = [];
  const open = async (of?: string): Promise<void> => {
    const lines = await level(root!.token, of);
    heard.push(lines);
    for (const { opens } of lines) {
      if (!opens) continue;
      heard.push(Buffer.from(opens, 'base64').toString('latin1'));
      await open(opens);
    }
  };
  await open();
  heard.push(await world.call('team.view', {}, root!.token));
  const text = JSON.stringify(heard);
  for (const { member } of below(root!.memberId)) {
    const secrets = [member._id, member.phoneMasked, member.phoneHash, member.inviteCode, member.nickname];
    const orderIds = orders()
      .filter(({ memberId }) => memberId === member._id)
      .flatMap(({ _id, orderNo }) => [_id, orderNo]);
    for (const secret of [...secrets, ...orderIds]) expect([secret, text.includes(secret)]).toEqual([secret, false]);
  }
});

test('bonuses are those of the statement, and each leads to its explanation', async () => {
  for (const { token } of [people[0]!, people[3]!]) {
    const { bonuses, asOfDay } = await world.call('team.view', {}, token);
    const { lines } = await world.call('wallet.statement', { asset: 'spendable', limit: 50 }, token);
    for (const { kind, last, thirtyDaysCents, lines: count } of bonuses) {
      const own = lines.filter((line) => line.kind === kind);
      const listed = await world.call('team.listBonuses', { kind }, token);
      expect(listed.lines.map(({ entryId, cents, day }) => [entryId, cents, day])).toEqual(
        own.map(({ entryId, amount, day }) => [entryId, amount.units, day]),
      );
      const months = await Promise.all(
        [listed.firstMonth, '2020-01'].map((month) => world.call('team.listBonuses', { kind, month }, token)),
      );
      expect([listed.firstMonth, listed.lastMonth]).toEqual(['2026-03', '2026-03']);
      expect(months.map(({ lines, sumCents }) => [lines, sumCents])).toEqual([
        [listed.lines, thirtyDaysCents],
        [[], 0],
      ]);
      expect([count, thirtyDaysCents]).toEqual([own.length, own.reduce((sum, { amount }) => sum + amount.units, 0)]);
      expect(last).toEqual(listed.lines.find(({ day }) => day === asOfDay) ?? null);
      // Month by month back to the joining, whatever month one begins with.
      const ever = await world.call('team.sumBonuses', { cursor: listed.lastMonth }, token);
      expect(ever.sums.find((one) => one.kind === kind)).toEqual({
        kind,
        cents: thirtyDaysCents,
        lines: listed.lines.length,
      });
      expect([ever.fromMonth, ever.next]).toEqual([listed.firstMonth, null]);
      const later = await world.call('team.sumBonuses', { cursor: '2026-09' }, token);
      expect([later.next, later.fromMonth, later.sums.every(({ lines }) => lines === 0)]).toEqual([
        '2026-03',
        '2026-04',
        true,
      ]);
      for (const { entryId, cents } of listed.lines) {
        const { agrees, line } = await world.call('wallet.explain', { entryId }, token);
        expect([agrees, line.amount.units]).toEqual([true, cents]);
      }
    }
    if (token === people[0]!.token)
      expect(bonuses.find(({ kind }) => kind === 'release.firstGeneration')!.lines).toBeGreaterThan(0);
  }
});

test("one's own friends are told with how far they are, those below them are not", async () => {
  const [root, , , , , , , , lone] = people;
  const friends = await level(root!.token);
  const told = friends.map(({ hasAccepted, hasSettled }) => [hasAccepted, hasSettled]);
  // Newest first: the one of place 8 without an order, that of 2 without one, that of 1 with one.
  expect(told).toEqual([
    [true, false],
    [true, false],
    [true, true],
  ]);
  const newcomer = await world.signIn('13800000999', lone!.inviteCode);
  expect(newcomer.token).toBeTruthy();
  expect(await level(lone!.token)).toMatchObject([{ hasAccepted: false, hasSettled: false, downline: 0 }]);
  // No close knows the newcomer yet: counted among the direct ones, found below all above, and by the day of joining.
  expect((await level(root!.token)).find(({ opens, downline }) => opens && downline === 0)).toMatchObject({
    directs: 1,
  });
  const { inviteCode, joinDay } = members().find(({ _id }) => _id === newcomer.memberId)!;
  for (const [at, generations] of [
    [8, [1]],
    [0, [2]],
    [1, []],
    [10, []],
  ] as const) {
    const { found } = await world.call('team.search', { query: inviteCode }, people[at]!.token);
    expect(found.map(({ generation }) => generation)).toEqual(generations);
  }
  const joinedOn = async (at: number, days: { fromDay?: string; toDay?: string }) => {
    const { members: listed, joined } = await world.call('team.listDirect', days, people[at]!.token);
    expect(joined).toEqual({ count: listed.length, isWhole: true });
    return listed.length;
  };
  const firstDay = members().find(({ _id }) => _id === root!.memberId)!.joinDay;
  expect(await joinedOn(8, { fromDay: joinDay, toDay: joinDay })).toBe(1);
  expect(await joinedOn(8, { toDay: firstDay })).toBe(0);
  expect(await joinedOn(0, { fromDay: joinDay })).toBe(0);
  expect(await joinedOn(0, { fromDay: firstDay, toDay: firstDay })).toBe(3);
  expect(await level(root!.token, undefined, { toDay: firstDay, limit: 1 })).toHaveLength(3);
  expect(await world.refused('team.listDirect', { fromDay: '2026-02-31' }, root!.token)).toBe('input/invalid');
  const branch = friends.find(({ downline }) => downline > 1)!.opens!;
  for (const below of await level(root!.token, branch))
    expect([below.hasAccepted, below.hasSettled]).toEqual([null, null]);
});
