// Reviews: who may write one, what is shown of it, who answers and hides; and figures that agree with the rows.
import fc from 'fast-check';
import type { ReviewCountsDocument, ReviewDocument } from '../../cloudfunctions/_store/documents';
import { all } from './books';
import { Seam } from './seam';
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

jest.setTimeout(180_000);

const seam = new Seam();
let world: TestWorld;
let buyer: Joined;
let owner: Joined;
beforeAll(async () => {
  world = await startWorld({ beforeRequest: seam.beforeRequest });
  await openShop(world);
  buyer = await joinMember(world, '13800000001');
  await world.call('account.updateProfile', { nickname: '林小满' }, buyer.token);
  owner = await joinMember(world, '13800000002');
  await world.call('admin.saveShop', { shopId: 'hers', name: '青岚粮油店', ownerId: owner.memberId }, world.admins[0]);
  await saveGoods(world, 'rice', { priceFen: 5_000, costFen: 1_000, stock: 999 }, { shopId: 'hers' });
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const write = (orderId: string, skuId: string, more: object = {}, by = buyer) =>
  world.call(
    'reviews.write',
    { orderId, skuId, stars: 4, words: '大小匀，有一个碰伤', requestId: nextRequest(), ...more },
    by.token,
  );
const refusedToWrite = (orderId: string, skuId: string, more: object = {}, by = buyer) =>
  world.refused(
    'reviews.write',
    { orderId, skuId, stars: 4, words: '大小匀，有一个碰伤', requestId: nextRequest(), ...more },
    by.token,
  );
const summary = (goodsId: string) => world.call('reviews.summary', { goodsId });
const list = async (goodsId: string, filter: 'all' | 'pictures' | 'added' | 'good' | 'middle' | 'bad' = 'all') =>
  (await world.call('reviews.list', { goodsId, filter })).reviews;
const pictureOf = async (by: Joined, name: string) => {
  const { cloudPath } = await world.call(
    'reviews.placePicture',
    { kind: 'review', type: 'webp', bytes: 12, digest: name.repeat(40) },
    by.token,
  );
  return world.cloud.storage.put(cloudPath, Buffer.from('RIFF0000WEBP'));
};

/** The figures of every product's reviews, counted from the rows, as they should be kept. */
function countedAgain(): Record<string, unknown> {
  const counted: Record<string, Record<string, number>> = {};
  for (const { _id } of all<ReviewCountsDocument>(world, 'reviewCounts'))
    counted[_id] = { stars1: 0, stars2: 0, stars3: 0, stars4: 0, stars5: 0, withPictures: 0, withAddition: 0 };
  for (const { goodsId, stars, pictures, added, hidden } of all<ReviewDocument>(world, 'reviews')) {
    if (hidden) continue;
    const row = counted[goodsId]!;
    row[`stars${stars}`]! += 1;
    if (pictures.length > 0) row.withPictures! += 1;
    if (added) row.withAddition! += 1;
  }
  return counted;
}
const kept = () =>
  Object.fromEntries(all<ReviewCountsDocument>(world, 'reviewCounts').map(({ _id, ...figures }) => [_id, figures]));

describe('who may write', () => {
  test('only the buyer of what was received, once for each line, not of the own shop, within thirty days', async () => {
    const other = await joinMember(world, '13800000003');
    const { orderId: unpaid } = await world.call(
      'shop.placeOrder',
      { lines: [{ skuId: 'plain-1', quantity: 1 }], addressId: buyer.addressId, requestId: nextRequest() },
      buyer.token,
    );
    expect(await refusedToWrite(unpaid, 'plain-1')).toBe('review/notReceived');
    const orderId = await buy(world, buyer, 'plain-1');
    expect(await refusedToWrite(orderId, 'plain-1', {}, other)).toBe('order/unknown');
    expect(await refusedToWrite(orderId, 'apple-1')).toBe('order/unknown');
    expect(await refusedToWrite(orderId, 'plain-1', { words: '稳赚不赔' })).toBe('words/forbidden');
    expect(await refusedToWrite(orderId, 'plain-1', { pictures: [world.picture] })).toBe('picture/unknown');
    expect(await refusedToWrite(orderId, 'plain-1', { pictures: [await pictureOf(other, 'b')] })).toBe(
      'picture/unknown',
    );
    const { lines } = await world.call('reviews.listWaiting', {}, buyer.token);
    expect(lines.map((line) => [line.orderId, line.skuId, line.state])).toEqual([[orderId, 'plain-1', 'open']]);
    await write(orderId, 'plain-1');
    expect(await refusedToWrite(orderId, 'plain-1')).toBe('review/written');
    expect((await world.call('reviews.listWaiting', {}, buyer.token)).lines).toEqual([]);
    const own = await buy(world, owner, 'rice-1');
    expect(await refusedToWrite(own, 'rice-1', {}, owner)).toBe('review/ownShop');
    expect((await world.call('reviews.ofOrder', { orderId: own }, owner.token)).lines[0]?.state).toBe('ownShop');
  });

  test('two of the same line at once are one, and two of one product are two in the figures', async () => {
    const orders = [await buy(world, buyer, 'bed-1'), await buy(world, buyer, 'bed-1')];
    // All three have looked at what they may, and none has begun to write.
    const meeting = seam.meet(
      3,
      ({ functionName, action }) => functionName === 'reviews' && action === 'database.startTransaction',
    );
    const outcomes = await Promise.all(
      [orders[0]!, orders[0]!, orders[1]!].map((orderId) =>
        world.cloud.call(
          'reviews.write',
          { orderId, skuId: 'bed-1', stars: 5, words: '睡得好', requestId: nextRequest() },
          buyer.token,
        ),
      ),
    );
    await meeting;
    seam.open();
    expect(outcomes.map((one) => (one.ok ? 'written' : one.code)).toSorted()).toEqual([
      'review/written',
      'written',
      'written',
    ]);
    expect(await summary('bed')).toMatchObject({ count: 2, starSum: 10, averageHundredths: 500 });
    expect(kept()).toEqual(countedAgain());
  });
});

describe('what is shown', () => {
  test('masked or unnamed, with pictures, what was added and what was answered; found by each filter', async () => {
    const first = await write(await buy(world, buyer, 'rice-1'), 'rice-1', { stars: 2 });
    await world.advance('1h');
    const pictures = [await pictureOf(buyer, 'a')];
    const second = await write(await buy(world, buyer, 'rice-1'), 'rice-1', { stars: 5, pictures, isAnonymous: true });
    expect(await list('rice')).toMatchObject([
      { nameMasked: '', stars: 5, pictures, added: null, answer: null },
      { nameMasked: '林**', stars: 2, pictures: [] },
    ]);
    const say = { words: '放到今天还是脆的', requestId: nextRequest() };
    await world.call('reviews.add', { reviewId: first.reviewId, ...say }, buyer.token);
    expect(
      await world.refused('reviews.add', { ...say, reviewId: first.reviewId, requestId: nextRequest() }, buyer.token),
    ).toBe('review/added');
    expect(await world.refused('reviews.add', { ...say, reviewId: second.reviewId }, owner.token)).toBe(
      'review/unknown',
    );
    const found = async (filter: Parameters<typeof list>[1]) =>
      (await list('rice', filter)).map(({ reviewId }) => reviewId);
    expect([await found('good'), await found('middle'), await found('bad')]).toEqual([
      [second.reviewId],
      [],
      [first.reviewId],
    ]);
    expect([await found('pictures'), await found('added')]).toEqual([[second.reviewId], [first.reviewId]]);
    const { newestReview, rating } = await world.call('shop.viewGoods', { goodsId: 'rice' });
    expect([newestReview?.reviewId, rating.count, rating.withAddition]).toEqual([second.reviewId, 2, 1]);
    expect(kept()).toEqual(countedAgain());
  });

  test('the owner answers reviews of the own shop alone, once; the platform answers any', async () => {
    const ofOther = (await list('bed'))[0]!;
    const ofHers = (await list('rice', 'bad'))[0]!;
    const toAnswer = async () => (await world.call('reviews.listOfShop', {}, owner.token)).reviews.length;
    expect(await toAnswer()).toBe(2);
    const answer = (reviewId: string) => ({ reviewId, words: '磕碰的两个退给你', requestId: nextRequest() });
    expect(await world.refused('reviews.answer', answer(ofOther.reviewId), owner.token)).toBe('review/unknown');
    await world.call('reviews.answer', answer(ofHers.reviewId), owner.token);
    expect(await world.refused('reviews.answer', answer(ofHers.reviewId), owner.token)).toBe('review/answered');
    expect(await world.refused('admin.answerReview', answer(ofHers.reviewId), world.admins[0])).toBe('review/answered');
    await world.call('admin.answerReview', answer(ofOther.reviewId), world.admins[0]);
    expect((await list('rice', 'bad'))[0]!.answer).toMatchObject({ words: '磕碰的两个退给你', name: '青岚粮油店' });
    expect(await toAnswer()).toBe(1);
    expect(await world.refused('reviews.listOfShop', {}, buyer.token)).toBe('identity/notAllowed');
  });

  test('what an administrator hides is out of sight and out of the figures, told to its writer, and comes back', async () => {
    const { reviewId } = (await list('rice', 'bad'))[0]!;
    const hide = (isHidden: boolean) =>
      world.call(
        'admin.hideReview',
        { reviewId, isHidden, reason: '写了别人的电话', requestId: nextRequest() },
        world.admins[0],
      );
    const before = await summary('rice');
    await hide(true);
    await hide(true); // again: taken out of the figures once
    expect([await list('rice', 'bad'), (await summary('rice')).count]).toEqual([[], before.count - 1]);
    const mine = (await world.call('reviews.listMine', {}, buyer.token)).reviews.find(
      (one) => one.reviewId === reviewId,
    );
    expect(mine?.hidden).toMatchObject({ reason: '写了别人的电话' });
    expect(kept()).toEqual(countedAgain());
    await hide(false);
    expect([(await list('rice', 'bad')).length, await summary('rice')]).toEqual([1, before]);
    // Hidden already, it was not hidden once more: the reason that its writer read stays.
    expect(all<{ action: string }>(world, 'audit').filter(({ action }) => action === 'admin.hideReview')).toHaveLength(
      2,
    );
  });
});

test('whatever is written, added, hidden and shown again side by side, the figures agree with the rows', async () => {
  const act = fc.record({
    stars: fc.integer({ min: 1, max: 5 }),
    adds: fc.boolean(),
    hides: fc.integer({ min: 0, max: 2 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 2, maxLength: 4 }), async (acts) => {
      await Promise.all(
        acts.map(async ({ stars, adds, hides }) => {
          const { reviewId } = await write(await buy(world, buyer, 'apple-1'), 'apple-1', { stars });
          const say = { reviewId, words: '又放了三天', requestId: nextRequest() };
          const reason = '重复';
          await Promise.all([
            adds ? world.call('reviews.add', say, buyer.token) : null,
            ...Array.from({ length: hides }, (_, at) =>
              world.call(
                'admin.hideReview',
                { reviewId, isHidden: at === 0, reason, requestId: nextRequest() },
                world.admins[0],
              ),
            ),
          ]);
        }),
      );
      expect(kept()).toEqual(countedAgain());
    }),
    { numRuns: 3 },
  );
});

test('too late is too late: for a review as for what is added', async () => {
  const orderId = await buy(world, buyer, 'share-1');
  const { reviewId } = await write(await buy(world, buyer, 'share-1'), 'share-1');
  const longAgoMs = world.cloud.now() - 30 * 86_400_000;
  const { engine } = world.cloud;
  engine.update('orders', { _id: orderId }, { $set: { receivedAtMs: longAgoMs } });
  engine.update('reviews', { _id: reviewId }, { $set: { atMs: longAgoMs } });
  expect(await refusedToWrite(orderId, 'share-1')).toBe('review/late');
  const say = { reviewId, words: '还行', requestId: nextRequest() };
  expect(await world.refused('reviews.add', say, buyer.token)).toBe('review/late');
  const { lines } = await world.call('reviews.listWaiting', {}, buyer.token);
  expect(lines.filter((line) => line.orderId === orderId)).toEqual([]);
  const mine = (await world.call('reviews.listMine', { limit: 50 }, buyer.token)).reviews;
  expect(mine.find((one) => one.reviewId === reviewId)?.addUntilMs).toBeNull();
});
