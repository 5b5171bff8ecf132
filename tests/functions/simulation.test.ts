// A draft simulated on what a shop has really sold, in parts, through the function.
import type { OutputOf } from '@shared/contract';
import { addDays, businessDayOf } from '@shared/kernel';
import { readScenario, runScenario } from '@shared/simulate';
import { presets } from '../../config/plans';
import { all } from './books';
import {
  buy,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  proposePlans,
  removeBuilt,
  startWorld,
  type TestWorld,
} from './world';

type Simulation = OutputOf<'simulation.newest'>['simulation'] & object;

const DAYS = 4;
const KINDS = ['static', 'firstGeneration', 'secondGeneration', 'team', 'sameRank'];
const slower = { release: { ...presets.release.plan, dailyRate: '0.010' } };

let world: TestWorld;
let member: Joined;
const admin = () => world.admins[0];

beforeAll(async () => {
  world = await startWorld({ workers: 2, timers: 'few' });
  await openShop(world, {
    settleAfterDays: 0,
    plans: { appreciation: presets.appreciation.plan, release: presets.release.plan },
  });
  const leader = await joinMember(world, '13811110000');
  member = await joinMember(world, '13811110001', leader.inviteCode);
  for (let day = 0; day < DAYS; day += 1) {
    await buy(world, day % 2 ? leader : member, 'bed-1');
    // Counted by two of three plans, and by the third no more than what it names.
    await buy(world, member, 'both-1');
    await buy(world, leader, 'apple-1', { quantity: 2 });
    await world.advance('1d');
  }
});

afterAll(async () => {
  await world.close();
  removeBuilt();
});

const start = (plans: object = slower) =>
  world.call('simulation.start', { plans: plans as never, requestId: nextRequest() }, admin());

async function whole(plans?: object): Promise<Simulation> {
  let { simulationId, done, total, ...rest } = await start(plans);
  while (done < total)
    ({ simulationId, done, total, ...rest } = await world.call('simulation.step', { simulationId, done }, admin()));
  return { simulationId, done, total, ...rest };
}

async function historyOf(simulationId: string) {
  const text: string[] = [];
  for (let part = 0, parts = 1; part < parts; part += 1) {
    const got = await world.call('simulation.history', { simulationId, part }, admin());
    ({ parts } = got);
    text.push(got.text);
  }
  const read = readScenario(text.join(''));
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.scenario;
}

test('the history is what the shop has lived: every day of it comes to what its close did, by the command as well', async () => {
  const { simulationId, historyDays, orders, throughDay } = await start();
  const scenario = await historyOf(simulationId);
  expect({ historyDays, orders }).toEqual({ historyDays: DAYS, orders: DAYS * 3 });
  const closes = all<{ _id: string; release: Record<string, number> }>(world, 'closes').filter(
    ({ _id }) => _id >= scenario.start && _id <= throughDay,
  );
  const { days } = runScenario(scenario);
  expect(closes).toHaveLength(DAYS);
  const [pool] = all<{ _id: string; state: { pool: number; circulating: number } }>(world, 'platform').filter(
    ({ _id }) => _id === 'pool',
  );
  expect(days.at(-1)!.appreciation).toMatchObject({ pool: pool!.state.pool, circulating: pool!.state.circulating });
  expect(
    days.map(({ release }) => Number(Object.values(release!).reduce((sum: bigint, one) => sum + BigInt(one), 0n))),
  ).toEqual(closes.map(({ release }) => KINDS.reduce((sum, kind) => sum + release[`${kind}Cents`]!, 0)));
  expect(JSON.stringify(scenario)).not.toContain(member.memberId);
});

