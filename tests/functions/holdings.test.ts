// Certificates that a member holds appreciating points as of a close: given out, checked by nothing but the file, their
// points locked against every way out until an exchange has answered.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refusalWords } from '../../client/copy/refusals';
import { holderOf } from '../../cloudfunctions/_orders/editionSteps';
import type { HoldingDocument } from '../../cloudfunctions/_store/documents/holdings';
import { answerOfCertificate } from '../../scripts/verify/certificateFile';
import { inOneLine, readBooks, verify } from '../../scripts/verify/index';
import { all } from './books';
import { differences, member, order, seam, world } from './cashBalances';
import {
  asked,
  certify,
  clear,
  closeTheDay,
  confirmed,
  fileOf,
  holder,
  holdingOf,
  newest,
  openHoldings,
  POINT,
  preview,
  walletOf,
} from './holders';
import { killedAtEverySeam } from './interleave';
import { asked as askedEdition, issued, replyOf } from './takings';
import { buy, giveBy, joinMember, nextRequest, setPayPassword } from './world';

jest.setTimeout(600_000);
openHoldings();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdings-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the command says of a file. */
function checked(text: string) {
  const file = join(folder, 'holding.json');
  writeFileSync(file, text);
  return answerOfCertificate(file);
}

test('without a clearance none is given out; with one it is, of the last close, once for a request', async () => {
  const before = await preview();
  expect(before).toMatchObject({ day: newest()._id, paused: { sinceDay: null }, lockedMicroPoints: 0 });
  expect(before.mostMicroPoints).toBe(Math.min(before.heldMicroPoints, before.atCloseMicroPoints));
  expect(await replyOf('wallet.exportHolding', asked(POINT))).toEqual({ code: 'holding/notCleared' });
  await clear();
  expect((await preview()).paused).toBeNull();

  const input = asked(30 * POINT);
  const made = await world.call('wallet.exportHolding', input, member.token);
  expect(made).toMatchObject({ microPoints: 30 * POINT, day: newest()._id, lockedMicroPoints: 30 * POINT });
  expect(await world.call('wallet.exportHolding', input, member.token)).toEqual(made);
  expect(all(world, 'holdings')).toHaveLength(1);
  expect(walletOf()).toMatchObject({ lockedMicroPoints: 30 * POINT, pointsMicroPoints: before.heldMicroPoints });
  expect((await world.call('wallet.view', {}, member.token)).appreciation).toMatchObject({
    heldMicroPoints: before.heldMicroPoints,
    lockedMicroPoints: 30 * POINT,
  });
  const { holdings } = await world.call('wallet.listHoldings', {}, member.token);
  const { certificateId, day, atMs } = made;
  expect(holdings).toEqual([
    {
      ...{ certificateId, day, atMs, microPoints: 30 * POINT, tellsBalances: false, state: 'out' },
      ...{ answer: null, releasedAtMs: null },
    },
  ]);
  const stranger = await joinMember(world, '13800000041');
  expect(await replyOf('wallet.viewHolding', { certificateId }, stranger.token)).toEqual({ code: 'holding/unknown' });
  expect(await world.call('wallet.listHoldings', {}, stranger.token)).toEqual({ holdings: [], next: null });
  await setPayPassword(world, stranger);
  await giveBy(world, stranger, 'appreciating', 5 * POINT);
  // Held today, and at no close yet.
  expect(await replyOf('wallet.exportHolding', asked(POINT), stranger.token)).toEqual({
    ...{ code: 'holding/exceedsClose', asked: POINT, held: 0, locked: 0 },
  });
});

