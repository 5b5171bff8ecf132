// Series of collectibles and their editions: drafted, issued, taken for each asset, held, their goods sent for.
// Many at once, and killed: takingRaces.test.ts.
import type { OutputOf } from '@shared/contract';
import { editionIdOf, fingerprintOf, historyFault, sha256OfWords } from '@shared/proofs';
import type { MerchantDocument, OrderDocument } from '../../cloudfunctions/_store/documents';
import { inOneLine, readBooks, verify } from '../../scripts/verify/index';
import { all, differences } from './books';
import { heldFen, member, orderOf, stop, walletOf, world } from './cashBalances';
import {
  asked,
  draft,
  editionsOf,
  issued,
  openCollectibles,
  replyOf,
  saved,
  seriesKept,
  take,
  takenCount,
  toIssue,
} from './takings';
import { giveBy, joinMember, nextRequest, saveGoods, setPayPassword } from './world';

jest.setTimeout(240_000);
openCollectibles();

const admin = () => world.admins[0];

describe('a series', () => {
  test('is a draft that may change as it was seen, and is dropped; what does not fit is refused', async () => {
    const refused = (more: Parameters<typeof draft>[0]) => replyOf('admin.saveSeries', draft(more), admin());
    const now = world.cloud.now();
    const unfit = { code: 'collectible/goodsUnfit' };
    expect(await refused({ skuId: 'rice-1' })).toMatchObject({ ...unfit, skuId: 'rice-1' }); // another's shop
    expect(await refused({ skuId: 'nothing-1' })).toMatchObject(unfit);
    await saveGoods(world, 'meal', { priceFen: 100, costFen: 1, stock: 9 }, { kind: 'voucher' });
    expect(await refused({ skuId: 'meal-1' })).toMatchObject(unfit);
    expect(await refused({ opensAtMs: now + 5, closesAtMs: now + 5 })).toEqual({ code: 'collectible/dates' });
    expect(await refused({ opensAtMs: 0, closesAtMs: now })).toEqual({ code: 'collectible/dates' });
    expect(await refused({ pictures: [`${world.picture}x`] })).toMatchObject({ code: 'picture/unknown' });
    expect(await refused({ story: '稳赚不赔' })).toMatchObject({ code: 'words/forbidden' });
    expect(await refused({ seriesId: 'C-none' })).toEqual({ code: 'collectible/unknown' });

    const { seriesId } = await saved();
    const { seen } = await world.call('admin.viewSeries', { seriesId }, admin());
    await saved({ seriesId, seen, supply: 12 });
    expect(await refused({ seriesId, seen })).toEqual({ code: 'form/changedMeanwhile' });
    expect(await world.call('admin.viewSeries', { seriesId }, admin())).toMatchObject({
      supply: 12,
      left: 12,
      goods: { skuId: 'plain-1', goodsId: 'plain', title: '商品 plain' },
      issuedAtMs: null,
      fingerprint: null,
    });
    // Nobody but its makers sees it.
    expect(await replyOf('collectibles.viewSeries', { seriesId })).toEqual({ code: 'collectible/unknown' });
    expect(await replyOf('collectibles.take', asked(seriesId))).toEqual({ code: 'collectible/unknown' });
    await world.call('admin.dropSeries', { seriesId, requestId: nextRequest() }, admin());
    expect(seriesKept(seriesId)).toBeUndefined();
  });

  test('issued, it is what its fingerprint says, with all its editions, and never changes again', async () => {
    const { seriesId } = await saved({ supply: 250, skuId: null, rights: [] });
    const input = await toIssue(seriesId);
    expect(
      await replyOf('admin.issueSeries', { ...input, seen: '0'.repeat(16), requestId: nextRequest() }, admin()),
    ).toEqual({ code: 'form/changedMeanwhile' });
    const { fingerprint } = await world.call('admin.issueSeries', input, admin());
    expect(await world.call('admin.issueSeries', input, admin())).toEqual({ seriesId, fingerprint });
    const kept = seriesKept(seriesId)!;
    expect(fingerprintOf(kept.record!, sha256OfWords)).toBe(fingerprint);
    expect(kept.record).toMatchObject({ issuer: { shopId: 'own', name: '明禾自营' }, supply: 250, goods: null });
    expect(kept.record!.pictures).toEqual([
      // SHA-256 of the picture's bytes.
      require('node:crypto').createHash('sha256').update('RIFF0000WEBP').digest('hex'),
    ]);
    const ids = editionsOf(seriesId).map(({ _id }) => _id);
    expect(new Set(ids)).toEqual(new Set(Array.from({ length: 250 }, (_none, at) => editionIdOf(seriesId, at + 1))));
    for (const [action, more] of [
      ['admin.saveSeries', draft({ seriesId, seen: input.seen })],
      ['admin.dropSeries', { seriesId, requestId: nextRequest() }],
      ['admin.issueSeries', { ...input, requestId: nextRequest() }],
    ] as const)
      expect([action, await replyOf(action, more, admin())]).toEqual([action, { code: 'collectible/issued' }]);
    expect(await world.call('admin.listEditions', { seriesId }, admin())).toEqual({ editions: [], next: null });
  });

  test('lists show what can be taken, then what is to come, then the rest, in small pages as in one', async () => {
    const now = world.cloud.now();
    const coming = await issued({ opensAtMs: now + 86_400_000 });
    const short = await issued({ closesAtMs: now + 60_000 });
    const one = await issued({ supply: 1 });
    const open = await issued();
    await take(one);
    await world.advance('2m');
    const whole = await world.call('collectibles.listSeries', { limit: 50 });
    const states = whole.series.map(({ seriesId, state }) => [seriesId, state]);
    expect(states).toEqual(
      expect.arrayContaining([
        [open, 'open'],
        [coming, 'coming'],
        [short, 'over'],
        [one, 'allTaken'],
      ]),
    );
    const order = ['open', 'coming', 'over', 'allTaken'];
    const ranks = whole.series.map(({ state }) => Math.min(order.indexOf(state), 2));
    expect(ranks).toEqual([...ranks].sort());
    const paged: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: OutputOf<'collectibles.listSeries'> = await world.call('collectibles.listSeries', {
        limit: 1,
        ...(cursor ? { cursor } : {}),
      });
      paged.push(...page.series.map(({ seriesId }) => seriesId));
      cursor = page.next;
    }
    expect(paged).toEqual(whole.series.map(({ seriesId }) => seriesId));
    expect(await replyOf('collectibles.listSeries', { cursor: 'other' })).toEqual({ code: 'cursor/invalid' });
    // Those who make them see drafts too, the newest first.
    const { seriesId: newest } = await saved();
    expect(await world.call('admin.listSeries', { limit: 1 }, admin())).toMatchObject({
      series: [{ seriesId: newest }],
    });
    // It cannot be taken before its time, nor behind it.
    expect(await replyOf('collectibles.take', asked(coming))).toMatchObject({ code: 'collectible/notOpen' });
    expect(await replyOf('collectibles.previewTaking', { seriesId: short })).toMatchObject({
      code: 'collectible/notOpen',
    });
    expect(await replyOf('collectibles.take', asked(one))).toEqual({ code: 'collectible/soldOut', supply: 1 });
  });
});