test('a draft is played beside what runs, part by part, to the end', async () => {
  await world.advance('1m');
  const shown = await whole();
  expect(shown).toMatchObject({
    done: shown.total,
    plans: slower,
    years: [{ trend: 'flat' }, { trend: 'growing' }, { trend: 'falling' }],
  });
  const { running, draft } = shown.replay!;
  expect(draft.turnoverFen).toBe(running.turnoverFen);
  expect(draft.grantedReleaseCents).toBe(running.grantedReleaseCents);
  expect(draft.creditedFen).toBeLessThan(running.creditedFen);
  expect(draft.owedReleaseCents - running.owedReleaseCents).toBe(running.creditedFen - draft.creditedFen);
  const [flat, growing, falling] = shown.years;
  expect(growing!.draft.turnoverFen).toBeGreaterThan(flat!.draft.turnoverFen);
  expect(falling!.draft.turnoverFen).toBeLessThan(flat!.draft.turnoverFen);
  const sum = (of: readonly number[]) => of.reduce((total, one) => total + one, 0);
  expect(sum(shown.weeks!.running)).toBe(flat!.running.creditedFen);
  expect(sum(shown.groups.map((one) => one.draft))).toBe(flat!.draft.creditedFen);
  expect(sum(shown.groups.map((one) => one.members))).toBe(shown.members);
  expect(shown.fan!.draft).toMatchObject({ courses: 20, shortAtEnd: 20 });
  // Goods of this shop cost a fifth of their price.
  expect(shown.costRateMillionths).toBe(200_000);
  expect(await world.call('simulation.newest', {}, admin())).toEqual({ simulation: shown });
  // Drawn by the history and the draft: the same again is the same.
  await world.advance('1m');
  const again = await whole();
  expect({ ...again, simulationId: '', requestedAtMs: 0 }).toEqual({ ...shown, simulationId: '', requestedAtMs: 0 });
});

test('a draft of what runs changes nothing', async () => {
  const { replay, years, fan } = await whole({ release: presets.release.plan });
  expect(replay!.draft).toEqual(replay!.running);
  for (const year of years) expect(year.draft).toEqual(year.running);
  expect(fan!.draft).toEqual(fan!.running);
});

test('a kind that does not run yet is counted as its goods name it', async () => {
  const { replay } = await whole({ dividend: { ...presets.cyclic.plan, tiers: [] } });
  expect(replay!.running.owedQuotaFen).toBe(0);
  expect(replay!.draft.owedQuotaFen).toBeGreaterThan(0);
});

test('two who step at once, and a step that is asked again, work out the same part once', async () => {
  const { simulationId } = await start();
  const step = () => world.call('simulation.step', { simulationId, done: 0 }, admin());
  const [one, other] = await Promise.all([step(), step()]);
  expect(one).toEqual(other);
  expect(await step()).toEqual(one);
});

test('what can’t be simulated is refused', async () => {
  const input = { plans: { release: { ...presets.release.plan, dailyRate: '2' } }, requestId: nextRequest() };
  expect(await world.refused('simulation.start', input as never, admin())).toBe('plan/faults');
  expect(await world.refused('simulation.step', { simulationId: 'none', done: 0 }, admin())).toBe('simulation/unknown');
  expect(await world.refused('simulation.newest', {}, member.token)).toBe('identity/notAllowed');
});

