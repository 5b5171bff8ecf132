// Another referrer by two administrators: from the next day on, at the one place or at the other, whatever is killed.
import type {
  InboxDocument,
  MemberDocument,
  OrderDocument,
  ReferrerChangeDocument,
} from '../../cloudfunctions/_store/documents';
import type { PageDocument } from '../../cloudfunctions/_store/documents/pages';
import type { FunctionRequest } from '../../localcloud';
import { Chance } from '../../localcloud/seed/chance';
import { all, differences } from './books';
import { Seam, writes } from './seam';
import { buy, type Joined, joinMember, nextRequest, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(300_000);

const seam = new Seam();
let world: TestWorld;
const people: Joined[] = [];
/** Two lines below two roots, on pages of three. */
const REFERRERS = [-1, 0, 1, -1, 3, 4, 1, 1, 4];
beforeAll(async () => {
  world = await startWorld({
    timers: 'few',
    variables: { PAGE_SPLIT_ABOVE: '3' },
    beforeRequest: seam.beforeRequest,
  });
  await openShop(world, { settleAfterDays: 0 });
  for (const [at, referrer] of REFERRERS.entries()) {
    await world.advance('1m');
    people.push(await joinMember(world, `1380000020${at}`, people[referrer]?.inviteCode));
  }
  for (const at of [0, 2, 4]) await buy(world, people[at]!, 'both-1');
  await world.advance('2d');
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const member = (at: number) => world.cloud.engine.get('members', people[at]!.memberId) as unknown as MemberDocument;
const change = (proposalId: string) =>
  world.cloud.engine.get('referrerChanges', proposalId) as unknown as ReferrerChangeDocument | undefined;

const asked = (at: number, to: number) => ({
  memberId: people[at]!.memberId,
  toMemberId: people[to]!.memberId,
  reason: '登录时选错了推荐人',
  requestId: nextRequest(),
});

async function approved(at: number, to: number): Promise<string> {
  const { proposalId } = await world.call('admin.proposeReferrer', asked(at, to), world.admins[0]);
  const approval = { proposalId, requestId: nextRequest() };
  expect(await world.refused('admin.approveProposal', approval, world.admins[0])).toBe('proposal/sameAdmin');
  expect(change(proposalId)).toBeUndefined();
  await world.call('admin.approveProposal', { ...approval, requestId: nextRequest() }, world.admins[1]);
  return proposalId;
}

test('refused for the referrer of now, for oneself, and for whoever stands below, however far', async () => {
  const refused = (at: number, to: number) => world.refused('admin.proposeReferrer', asked(at, to), world.admins[0]);
  expect(await refused(6, 1)).toBe('referrer/same');
  expect(await refused(6, 6)).toBe('referrer/below');
  expect(await refused(0, 2)).toBe('referrer/below');
  expect(await refused(3, 5)).toBe('referrer/below');
});

test('finance neither approves nor turns it down; an operator proposes it, takes it back, and approves nothing', async () => {
  const { proposalId } = await world.call('admin.proposeReferrer', asked(6, 5), world.admins[0]);
  const { memberId, token } = people[0]!;
  const as = (role: string) => world.cloud.engine.update('members', { _id: memberId }, { $set: { roles: [role] } });
  await as('finance');
  expect(await world.refused('admin.approveProposal', { proposalId }, token)).toBe('identity/notAllowed');
  expect(await world.refused('admin.rejectProposal', { proposalId }, token)).toBe('identity/notAllowed');
  await as('operator');
  const own = await world.call('admin.proposeReferrer', asked(7, 5), token);
  expect(await world.refused('admin.approveProposal', { proposalId }, token)).toBe('identity/notAllowed');
  expect(await world.refused('admin.rejectProposal', { proposalId }, token)).toBe('identity/notAllowed');
  expect(await world.call('admin.rejectProposal', { proposalId: own.proposalId }, token)).toMatchObject({
    state: 'rejected',
  });
  await world.call('admin.rejectProposal', { proposalId }, world.admins[1]);
  await world.cloud.engine.update('members', { _id: memberId }, { $set: { roles: [] } });
});

test('the close of the day binds it, the next day is the first that knows; a kill leaves the one or the other', async () => {
  const places = () =>
    [6, 7].map((at) => {
      const { referrerId, pageId } = member(at);
      const page = all<PageDocument>(world, 'pages').find(({ members }) => members.includes(people[at]!.memberId))!;
      const depth = page.depth.split(',')[page.members.split(',').indexOf(people[at]!.memberId)];
      return [people.findIndex(({ memberId }) => memberId === referrerId), pageId === page._id, Number(depth)];
    });
  const line = async (at: number) => (await world.call('team.view', {}, people[at]!.token)).members;
  const branch = (await world.call('team.listDirect', {}, people[0]!.token)).members.find(({ opens }) => opens)!.opens!;
  const sixth = await approved(6, 5);
  await world.advance('1m'); // in the order of the approvals
  const seventh = await approved(7, 4);
  expect(places()).toEqual([
    [1, true, 2],
    [1, true, 2],
  ]);
  const heldAt = (nth: number) => {
    let written = 0;
    return seam.hold((request) => {
      if (request.functionName === 'dailyClose' && writes('referrerChanges')(request)) written += 1;
      return written === nth;
    });
  };
  // The first change is written and not committed when the worker is killed; then, by the timers that follow, the second.
  const [first, closing] = [heldAt(1), world.advance('1d').catch(() => undefined)];
  await first.reached;
  world.cloud.killWorker();
  expect(places()).toEqual([
    [1, true, 2],
    [1, true, 2],
  ]);
  const second = heldAt(2);
  first.release();
  await second.reached;
  world.cloud.killWorker();
  expect(places()).toEqual([
    [5, true, 3],
    [1, true, 2],
  ]);
  second.release();
  await closing;
  await world.cloud.trigger('dailyClose');
  expect(places()).toEqual([
    [5, true, 3],
    [4, true, 2],
  ]);
  expect([change(sixth), change(seventh)]).toMatchObject([
    { state: 'moved', fromReferrerId: people[1]!.memberId },
    { state: 'moved', fromReferrerId: people[1]!.memberId },
  ]);
  expect(await Promise.all([0, 1, 3, 4, 5].map(line))).toEqual([2, 1, 5, 4, 1]);
  expect(await world.refused('team.listDirect', { of: branch }, people[0]!.token)).toBe('team/notOpened');
  expect(differences(world)).toEqual([]);
});

test('an order that settles afterwards is the new line’s volume, and no longer the old one’s', async () => {
  const before = await Promise.all(
    [0, 3].map(async (at) => (await world.call('team.view', {}, people[at]!.token)).downline.cashFen),
  );
  await buy(world, people[6]!, 'both-1');
  await world.advance('2d');
  const after = await Promise.all(
    [0, 3].map(async (at) => (await world.call('team.view', {}, people[at]!.token)).downline.cashFen),
  );
  expect(after[0]).toBe(before[0]);
  expect(after[1]).toBeGreaterThan(before[1]!);
  expect(differences(world)).toEqual([]);
});

const cashOf = async (at: number) => (await world.call('team.view', {}, people[at]!.token)).downline.cashFen;
/** What the order that somebody bought last counted as volume. */
const counted = (at: number) => {
  const own = ({ memberId, kind }: InboxDocument) => kind === 'order' && memberId === people[at]!.memberId;
  return all<InboxDocument>(world, 'inbox')
    .filter(own)
    .sort((a, b) => b.sequence - a.sequence || b.atMs - a.atMs)[0]!.volumeFen;
};
/** The bonuses of a member's referred members' members, day by day. */
const bonusesOf = async (at: number) =>
  (await world.call('team.listBonuses', { kind: 'release.secondGeneration' }, people[at]!.token)).lines;
const explained = (at: number, lines: Awaited<ReturnType<typeof bonusesOf>>) =>
  Promise.all(lines.map(({ entryId }) => world.call('wallet.explain', { entryId }, people[at]!.token)));

/** Closes the open day while its worker is killed before every other one of these requests of the close. */
async function closeKilledBefore(is: (request: FunctionRequest) => boolean, most: number): Promise<number> {
  let [seen, next, kills] = [0, 1, 0];
  const arm = () => {
    const held = seam.hold((request) => {
      if (request.functionName !== 'dailyClose' || !is(request)) return false;
      seen += 1;
      return seen === next;
    });
    void held.reached.then(() => {
      kills += 1;
      next = seen + 2;
      world.cloud.killWorker();
      if (kills < most) arm();
      held.release();
    });
  };
  arm();
  await world.advance('1d').catch(() => undefined);
  for (let nth = 0; nth < most; nth += 1) await world.cloud.trigger('dailyClose').catch(() => undefined);
  seam.open();
  return kills;
}

test('a line with orders goes whole: its past stays where it was counted, what it buys counts above it anew', async () => {
  const before = { old: await cashOf(0), fresh: await cashOf(3), sold: await cashOf(1) };
  const lines = await bonusesOf(0);
  expect(lines).not.toEqual([]);
  const told = await explained(0, lines);
  const proposalId = await approved(1, 5);
  expect(await closeKilledBefore(writes('platform'), 8)).toBeGreaterThan(3);
  await world.cloud.trigger('dailyClose');
  expect(change(proposalId)).toMatchObject({ state: 'moved', fromReferrerId: people[0]!.memberId });
  expect(member(1).referrerId).toBe(people[5]!.memberId);
  expect(differences(world)).toEqual([]);
  expect([await cashOf(0), await cashOf(3), await cashOf(1)]).toEqual([before.old, before.fresh, before.sold]);
  expect(await world.call('team.view', {}, people[0]!.token)).toMatchObject({ members: 0, movedCashFen: before.old });
  expect((await world.call('team.view', {}, people[3]!.token)).members).toBe(7);
  // Bonuses of before, and of the day whose close moved the line behind them, are explained by the lines of then.
  expect(await explained(0, lines)).toEqual(told);
  const [last] = await bonusesOf(0);
  const [lastTold] = await explained(0, [last!]);
  expect(last!.day).toBe(change(proposalId)!.movedDay);
  expect(lastTold!.inputs).toMatchObject({ share1People: 1 });
  await buy(world, people[2]!, 'both-1');
  await world.advance('2d');
  expect(await cashOf(0)).toBe(before.old);
  expect(await cashOf(3)).toBe(before.fresh + counted(2));
  expect(await cashOf(1)).toBe(before.sold + counted(2));
  expect(differences(world)).toEqual([]);
});

test('those whom it concerns are told in plain words; the one of before does not learn who it is now', async () => {
  const told = async (at: number) => {
    const { messages } = await world.call('messages.list', { kinds: ['team'] }, people[at]!.token);
    return messages.map(({ title, words }) => `${title} ${words}`);
  };
  expect(await told(1)).toContainEqual(expect.stringMatching(/^推荐人变更 从 \S+ 起，你的推荐人是 \S+\*/));
  const [old, ...none] = await told(0);
  expect(none).toEqual([]);
  expect(old).toMatch(/^团队变更 从 \S+ 起，\S+ 不再由你推荐/);
  expect(await told(5)).toContainEqual(expect.stringMatching(/由你推荐，新订单计入你的团队/));
});

test('a reversal takes volume back where it was counted, and what the referrer of then was given', async () => {
  const order = all<OrderDocument>(world, 'orders').find(
    ({ memberId, state }) => memberId === people[2]!.memberId && state === 'settled',
  )!;
  const volume = all<InboxDocument>(world, 'inbox').find(({ _id }) => _id === `settle:${order._id}`)!.volumeFen;
  const before = { old: await cashOf(0), fresh: await cashOf(3), between: await cashOf(1) };
  const { proposalId } = await world.call(
    'admin.proposeReversal',
    { orderId: order._id, reason: '退货', requestId: nextRequest() },
    world.admins[0],
  );
  await world.call('admin.approveProposal', { proposalId, requestId: nextRequest() }, world.admins[1]);
  await world.advance('1d');
  expect([await cashOf(0), await cashOf(3), await cashOf(1)]).toEqual([
    before.old - volume,
    before.fresh,
    before.between - volume,
  ]);
  expect(differences(world)).toEqual([]);
});

test('of two changes of one day that would close a circle the second is left, and told why', async () => {
  const first = await approved(3, 0);
  await world.advance('1m');
  const second = await approved(0, 4);
  await world.advance('1d');
  expect(change(first)).toMatchObject({ state: 'moved' });
  expect(change(second)).toMatchObject({ state: 'left', why: 'referrer/below' });
  expect(member(0).referrerId).toBeNull();
  expect(differences(world)).toEqual([]);
});

test('lines moved at random stand as in a tree of names and referrers alone', async () => {
  const chance = new Chance(20_261_126);
  const referrers = () => people.map((_, at) => people.findIndex(({ memberId }) => memberId === member(at).referrerId));
  const above = referrers();
  const isBelow = (one: number, top: number): boolean => one >= 0 && (one === top || isBelow(above[one]!, top));
  const mayMove = ([at, to]: readonly [number, number]) => !isBelow(to, at) && above[at] !== to;
  for (let day = 0; day < 3; day += 1) {
    const waiting: (readonly [number, number])[] = [];
    for (let nth = 0; nth < 3; nth += 1) {
      const move = [chance.below(people.length), chance.below(people.length)] as const;
      if (!mayMove(move)) continue;
      await approved(...move);
      await world.advance('1m'); // in the order of the approvals
      waiting.push(move);
    }
    await buy(world, people[day + 4]!, 'both-1');
    await world.advance('1d');
    for (const move of waiting) if (mayMove(move)) above[move[0]] = move[1];
    expect(referrers()).toEqual(above);
    expect(differences(world)).toEqual([]);
  }
});