describe('an edition is taken', () => {
  test('with spendable points: what was previewed leaves, once, and the line says how', async () => {
    const seriesId = await issued({ limit: 2 });
    const before = walletOf();
    expect(await world.call('collectibles.previewTaking', { seriesId }, member.token)).toMatchObject({
      paid: { asset: 'spendable', units: 100 },
      redemption: null,
    });
    expect(await replyOf('collectibles.take', asked(seriesId, 99))).toEqual({
      code: 'quote/moved',
      quoted: 99,
      now: 100,
    });
    expect(await replyOf('collectibles.take', asked(seriesId, 100, { payPassword: '000000' }))).toMatchObject({
      code: 'payPassword/wrong',
    });
    const input = asked(seriesId);
    const taken = await world.call('collectibles.take', input, member.token);
    expect(taken).toMatchObject({ supply: 10, title: '小雪 · 早梅', paid: { asset: 'spendable', units: 100 } });
    // Asked again it is told again, whatever was typed; another body under its id is none.
    expect(await world.call('collectibles.take', { ...input, payPassword: '111111' }, member.token)).toEqual(taken);
    expect(await replyOf('collectibles.take', { ...input, quotedUnits: 1 })).toEqual({ code: 'request/reused' });
    expect(walletOf().spentSpendableCents - before.spentSpendableCents).toBe(100);
    await take(seriesId);
    expect(await replyOf('collectibles.take', asked(seriesId))).toEqual({
      code: 'collectible/limit',
      most: 2,
      taken: 2,
    });
    expect(takenCount(seriesId)).toBe(2);
    expect(await world.call('collectibles.viewSeries', { seriesId }, member.token)).toMatchObject({
      left: 8,
      takenByMe: 2,
      state: 'open',
    });
    const { lines } = await world.call('wallet.statement', { limit: 1 }, member.token);
    expect(lines).toMatchObject([{ kind: 'collectible.take', amount: { asset: 'spendable', units: -100 } }]);
    expect(lines[0]!.note).toMatch(/^小雪 · 早梅 第 \d+ 份，共 10 份$/);
    expect(differences(world)).toEqual([]);
  });

  test('with stable points, which are the shop’s, and the close agrees', async () => {
    const seriesId = await issued({ price: { asset: 'stable', units: 300 } });
    const before = walletOf().stableCents;
    await take(seriesId, 300);
    expect(walletOf().stableCents).toBe(before - 300);
    expect(all<MerchantDocument>(world, 'merchants').find(({ _id }) => _id === 'own')).toMatchObject({
      stableCents: 300,
    });
    const dear = await issued({ price: { asset: 'stable', units: 90_000_000 } });
    expect(await replyOf('collectibles.take', asked(dear, 90_000_000))).toMatchObject({
      code: 'payment/exceedsHolding',
    });
    await world.advance('1d');
    expect((await world.call('wallet.view', {}, member.token)).lastClose).toMatchObject({ balanced: true });
  });

  test('with cash of the balance, unless it may not leave', async () => {
    const seriesId = await issued({ price: { asset: 'cash', units: 500 } });
    const [held, before] = [await heldFen(), walletOf()];
    const seen = await world.call('collectibles.previewTaking', { seriesId }, member.token);
    expect(seen).toMatchObject({ paid: { asset: 'cash', units: 500 } });
    await take(seriesId, 500);
    expect(await heldFen()).toBe(held - 500);
    // Dividends leave first.
    expect((walletOf().drawnDividendFen ?? 0) - (before.drawnDividendFen ?? 0)).toBe(500);
    const dear = await issued({ price: { asset: 'cash', units: 90_000_000 } });
    expect(await replyOf('collectibles.take', asked(dear, 90_000_000))).toMatchObject({
      code: 'collectible/exceedsCash',
    });
    await stop('all');
    expect(await replyOf('collectibles.take', asked(seriesId, 500))).toEqual({
      code: 'balance/barred',
      why: 'stopped',
    });
    await stop('none');
  });

  test('with appreciating points, redeemed at the price of the moment', async () => {
    const seriesId = await issued({ price: { asset: 'appreciating', units: 1_000 }, supply: 2 });
    const [before, pool] = [
      walletOf(),
      world.cloud.engine.get('platform', 'pool') as never as { state: { pool: number } },
    ];
    const seen = await world.call('collectibles.previewTaking', { seriesId }, member.token);
    expect(seen).toMatchObject({ paid: { asset: 'appreciating' }, redemption: { grossFen: 1_000, feeFen: 0 } });
    const { paid } = await take(seriesId, seen.paid.units);
    expect(paid).toEqual(seen.paid);
    expect(before.pointsMicroPoints - walletOf().pointsMicroPoints).toBe(paid.units);
    const after = world.cloud.engine.get('platform', 'pool') as never as { state: { pool: number } };
    expect(pool.state.pool - after.state.pool).toBe(1_000);
    expect(await replyOf('collectibles.take', asked(seriesId, 1))).toMatchObject({ code: 'quote/moved' });
    const stopping = { stop: 'redemptions' as const, reason: '查一下', requestId: nextRequest() };
    await world.call('admin.setStop', { ...stopping, isStopped: true }, admin());
    expect(await replyOf('collectibles.take', asked(seriesId, paid.units))).toMatchObject({ code: 'platform/stopped' });
    const lifting = { ...stopping, isStopped: false, requestId: nextRequest() };
    await world.call('admin.setStop', lifting, world.admins[1]);
    await take(seriesId, (await world.call('collectibles.previewTaking', { seriesId }, member.token)).paid.units);
    expect(await replyOf('collectibles.take', asked(seriesId, paid.units))).toMatchObject({
      code: 'collectible/soldOut',
    });
    expect(differences(world)).toEqual([]);
  });
});

