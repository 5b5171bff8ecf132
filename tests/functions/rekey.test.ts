// The key of phones is changed under a shop at work: everybody is found all the while, nobody twice, and in the end
// nothing needs the former key.
import { join } from 'node:path';
import { keyedHash, phoneHash, seal, unseal } from '../../cloudfunctions/_platform/phone';
import type { PayPasswordDocument } from '../../cloudfunctions/_store/documents';
import { scratchFolder } from '../scratch';
import { codeOf } from './callers';
import { atEverySeam } from './interleave';
import { changes, Seam, writes } from './seam';
import {
  buy,
  type Joined,
  joinMember,
  openShop,
  removeBuilt,
  saveGoods,
  setPayPassword,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(180_000);

const FORMER = 'the former key, which somebody has seen';
const TODAY = 'the key of today, which nobody has seen';

/** Does something as a function that has this key alone. */
function by<T>(key: string, work: () => T): T {
  const before = { ...process.env };
  Object.assign(process.env, { TCB_ENV: 'local-env', PHONE_KEY: key });
  delete process.env.PHONE_KEY_BEFORE;
  try {
    return work();
  } finally {
    process.env = before;
  }
}

interface Rekeyed {
  isDone: boolean;
  needFormerKey: number;
  remaining: number;
}

const seam = new Seam();
let [killBefore, at] = [Number.POSITIVE_INFINITY, 0];
let before: string;
let world: TestWorld;
let buyer: Joined;
let orderId: string;
const START_PHONES = ['13900000001', '13900000002', '13800000001', '13800000002'];

/** The shop as the former key left it. */
const asBefore = () => world.cloud.engine.importFrom(before);
const rekeyIn = (one: TestWorld) => one.cloud.trigger('migration', { rekey: true }) as Promise<Rekeyed>;
async function rekeyed(one = world): Promise<Rekeyed> {
  for (;;) {
    const answer = await rekeyIn(one);
    if (answer.isDone) return answer;
  }
}

const within = (variables: Record<string, string>): Promise<TestWorld> =>
  startWorld({
    workers: 2,
    variables: { MIGRATION_BATCH: '4', ...variables },
    beforeRequest: async (request) => {
      if (request.functionName === 'migration' && changes(request) && (at += 1) === killBefore)
        world.cloud.killWorker();
      await seam.beforeRequest(request);
    },
  });

const sealedTexts = ({ cloud: { engine } }: TestWorld): string[] => [
  ...engine.find('members').map(({ phoneSealed }) => String(phoneSealed)),
  ...engine.find('addresses').map(({ phoneSealed }) => String(phoneSealed)),
  ...engine
    .find('orders')
    .flatMap(({ address }) => (address ? [(address as { phoneSealed: string }).phoneSealed] : [])),
  ...engine.find('orders').flatMap(({ answers = [] }) => (answers as { sealed: string }[]).map(({ sealed }) => sealed)),
];

/** What is kept of payment passwords, those that wait for their time among them. */
const sealedPasswords = ({ cloud: { engine } }: TestWorld): string[] =>
  engine.find('payPasswords').flatMap((kept) => {
    const { sealed, pending } = kept as unknown as PayPasswordDocument;
    return [sealed, ...(pending ? [pending.sealed] : [])];
  });

/** Everything that is of the key of today: each phone once, under its hash, and nothing beside it. */
function expectOfToday(one: TestWorld, phones: readonly string[]): void {
  const { engine } = one.cloud;
  const opened = by(TODAY, () => sealedTexts(one).map(unseal));
  expect(opened.filter((phone) => !phones.includes(phone))).toEqual([]);
  expect(by(TODAY, () => sealedPasswords(one).map(unseal))).toHaveLength(2);
  const members = engine.find('members').map(({ _id, phoneHash: hash }) => `${hash} ${_id}`);
  const kept = engine.find('phones').map(({ _id, memberId }) => `${_id} ${memberId}`);
  expect(kept.toSorted()).toEqual(members.toSorted());
  const hashes = by(TODAY, () => phones.map(phoneHash));
  expect(
    engine
      .find('phones')
      .map(({ _id }) => _id)
      .toSorted(),
  ).toEqual(hashes.toSorted());
  expect(engine.get('platform', 'rekey')).toBeUndefined();
}

beforeAll(async () => {
  const first = await within({ PHONE_KEY: FORMER });
  await openShop(first);
  buyer = await joinMember(first, START_PHONES[2]!);
  const other = await joinMember(first, START_PHONES[3]!);
  orderId = await buy(first, buyer, 'plain-1');
  const asks = [{ key: 'phone', label: '手机号', kind: 'phone' as const }];
  await saveGoods(first, 'credit', { priceFen: 100, costFen: 0, stock: 5 }, { kind: 'topUp', asks });
  await first.call(
    'shop.placeOrder',
    {
      lines: [{ skuId: 'credit-1', quantity: 1, answers: { phone: START_PHONES[3]! } }],
      addressId: buyer.addressId,
      requestId: 'request-asked-for',
    },
    buyer.token,
  );
  await setPayPassword(first, other);
  await first.advance('1m');
  await first.call('account.sendOwnCode', { purpose: 'payPassword' }, other.token);
  const found = { newPayPassword: '135790', code: codeOf(first, START_PHONES[3]!), requestId: 'request-finds' };
  await first.call('account.findPayPassword', found, other.token);
  before = join(scratchFolder('rekey-test'), 'before.export');
  await first.cloud.engine.exportTo(before);
  await first.close();
  world = await within({ PHONE_KEY: TODAY, PHONE_KEY_BEFORE: FORMER });
});
beforeEach(asBefore);
afterEach(() => seam.open());
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const signIn = async (phone: string): Promise<string> => (await world.signIn(phone)).memberId;

test('while there are two keys everybody is known, and what is new is of the key of today', async () => {
  expect(await signIn(START_PHONES[2]!)).toBe(buyer.memberId);
  const admin = (await world.signIn(START_PHONES[0]!)).token;
  expect(await world.call('admin.findMember', { by: START_PHONES[2]! }, admin)).toMatchObject({
    memberId: buyer.memberId,
  });
  expect(await world.call('shop.viewOrder', { orderId }, buyer.token)).toMatchObject({
    address: { phone: START_PHONES[2] },
  });
  const { orderId: next } = await world.call(
    'shop.placeOrder',
    { lines: [{ skuId: 'plain-1', quantity: 1 }], addressId: buyer.addressId, requestId: 'request-between' },
    buyer.token,
  );
  const placed = world.cloud.engine.get('orders', next)!.address as { phoneSealed: string };
  expect(by(TODAY, () => unseal(placed.phoneSealed))).toBe(START_PHONES[2]);
});

test('a code that was sent by the other key proves the phone, once', async () => {
  const phone = '13800000009';
  await world.call('account.sendCode', { phone });
  const code = codeOf(world, phone);
  const { engine } = world.cloud;
  const [today, former] = [by(TODAY, () => phoneHash(phone)), by(FORMER, () => phoneHash(phone))];
  const sent = engine.get('codes', today)!;
  // As an instance sends it that writes by the former key still.
  const codeHash = by(FORMER, () => keyedHash('code', `${former}:${code}`));
  await engine.remove('codes', { _id: today });
  await engine.set('codes', former, { ...sent, _id: former, codeHash } as never);
  const { memberId } = (await world.call('account.signIn', { phone, code })).member;
  expect(engine.find('members', { _id: memberId })).toHaveLength(1);
  expect(await world.refused('account.signIn', { phone, code })).toBe('code/wrong');
});

test('written again, everything is of the key of today, and found without the former one', async () => {
  expect(await rekeyed()).toEqual({ isDone: true, needFormerKey: 0, remaining: 0 });
  expectOfToday(world, START_PHONES);
  const content = sealedTexts(world);
  expect(await rekeyed()).toEqual({ isDone: true, needFormerKey: 0, remaining: 0 });
  expect(sealedTexts(world)).toEqual(content);
  const after = `${before}.after`;
  await world.cloud.engine.exportTo(after);
  const alone = await within({ PHONE_KEY: TODAY });
  // Of nobody: a former hash that came late goes without its key.
  await alone.cloud.engine.importFrom(after);
  await alone.cloud.engine.insert('phones', [{ _id: 'late', memberId: buyer.memberId }]);
  expect(await rekeyed(alone)).toEqual({ isDone: true, needFormerKey: 0, remaining: 0 });
  expectOfToday(alone, START_PHONES);
  expect((await alone.signIn(START_PHONES[2]!)).memberId).toBe(buyer.memberId);
  expect(await alone.call('shop.viewOrder', { orderId }, buyer.token)).toMatchObject({
    address: { phone: START_PHONES[2] },
  });
  await alone.close();
});

test('with a key that opens nothing it says how many texts need another, and changes nothing', async () => {
  const alone = await within({ PHONE_KEY: TODAY });
  await alone.cloud.engine.importFrom(before);
  const [texts, kept] = [sealedTexts(alone), alone.cloud.engine.find('phones')];
  const passwords = sealedPasswords(alone);
  expect(await rekeyed(alone)).toEqual({ isDone: true, needFormerKey: texts.length + passwords.length, remaining: 0 });
  expect([sealedTexts(alone), alone.cloud.engine.find('phones')]).toEqual([texts, kept]);
  expect(sealedPasswords(alone)).toEqual(passwords);
  expect(alone.cloud.logs().filter((line) => line.includes('OPERATOR: no key opens'))).toHaveLength(
    texts.length + passwords.length,
  );
  await alone.close();
});

test('killed before each of its requests in turn it comes to the same end', async () => {
  let kills = 0;
  for (let isDone = false; !isDone; kills += 1) {
    [at, killBefore] = [0, kills + 1];
    isDone = await rekeyIn(world).then(
      (answer) => answer.isDone,
      () => false,
    );
  }
  killBefore = Number.POSITIVE_INFINITY;
  expect(kills).toBeGreaterThan(8);
  expectOfToday(world, START_PHONES);
});

/** What a code sent beforehand is worth to each of some phones. */
async function sendCodes(phones: readonly string[]): Promise<{ phone: string; code: string }[]> {
  await asBefore();
  for (const phone of phones) await world.call('account.sendCode', { phone });
  return phones.map((phone) => ({ phone, code: codeOf(world, phone) }));
}
async function expectOneAccountEach(phones: readonly string[]): Promise<void> {
  await rekeyed();
  expectOfToday(world, [...new Set([...START_PHONES, ...phones])]);
}

const [KNOWN, NEW] = [START_PHONES[3]!, '13800000005'];

test('somebody who is known and somebody new sign in between any two of its steps: one account each', async () => {
  const met = await atEverySeam(seam, {
    prepare: () => sendCodes([KNOWN, NEW]),
    first: () => rekeyIn(world),
    second: (sent) => Promise.all(sent.map((one) => world.call('account.signIn', one))),
    check: () => expectOneAccountEach([KNOWN, NEW]),
  });
  expect(met).toBeGreaterThan(20);
});

// An account that is there needs no invitation: an unknown one is refused where it is not found.
test.each([
  ['who is known', { phone: KNOWN, invitation: 'NOBODY22' }],
  ['who is new', { phone: NEW }],
])('it does its whole work between any two steps of somebody %s who signs in: one account', async (_, who) => {
  const met = await atEverySeam(seam, {
    prepare: () => sendCodes([who.phone]),
    first: ([sent]) => world.call('account.signIn', { ...who, code: sent!.code }),
    second: () => rekeyed(),
    check: () => expectOneAccountEach([who.phone]),
  });
  expect(met).toBeGreaterThan(5);
});

test('an instance that knows the former key alone makes the account first: this one finds it', async () => {
  const phone = '13800000006';
  const { engine } = world.cloud;
  const former = by(FORMER, () => phoneHash(phone));
  const known = engine.get('members', buyer.memberId)!;
  await world.call('account.sendCode', { phone });
  // It has looked under both hashes, found nobody, and is about to write.
  seam.before(writes('phones'), async () => {
    const phoneSealed = by(FORMER, () => seal(phone));
    const other = { ...known, _id: 'MOTHER', inviteCode: 'OTHER222', phoneHash: former, phoneSealed };
    await engine.insert('members', [other]);
    await engine.insert('phones', [{ _id: former, memberId: 'MOTHER' }]);
  });
  const { member } = await world.call('account.signIn', { phone, code: codeOf(world, phone) });
  expect(member.memberId).toBe('MOTHER');
  await rekeyed();
  expectOfToday(world, [...START_PHONES, phone]);
});