describe('a change of a plan', () => {
  const dayAhead = (days: number) => addDays(businessDayOf(world.cloud.now()), days);
  const ask = (more: object = {}) => ({
    plans: slower,
    fromDay: dayAhead(1),
    reason: '放慢一点',
    requestId: nextRequest(),
    ...more,
  });
  const dailyOf = (orderId: string) =>
    (
      world.cloud.engine.get('orders', orderId) as unknown as {
        grants: { plan: string; version: number; dailyReleaseCents: number }[];
      }
    ).grants.find(({ plan }) => plan === 'release');

  test('is not published by one, nor unsimulated, nor backwards', async () => {
    const publish = { plans: slower, requestId: nextRequest() };
    expect(await world.refused('admin.publishPlans', publish, admin())).toBe('plan/needsSecond');
    expect(await world.refused('admin.proposePlans', ask(), admin())).toBe('plan/notSimulated');
    const { simulationId } = await start({ release: { ...slower.release, dailyRate: '0.009' } });
    expect(await world.refused('admin.proposePlans', ask({ simulationId }), admin())).toBe('plan/notSimulated');
    expect(await world.refused('admin.proposePlans', ask({ fromDay: dayAhead(0) }), admin())).toBe('plan/notAhead');
    const same = { release: presets.release.plan };
    expect(await world.refused('admin.proposePlans', ask({ plans: same }), admin())).toBe('plan/sameAsNow');
    const faulty = { release: { ...slower.release, dailyRate: '2' } };
    expect(await world.refused('admin.proposePlans', ask({ plans: faulty }), admin())).toBe('plan/faults');
  });

  test('begins on its day: orders of before keep what they were granted', async () => {
    const before = await buy(world, member, 'bed-1');
    await world.cloud.trigger('settlement');
    const { simulationId } = await whole();
    const proposed = await world.call('admin.proposePlans', ask({ simulationId, fromDay: dayAhead(2) }), admin());
    const approval = { proposalId: proposed.proposalId, requestId: nextRequest() };
    expect(await world.refused('admin.approveProposal', approval, admin())).toBe('proposal/sameAdmin');
    const approved = await world.call('admin.approveProposal', approval, world.admins[1]);
    expect(approved).toMatchObject({ state: 'done', decidedBy: expect.any(String) });
    // Asked again it is what it was.
    expect(await world.call('admin.approveProposal', approval, world.admins[1])).toEqual(approved);
    expect(world.cloud.engine.get('planVersions', 'release:2')).toMatchObject({
      fromDay: dayAhead(2),
      text: slower.release,
    });
    await world.advance('1d');
    const between = await buy(world, member, 'bed-1');
    await world.advance('1d');
    const after = await buy(world, member, 'bed-1');
    await world.advance('1d');
    expect([before, between, after].map(dailyOf)).toMatchObject([
      { version: 1, dailyReleaseCents: 3600 },
      { version: 1, dailyReleaseCents: 3600 },
      { version: 2, dailyReleaseCents: 3000 },
    ]);
    // The history has both versions, and a new draft goes on from the second.
    const { simulationId: next } = await start({ release: { ...slower.release, dailyRate: '0.008' } });
    const { events } = await historyOf(next);
    expect(events.filter(({ type }) => type === 'publish')).toMatchObject([
      { plan: { release: { dailyRate: 10_000 } } },
    ]);
  });

  test('is taken back before it begins, not after', async () => {
    const proposalId = await proposePlans(world, { release: { ...slower.release, dailyRate: '0.007' } });
    await world.call('admin.approveProposal', { proposalId }, world.admins[1]);
    const withdraw = (version: number) => ({
      plan: 'release' as const,
      version,
      reason: '再想想',
      requestId: nextRequest(),
    });
    expect(await world.refused('admin.withdrawPlan', withdraw(2), admin())).toBe('plan/begun');
    expect(await world.refused('admin.withdrawPlan', withdraw(9), admin())).toBe('plan/unknown');
    const asked = withdraw(3);
    expect(await world.call('admin.withdrawPlan', asked, admin())).toEqual({ plan: 'release', version: 3 });
    expect(await world.call('admin.withdrawPlan', asked, admin())).toEqual({ plan: 'release', version: 3 });
    await world.advance('1d');
    const orderId = await buy(world, member, 'bed-1');
    await world.advance('1d');
    expect(dailyOf(orderId)).toMatchObject({ version: 2 });
    const notes = all<{ action: string; details: Record<string, unknown> }>(world, 'audit').filter(
      ({ action }) => action === 'admin.withdrawPlan',
    );
    expect(notes).toMatchObject([{ details: { plan: 'release', version: 3, reason: '再想想' } }]);
  });
});