describe('an edition that is held', () => {
  test('shows its history to its owner alone, which is one chain', async () => {
    const seriesId = await issued();
    const { editionId, number } = await take(seriesId);
    const other = await joinMember(world, '13800000077');
    expect(await replyOf('collectibles.viewEdition', { editionId }, other.token)).toEqual({ code: 'edition/unknown' });
    const seen = await world.call('collectibles.viewEdition', { editionId }, member.token);
    expect(seen).toMatchObject({ number, state: 'held', paid: { asset: 'spendable', units: 100 }, orderId: null });
    expect(seen).toMatchObject({
      givingPaused: { sinceDay: null },
      steps: [{ kind: 'taken', from: null, isMine: true }],
    });
    const steps = seen.steps.map(({ isMine: _isMine, hash: _hash, ...step }) => step);
    const of = { fingerprint: seen.fingerprint, editionId, head: seen.steps.at(-1)!.hash };
    expect(historyFault(steps, of, sha256OfWords)).toBeNull();
    expect(JSON.stringify(seen)).not.toContain(member.memberId);
    const { editions } = await world.call('admin.listEditions', { seriesId }, admin());
    expect(editions).toEqual([
      {
        editionId,
        number,
        state: 'held',
        holder: seen.holder,
        takenAtMs: seen.steps[0]!.atMs,
        collectedAtMs: null,
        steps: 1,
      },
    ]);
  });

  test('brings its goods to the door, once: the whole way, and again where the shop could not send them', async () => {
    const seriesId = await issued();
    const { editionId } = await take(seriesId);
    const counts = await world.call('collectibles.countMine', {}, member.token);
    const { addressId } = member;
    const collecting = (more: object = {}) => ({ editionId, addressId, requestId: nextRequest(), ...more });
    expect(await replyOf('collectibles.collect', collecting({ addressId: 'A-none' }))).toEqual({
      code: 'address/unknown',
    });
    const input = collecting();
    const left = () => (world.cloud.engine.get('stock', 'plain-1') as never as { left: number }).left;
    const pieces = left();
    const { orderId } = await world.call('collectibles.collect', input, member.token);
    expect(await world.call('collectibles.collect', input, member.token)).toEqual({ editionId, orderId });
    expect(left()).toBe(pieces - 1);
    expect(await replyOf('collectibles.collect', collecting())).toMatchObject({ code: 'edition/collected' });
    expect(await world.call('collectibles.countMine', {}, member.token)).toEqual({
      held: counts.held,
      collected: counts.collected + 1,
    });
    const order: OrderDocument = orderOf(orderId);
    expect(order).toMatchObject({ state: 'paid', goodsFen: 0, freightFen: 0, cashFen: 0, counted: [] });
    expect(order.lines).toMatchObject([{ skuId: 'plain-1', quantity: 1, amountFen: 0, plans: [] }]);
    const { orders } = await world.call('admin.listOrders', { filter: 'paid' }, admin());
    expect(orders.map((one) => one.orderId)).toContain(orderId);

    // It cannot be sent after all: all of it is given back, nothing in money, and it may be sent for again.
    const back = {
      orderId,
      lines: [{ skuId: 'plain-1', quantity: 1 }],
      freightFen: 0,
      reason: '缺货',
      requestId: nextRequest(),
    };
    await world.call('admin.refundPieces', back, admin());
    await world.advance('11m');
    expect(orderOf(orderId).state).toBe('refunded');
    expect(left()).toBe(pieces);
    const again = await world.call('collectibles.collect', collecting(), member.token);
    await world.call('admin.ship', { orderId: again.orderId, carrier: '德邦', trackingNo: 'DPK0000001' }, admin());
    await world.call('shop.confirmReceipt', { orderId: again.orderId }, member.token);
    await world.advance('1d');
    expect(orderOf(again.orderId)).toMatchObject({ state: 'settled', grants: [] });
    const seen = await world.call('collectibles.viewEdition', { editionId }, member.token);
    expect(seen).toMatchObject({ orderId: again.orderId, state: 'held' });
    expect(seen.steps.map(({ kind }) => kind)).toEqual(['taken', 'collected', 'returned', 'collected']);
    const mine = await world.call('collectibles.listMine', { filter: 'collected', limit: 50 }, member.token);
    expect(mine.editions.map((one) => one.editionId)).toEqual([editionId]);
    const held = await world.call('collectibles.listMine', { limit: 50 }, member.token);
    expect(held.editions.length).toBe(counts.held);

    const bare = (await take(await issued({ skuId: null }))).editionId;
    expect(await replyOf('collectibles.collect', collecting({ editionId: bare }))).toEqual({ code: 'edition/noGoods' });
    const rare = await take(await issued({ skuId: 'tea-1' }));
    await world.call('admin.changeStock', { skuId: 'tea-1', by: -1_000, requestId: nextRequest() }, admin());
    expect(await replyOf('collectibles.collect', collecting({ editionId: rare.editionId }))).toMatchObject({
      code: 'goods/soldOut',
    });
  });

  test('is nobody else’s to take goods of, and who is new has nothing', async () => {
    const { editionId } = await take(await issued());
    const other = await joinMember(world, '13800000078');
    await setPayPassword(world, other);
    const input = { editionId, addressId: other.addressId, requestId: nextRequest() };
    expect(await replyOf('collectibles.collect', input, other.token)).toEqual({ code: 'edition/unknown' });
    expect(await world.call('collectibles.countMine', {}, other.token)).toEqual({ held: 0, collected: 0 });
    const seriesId = await issued();
    expect(await replyOf('collectibles.take', asked(seriesId), other.token)).toMatchObject({
      code: 'spending/exceedsHolding',
    });
    // Who leaves gives it up knowingly.
    await giveBy(world, other, 'spendable', 100);
    await take(seriesId, 100, other.token);
    expect(await world.call('account.viewClosing', {}, other.token)).toMatchObject({ holdings: { editions: 1 } });
    const leaving = { giveUp: [], code: '000000', requestId: nextRequest() };
    expect(await replyOf('account.askClosing', leaving, other.token)).toEqual({
      code: 'closing/notGivenUp',
      asset: 'editions',
      units: 1,
    });
    const { rows } = await world.call('account.exportPart', { part: 'editions' }, other.token);
    expect(rows).toMatchObject([{ seriesId, state: 'held', steps: [{ kind: 'taken' }] }]);
  });
});