test('a file tells its holder’s pseudonym and so many points, and nothing else unless it was asked for', async () => {
  const plain = JSON.parse(await fileOf((await certify(2 * POINT)).certificateId));
  expect(plain).toMatchObject({
    kind: 'holding',
    holder: holderOf(member.memberId),
    microPoints: 2 * POINT,
    balance: null,
  });
  const text = JSON.stringify(plain);
  for (const told of [member.memberId, String(walletOf().pointsMicroPoints), '13800000001'])
    expect([told, text.includes(told)]).toEqual([told, false]);
  const { status, text: said } = checked(text);
  expect([status, said]).toEqual([0, expect.stringContaining('had so many appreciating points')]);
  expect(said).toContain('2.000000');
  expect(said).toContain('the word of the shop');
  const { dayHash, key } = await world.call('collectibles.viewHashes', { day: plain.day });
  expect({ dayHash: plain.dayHash, key: plain.key }).toEqual({ dayHash, key });

  const { certificateId } = await certify(3 * POINT, true);
  const whole = JSON.parse(await fileOf(certificateId));
  expect(checked(JSON.stringify(whole))).toMatchObject({
    status: 0,
    text: expect.stringContaining('holder’s'.replace('’', "'")),
  });
  // Whatever is changed is found, and at its place.
  const changed: readonly (readonly [place: string, file: object])[] = [
    ['signature', { ...whole, microPoints: 3 * POINT - 1 }],
    ['signature', { ...whole, balance: null }],
    ['signature', { ...plain, atMs: plain.atMs + 1 }],
    ['balance.holder', { ...whole, holder: holderOf('another') }],
    ['at most', { ...whole, microPoints: 2_000 * POINT }],
    ['balance.day', { ...whole, balance: { ...whole.balance, day: '2026-03-01' } }],
    ['dayHash', { ...plain, chainedHash: '0'.repeat(64) }],
    ['dayHash', { ...plain, root: { ...plain.root, sums: plain.root.sums.map(() => '1') } }],
    ['microPoints', { ...plain, microPoints: 0 }],
    ['root', { ...plain, root: null }],
    ['form', { ...plain, form: 2 }],
    ['kind', { ...plain, kind: 'holdings' }],
  ];
  for (const [place, file] of changed) {
    const answer = checked(JSON.stringify(file));
    expect([place, answer.status]).toEqual([place, 1]);
    expect(answer.text.replace(/ +/g, ' ')).toContain(place);
  }
});

test('locked points leave by no way of the member’s own; free ones do, and each refusal says how many are locked', async () => {
  await giveBy(world, member, 'stable', 100);
  const { mostMicroPoints, heldMicroPoints } = await preview();
  await certify(mostMicroPoints);
  const { lockedMicroPoints: locked } = await preview();
  const free = heldMicroPoints - locked;
  // What was bought or given since the close is free.
  await giveBy(world, member, 'appreciating', 4 * POINT);
  const figures = { free: free + 4 * POINT, locked };
  const more = free + 5 * POINT;
  const seriesId = await issued({ price: { asset: 'appreciating', units: 2_000 }, skuId: null });
  const { orderId } = await world.call(
    'shop.placeOrder',
    { ...order({ 'plain-1': 2 }), payPassword: undefined } as never,
    member.token,
  );
  const refusals: readonly (readonly [action: string, input: object, code: string])[] = [
    ['wallet.previewSale', { microPoints: more }, 'sale/locked'],
    ['wallet.sell', { microPoints: more, quotedFen: 1, ...confirmed() }, 'sale/locked'],
    ['wallet.previewExchange', { microPoints: more }, 'exchange/locked'],
    ['wallet.exchange', { microPoints: more, quotedCents: 1, ...confirmed() }, 'exchange/locked'],
    ['wallet.previewRedemption', { orderId }, 'redemption/locked'],
    ['wallet.redeem', { orderId, quotedMicroPoints: 1, ...confirmed() }, 'redemption/locked'],
    ['collectibles.previewTaking', { seriesId }, 'redemption/locked'],
    ['collectibles.take', { ...askedEdition(seriesId, 1) }, 'redemption/locked'],
    ['wallet.exportHolding', asked(more), 'holding/exceedsFree'],
  ];
  for (const [action, input, code] of refusals) {
    const reply = await replyOf(action, input);
    expect([action, reply]).toEqual([action, expect.objectContaining({ code, ...figures })]);
    const { code: _code, ...details } = reply as { code: string };
    expect(refusalWords({ code, details } as never)).toMatch(/有 [\d,.]+ 积分被开出的持有证明锁定/);
  }
  expect(walletOf()).toMatchObject({ pointsMicroPoints: heldMicroPoints + 4 * POINT, lockedMicroPoints: locked });

  // What is free leaves as ever.
  const shown = await world.call('wallet.previewSale', { microPoints: POINT }, member.token);
  expect(shown).toMatchObject({ lockedMicroPoints: locked, mostMicroPoints: figures.free });
  await world.call(
    'wallet.sell',
    { microPoints: POINT, quotedFen: shown.figures!.payoutFen, ...confirmed() },
    member.token,
  );
  const exchange = await world.call('wallet.previewExchange', { microPoints: POINT }, member.token);
  expect(exchange.mostMicroPoints).toBe(figures.free - POINT);
  await world.call(
    'wallet.exchange',
    { microPoints: POINT, quotedCents: exchange.figures!.issuedCents, ...confirmed() },
    member.token,
  );
  const cheap = await issued({ price: { asset: 'appreciating', units: 10 }, skuId: null });
  const { paid } = await world.call('collectibles.previewTaking', { seriesId: cheap }, member.token);
  await world.call('collectibles.take', askedEdition(cheap, paid.units), member.token);
  await giveBy(world, member, 'appreciating', 100 * POINT);
  const { figures: redeemed } = await world.call('wallet.previewRedemption', { orderId }, member.token);
  await world.call('wallet.redeem', { orderId, quotedMicroPoints: redeemed.microPoints, ...confirmed() }, member.token);
  expect(walletOf().lockedMicroPoints).toBe(locked);

  // An account whose certificates are in the world is not closed.
  const { hindrances } = await world.call('account.viewClosing', {}, member.token);
  expect(hindrances).toContainEqual({ kind: 'holdings', count: all(world, 'holdings').length });
});

