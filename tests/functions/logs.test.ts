// One line a call, and nothing of a person in any line, whatever was asked and whatever went wrong.

import { Wire } from '../../bench/actions/wire';
import { logFault } from '../../cloudfunctions/_platform/log';
import { allBack, buy, joinMember, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(180_000);

const PHONE = '13712345678';
const PERSONAL = [PHONE, '欧阳修竹', '陈静', '青岛市', '香港中路', '门口有狗', '不想要了'];

const wire = new Wire();
let world: TestWorld;
beforeAll(async () => {
  // One instance of each function, so that what it asks once is not between.
  world = await startWorld({
    workers: 1,
    beforeRequest: wire.beforeRequest,
    onRequest: wire.onRequest,
  });
  await openShop(world);
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const linesOf = (call: string) =>
  world.cloud.logs().flatMap((line) => {
    const json = /\{"call".*\}$/.exec(line)?.[0];
    const read = json && (JSON.parse(json) as Record<string, unknown>);
    return read && read.call === call ? [read] : [];
  });

test('a call has one line: action, reference, outcome, milliseconds, and as many requests as the cloud has seen', async () => {
  const { token } = await world.signIn(PHONE);
  const before = linesOf('account.me').length;
  const { requests } = await wire.count(() => world.call('account.me', {}, token));
  const lines = linesOf('account.me').slice(before);
  expect(lines).toEqual([
    {
      call: 'account.me',
      reference: expect.stringMatching(/^E\w{8}$/),
      outcome: 'ok',
      ms: expect.any(Number),
      requests,
    },
  ]);
  await world.call('shop.viewCart', {}, token);
  const added = await wire.count(() =>
    world.call('shop.setCartLine', { goodsId: 'apple', skuId: 'apple-1', quantity: 1 }, token),
  );
  expect(linesOf('shop.setCartLine').at(-1)).toMatchObject({ requests: added.requests });
  expect(await world.refused('shop.viewOrder', { orderId: 'nobody' }, token)).toBe('order/unknown');
  expect(linesOf('shop.viewOrder').at(-1)).toMatchObject({ outcome: 'order/unknown' });
  await world.cloud.call('shop.call13712345678', {}, token);
  expect(linesOf('shop.unknown').at(-1)).toMatchObject({ outcome: 'action/unknown' });
});

test('phone, name, address, notes and openid are in no line, nor in those of a failure', async () => {
  const member = await joinMember(world, PHONE.replace('8', '9'));
  await world.call('account.updateProfile', { nickname: '欧阳修竹' }, member.token);
  const orderId = await buy(world, member, 'plain-1');
  await world.call('afterSales.apply', allBack(world, orderId, '不想要了'), member.token);
  // Spoiled, so that what is thrown tells of it.
  await world.cloud.engine.set('wallets', member.memberId, { pointsMicroPoints: `${PHONE} 陈静` } as never);
  const failed = await world.cloud.call('wallet.view', {}, member.token);
  const { reference } = (failed as unknown as { details: { reference: string } }).details;
  const lines = world.cloud.logs();
  // Support finds the line of the failure by what the member was told.
  expect(lines.filter((line) => line.includes(reference))).toHaveLength(2);
  const text = lines.join('\n');
  for (const one of [...PERSONAL, PHONE.replace('8', '9')]) expect([one, text.includes(one)]).toEqual([one, false]);
});

test('what others say in an error is told without what may be of a person', () => {
  const said: string[] = [];
  const spy = jest.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
  logFault(
    'E2345678 shop.saveAddress',
    `13712345678 of oABCDEFGHIJKLMNOPQRSTUVWXYZ1 陈静: E11000 dup key: { a: "b" } 1772413200000`,
  );
  spy.mockRestore();
  expect(said).toEqual(['E2345678 shop.saveAddress: 1********** of o… …: E11000 dup key: {…} 1772413200000']);
});