describe('what somebody changes past the functions is found', () => {
  // biome-ignore lint/suspicious/noExplicitAny: documents are bent in ways that their types forbid
  type Bent = any;
  type Content = Map<string, Bent[]>;
  const held = ({ ownerId }: Bent) => ownerId !== null;
  const collected = ({ isCollected }: Bent) => isCollected;
  const some = (bent: Content, collection: string, is: (one: Bent) => boolean = () => true): Bent =>
    bent.get(collection)!.find(is);
  const foundIn = (bent: Content): string[] =>
    [...verify(readBooks((name) => (bent.get(name) ?? []) as never))].map(inOneLine);
  const content = (): Content => {
    const { engine } = world.cloud;
    return new Map(engine.collections().map((name) => [name, structuredClone(engine.find(name, {})) as Bent[]]));
  };

  test.each<[string, (bent: Content) => void, RegExp]>([
    [
      'a word that was frozen',
      (bent) => (some(bent, 'series', ({ record }) => record).record.story += '。'),
      /fingerprint/,
    ],
    ['an owner', (bent) => (some(bent, 'editions', held).ownerId = 'M-other'), /editions/],
    ['a pseudonym', (bent) => (some(bent, 'editions', held).holder = 'H-other'), /holder/],
    ['a step', (bent) => (some(bent, 'editions', held).steps[0].atMs += 1), /step 1/],
    ['a price', (bent) => (some(bent, 'editions', held).paid.units += 1), /paid/],
    ['a number', (bent) => (some(bent, 'editions', held).number += 1), /number/],
    ['one that is gone', (bent) => bent.get('editions')!.splice(0, 1), /editions/],
    ['one too many', (bent) => bent.get('editions')!.push({ ...some(bent, 'editions'), _id: 'C-none-1' }), /editions/],
    ['a count', (bent) => (some(bent, 'takenEditions').taken -= 1), /taken/],
    ['what is left', (bent) => (some(bent, 'series', ({ left }) => left > 1).left = 0), /left/],
    ['goods of another order', (bent) => (some(bent, 'editions', collected).collected.orderId = 'O-none'), /collected/],
    ['goods sent for again', (bent) => (some(bent, 'editions', collected).isCollected = false), /isCollected/],
    ['an order of goods', (bent) => (some(bent, 'orders', ({ edition }) => edition).freightFen = 1), /price|cash/],
    [
      'an entry',
      (bent) => (some(bent, 'journal', ({ kind }) => kind === 'collectible.take').postings[0].amount += 1),
      /./,
    ],
  ])('%s', (_name, bend, told) => {
    const bent = content();
    expect(foundIn(bent)).toEqual([]);
    bend(bent);
    expect(foundIn(bent).join('\n')).toMatch(told);
  });
});
