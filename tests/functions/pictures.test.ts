// Uploaded pictures where they are held back: unseen until WeChat has looked at them, and for good where it found something.
import { buy, joinMember, nextRequest, openShop, removeBuilt, saveGoods, startWorld, type TestWorld } from './world';

jest.setTimeout(180_000);

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld({ timers: 'few', variables: { PICTURE_CHECKS: 'on' } });
  await openShop(world);
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const sku = { priceFen: 100, costFen: 10, stock: 5 };
const upload = async (name: string): Promise<string> => {
  const { storage } = world.cloud;
  return storage.put(`goods/${name}`, Buffer.from('picture'));
};
const shown = async (goodsId: string) => (await world.call('shop.viewGoods', { goodsId })).pictures;
const push = (trace: unknown, suggest: string, token?: string) =>
  world.cloud.call(
    'contentCheck.push',
    { Event: 'wxa_media_check', trace_id: trace, result: { suggest } } as never,
    token,
  );

test('a picture is shown in its place once it has passed, and never where it has not', async () => {
  const [first, bad, last] = [await upload('first.png'), await upload('risky.png'), await upload('last.png')];
  await saveGoods(world, 'tea', sku, { pictures: [first, bad, last] });
  expect(await shown('tea')).toEqual(['']);
  await saveGoods(world, 'cup', sku, { pictures: [last] });
  expect(await shown('cup')).toEqual(['']);
  await world.advance('2m');
  expect(await shown('tea')).toEqual([first, last]);
  expect(await shown('cup')).toEqual([last]);
  // Known by now: saved again, it is shown at once, and nothing is asked.
  await saveGoods(world, 'pot', sku, { pictures: [last] });
  expect(await shown('pot')).toEqual([last]);
});

test('a review is seen at once, its pictures once they have passed, and it counts with pictures only then', async () => {
  const buyer = await joinMember(world, '13800000001');
  const orderId = await buy(world, buyer, 'plain-1');
  const { cloudPath } = await world.call(
    'reviews.placePicture',
    { kind: 'review', type: 'webp', bytes: 7, digest: 'a'.repeat(40) },
    buyer.token,
  );
  const file = await world.cloud.storage.put(cloudPath, Buffer.from('picture'));
  const said = { orderId, skuId: 'plain-1', stars: 3, words: '还行', pictures: [file], requestId: nextRequest() };
  expect(await world.call('reviews.write', said, buyer.token)).toMatchObject({ pictures: [], unseenPictures: 1 });
  const seen = async () => {
    const { reviews } = await world.call('reviews.list', { goodsId: 'plain' });
    const { count, withPictures } = await world.call('reviews.summary', { goodsId: 'plain' });
    return [reviews[0]?.pictures, count, withPictures];
  };
  expect(await seen()).toEqual([[], 1, 0]);
  await world.advance('2m');
  expect(await seen()).toEqual([[file], 1, 1]);
});

test('an avatar is its owner’s at once, others’ once it has passed, and never where something was found', async () => {
  const owner = await joinMember(world, '13800000002');
  const { token, inviteCode } = owner;
  const place = { kind: 'avatar', type: 'png', bytes: 7, digest: 'b'.repeat(40) } as const;
  const { cloudPath } = await world.call('account.placePicture', place, token);
  const file = await world.cloud.storage.put(cloudPath, Buffer.from('picture'));
  const set = (picture: string | null, by = token) =>
    world.cloud.call('account.setAvatar', { picture, requestId: nextRequest() }, by);
  const own = async () => (await world.call('account.me', {}, token)).avatar;
  const others = async () => (await world.call('team.whoInvites', { inviteCode })).avatar;
  const stranger = await joinMember(world, '13800000003');
  expect(await set(file, stranger.token)).toMatchObject({ code: 'picture/unknown' });
  expect(await set(file)).toMatchObject({ ok: true });
  expect([await own(), await others()]).toEqual([{ picture: file, state: 'pending' }, '']);
  await world.advance('2m');
  expect([await own(), await others()]).toEqual([{ picture: file, state: 'passed' }, file]);
  const bad = await world.cloud.storage.put(cloudPath.replace(/[^/]+$/, 'risky.png'), Buffer.from('picture'));
  expect(await set(bad)).toMatchObject({ ok: true });
  // The file of the former is gone with it.
  expect(await set(file)).toMatchObject({ code: 'picture/unknown' });
  await world.advance('2m');
  expect([await own(), await others()]).toEqual([{ picture: bad, state: 'risky' }, '']);
  const { messages } = await world.call('messages.list', { kinds: ['security'] }, token);
  expect(messages).toMatchObject([{ title: '头像没有通过检查' }]);
  expect(await set(null)).toMatchObject({ ok: true });
  expect(await own()).toBeNull();
  const large = { ...place, bytes: 600_000 };
  expect(await world.cloud.call('account.placePicture', large, token)).toMatchObject({ code: 'picture/tooLarge' });
});

test('a client that calls the function by its name changes nothing, whatever it names', async () => {
  const file = await upload('forged.png');
  await saveGoods(world, 'jar', sku, { pictures: [file] });
  const [check] = world.cloud.engine.find('pictureChecks', { fileId: file }) as { traceId?: unknown }[];
  expect(await push(check!.traceId, 'pass')).toMatchObject({ code: 'identity/notAllowed' });
  expect(await shown('jar')).toEqual(['']);
});

test('what WeChat does not answer for is told to the operators after a day, and asked again when it is saved again', async () => {
  world.cloud.setFaults({ failNext: { 'security.mediaCheckAsync': 1 } });
  const file = await upload('lost.png');
  await saveGoods(world, 'bowl', sku, { pictures: [file] });
  await world.advance('25h');
  expect(await shown('bowl')).toEqual(['']);
  await world.cloud.trigger('settlement');
  const raised = world.cloud.engine.find('alerts', { kind: 'picturesUnchecked' });
  expect(raised.at(-1)).toMatchObject({ figures: { pictures: 1 } });
  await saveGoods(world, 'bowl', sku, { pictures: [file] });
  await world.advance('2m');
  expect(await shown('bowl')).toEqual([file]);
});
