import type { OutputOf } from '@shared/contract';
import type { WithdrawalDocument } from '../../cloudfunctions/_store/documents';
import { readBooks } from '../../scripts/verify/books';
import { verify } from '../../scripts/verify/verify';
import { killedAtEverySeam } from './interleave';
import { Seam, writes } from './seam';
import {
  buy,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  PAY_PASSWORD,
  removeBuilt,
  setPayPassword,
  setTerms,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(180_000);

let world: TestWorld;
const seam = new Seam();
let member: Joined;
let other: Joined;

const own = (): { token: string } => member;

type Wallet = { frozenCashFen?: number; spentCashFen: number };
const walletOf = (who: Joined) => world.cloud.engine.get('wallets', who.memberId) as unknown as Wallet;
const view = (who: Joined = member) => world.call('wallet.viewWithdraw', {}, who.token);
const draw = (amountFen: number, who: Joined = member, requestId = nextRequest()) =>
  world.call('wallet.withdraw', { amountFen, payPassword: PAY_PASSWORD, requestId }, who.token);
const refusedDraw = async (amountFen: number, who: Joined = member) => {
  const input = { amountFen, payPassword: PAY_PASSWORD, requestId: nextRequest() };
  const reply = await world.cloud.call('wallet.withdraw', input, who.token);
  return reply.ok ? reply : { code: reply.code, ...reply.details };
};
const look = (withdrawalId: string, who: Joined = member) =>
  world.call('wallet.viewWithdrawal', { withdrawalId }, who.token);
const atPlatform = (id: string) =>
  world.cloud.engine.find('local__transfers', { _id: id }) as unknown as {
    asked: number;
    paid: number;
    amountFen: number;
    name: string;
  }[];
const kept = (id: string) => world.cloud.engine.get('withdrawals', id) as unknown as WithdrawalDocument;
const confirm = (shown: OutputOf<'wallet.viewWithdrawal'>) => world.cloud.confirmTransfer(shown.confirm!.package);
const settings = (input: object) => setTerms(world, input);
const settle = () => world.cloud.trigger('settlement');
const differences = () => [
  ...verify(
    readBooks((name) => (world.cloud.engine.hasCollection(name) ? world.cloud.engine.find(name, {}) : []) as never),
  ),
];
/** All cash of a member, wherever it stands: it is never more and never less. */
const wholeOf = async (who: Joined = member) => {
  const { cashFen, frozenFen } = await view(who);
  return cashFen + frozenFen;
};

beforeAll(async () => {
  world = await startWorld({ workers: 2, timers: 'few', beforeRequest: seam.beforeRequest });
  await openShop(world, { settleAfterDays: 0 });
  member = await joinMember(world, '13800000001');
  other = await joinMember(world, '13800000002');
  await setPayPassword(world, member);
  await buy(world, member, 'share-1', { quantity: 4 });
  await world.advance('1d');
  await buy(world, other, 'share-1', { quantity: 20 });
  await world.advance('1d');
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});
afterEach(() => seam.open());

describe('what may be drawn', () => {
  test('what was credited just now waits, and the page says until when; it adds up', async () => {
    const shown = await view();
    expect(shown.cashFen).toBe(600_000);
    expect(shown.withdrawable).toMatchObject({
      nowFen: 0,
      waitingFen: 600_000,
      waitHours: 48,
      waiting: [{ kind: 'dividend', day: '2026-03-03', amountFen: 600_000 }],
    });
    const wallet = await world.call('wallet.view', {}, member.token);
    expect(wallet.withdrawable).toEqual(shown.withdrawable);
    expect(await refusedDraw(5_000)).toEqual({
      code: 'withdrawal/exceedsReady',
      askedFen: 5_000,
      readyFen: 0,
      waitingFen: 600_000,
    });
    const [{ fromMs }] = shown.withdrawable.waiting as unknown as [{ fromMs: number }];
    await world.advance(`${Math.ceil((fromMs - world.cloud.now()) / 60_000)}m`);
    expect((await view()).withdrawable).toMatchObject({ nowFen: 600_000, waitingFen: 0, waiting: [] });
  });

  test('nothing leaves before its payee is known by name, told with consent, and kept sealed', async () => {
    expect(await refusedDraw(5_000)).toEqual({ code: 'withdrawal/nameNeeded', needs: 'name' });
    const payee = { name: '陈静', idNumber: '11010519491231002X', consents: true as const };
    expect(
      await world.refused('wallet.saveRecipient', { ...payee, name: '陈 1', requestId: nextRequest() }, member.token),
    ).toBe('payee/name');
    const shown = await world.call('wallet.saveRecipient', { ...payee, requestId: nextRequest() }, member.token);
    // The number is not asked for here: it is not kept.
    expect(shown.payee).toMatchObject({ nameMasked: '陈*', numberMasked: '' });
    await settings({ withdrawNeeds: 'nameAndNumber' });
    expect(await refusedDraw(5_000)).toEqual({ code: 'withdrawal/nameNeeded', needs: 'nameAndNumber' });
    const wrong = { ...payee, idNumber: '110105194912310021', requestId: nextRequest() };
    expect(await world.refused('wallet.saveRecipient', wrong, member.token)).toBe('payee/number');
    const both = await world.call('wallet.saveRecipient', { ...payee, requestId: nextRequest() }, member.token);
    expect(both.payee!.numberMasked).toBe('110***********002X');
    expect(JSON.stringify(world.cloud.engine.get('payees', member.memberId))).not.toMatch(/陈静|19491231/);
    await settings({ withdrawNeeds: 'name' });
    const guessed = { amountFen: 5_000, payPassword: '135791', requestId: nextRequest() };
    expect(await world.refused('wallet.withdraw', guessed, member.token)).toBe('payPassword/wrong');
    expect(world.cloud.engine.count('withdrawals', {})).toBe(0);
  });

  test('below the minimum, above the day, and too often a day are refused with what is left', async () => {
    expect(await refusedDraw(999)).toEqual({ code: 'withdrawal/belowMinimum', askedFen: 999, minFen: 1_000 });
    expect(await refusedDraw(200_001)).toMatchObject({ code: 'withdrawal/dailyAmount', leftFen: 200_000 });
    const first = await draw(20_000);
    expect(await refusedDraw(190_000)).toMatchObject({ code: 'withdrawal/dailyAmount', leftFen: 180_000 });
    const more = [await draw(1_000), await draw(1_000)];
    expect(await refusedDraw(1_000)).toEqual({ code: 'withdrawal/dailyCount', most: 3 });
    for (const one of [first, ...more]) {
      await confirm(one);
      await world.advance('1m');
      expect((await look(one.withdrawalId)).state).toBe('paid');
    }
    await settings({
      withdrawDailyCount: 50,
      withdrawDailyFen: 100_000_000,
      withdrawReviewFromFen: 150_000,
      withdrawSecondFromFen: 160_000,
    });
  });
});

describe('a withdrawal', () => {
  test('is held at once, waits for its member, and is paid once; fee and rest add up', async () => {
    const before = await view();
    const preview = await world.call('wallet.previewWithdrawal', { amountFen: 10_050 }, member.token);
    // 1 %, rounded up to the fen; the month had 220.00 drawn before.
    expect(preview).toMatchObject({ feeFen: 101, arrivesFen: 9_949, taxFen: 0, monthFen: 22_000, reviews: 0 });
    const shown = await draw(10_050);
    expect(shown).toMatchObject({ state: 'waitingForMember', amountFen: 10_050, feeFen: 101, arrivesFen: 9_949 });
    const held = await view();
    expect([held.cashFen, held.frozenFen]).toEqual([before.cashFen - 10_050, 10_050]);
    expect(held.recent[0]).toMatchObject({ withdrawalId: shown.withdrawalId, state: 'waitingForMember' });
    const another = { name: '陈安', consents: true as const, requestId: nextRequest() };
    expect(await world.refused('wallet.saveRecipient', another, member.token)).toBe('payee/inUse');
    expect(await world.refused('wallet.viewWithdrawal', { withdrawalId: shown.withdrawalId }, other.token)).toBe(
      'withdrawal/unknown',
    );
    await confirm(shown);
    await world.advance('1m');
    expect(await look(shown.withdrawalId)).toMatchObject({ state: 'paid', confirm: null });
    expect(atPlatform(shown.withdrawalId)).toMatchObject([{ asked: 1, paid: 1, amountFen: 9_949, name: '陈静' }]);
    expect((await view()).frozenFen).toBe(0);
    expect(world.cloud.engine.get('journal', `withdrawal:${shown.withdrawalId}:paid`)!.postings).toEqual([
      { asset: 'cash', from: 'platform:withdrawals', to: 'world:payouts', amount: 9_949 },
      { asset: 'cash', from: 'platform:withdrawals', to: 'platform:reserve', amount: 101 },
    ]);
    const { messages } = await world.call('messages.list', { kinds: ['withdrawal'] }, member.token);
    expect(messages[0]).toMatchObject({ title: '提现到账', target: { page: 'withdrawal', id: shown.withdrawalId } });
  });

  test('stands in the statement with what explains it, and so does what came back', async () => {
    const { lines } = await world.call('wallet.statement', { asset: 'cash' }, member.token);
    const [line] = lines;
    expect(line).toMatchObject({ kind: 'withdrawal.request', amount: { asset: 'cash', units: -10_050 } });
    const explained = await world.call('wallet.explain', { entryId: line!.entryId }, member.token);
    expect(explained).toMatchObject({ agrees: true, recomputed: { asset: 'cash', units: -10_050 } });
  });

  test.each([
    ['that is never answered, but taken', 93, 'waitingForMember', 1],
    ['whose request is lost', 92, 'waitingForMember', 1],
    ['that is paid without an answer', 96, 'paid', 1],
    ['that is worked on for ten minutes', 94, 'paid', 1],
    ['that fails for a name', 91, 'returned', 1],
  ])('%s is asked for until it is known, under its one number', async (_what, course, state, asked) => {
    await settings({ withdrawFeeMillionths: 0 });
    const whole = await wholeOf();
    const { withdrawalId } = await draw(5_000 + course);
    for (let at = 0; at < 3; at += 1) {
      await world.advance('12m');
      await settle();
      await look(withdrawalId);
    }
    const now = await look(withdrawalId);
    expect(now.state).toBe(state);
    const [transfer] = atPlatform(withdrawalId);
    // Taken once; what the member confirms by may be asked for again under the same number.
    expect(transfer!.asked).toBeLessThanOrEqual(asked + 1);
    expect(transfer!.paid).toBe(state === 'paid' ? 1 : 0);
    if (state === 'waitingForMember') {
      await confirm(now);
      await world.advance('1m');
      expect((await look(withdrawalId)).state).toBe('paid');
      expect(atPlatform(withdrawalId)).toMatchObject([{ paid: 1 }]);
    }
    const gone = state === 'returned' ? 0 : 5_000 + course;
    expect([await wholeOf(), walletOf(member).frozenCashFen]).toEqual([whole - gone, 0]);
    if (state !== 'returned') return;
    expect(now.why).toBe('姓名与微信实名不一致');
    const back = await world.call('wallet.explain', { entryId: `withdrawal:${withdrawalId}:returned:0` }, member.token);
    expect(back).toMatchObject({ agrees: true, line: { kind: 'withdrawal.returned', amount: { units: 5_091 } } });
  });

  test('that its member does not confirm within a day comes back whole', async () => {
    const whole = await wholeOf();
    const { withdrawalId, confirmBeforeMs } = await draw(5_000);
    expect(confirmBeforeMs).toBe(world.cloud.now() + 86_400_000);
    await world.advance('25h');
    await settle();
    expect(await look(withdrawalId)).toMatchObject({ state: 'returned', why: '一天内没有确认收款', confirm: null });
    expect(await wholeOf()).toBe(whole);
    expect(atPlatform(withdrawalId)).toMatchObject([{ paid: 0 }]);
  });

  test('of which nobody knows anything is neither sent again nor given back: an operator is told', async () => {
    const { withdrawalId } = await draw(5_097);
    await world.advance('3h');
    await settle();
    await world.advance('2d');
    await settle();
    expect(kept(withdrawalId)).toMatchObject({ state: 'unknown', sends: 1, isOpen: true });
    expect(atPlatform(withdrawalId)).toMatchObject([{ asked: 1 }]);
    expect(world.cloud.engine.count('alerts', { kind: 'withdrawalStuck' })).toBeGreaterThan(0);
    const reply = { withdrawalId, reason: '查过商户平台' };
    expect(await world.refused('admin.returnWithdrawal', reply, world.admins[0])).toBe('withdrawal/mayBePaid');
    // The platform comes to itself: what it had is known now.
    const transfer = world.cloud.engine.get('local__transfers', withdrawalId)!;
    await world.cloud.engine.set('local__transfers', withdrawalId, {
      ...transfer,
      _id: undefined,
      amountFen: 5_000,
    } as never);
    await world.advance('7h');
    await settle();
    expect(kept(withdrawalId).state).toBe('returned');
  });

  test('that the platform never takes is given back by an operator, a day after it was last sent', async () => {
    const whole = await wholeOf();
    const { withdrawalId } = await draw(5_095);
    for (let at = 0; at < 6; at += 1) {
      await world.advance('4h');
      await settle();
    }
    expect(kept(withdrawalId)).toMatchObject({ state: 'unknown', sends: 5 });
    const input = { withdrawalId, reason: '账户没有钱，平台没有收' };
    for (let at = 0; at < 6; at += 1) {
      await world.advance('6h');
      await settle();
    }
    await world.advance('1m');
    const returned = await world.call('admin.returnWithdrawal', input, world.admins[0]);
    expect(returned).toMatchObject({ state: 'returned', why: '账户没有钱，平台没有收' });
    await world.advance('1d');
    await settle();
    expect([await wholeOf(), atPlatform(withdrawalId)]).toEqual([whole, []]);
  });

  test('two at the same moment draw no more than there is; a double tap is one', async () => {
    const { withdrawable } = await view();
    await settings({ withdrawReviewFromFen: 100_000_000, withdrawSecondFromFen: 100_000_000, withdrawNeeds: 'name' });
    const amountFen = withdrawable.nowFen - 2_000;
    // Both have looked; both write at once.
    void seam.meet(2, writes('wallets'));
    const both = await Promise.all([refusedDraw(amountFen), refusedDraw(amountFen)]);
    expect(both.map((one) => ('code' in one ? one.code : 'done')).sort()).toEqual(['done', 'withdrawal/exceedsReady']);
    const [open] = (await view()).recent;
    await world.advance('25h');
    await look(open!.withdrawalId);
    const requestId = nextRequest();
    const taps = await Promise.all([draw(5_000, member, requestId), draw(5_000, member, requestId)]);
    expect(new Set(taps.map(({ withdrawalId }) => withdrawalId)).size).toBe(1);
    expect(walletOf(member).frozenCashFen).toBe(5_000);
    await world.advance('25h');
    expect((await look(taps[0]!.withdrawalId)).state).toBe('returned');
  });

  test('killed before any of its writes is one withdrawal, one transfer, one payment', async () => {
    const killed = await killedAtEverySeam(seam, {
      prepare: async () => ({ requestId: nextRequest(), whole: await wholeOf() }),
      act: ({ requestId }) =>
        world.cloud.call('wallet.withdraw', { amountFen: 5_096, payPassword: PAY_PASSWORD, requestId }, own().token),
      kill: () => world.cloud.killWorker(),
      check: async ({ whole }, _answer, step) => {
        const [row] = (await view()).recent;
        await world.advance('2m');
        await look(row!.withdrawalId);
        await world.advance('12m');
        await look(row!.withdrawalId);
        const [transfer] = atPlatform(row!.withdrawalId);
        expect([step, kept(row!.withdrawalId).state, transfer!.paid, await wholeOf()]).toEqual([
          step,
          'paid',
          1,
          whole - 5_096,
        ]);
      },
    });
    expect(killed).toBeGreaterThan(5);
  });

  test('killed before any write of the look that gives it back comes back once', async () => {
    const killed = await killedAtEverySeam(seam, {
      prepare: async () => {
        const whole = await wholeOf();
        const { withdrawalId } = await draw(5_000);
        const transfer = world.cloud.engine.get('local__transfers', withdrawalId)!;
        const failed = { ...transfer, _id: undefined, state: 'FAIL', failReason: 'REAL_NAME_CHECK_FAIL' };
        await world.cloud.engine.set('local__transfers', withdrawalId, failed as never);
        await world.advance('1m');
        return { withdrawalId, whole };
      },
      act: ({ withdrawalId }) => world.cloud.call('wallet.viewWithdrawal', { withdrawalId }, own().token),
      kill: () => world.cloud.killWorker(),
      check: async ({ withdrawalId, whole }, _answer, step) => {
        await world.advance('2m');
        await look(withdrawalId);
        await settle();
        const told = world.cloud.engine.count('messages', { memberId: member.memberId, 'target.id': withdrawalId });
        // That it was asked for, and that it came back.
        expect([step, kept(withdrawalId).state, await wholeOf(), told]).toEqual([step, 'returned', whole, 2]);
      },
    });
    expect(killed).toBeGreaterThan(2);
  });
});

describe('administrators', () => {
  beforeAll(async () => {
    await settings({ withdrawFeeMillionths: 10_000, withdrawReviewFromFen: 50_000, withdrawSecondFromFen: 100_000 });
  });
  const [APPROVED, DECLINED] = [{ is: 'approved' as const }, { is: 'declined' as const, reason: '资料对不上' }];
  const review = (withdrawalId: string, decision: typeof APPROVED | typeof DECLINED, by = 0) =>
    world.call('admin.reviewWithdrawal', { withdrawalId, decision, requestId: nextRequest() }, world.admins[by]!);
  const refusedReview = (withdrawalId: string, by = 0) =>
    world.refused(
      'admin.reviewWithdrawal',
      { withdrawalId, decision: APPROVED, requestId: nextRequest() },
      world.admins[by]!,
    );

  test('one looks at what is above a limit, two different ones at what is above the next; nothing is sent before', async () => {
    const one = await draw(50_000);
    expect(one.state).toBe('inReview');
    // Of one's own nobody decides.
    const of = (memberId: string) =>
      world.cloud.engine.update('withdrawals', { _id: one.withdrawalId }, { $set: { memberId } });
    await of((await world.call('account.me', {}, world.admins[0])).memberId);
    expect(await refusedReview(one.withdrawalId)).toBe('withdrawal/own');
    await of(member.memberId);
    await world.advance('1h');
    await settle();
    expect(atPlatform(one.withdrawalId)).toEqual([]);
    expect((await review(one.withdrawalId, APPROVED)).state).toBe('approved');
    expect((await look(one.withdrawalId)).state).toBe('waitingForMember');
    const two = await draw(100_000);
    expect((await review(two.withdrawalId, APPROVED)).state).toBe('inSecondReview');
    expect(await refusedReview(two.withdrawalId)).toBe('withdrawal/sameAdmin');
    const { withdrawals } = await world.call('admin.listWithdrawals', {}, world.admins[1]);
    expect(withdrawals).toMatchObject([
      { withdrawalId: two.withdrawalId, needsReviews: 2, nickname: expect.any(String) },
    ]);
    expect((await review(two.withdrawalId, APPROVED, 1)).state).toBe('approved');
    expect(await refusedReview(two.withdrawalId, 1)).toBe('withdrawal/sameAdmin');
    for (const { withdrawalId } of [one, two]) {
      await confirm(await look(withdrawalId));
      await world.advance('1m');
      expect((await look(withdrawalId)).state).toBe('paid');
    }
  });

  test('what is declined is the member’s again, the fee included, and says why', async () => {
    const whole = await wholeOf();
    const { withdrawalId } = await draw(60_000);
    expect((await review(withdrawalId, DECLINED, 1)).state).toBe('declined');
    expect(await look(withdrawalId)).toMatchObject({ state: 'declined', why: '资料对不上' });
    expect([await wholeOf(), (await view()).frozenFen]).toEqual([whole, 0]);
    expect(await refusedReview(withdrawalId)).toBe('withdrawal/notInReview');
  });

  test('the stop switch keeps what was asked for, untouched, and refuses what is new', async () => {
    const { withdrawalId } = await draw(50_000);
    const stop = (stopped: 'none' | 'all' | 'dividend' | 'sale', by: number) =>
      world.call('admin.stopWithdrawals', { stopped, reason: '对账', requestId: nextRequest() }, world.admins[by]!);
    await stop('all', 0);
    await expect(stop('none', 0)).rejects.toThrow('stop/sameAdmin');
    const { stops } = await world.call('admin.viewStops', {}, world.admins[1]);
    expect(stops.find((one) => one.stop === 'withdrawals')).toMatchObject({
      isStopped: true,
      reason: '对账',
      mayTurn: true,
    });
    await review(withdrawalId, APPROVED);
    const before = kept(withdrawalId);
    await world.advance('1h');
    await settle();
    expect([kept(withdrawalId), (await look(withdrawalId)).isStopped]).toEqual([before, true]);
    expect((await view()).bar).toBe('stopped');
    expect(((await refusedDraw(5_000)) as { code: string }).code).toBe('withdrawal/stopped');
    await stop('dividend', 1);
    expect(await refusedDraw(5_000)).toEqual({ code: 'withdrawal/stopped', readyFen: 0 });
    expect((await look(withdrawalId)).state).toBe('approved');
    await stop('sale', 0);
    expect((await look(withdrawalId)).state).toBe('waitingForMember');
    await stop('none', 1);
    await world.advance('25h');
    expect((await look(withdrawalId)).state).toBe('returned');
  });

  test('a blocked member and a clearance that is gone draw nothing; what is held stays', async () => {
    const block = (isBlocked: boolean) =>
      world.call('admin.blockWithdrawals', { memberId: member.memberId, isBlocked, reason: '核实' }, world.admins[0]);
    await block(true);
    expect(((await refusedDraw(5_000)) as { code: string }).code).toBe('withdrawal/blocked');
    await block(false);
    const { clearances } = await world.call('admin.listClearances', {}, world.admins[0]);
    const { clearanceId } = clearances.find(({ feature }) => feature === 'withdrawal')!;
    const { withdrawalId } = await draw(50_000);
    await review(withdrawalId, APPROVED);
    await world.call('admin.revokeClearance', { clearanceId }, world.admins[0]);
    expect(((await refusedDraw(5_000)) as { code: string }).code).toBe('withdrawal/notCleared');
    expect(await look(withdrawalId)).toMatchObject({ state: 'approved', isStopped: true });
    // What nobody outside has may still be declined.
    expect((await review(withdrawalId, DECLINED, 1)).state).toBe('declined');
  });

  test('who saw a name is written down; payees of a quarter are listed by member', async () => {
    const [{ _id: withdrawalId }] = world.cloud.engine.find('withdrawals', { state: 'paid' }, { limit: 1 }) as [
      { _id: string },
    ];
    expect(await world.call('admin.viewPayee', { withdrawalId }, world.admins[0])).toEqual({
      name: '陈静',
      idNumber: '11010519491231002X',
    });
    const { payees, next } = await world.call('admin.listPayees', { quarter: '2026-Q1' }, world.admins[0]);
    const paid = world.cloud.engine.find('withdrawals', { state: 'paid' }) as unknown as WithdrawalDocument[];
    expect(payees).toMatchObject([
      {
        memberId: member.memberId,
        name: '陈静',
        withdrawals: paid.length,
        arrivedFen: paid.reduce((sum, { arrivesFen }) => sum + arrivesFen, 0),
      },
    ]);
    expect(next).toBeNull();
    expect(world.cloud.engine.count('audit', { action: 'admin.viewPayee' })).toBe(1);
    expect(world.cloud.engine.count('audit', { action: 'admin.listPayees' })).toBe(1);
    // Its owner reads who looked.
    const { looks } = await world.call('account.listLooks', {}, member.token);
    expect(looks.map(({ what }) => what)).toEqual(['payee', 'payee']);
  });

  test('the consent is taken back once nothing is on its way, and name and number are gone', async () => {
    await world.call('wallet.removeRecipient', { requestId: nextRequest() }, member.token);
    expect(world.cloud.engine.get('payees', member.memberId)).toBeUndefined();
    const [{ withdrawalId }] = (await view()).recent as unknown as [{ withdrawalId: string }];
    expect(await world.refused('admin.viewPayee', { withdrawalId }, world.admins[0])).toBe('payee/none');
  });

  test('the books agree after all of it', () => {
    expect(differences()).toEqual([]);
  });
});
