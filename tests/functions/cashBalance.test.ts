// Orders that are paid with cash balance: in part beside points and money, and whole; unpaid, given back, reversed; while
// cash may not leave. Beside a withdrawal, and killed: cashBalanceRaces.test.ts.
import type { OrderDocument } from '../../cloudfunctions/_store/documents';
import {
  arrive,
  cashLines,
  differences,
  drawable,
  heldFen,
  member,
  openCashShop,
  order,
  orderOf,
  pay,
  place,
  preview,
  refusedPlace,
  stop,
  walletOf,
  world,
} from './cashBalances';
import { allBack, nextRequest, setTerms } from './world';

jest.setTimeout(240_000);
openCashShop();

/** What the buyer was told last of a return. */
const toldOfReturn = async () => {
  const { messages } = await world.call('messages.list', { kinds: ['afterSales'] }, member.token);
  return messages.map(({ title, words }) => ({ title, words }));
};

test('the checkout tells what is held and what may be paid with it, freight included', async () => {
  const held = await heldFen();
  expect(held).toBeGreaterThan(50_000);
  const free = await preview({ 'plain-1': 1 });
  expect(free.payment).toMatchObject({ balanceFen: 0, cashFen: 2_780 });
  expect(free.balance).toEqual({ heldFen: held, atMostFen: 2_780, bar: null });
  const most = await preview({ 'plain-1': 1 }, { useBalanceFen: 'most' });
  expect(most.payment).toMatchObject({ balanceFen: 2_780, cashFen: 0 });
  expect(await refusedPlace(order({ 'plain-1': 1 }, { useBalanceFen: 2_781 }))).toEqual({
    code: 'balance/overLimit',
    asked: 2_781,
    atMostFen: 2_780,
  });
  expect(await refusedPlace(order({ 'both-1': 9 }, { useBalanceFen: held + 1 }))).toEqual({
    code: 'balance/notEnough',
    asked: held + 1,
    readyFen: held,
  });
});

