// What members and shops say to each other: whose a thread is, what is counted as not seen, and how often one may speak.
import type { MessageDocument, SaidDocument, ThreadDocument } from '../../cloudfunctions/_store/documents';
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
let other: Joined;
let owner: Joined;
let rival: Joined;
beforeAll(async () => {
  world = await startWorld({ timers: 'none', beforeRequest: seam.beforeRequest });
  await openShop(world);
  buyer = await joinMember(world, '13800000001');
  await world.call('account.updateProfile', { nickname: '林小满' }, buyer.token);
  other = await joinMember(world, '13800000002');
  owner = await joinMember(world, '13800000003');
  rival = await joinMember(world, '13800000004');
  const save = (shopId: string, name: string, { memberId }: Joined) =>
    world.call('admin.saveShop', { shopId, name, ownerId: memberId }, world.admins[0]);
  await save('hers', '青岚粮油店', owner);
  await save('his', '别家', rival);
  await saveGoods(world, 'rice', { priceFen: 5_000, costFen: 1_000, stock: 99 }, { shopId: 'hers' });
});
beforeEach(() => seam.open());
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const say = (by: Joined, shopId: string, words: string, more: object = {}) =>
  world.call('messages.say', { shopId, words, requestId: nextRequest(), ...more }, by.token);
const refusedToSay = (by: Joined, shopId: string, words: string, more: object = {}) =>
  world.refused('messages.say', { shopId, words, requestId: nextRequest(), ...more }, by.token);
const mine = (by: Joined, shopId = 'hers') => world.call('messages.viewThread', { shopId }, by.token);
const waiting = (by: Joined) => world.call('messages.listThreadsOfShop', {}, by.token);
const threadOf = ({ memberId }: Joined, shopId = 'hers') =>
  all<ThreadDocument>(world, 'threads').find((one) => one.memberId === memberId && one.shopId === shopId)!;
const answer = (threadId: string, words: string, by = owner) =>
  world.call('messages.answerOfShop', { threadId, words, requestId: nextRequest() }, by.token);
const told = ({ memberId }: Joined) =>
  all<MessageDocument>(world, 'messages').filter((one) => one.memberId === memberId && one.kind === 'service');

test('one asks, the owner answers, and both sides count what they have not seen', async () => {
  expect(await mine(buyer)).toMatchObject({ said: [], unread: 0, shop: { name: '青岚粮油店', serviceHours: '' } });
  const orderId = await buy(world, buyer, 'rice-1');
  await say(buyer, 'hers', '新米什么时候到', { about: { kind: 'goods', id: 'rice' } });
  await say(buyer, 'hers', '还有这一单', { about: { kind: 'order', id: orderId } });
  const { threads } = await waiting(owner);
  expect(threads).toMatchObject([{ buyerMasked: '林**', lastWords: '还有这一单', unread: 2, lastBy: 'buyer' }]);
  const { threadId } = threads[0]!;
  const seen = await world.call('messages.viewThreadOfShop', { threadId }, owner.token);
  expect(seen.said.map(({ no, words, about }) => [no, words, about?.title])).toEqual([
    [2, '还有这一单', expect.stringContaining('MH')],
    [1, '新米什么时候到', '商品 rice'],
  ]);
  await answer(threadId, '80 果周二到新货');
  await answer(threadId, '到时给你留两箱');
  expect((await waiting(owner)).threads).toEqual([]);
  // One message, however much is answered before it is seen.
  expect(told(buyer).map(({ title, words }) => [title, words])).toEqual([
    ['青岚粮油店答复了你', '「80 果周二到新货」'],
  ]);
  const read = await mine(buyer);
  expect([read.unread, read.said[0]?.words]).toEqual([2, '到时给你留两箱']);
  // Something came after what was seen: it stays counted.
  await world.call('messages.seeThread', { shopId: 'hers', upTo: 3 }, buyer.token);
  expect((await mine(buyer)).unread).toBe(2);
  await world.call('messages.seeThread', { shopId: 'hers', upTo: 4 }, buyer.token);
  expect((await mine(buyer)).unread).toBe(0);
  await answer(threadId, '到了');
  expect(told(buyer)).toHaveLength(2);
});

test('nobody reads or answers another’s thread, and nobody attaches what is another’s', async () => {
  await say(buyer, 'hers', '在吗');
  const { _id: threadId } = threadOf(buyer);
  expect((await mine(other)).said).toEqual([]);
  const asRival = (
    name: 'messages.viewThreadOfShop' | 'messages.answerOfShop' | 'messages.seeThreadOfShop',
    more = {},
  ) => world.refused(name, { threadId, ...more } as never, rival.token);
  expect(await asRival('messages.viewThreadOfShop')).toBe('service/unknown');
  expect(await asRival('messages.answerOfShop', { words: '我来', requestId: nextRequest() })).toBe('service/unknown');
  expect(await asRival('messages.seeThreadOfShop', { upTo: 1 })).toBe('service/unknown');
  expect((await waiting(rival)).threads).toEqual([]);
  // Of a shop that has an owner, administrators are not asked.
  const asAdmin = { threadId, words: '平台来答', requestId: nextRequest() };
  expect(await world.refused('messages.viewThreadOfPlatform', { threadId }, world.admins[0])).toBe('service/unknown');
  expect(await world.refused('messages.answerOfPlatform', asAdmin, world.admins[0])).toBe('service/unknown');
  expect(await world.refused('messages.listThreadsOfShop', {}, buyer.token)).toBe('identity/notAllowed');
  expect(await world.refused('messages.listThreadsOfPlatform', {}, owner.token)).toBe('identity/notAllowed');
  const orderId = await buy(world, other, 'rice-1');
  await say(buyer, 'hers', '这一单', { about: { kind: 'order', id: orderId } });
  await say(buyer, 'hers', '这个', { about: { kind: 'goods', id: 'apple' } });
  expect((await mine(buyer)).said.slice(0, 2).map(({ about }) => about)).toEqual([null, null]);
});