test('while redemptions are stopped none is given out', async () => {
  const stopping = { stop: 'redemptions' as const, reason: '查一下', requestId: nextRequest() };
  await world.call('admin.setStop', { ...stopping, isStopped: true }, world.admins[0]);
  expect(await replyOf('wallet.exportHolding', asked(POINT))).toMatchObject({ code: 'platform/stopped' });
  const lifting = { ...stopping, isStopped: false, requestId: nextRequest() };
  await world.call('admin.setStop', lifting, world.admins[1]);
});

test('two certificates and a sale at once: no point is said or sold twice', async () => {
  const one = await holder(10 * POINT);
  await buy(world, one, 'apple-1');
  await world.advance('1h');
  await world.cloud.trigger('settlement');
  const held = walletOf(one).pointsMicroPoints;
  const { figures } = await world.call('wallet.previewSale', { microPoints: held - POINT }, one.token);
  const call = (action: string, input: object) => world.cloud.call(action, input as Record<string, unknown>, one.token);
  const replies = await Promise.all([
    call('wallet.exportHolding', asked(8 * POINT)),
    call('wallet.exportHolding', asked(8 * POINT)),
    call('wallet.sell', { microPoints: held - POINT, quotedFen: figures!.payoutFen, ...confirmed() }),
  ]);
  expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
  const { lockedMicroPoints = 0, pointsMicroPoints } = walletOf(one);
  expect(lockedMicroPoints).toBeLessThanOrEqual(pointsMicroPoints);
});

test('killed at each write and asked again, it is one certificate and one lock', async () => {
  const one = await holder(1_000 * POINT);
  let before = 0;
  const killed = await killedAtEverySeam(seam, {
    prepare: async () => {
      before = walletOf(one).lockedMicroPoints ?? 0;
      return asked(POINT);
    },
    act: (input) => world.cloud.call('wallet.exportHolding', { ...input }, one.token),
    kill: () => world.cloud.killWorker(),
    check: async (input) => {
      const { certificateId } = await world.call('wallet.exportHolding', input, one.token);
      expect(holdingOf(certificateId)).toMatchObject({ state: 'out', microPoints: POINT });
      expect(walletOf(one).lockedMicroPoints).toBe(before + POINT);
      expect(differences()).toEqual([]);
    },
  });
  expect(killed).toBeGreaterThan(2);
});