test('five parts pay two shops at once; a third at a time they come back each as it was paid', async () => {
  const [held, before] = [await heldFen(), walletOf()];
  const { couponId } = await world.call(
    'admin.makeCoupon',
    {
      name: '日用券',
      worth: { kind: 'fixed', offFen: 301 },
      fromFen: 1_000,
      scope: { kind: 'all' },
      validity: { kind: 'days', days: 3 },
      takeUntilMs: world.cloud.now() + 86_400_000,
      most: 5,
      perMember: 2,
      bearer: 'platform',
      requestId: nextRequest(),
    },
    world.admins[0],
  );
  const { heldId } = (await world.call('shop.takeCoupon', { couponId, requestId: nextRequest() }, member.token)) as {
    heldId: string;
  };
  const { orderId, cashFen } = await place(
    order(
      { 'tea-1': 3, 'rice-1': 3 },
      {
        coupons: [{ shopId: 'own', kind: 'delivered', heldId }],
        useSpendableCents: 1_000,
        useStableCents: 777,
        useBalanceFen: 10_001,
      },
    ),
  );
  const ids = orderOf(orderId).purchase!.orderIds;
  const all = ids.map(orderOf);
  const sum = (of: (one: OrderDocument) => number | undefined) => all.reduce((whole, one) => whole + (of(one) ?? 0), 0);
  expect(sum(({ balanceFen }) => balanceFen)).toBe(10_001);
  expect(sum((one) => one.goodsFen + one.freightFen)).toBe(301 + 1_000 + 777 + 10_001 + cashFen);
  expect([await heldFen(), walletOf().spentCashFen - before.spentCashFen]).toEqual([held - 10_001, 10_001]);
  await pay(orderId);
  expect(all.map(({ _id }) => orderOf(_id).state)).toEqual(['paid', 'paid']);
  const [tea] = all as [OrderDocument, OrderDocument];
  // What counts for the plan is cash, whichever way it was paid.
  expect(tea.counted).toEqual([{ plan: 'dividend', countedFen: tea.lines[0]!.cashFen + tea.lines[0]!.balanceFen! }]);
  const third = (of: number) => Math.floor(of / 3);
  await world.call(
    'afterSales.apply',
    { ...allBack(world, tea._id), lines: [{ skuId: 'tea-1', quantity: 1 }], requestId: nextRequest() },
    member.token,
  );
  expect(orderOf(tea._id).givenBack).toMatchObject([
    {
      balanceFen: third(tea.lines[0]!.balanceFen!),
      cashFen: third(tea.lines[0]!.cashFen),
      spendableCents: third(tea.lines[0]!.pointsCents),
    },
  ]);
  expect(await heldFen()).toBe(held - 10_001 + third(tea.lines[0]!.balanceFen!));
  expect(differences()).toEqual([]);
  for (const { _id } of all) await world.call('afterSales.apply', allBack(world, _id), member.token);
  await arrive();
  expect(all.map(({ _id }) => orderOf(_id).state)).toEqual(['refunded', 'refunded']);
  expect(await heldFen()).toBe(held);
  // Each part of a return is told where it is.
  const [last] = orderOf(all[1]!._id).givenBack!;
  const [cash, balance] = [last!.cashFen, last!.balanceFen!].map((fen) => `¥${(fen / 100).toFixed(2)}`);
  const points = `${(last!.spendableCents / 100).toFixed(2)} 可用积分、${(last!.stableCents / 100).toFixed(2)} 恒定积分`;
  expect(await toldOfReturn()).toContainEqual({
    title: '退款已到账',
    words: `商品 rice等 3 件。${cash} 已退回微信支付的账户，${balance} 回到现金余额，${points}回到钱包。`,
  });
  const { spentSpendableCents, stableCents, spentCashFen, drawnDividendFen } = before;
  expect(walletOf()).toMatchObject({
    spentSpendableCents,
    stableCents,
    spentCashFen,
    drawnDividendFen: drawnDividendFen ?? 0,
  });
  expect(await world.call('shop.viewOrder', { orderId }, member.token)).toMatchObject({
    payment: { balanceFen: tea.balanceFen },
    back: { balanceFen: tea.balanceFen },
  });
});

test('balance alone pays at once; given back it is no fresh credit, and every line is explained', async () => {
  await setTerms(world, { withdrawWaitHours: 24 });
  await world.advance('1d');
  const [held, ready] = [await heldFen(), await drawable()];
  expect(ready).toBe(held);
  const { orderId, cashFen } = await place(order({ 'plain-1': 1 }, { useBalanceFen: 2_780 }));
  expect(cashFen).toBe(0);
  await pay(orderId);
  expect(orderOf(orderId)).toMatchObject({ state: 'paid', transactionId: null });
  expect(orderOf(orderId).log.at(-1)).toMatchObject({ note: '余额全额支付', entryId: `order:${orderId}:pay` });
  await world.call('afterSales.apply', allBack(world, orderId), member.token);
  await arrive();
  expect(orderOf(orderId).state).toBe('refunded');
  expect((await toldOfReturn())[0]).toEqual({ title: '退款已到账', words: '商品 plain。¥27.80 回到现金余额。' });
  expect([await heldFen(), await drawable()]).toEqual([held, ready]);
  const { lines } = await cashLines();
  const own = lines.filter((line) => line.orderId === orderId);
  // The piece, the freight, and what was paid; balances run through them.
  expect(own.map(({ kind, amount }) => [kind, amount.units])).toEqual([
    ['order.refund', 800],
    ['order.refund', 1_980],
    ['order.pay', -2_780],
  ]);
  expect(own.map(({ balanceAfter }) => balanceAfter)).toEqual([held, held - 800, held - 2_780]);
  for (const { entryId } of own)
    expect(await world.call('wallet.explain', { entryId }, member.token)).toMatchObject({ agrees: true });
  await setTerms(world, { withdrawWaitHours: 0 });
});