test('of the platform’s own shop an administrator answers, and the audit keeps it', async () => {
  await say(buyer, 'own', '自营店几点发货');
  const { threads } = await world.call('messages.listThreadsOfPlatform', {}, world.admins[0]);
  expect(threads.map(({ shopName, unread }) => [shopName, unread])).toEqual([['明禾自营', 1]]);
  const { threadId } = threads[0]!;
  const input = { threadId, words: '下午五点前', requestId: nextRequest() };
  const answered = await Promise.all([
    world.call('messages.answerOfPlatform', input, world.admins[0]),
    world.call('messages.answerOfPlatform', input, world.admins[0]),
  ]);
  expect(answered).toEqual([{ no: 2 }, { no: 2 }]);
  expect((await mine(buyer, 'own')).said.map(({ by, words }) => [by, words])).toEqual([
    ['shop', '下午五点前'],
    ['buyer', '自营店几点发货'],
  ]);
  expect(
    all<{ _id: string; action: string }>(world, 'audit').filter(({ action }) => action.startsWith('messages.')),
  ).toHaveLength(1);
  // The shop goes to an owner while an administrator writes: the answer is not the administrator's any more.
  await world.call('admin.saveShop', { shopId: 'third', name: '第三家' }, world.admins[0]);
  await say(buyer, 'third', '在吗');
  const third = threadOf(buyer, 'third')._id;
  const newOwner = await joinMember(world, '13800000005');
  seam.before(
    ({ functionName, action }) => functionName === 'messages' && action === 'database.startTransaction',
    () =>
      world.call('admin.saveShop', { shopId: 'third', name: '第三家', ownerId: newOwner.memberId }, world.admins[1]),
  );
  const late = { threadId: third, words: '在的', requestId: nextRequest() };
  expect(await world.refused('messages.answerOfPlatform', late, world.admins[0])).toBe('service/unknown');
  expect(threadOf(buyer, 'third').count).toBe(1);
});

test('two at once are two, in one order; the same one twice is one', async () => {
  const by = await joinMember(world, '13800000006');
  const meeting = seam.meet(
    2,
    ({ functionName, action }) => functionName === 'messages' && action === 'database.startTransaction',
  );
  const requestId = nextRequest();
  await Promise.all([say(by, 'hers', '一'), say(by, 'hers', '二')]);
  await meeting;
  await Promise.all([say(by, 'hers', '三', { requestId }), say(by, 'hers', '三', { requestId })]);
  const { _id, count, unreadOfShop } = threadOf(by);
  const said = all<SaidDocument>(world, 'said').filter(({ threadId }) => threadId === _id);
  expect([count, unreadOfShop, said.map(({ no }) => no).toSorted()]).toEqual([3, 3, [1, 2, 3]]);
});

test('what is said passes the checks: words, pictures of one’s own, not too often', async () => {
  const by = await joinMember(world, '13800000007');
  expect(await refusedToSay(by, 'hers', ' ')).toBe('service/nothing');
  expect(await refusedToSay(by, 'nowhere', '在吗')).toBe('shop/unknown');
  expect(await refusedToSay(owner, 'hers', '在吗')).toBe('service/ownShop');
  expect(await refusedToSay(by, 'hers', '稳赚不赔')).toBe('words/forbidden');
  expect(await refusedToSay(by, 'hers', '看图', { pictures: [world.picture] })).toBe('picture/unknown');
  const { cloudPath } = await world.call(
    'messages.placePicture',
    { kind: 'service', type: 'webp', bytes: 12, digest: 'a'.repeat(40) },
    by.token,
  );
  const picture = await world.cloud.storage.put(cloudPath, Buffer.from('RIFF0000WEBP'));
  await say(by, 'hers', '', { pictures: [picture] });
  expect((await mine(by)).said[0]?.pictures).toEqual([picture]);
  expect(await refusedToSay(other, 'hers', '看图', { pictures: [picture] })).toBe('picture/unknown');
  const requestId = nextRequest();
  await say(by, 'hers', '还在吗', { requestId });
  let refused = '';
  for (let nth = 0; nth < 20 && refused === ''; nth += 1) {
    const reply = await world.cloud.call(
      'messages.say',
      { shopId: 'hers', words: `${nth}`, requestId: nextRequest() },
      by.token,
    );
    refused = reply.ok ? '' : reply.code;
  }
  expect(refused).toBe('service/tooMany');
  // What was said is said, and repeated it is answered the same.
  expect(await say(by, 'hers', '还在吗', { requestId })).toEqual({ no: 2 });
  await world.advance('11m');
  await say(by, 'hers', '十分钟后');
});