test('what the platform takes back wins over the lock, and the books say so', async () => {
  const one = await holder(10 * POINT);
  const { certificateId } = await certify(9 * POINT, true, one.token);
  const more = { ...JSON.parse(await fileOf(certificateId, one.token)), microPoints: 10 * POINT + 1 };
  expect(checked(JSON.stringify(more)).text).toContain('balance.balances');
  const taking = { change: 'remove', asset: 'appreciating', units: 6 * POINT, reason: '发错了' } as const;
  const { proposalId } = await world.call(
    'admin.proposeAdjustment',
    { memberId: one.memberId, ...taking, requestId: nextRequest() },
    world.admins[0],
  );
  await world.call('admin.approveProposal', { proposalId }, world.admins[1]);
  expect(walletOf(one)).toMatchObject({ pointsMicroPoints: 4 * POINT, lockedMicroPoints: 9 * POINT });
  expect(await preview(one.token)).toMatchObject({ mostMicroPoints: 0 });
  // It says what was so as its day ended, and that stays so.
  expect(checked(await fileOf(certificateId, one.token)).status).toBe(0);
});

test('a forced exit leaves what is locked, and yesterday’s certificate stays true of yesterday', async () => {
  const one = await holder(POINT);
  await buy(world, one, 'apple-1');
  await closeTheDay();
  const quota = walletOf(one).exitQuotaFen;
  expect(quota).toBe(20_000);
  await giveBy(world, one, 'appreciating', 1_000 * POINT);
  await closeTheDay();
  // Worth more than the quota by far: part of it was sold, and the quota is used up. What is bought now gives quota anew.
  expect(walletOf(one)).toMatchObject({ exitQuotaFen: 0 });
  await buy(world, one, 'apple-1');
  await world.advance('1h');
  await world.cloud.trigger('settlement');
  const { pointsMicroPoints: held, exitQuotaFen } = walletOf(one);
  expect(exitQuotaFen).toBe(20_000);
  const { mostMicroPoints } = await preview(one.token);
  // All but some points, which are worth less than the quota.
  const { certificateId } = await certify(mostMicroPoints, true, one.token);
  const text = await fileOf(certificateId, one.token);
  const free = held - mostMicroPoints;
  expect(free).toBeGreaterThan(0);
  const close = await closeTheDay();
  const after = walletOf(one);
  expect(after).toMatchObject({ pointsMicroPoints: mostMicroPoints, lockedMicroPoints: mostMicroPoints });
  expect(after.exitQuotaFen).toBeGreaterThan(0);
  expect(after.exitQuotaFen).toBeLessThan(20_000);
  expect(close.exits).toMatchObject({ members: 1, pointsMicroPoints: free });
  const { lines } = await world.call('wallet.statement', { limit: 5 }, one.token);
  const exit = lines.find(({ kind }) => kind === 'appreciation.forcedExit')!;
  const explained = await world.call('wallet.explain', { entryId: exit.entryId }, one.token);
  expect(JSON.stringify(explained)).toContain('lockedMicroPoints');
  // Nothing more is due while it is out.
  await closeTheDay();
  expect(walletOf(one)).toMatchObject({ pointsMicroPoints: mostMicroPoints, exitQuotaFen: after.exitQuotaFen });
  expect(await fileOf(certificateId, one.token)).toBe(text);
  expect(checked(text).status).toBe(0);
});

test('what was tampered with is found', async () => {
  const [first] = all<HoldingDocument>(world, 'holdings') as [HoldingDocument, ...HoldingDocument[]];
  const { engine } = world.cloud;
  const found = async (collection: string, id: string, set: object): Promise<string> => {
    const before = engine.get(collection, id)!;
    await engine.update(collection, { _id: id }, { $set: set } as never);
    const [difference] = [
      ...verify(readBooks((name) => (engine.hasCollection(name) ? engine.find(name, {}) : []) as never)),
    ];
    await engine.set(collection, id, before as never);
    return difference ? inOneLine(difference) : 'nothing';
  };
  const { memberId, microPoints, file } = first;
  expect(await found('wallets', memberId, { lockedMicroPoints: 1 })).toContain('lockedMicroPoints');
  expect(await found('holdings', first._id, { microPoints: microPoints + 1 })).toContain('holding');
  expect(await found('holdings', first._id, { file: file.replace(/"atMs": \d/, '"atMs": 9') })).toContain('signature');
  expect(await found('holdings', first._id, { state: 'released' })).toMatch(/released|sequence/);
  expect(await found('holdings', first._id, { file: file.replace(/"holder": "H/, '"holder": "h') })).toContain('file');
  expect(differences()).toEqual([]);
});
