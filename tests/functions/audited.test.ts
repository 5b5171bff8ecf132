// Every action of the staff, done: what changes something leaves its line, and the lines are whole, or are found not to be.
import { actions, audited } from '@shared/contract';
import { isStaffArea } from '@shared/roles';
import { everyCase } from '../../bench/actions/cases';
import { act, type Scene } from '../../bench/actions/scene';
import type { FunctionRequest } from '../../localcloud';
import { readBooks, readEngine, verify } from '../../scripts/verify/index';
import { sceneOf } from './actionScene';
import { buy, joinMember, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(180_000);

/** What a call writes besides what it is for. */
const BESIDE = new Set(['requests', 'sessions', 'alerts', 'counters', 'audit', 'auditChains']);
/** What finds nothing to do in a shop as small as this one, and then writes nothing. */
const NOTHING_TO_DO = new Set(['admin.resumeClose', 'admin.listPayees']);
/** What is written without a line of its own, and why. */
const WITHOUT_LINE: Readonly<Record<string, string>> = {
  'admin.sendLines': 'lines of a sheet arrive: that it was begun is written down, and what it does when it is applied',
  'admin.stepImport': 'what a sheet does is written down line by line',
  'exchange.sync': 'each acknowledgement that it takes is written down, and each register that it gives',
  'messages.seeThreadOfPlatform': 'that words were read, which changes nothing for anybody',
  'simulation.step': 'a simulation that was begun, which is written down, goes on',
};

/** What is done or made and changes nothing that stood there: its line says what it was, there is no before. */
const WITHOUT_BEFORE: ReadonlySet<string> = new Set([
  // Words, a parcel, money or a voucher of somebody's order: its own record has each state that it went through.
  'admin.answerReview',
  'admin.answerAfterSales',
  'admin.decideAfterSales',
  'admin.judgeTopUp',
  'admin.redeemVoucher',
  'admin.refundPieces',
  'admin.seeReminder',
  'admin.ship',
  'messages.answerOfPlatform',
  // Made, begun or proposed: nothing stood there. What a proposal changes is said where it is done.
  'admin.makeCoupon',
  'admin.savePlanDraft',
  'admin.proposePlans',
  'admin.proposeReferrer',
  'admin.proposeReversal',
  'admin.proposeAdjustment',
  'admin.payOut',
  'admin.beginImport',
  'admin.applyImport',
  'admin.cancelImport',
  'simulation.start',
  // Gone with it: the line says which it was.
  'admin.withdrawPlan',
  'admin.dropSeries',
  'admin.endMemberSession',
  // Given out, not changed.
  'admin.exportGoods',
  'admin.exportOrders',
  'exchange.exportRegister',
  // Its answers are in the histories of what they are about.
  'exchange.importAcknowledgement',
  // Their case sets what is set already.
  'admin.stopWithdrawals',
  'admin.blockWithdrawals',
  'admin.openWithoutPoints',
  'admin.orderCategories',
]);

let world: TestWorld;
let scene: Scene;
let written: string[] = [];

const isWrite = ({ action }: FunctionRequest): boolean => /(add|insert|modify|update|delete|remove|set)/i.test(action);

beforeAll(async () => {
  world = await startWorld({
    variables: { CERTIFICATE_KEY: 'c0ffee'.repeat(10).padEnd(64, '0') },
    beforeRequest: (request) => {
      if (request.collection && isWrite(request) && !BESIDE.has(request.collection)) written.push(request.collection);
    },
  });
  await openShop(world, { settleAfterDays: 0 });
  const leader = await joinMember(world, '13700000001');
  await world.advance('1m');
  const buyer = await joinMember(world, '13700000002', leader.inviteCode);
  for (const member of [leader, buyer]) await buy(world, member, 'both-1');
  await world.advance('2d');
  scene = await sceneOf(world, { ...leader, phone: '13700000001' }, { ...buyer, phone: '13700000002' });
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const lines = (action?: string): number => world.cloud.engine.count('audit', action ? { action } : {});

const areas = new Map(actions.map(({ name, role }) => [name as string, role]));
const ofStaff = everyCase().filter(({ action }) => isStaffArea(areas.get(action)!));

test.each(ofStaff.map((one) => [one.row, one] as const))(
  '%s leaves its line, or changes nothing',
  async (_row, one) => {
    const { input, token } = await one.prepare(scene);
    const before = lines();
    written = [];
    await act(world.cloud, one.action, input as never, token);
    const changed = [...new Set(written)];
    if (Object.hasOwn(WITHOUT_LINE, one.action)) return;
    const isNoted = lines() > before;
    // Whoever adds an action that writes is told what it wrote without saying who did it.
    expect([one.action, isNoted ? [] : changed]).toEqual([one.action, []]);
    const isChange = isNoted && audited[one.action as keyof typeof audited] !== 'look';
    if (isChange && !WITHOUT_BEFORE.has(one.action))
      expect([one.action, world.cloud.engine.find('audit', { action: one.action }).at(-1)?.changes]).not.toEqual([
        one.action,
        [],
      ]);
    if (!NOTHING_TO_DO.has(one.action))
      expect([one.action, isNoted]).toEqual([one.action, Object.hasOwn(audited, one.action)]);
  },
);

test('the lines are chains without a gap, for the page and for the verification', async () => {
  expect(lines()).toBeGreaterThan(50);
  await expect(checked()).resolves.toBeNull();
  expect(faults()).toEqual([]);
});

const faults = () => [...verify(readBooks(readEngine(world.cloud.engine)))].filter(({ check }) => check === 'audit');

/** What a check of all lines finds. */
async function checked() {
  let cursor: string | null = null;
  do {
    const step: { fault: { what: string; no: number } | null; next: string | null } = await act(
      world.cloud,
      'admin.checkAudit',
      cursor ? { cursor } : {},
      scene.admin.token,
    );
    if (step.fault) return step.fault;
    cursor = step.next;
  } while (cursor);
  return null;
}

type Line = { readonly _id: string; readonly memberId: string; readonly no: number };

/** Whoever writes into the database itself, and what is said of it. Each bend is taken back. */
describe('found by the page and by the verification', () => {
  const chain = () =>
    world.cloud.engine.get('auditChains', scene.admin.memberId) as unknown as { no: number; hash: string };
  const lineNo = (no: number) =>
    world.cloud.engine.find('audit', { memberId: scene.admin.memberId, no })[0] as unknown as Line;

  test.each<[string, number, () => Promise<() => Promise<unknown>>]>([
    [
      'changed',
      3,
      async () => {
        const { details } = lineNo(3) as unknown as { details: object };
        await world.cloud.engine.update('audit', { _id: lineNo(3)._id }, { $set: { 'details.reason': '别的' } });
        const { _id } = lineNo(3);
        return () => world.cloud.engine.update('audit', { _id }, { $set: { details: details as never } });
      },
    ],
    [
      'missing',
      3,
      async () => {
        const gone = lineNo(3);
        await world.cloud.engine.remove('audit', { _id: gone._id });
        return () => world.cloud.engine.insert('audit', [gone as never]);
      },
    ],
    [
      'missing',
      Number.NaN,
      async () => {
        const last = lineNo(chain().no);
        await world.cloud.engine.remove('audit', { _id: last._id });
        return () => world.cloud.engine.insert('audit', [last as never]);
      },
    ],
    [
      'beyond',
      Number.NaN,
      async () => {
        const last = lineNo(chain().no);
        await world.cloud.engine.insert('audit', [{ ...last, _id: 'NFORGED', no: last.no + 1 } as never]);
        return () => world.cloud.engine.remove('audit', { _id: 'NFORGED' });
      },
    ],
  ])('a line that is %s', async (what, no, bend) => {
    const put = await bend();
    try {
      const fault = await checked();
      expect(fault).toMatchObject({ what, ...(Number.isNaN(no) ? {} : { no }) });
      expect(faults().length).toBeGreaterThan(0);
    } finally {
      await put();
    }
    expect(await checked()).toBeNull();
  });

  test('a chain that was cut and ends earlier: the last seal knows where it ended', async () => {
    await world.advance('1d');
    expect(world.cloud.engine.count('auditSeals', {})).toBeGreaterThan(0);
    const { no } = chain();
    const last = lineNo(no);
    const before = lineNo(no - 1) as unknown as { hash: string };
    const whole = chain();
    await world.cloud.engine.remove('audit', { _id: last._id });
    await world.cloud.engine.update(
      'auditChains',
      { _id: scene.admin.memberId },
      { $set: { no: no - 1, hash: before.hash } },
    );
    expect(await checked()).toMatchObject({ what: 'missing', no });
    expect(faults().map(({ what }) => what)).toContainEqual(expect.stringMatching(/^as sealed on/));
    await world.cloud.engine.insert('audit', [last as never]);
    await world.cloud.engine.update(
      'auditChains',
      { _id: scene.admin.memberId },
      { $set: { no: whole.no, hash: whole.hash } },
    );
    expect(await checked()).toBeNull();
  });
});

test('found by who, by what it is about and by kind; two at once by one person are two lines of one chain', async () => {
  const { leader, admin } = scene;
  const look = { memberId: leader.memberId };
  await Promise.all([1, 2, 3].map(() => act(world.cloud, 'wallet.viewOf', look, admin.token)));
  expect(await checked()).toBeNull();
  const asked = { kind: 'look' as const, who: admin.memberId, about: leader.phone, limit: 2 };
  const page = await act(world.cloud, 'admin.listAudit', asked, admin.token);
  expect(page.lines).toMatchObject([
    { action: 'wallet.viewOf', byRoles: ['owner'], client: 'web', aboutName: expect.any(String) },
    { action: 'wallet.viewOf' },
  ]);
  const next = await act(world.cloud, 'admin.listAudit', { ...asked, cursor: page.next! }, admin.token);
  expect(next.lines.length).toBeGreaterThan(0);
  const none = await act(world.cloud, 'admin.listAudit', { about: 'NOSUCHTHING' }, admin.token);
  expect(none.lines).toEqual([]);
  await act(
    world.cloud,
    'admin.changeStock',
    { skuId: 'apple-1', by: 2, reason: '到货', requestId: 'audited-stock' },
    admin.token,
  );
  const [stock] = (await act(world.cloud, 'admin.listAudit', { about: 'apple-1', limit: 1 }, admin.token)).lines;
  expect(stock).toMatchObject({ action: 'admin.changeStock', changes: [{ field: 'stock' }] });
  expect(Number(stock!.changes[0]!.after) - Number(stock!.changes[0]!.before)).toBe(2);
});
