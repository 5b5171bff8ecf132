// Cases of after-sales over pieces of an order: who answers what and by when, what goes back, and that nobody gets more
// than was paid, whoever comes between.
import type { InputOf, OutputOf } from '@shared/contract';
import type { AfterSalesDocument, OrderDocument } from '../../cloudfunctions/_store/documents';
import { refundsOf } from './cashierBooks';
import { atEverySeam, killedAtEverySeam } from './interleave';
import { Seam } from './seam';
import { halfWritten } from './wholeness';
import {
  buy,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  removeBuilt,
  saveGoods,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(300_000);

const STOCK = 1000;
const seam = new Seam();
let world: TestWorld;
let buyer: Joined;
let owner: Joined;

beforeAll(async () => {
  world = await startWorld({ beforeRequest: seam.beforeRequest });
  await openShop(world, { settleAfterDays: 7, stock: STOCK });
  buyer = await joinMember(world, '13800000001');
  owner = await joinMember(world, '13800000002');
  await world.call(
    'admin.saveShop',
    { shopId: 'theirs', name: '青岚粮油店', ownerId: owner.memberId },
    world.admins[0],
  );
  const sizes = {
    options: [{ name: '规格', choices: ['大', '小', '贵'] }],
    skus: ['大', '小', '贵'].map((choice, at) => ({
      skuId: `tea-${at}`,
      choices: [choice],
      priceFen: at === 2 ? 20_000 : 3_333,
      costFen: 100,
      stock: STOCK,
    })),
  };
  await saveGoods(world, 'tea', { priceFen: 1, costFen: 0, stock: 1 }, { ...sizes, takesSpendable: true });
  await saveGoods(
    world,
    'oil',
    { priceFen: 8_000, costFen: 100, stock: STOCK },
    { shopId: 'theirs', takesSpendable: true },
  );
  // What some points are paid with: added by two administrators.
  const { proposalId } = await world.call(
    'admin.proposeAdjustment',
    {
      memberId: buyer.memberId,
      change: 'add',
      asset: 'spendable',
      units: 100_000,
      reason: '补',
      requestId: nextRequest(),
    },
    world.admins[0],
  );
  await world.call('admin.approveProposal', { proposalId }, world.admins[1]);
  await world.cloud.warm();
});
afterEach(() => {
  seam.open();
  expect(halfWritten(world, STOCK)).toEqual([]);
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

type Applying = InputOf<'afterSales.apply'>;
type Case = OutputOf<'afterSales.view'>;

const order = (orderId: string) => world.cloud.engine.get('orders', orderId) as unknown as OrderDocument;
const kept = (caseId: string) => world.cloud.engine.get('afterSales', caseId) as unknown as AfterSalesDocument;
const pieces = (orderId: string, quantity = 1, more: Partial<Applying> = {}): Applying => ({
  orderId,
  kind: 'refund',
  lines: [{ skuId: order(orderId).lines[0]!.skuId, quantity }],
  reason: 'damaged',
  words: '到手一个角压坏了',
  requestId: nextRequest(),
  ...more,
});
const apply = (input: Applying): Promise<Case> => world.call('afterSales.apply', input, buyer.token);
const view = (caseId: string): Promise<Case> => world.call('afterSales.view', { caseId }, buyer.token);
type Answer = InputOf<'admin.answerAfterSales'>['answer'];
const answer = (caseId: string, given: Answer) =>
  world.call('admin.answerAfterSales', { caseId, answer: given }, world.admins[0]);
const returnTo = { name: '退货组', phone: '0532-88886610', region: '山东省青岛市', detail: '正阳路 188 号' };
const parcel = { carrier: '顺丰', trackingNo: 'SF000000009' };
const give = (caseId: string) => world.call('afterSales.giveParcel', { caseId, parcel }, buyer.token);
const points = async () => (await world.call('wallet.view', {}, buyer.token)).spendableCents;
/** Cash that has reached the payer. */
const cashBack = (orderId: string) =>
  refundsOf(world, orderId).reduce((sum, { refundFee, state }) => sum + (state === 'SUCCESS' ? refundFee : 0), 0);
const eventsOf = (one: Case) => one.log.map(({ event, by }) => `${event} ${by}`).reverse();

/** Three teas, partly paid with points, received; freight 8.00. */
async function received(useSpendableCents = 1_001): Promise<string> {
  // Under the free freight: 33.33 × 2 + ... is paid with its freight.
  return buy(world, buyer, 'tea-0', { quantity: 2, useSpendableCents });
}

async function paid(): Promise<string> {
  const input = { lines: [{ skuId: 'tea-0', quantity: 2 }], addressId: buyer.addressId, useSpendableCents: 1_001 };
  const { orderId } = await world.call('shop.placeOrder', { ...input, requestId: nextRequest() }, buyer.token);
  await world.call('shop.payOrder', { orderId }, buyer.token);
  await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  return orderId;
}

test('one of two pieces: agreed by the shop, to the cent, and the rest settles', async () => {
  const orderId = await received();
  const before = await points();
  const { cashFen, freightFen } = order(orderId);
  expect(freightFen).toBe(800);
  const shown = await world.call(
    'afterSales.preview',
    { orderId, lines: [{ skuId: 'tea-0', quantity: 1 }] },
    buyer.token,
  );
  expect(shown).toMatchObject({
    how: 'asked',
    kinds: ['refund', 'return', 'exchange'],
    lines: [{ left: 2, bought: 2 }],
  });
  const { ledger } = shown;
  expect(ledger).toMatchObject({ goodsFen: 3_333, spendableCents: 500, cashFen: 2_832, keptFen: 1, freightFen: 0 });
  const one = await apply(pieces(orderId));
  expect(one).toMatchObject({ state: 'asked', ledger, money: 'planned', may: { withdraw: true, giveParcel: false } });
  expect(await world.call('shop.viewOrder', { orderId }, buyer.token)).toMatchObject({
    isRefundPending: true,
    cases: { open: [one.caseId], count: 1 },
    may: { confirm: false, refund: true },
  });
  expect(await answer(one.caseId, { is: 'agreed', freightFen: 300, words: '对不起' })).toMatchObject({ state: 'done' });
  await world.advance('1m');
  const done = await view(one.caseId);
  expect(done).toMatchObject({ state: 'done', money: 'arrived', ledger: { cashFen: 3_132, freightFen: 300 } });
  expect(eventsOf(done)).toEqual(['case.asked buyer', 'refund.given admin']);
  expect([cashBack(orderId), (await points()) - before]).toEqual([3_132, 500]);
  const card = await world.call('shop.viewOrder', { orderId }, buyer.token);
  expect(card).toMatchObject({
    state: 'received',
    back: { pieces: 1, cashFen: 3_132, spendableCents: 500, onItsWayFen: 0 },
  });
  await world.advance('8d');
  expect(order(orderId).state).toBe('settled');
  const settled = world.cloud.engine.get('journal', `order:${orderId}:settle`);
  expect(settled).toBeTruthy();
  // A later reversal starts from what remained paid.
  const figures = await world.call('admin.previewReversal', { orderId }, world.admins[0]);
  expect(figures.cashFen).toBe(cashFen - 3_132);
  const lines = (await world.call('wallet.statement', {}, buyer.token)).lines.filter(
    ({ kind }) => kind === 'order.refund',
  );
  for (const { entryId, amount } of lines)
    expect(await world.call('wallet.explain', { entryId }, buyer.token)).toMatchObject({
      recomputed: amount,
      agrees: true,
    });
  expect(lines.length).toBeGreaterThan(0);
  expect((await world.call('afterSales.preview', { orderId }, buyer.token)).how).toBe('reversal');
});

test('what was not sent goes back at once, the freight with the last piece; in the log it is the buyer', async () => {
  const orderId = await paid();
  const one = await apply(pieces(orderId));
  expect(one).toMatchObject({ state: 'done', ledger: { freightFen: 0, cashFen: 2_832 } });
  expect(order(orderId).state).toBe('paid');
  const other = await apply(pieces(orderId));
  expect(other.ledger).toMatchObject({ freightFen: 800, cashFen: 2_833 + 800, spendableCents: 501, keptFen: -1 });
  await world.advance('1m');
  expect(order(orderId)).toMatchObject({ state: 'refunded', cashFen: cashBack(orderId) });
  expect(order(orderId).log.map(({ event, by }) => `${event} ${by}`)).toContain('refund.approved buyer');
  expect(await world.refused('afterSales.apply', pieces(orderId), buyer.token)).toBe('order/notInState');
});

test('a return: sent back in time, part of it accepted, the rest looked at by the platform', async () => {
  const orderId = await received();
  const one = await apply(pieces(orderId, 2, { kind: 'return', reason: 'notAsDescribed' }));
  expect(
    await world.refused('admin.answerAfterSales', { caseId: one.caseId, answer: { is: 'agreed' } }, world.admins[0]),
  ).toBe('afterSales/noReturnAddress');
  const agreed = await answer(one.caseId, { is: 'agreed', returnTo, words: '请保留吊牌' });
  expect(agreed).toMatchObject({ state: 'agreed', returnTo, dueAtMs: world.cloud.now() + 5 * 86_400_000 });
  expect(await give(one.caseId)).toMatchObject({ state: 'returning', returnParcel: parcel, may: { giveParcel: true } });
  const lines = [{ skuId: 'tea-0', quantity: 1 }];
  const part = await answer(one.caseId, { is: 'accepted', lines, words: '一件已用过' });
  expect(part).toMatchObject({ state: 'refused', ledger: { goodsFen: 3_333 }, lines: [{ quantity: 1 }] });
  await world.call('afterSales.askArbitration', { caseId: one.caseId, words: '没有用过' }, buyer.token);
  await world.advance('4d'); // nobody's time runs while the platform looks
  expect(order(orderId)).toMatchObject({ state: 'received', isRefundPending: true });
  const decide = (token: string) =>
    world.cloud.call(
      'admin.decideAfterSales',
      { caseId: one.caseId, decision: { for: 'buyer' }, words: '照片清楚' },
      token,
    );
  expect(await decide(world.admins[0])).toMatchObject({ ok: true, value: { state: 'done' } });
  await world.advance('1m');
  // All pieces are back; freight was not decided to go back.
  expect([order(orderId).state, cashBack(orderId)]).toEqual(['refunded', order(orderId).cashFen - 800]);
  expect(await decide(world.admins[1])).toMatchObject({ ok: false, code: 'afterSales/notInState' });
});

test('an exchange: pieces of the same price are held, sent, received, and the order goes on', async () => {
  const orderId = await received();
  const left = () => world.cloud.engine.get('stock', 'tea-1')!.left as number;
  const before = left();
  const lines = [{ skuId: 'tea-0', quantity: 2, toSkuId: 'tea-1' }];
  const dear = [{ skuId: 'tea-0', quantity: 1, toSkuId: 'tea-2' }];
  const refused = (input: Applying) => world.refused('afterSales.apply', input, buyer.token);
  expect(await refused(pieces(orderId, 2, { kind: 'exchange', lines: dear }))).toBe('afterSales/otherPrice');
  const one = await apply(pieces(orderId, 2, { kind: 'exchange', lines }));
  expect([left(), one.money, one.lines[0]!.toLabel]).toEqual([before - 2, 'none', '小']);
  await answer(one.caseId, { is: 'agreed', returnTo });
  await give(one.caseId);
  expect(await answer(one.caseId, { is: 'accepted' })).toMatchObject({ state: 'exchanging' });
  expect(await world.refused('afterSales.withdraw', { caseId: one.caseId }, buyer.token)).toBe('afterSales/notInState');
  await answer(one.caseId, { is: 'exchangeSent', parcel });
  expect(await world.call('afterSales.confirmExchange', { caseId: one.caseId }, buyer.token)).toMatchObject({
    state: 'done',
  });
  expect([left(), order(orderId).isRefundPending, order(orderId).givenBack]).toEqual([before - 2, false, undefined]);
  const other = await apply(
    pieces(orderId, 1, { kind: 'exchange', lines: [{ skuId: 'tea-0', quantity: 1, toSkuId: 'tea-1' }] }),
  );
  await world.call('afterSales.withdraw', { caseId: other.caseId }, buyer.token);
  expect(left()).toBe(before - 2);
});

test('a case goes on by itself when somebody lets the time go by, and ends as is fair to the other', async () => {
  const [answered, unsent, stands, arrived] = [await received(), await received(), await received(), await received()];
  const refund = await apply(pieces(answered));
  const sent = await apply(pieces(unsent, 1, { kind: 'return' }));
  const refused = await apply(pieces(stands));
  const unseen = await apply(pieces(arrived, 2, { kind: 'return' }));
  await answer(sent.caseId, { is: 'agreed', returnTo });
  await answer(unseen.caseId, { is: 'agreed', returnTo });
  await give(unseen.caseId);
  await answer(refused.caseId, { is: 'refused', words: '已拆封' });
  await world.advance('49h');
  expect(eventsOf(await view(refund.caseId))).toEqual(['case.asked buyer', 'refund.given platform']);
  await world.advance('24h');
  expect(await view(refused.caseId)).toMatchObject({ state: 'closed', money: 'none' });
  await world.advance('3d');
  expect(await view(sent.caseId)).toMatchObject({ state: 'expired' });
  await world.advance('5d');
  expect(await view(unseen.caseId)).toMatchObject({ state: 'done', log: [{ by: 'platform' }, {}, {}, {}] });
  expect([order(unsent).state, order(stands).state]).toEqual(['settled', 'settled']);
  expect(order(arrived)).toMatchObject({ isRefundPending: false, state: expect.stringMatching(/refund/) });
});

test("an owner answers for the own shop and no other, an administrator for the platform's", async () => {
  const theirs = await buy(world, buyer, 'oil-1', { quantity: 1 });
  const own = await received();
  const [one, other] = [await apply(pieces(theirs)), await apply(pieces(own))];
  const asOwner = (caseId: string, given: Answer) =>
    world.cloud.call('afterSales.answer', { caseId, answer: given }, owner.token);
  const unknown = { ok: false, code: 'afterSales/unknown' };
  expect(await asOwner(other.caseId, { is: 'agreed' })).toMatchObject(unknown);
  const asAdmin = { caseId: one.caseId, answer: { is: 'agreed' as const } };
  expect(await world.refused('admin.answerAfterSales', asAdmin, world.admins[0])).toBe('afterSales/unknown');
  expect(await world.refused('afterSales.view', { caseId: one.caseId }, owner.token)).toBe('afterSales/unknown');
  const { cases } = await world.call('afterSales.listOfShop', {}, owner.token);
  expect(cases.map(({ caseId }) => caseId)).toEqual([one.caseId]);
  const seen = await world.call('afterSales.viewOfShop', { caseId: one.caseId }, owner.token);
  expect(seen).toMatchObject({ may: { answer: true, withdraw: false }, buyer: { cases: expect.any(Number) } });
  expect(await asOwner(one.caseId, { is: 'agreed' })).toMatchObject({ ok: true, value: { state: 'done' } });
  expect((await view(one.caseId)).log[0]).toMatchObject({ event: 'refund.given', by: 'merchant' });
  await answer(other.caseId, { is: 'agreed' });
});

test('what is asked for more than is left, twice, or for what cannot be, is refused and changes nothing', async () => {
  const orderId = await received();
  const refused = (input: Applying) => world.refused('afterSales.apply', input, buyer.token);
  expect(await refused(pieces(orderId, 3))).toBe('afterSales/tooMany');
  const input = pieces(orderId, 1);
  const one = await apply(input);
  expect(await apply(input)).toEqual(one); // the same request is the same case
  expect(await refused({ ...input, words: '别的' })).toBe('request/reused');
  expect(await refused(pieces(orderId, 2))).toBe('afterSales/tooMany');
  expect(await refused(pieces(orderId, 1, { words: '保本高收益' }))).toBe('words/forbidden');
  const picture = 'cloud://local-env.6c6f-local-env/afterSales/none.webp';
  expect(await refused(pieces(orderId, 1, { pictures: [picture] }))).toBe('picture/unknown');
  const tooMuch = { caseId: one.caseId, answer: { is: 'agreed' as const, freightFen: 801 } };
  expect(await world.refused('admin.answerAfterSales', tooMuch, world.admins[0])).toBe('afterSales/freight');
  expect(await refused(pieces(await paid(), 1, { kind: 'return' }))).toBe('afterSales/kind');
  expect((await world.call('afterSales.list', { orderId }, buyer.token)).cases).toHaveLength(1);
  await world.call('afterSales.withdraw', { caseId: one.caseId }, buyer.token);
  expect(order(orderId)).toMatchObject({ isRefundPending: false, openCases: [] });
});

describe('at every seam', () => {
  /** So many cases an order may have. */
  const CASES = 18;
  let shared: { orderId: string; cases: number } | null = null;
  beforeEach(() => {
    shared = null;
  });
  /** An order of many pieces, of which each case takes one: a new one when it has had its cases. */
  async function orderOfMany(): Promise<string> {
    if (!shared || shared.cases === CASES)
      shared = { orderId: await buy(world, buyer, 'tea-0', { quantity: CASES + 2 }), cases: 0 };
    shared.cases += 1;
    return shared.orderId;
  }
  const asked = async () => (await apply(pieces(await orderOfMany()))).caseId;
  const withdraw = (caseId: string) => world.cloud.call('afterSales.withdraw', { caseId }, buyer.token);
  const agree = (caseId: string) =>
    world.cloud.call('admin.answerAfterSales', { caseId, answer: { is: 'agreed' } }, world.admins[0]);
  const givenBy = ({ orderId, refundNos }: AfterSalesDocument) =>
    (order(orderId).givenBack ?? []).filter(({ refundNo }) => refundNos.includes(refundNo)).length;

  test.each([
    ['withdrawn while it is agreed', withdraw, agree],
    ['agreed while it is withdrawn', agree, withdraw],
  ])('%s: one of the two, and money only for the one', async (_name, first, second) => {
    const met = await atEverySeam(seam, {
      prepare: asked,
      first,
      second,
      check: (caseId, one, two) => {
        expect([one.ok, two.ok].filter(Boolean)).toHaveLength(1);
        const isGiven = kept(caseId).state === 'done';
        expect([kept(caseId).refundNos.length, givenBy(kept(caseId))]).toEqual(isGiven ? [1, 1] : [0, 0]);
        expect(order(kept(caseId).orderId).isRefundPending).toBe(false);
      },
    });
    expect(met).toBeGreaterThan(3);
  });

  test('two who ask for the same last pieces: one case', async () => {
    const all = (orderId: string) => {
      const [{ quantity, backPieces = 0 }] = order(orderId).lines as [OrderDocument['lines'][number]];
      return pieces(orderId, quantity - backPieces);
    };
    const ask = (orderId: string) => world.cloud.call('afterSales.apply', all(orderId), buyer.token);
    const met = await atEverySeam(seam, {
      prepare: orderOfMany,
      first: ask,
      second: ask,
      check: async (orderId, one, two) => {
        expect([one.ok, two.ok].filter(Boolean)).toHaveLength(1);
        expect(order(orderId).openCases).toHaveLength(1);
        await withdraw(order(orderId).openCases![0]!.caseId);
      },
    });
    expect(met).toBeGreaterThan(3);
  });

  test('killed before each request while the money is given: given once, and it arrives', async () => {
    const made: string[] = [];
    const killed = await killedAtEverySeam(seam, {
      prepare: async () => {
        const caseId = await asked();
        made.push(caseId);
        return { caseId, requestId: nextRequest() };
      },
      act: ({ caseId, requestId }) =>
        world.cloud.call('admin.answerAfterSales', { caseId, requestId, answer: { is: 'agreed' } }, world.admins[0]),
      kill: () => world.cloud.killWorker(),
      check: ({ caseId }, reply) => {
        expect(reply.ok).toBe(true);
        expect(givenBy(kept(caseId))).toBe(1);
      },
    });
    expect(killed).toBeGreaterThan(5);
    await world.advance('45m');
    await world.cloud.trigger('settlement');
    await world.advance('1m');
    for (const caseId of made) {
      const { orderId, refundNos } = kept(caseId);
      expect(refundsOf(world, orderId).filter(({ _id }) => refundNos.includes(_id))).toMatchObject([
        { state: 'SUCCESS' },
      ]);
      expect(order(orderId).isRefundDue).toBe(false);
    }
  });
});
