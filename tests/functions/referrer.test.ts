// Another referrer by two administrators: from the next day on, at the one place or at the other, whatever is killed.
import type { MemberDocument, ReferrerChangeDocument } from '../../cloudfunctions/_store/documents';
import type { PageDocument } from '../../cloudfunctions/_store/documents/pages';
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
  await buy(world, people[2]!, 'both-1');
  await buy(world, people[4]!, 'both-1');
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

test('refused for who referred somebody, who has a settled order, and a referrer who joined later', async () => {
  const refused = (at: number, to: number) => world.refused('admin.proposeReferrer', asked(at, to), world.admins[0]);
  expect(await refused(6, 1)).toBe('referrer/same');
  expect(await refused(6, 7)).toBe('referrer/later');
  expect(await refused(6, 6)).toBe('referrer/later');
  expect(await refused(4, 0)).toBe('referrer/hasDownline');
  expect(await refused(2, 0)).toBe('referrer/hasSettled');
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
      const { referrerId, pageId, depth } = member(at);
      const page = all<PageDocument>(world, 'pages').find(({ members }) => members.includes(people[at]!.memberId))!;
      return [people.findIndex(({ memberId }) => memberId === referrerId), pageId === page._id, depth];
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
    { state: 'moved', fromReferrerId: people[1]!.memberId, fromDepth: 2 },
    { state: 'moved', fromReferrerId: people[1]!.memberId, fromDepth: 2 },
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

test('what may not be done any more when the day is closed is left, and told why', async () => {
  const proposalId = await approved(8, 5);
  await buy(world, people[8]!, 'both-1');
  await world.advance('2d');
  expect(change(proposalId)).toMatchObject({ state: 'left', why: 'referrer/hasSettled' });
  expect(member(8).referrerId).toBe(people[4]!.memberId);
  expect(differences(world)).toEqual([]);
});