test('what is not paid in time, or is cancelled, gives the balance back', async () => {
  const held = await heldFen();
  const asked = { useBalanceFen: 1_500, useSpendableCents: 0 };
  const { orderId } = await place(order({ 'plain-1': 1 }, asked));
  const other = await place(order({ 'plain-1': 1 }, asked));
  expect(await heldFen()).toBe(held - 3_000);
  expect(orderOf(orderId).balanceDividendFen).toBe(1_500);
  await world.call('shop.cancelOrder', { orderId: other.orderId }, member.token);
  expect(await heldFen()).toBe(held - 1_500);
  await world.advance('6m');
  await world.cloud.trigger('settlement');
  expect([orderOf(orderId).state, await heldFen()]).toEqual(['closed', held]);
  const { lines } = await cashLines();
  const back = lines.filter(({ kind }) => kind === 'order.giveBack');
  expect(back.map((line) => [line.orderId, line.amount.units])).toEqual([
    [orderId, 1_500],
    [other.orderId, 1_500],
  ]);
  expect(await world.call('wallet.explain', { entryId: back[0]!.entryId }, member.token)).toMatchObject({
    agrees: true,
  });
});

test('the payment password is asked for; a wrong one leaves the request open, the same request again takes nothing more', async () => {
  const held = await heldFen();
  const input = order({ 'plain-1': 1 }, { useBalanceFen: 1_000 });
  const { payPassword: _none, ...without } = input;
  expect(await refusedPlace(without)).toMatchObject({ code: 'payPassword/missing' });
  expect(await refusedPlace({ ...input, payPassword: '135791' })).toMatchObject({ code: 'payPassword/wrong' });
  const { orderId } = await place(input);
  expect(await place(input)).toMatchObject({ orderId });
  // Whoever has an answer is not asked again.
  expect(await place({ ...input, payPassword: '135791' })).toMatchObject({ orderId });
  expect(await heldFen()).toBe(held - 1_000);
  await world.call('shop.cancelOrder', { orderId }, member.token);
  // Without cash balance there is nothing to confirm.
  const plain = await place({ ...without, useBalanceFen: 0, requestId: nextRequest() });
  await world.call('shop.cancelOrder', { orderId: plain.orderId }, member.token);
});

describe('what may not leave', () => {
  test('stopped of one kind the other pays, stopped whole none does, and what was paid comes back all the same', async () => {
    const held = await heldFen();
    const { orderId } = await place(order({ 'plain-1': 1 }, { useBalanceFen: 1_000 }));
    await pay(orderId);
    await stop('dividend');
    const left = walletOf().exitCashFen;
    expect((await preview({ 'both-1': 1 })).balance).toMatchObject({ heldFen: held - 1_000, atMostFen: left });
    await stop('all');
    expect((await preview({ 'plain-1': 1 })).balance).toEqual({ heldFen: held - 1_000, atMostFen: 0, bar: 'stopped' });
    expect(await refusedPlace(order({ 'plain-1': 1 }, { useBalanceFen: 1 }))).toMatchObject({
      code: 'balance/barred',
      why: 'stopped',
    });
    await world.call('afterSales.apply', allBack(world, orderId), member.token);
    expect(await heldFen()).toBe(held);
    await stop('none');
  });

  test('blocked of one member, or without a clearance, it is not offered and told why', async () => {
    const block = (isBlocked: boolean) =>
      world.cloud.engine.update('wallets', { _id: member.memberId }, { $set: { isDrawingBlocked: isBlocked } });
    await block(true);
    expect((await preview({ 'plain-1': 1 })).balance.bar).toBe('blocked');
    await block(false);
    const { clearances } = await world.call('admin.listClearances', {}, world.admins[0]);
    const { clearanceId } = clearances.find(({ feature }) => feature === 'withdrawal')!;
    await world.cloud.engine.update('clearances', { _id: clearanceId }, { $set: { state: 'revoked' } });
    expect(await refusedPlace(order({ 'plain-1': 1 }, { useBalanceFen: 1 }))).toMatchObject({
      code: 'balance/barred',
      why: 'notCleared',
    });
    expect((await preview({ 'plain-1': 1 }, { useBalanceFen: 'most' })).payment.balanceFen).toBe(0);
    await world.cloud.engine.update('clearances', { _id: clearanceId }, { $set: { state: 'valid' } });
  });
});

test('settled it counts as cash; what a reversal may pay back goes to the balance by its share', async () => {
  const held = await heldFen();
  const { orderId } = await place(order({ 'rice-1': 1, 'tea-1': 1 }, { useBalanceFen: 5_000 }));
  await pay(orderId);
  const ids = orderOf(orderId).purchase!.orderIds;
  for (const id of ids) {
    await world.call('admin.ship', { orderId: id, carrier: '德邦', trackingNo: `DPK${id.slice(-6)}` }, world.admins[0]);
    await world.call('shop.confirmReceipt', { orderId: id }, member.token);
  }
  await arrive();
  const settled = ids.map(orderOf);
  expect(settled.map(({ state }) => state)).toEqual(['settled', 'settled']);
  const tea = settled.find(({ lines }) => lines[0]!.skuId === 'tea-1')!;
  const rice = settled.find(({ lines }) => lines[0]!.skuId === 'rice-1')!;
  // The shop is owed what it costs, whoever paid it with what.
  expect(rice.owed).toMatchObject({ costFen: 1_000, freightFen: 600, owedFen: 1_600 });
  const line = tea.lines[0]!;
  expect(tea.grants).toMatchObject([{ plan: 'dividend', countedFen: line.cashFen + line.balanceFen! }]);
  const whole = tea.cashFen + tea.balanceFen!;
  const preview = await world.call('admin.previewReversal', { orderId: tea._id }, world.admins[0]);
  for (const cashFen of [1_000, whole - 1_000]) {
    const { proposalId } = await world.call(
      'admin.proposeReversal',
      { orderId: tea._id, cashFen, reason: '坏了', requestId: nextRequest() },
      world.admins[0],
    );
    await world.call('admin.approveProposal', { proposalId }, world.admins[1]);
  }
  await arrive();
  const reversals = orderOf(tea._id).reversals!;
  const refundable = reversals.reduce((sum, one) => sum + one.refundableFen, 0);
  const back = Math.floor((tea.balanceFen! * refundable) / whole);
  expect(refundable).toBeGreaterThan(0);
  expect(reversals.reduce((sum, { balanceFen = 0 }) => sum + balanceFen, 0)).toBe(back);
  expect(reversals.map(({ refund }) => refund)).toEqual(['paid', 'paid']);
  // Whoever decides on it sees before what goes where; the buyer is told afterwards, of each what it brought.
  expect(preview).toMatchObject({ refundableFen: refundable, balanceFen: back, cashierFen: refundable - back });
  const ofReversals = (await toldOfReturn()).filter(({ words }) => words.includes('商品 tea'));
  expect(ofReversals.slice(0, 2).map(({ words }) => words)).toEqual(
    expect.arrayContaining(
      reversals.map(
        ({ refundableFen, balanceFen = 0 }) =>
          `商品 tea。¥${((refundableFen - balanceFen) / 100).toFixed(2)} 已退回微信支付的账户，¥${(balanceFen / 100).toFixed(2)} 回到现金余额。`,
      ),
    ),
  );
  expect(await heldFen()).toBe(held - 5_000 + back);
  const [newest] = (await cashLines(1)).lines;
  expect(newest).toMatchObject({ kind: 'order.reversal' });
  expect(await world.call('wallet.explain', { entryId: newest!.entryId }, member.token)).toMatchObject({
    agrees: true,
  });
});
