// What an exchange answers of certificates of holding: their points are free again, once.
import { acknowledged } from '../../localcloud/sandbox/exchange';
import { differences, seam, world } from './cashBalances';
import { certify, clear, fileOf, holder, holdingOf, openHoldings, POINT, preview, walletOf } from './holders';
import { killedAtEverySeam } from './interleave';

jest.setTimeout(600_000);
openHoldings();

let serial = 0;
/** What an exchange answers of certificates, as it signs it, and what became of each. */
async function answered(items: readonly { certificateId: string; answer: string }[], under = ++serial) {
  const signed = acknowledged({
    serial: under,
    register: null,
    atMs: 1_772_000_000_000,
    items: items.map((item) => ({ kind: 'holding', ...item })),
  });
  const acknowledgement = JSON.stringify(signed);
  const { results } = await world.call('exchange.importAcknowledgement', { acknowledgement }, world.admins[0]);
  return results.map(({ is, why }) => why ?? is);
}

test('an exchange’s answer releases, once, without a clearance too; then the points leave as ever', async () => {
  const clearanceId = await clear();
  const one = await holder(10 * POINT);
  const [first, second] = [await certify(6 * POINT, true, one.token), await certify(4 * POINT, false, one.token)];
  const asking = { certificateId: first.certificateId, answer: 'released' };
  expect(await answered([asking, { certificateId: 'HC-none', answer: 'released' }])).toEqual([
    'done',
    'listing/unknown',
  ]);
  expect(walletOf(one)).toMatchObject({ lockedMicroPoints: 4 * POINT, pointsMicroPoints: 10 * POINT });
  // The same again, and another answer to it: what was said first stays.
  expect(await answered([asking, { ...asking, answer: 'rejected' }])).toEqual(['already', 'already']);
  expect(holdingOf(first.certificateId)).toMatchObject({ state: 'released', answer: 'released' });
  expect(walletOf(one).lockedMicroPoints).toBe(4 * POINT);
  await world.call('admin.revokeClearance', { clearanceId }, world.admins[0]);
  expect(await answered([{ certificateId: second.certificateId, answer: 'rejected' }])).toEqual(['done']);
  expect(walletOf(one).lockedMicroPoints).toBe(0);
  const { holdings } = await world.call('wallet.listHoldings', {}, one.token);
  expect(new Set(holdings.map(({ state, answer }) => `${state} ${answer}`))).toEqual(
    new Set(['released rejected', 'released released']),
  );
  // Its holder is told of each, once.
  const { messages } = await world.call('messages.list', { limit: 20 }, one.token);
  expect(messages.filter(({ title }) => title === '持有证明的积分解锁了').map(({ words }) => words)).toEqual([
    '交易所没有收下这张证明，4.000000 增值积分不再锁着。',
    '交易所放还了这张证明，6.000000 增值积分不再锁着。',
  ]);
  // Free again: certified once more, of the same close, and what was said stays true.
  expect(await preview(one.token)).toMatchObject({ lockedMicroPoints: 0, mostMicroPoints: 10 * POINT });
  expect(JSON.parse(await fileOf(first.certificateId, one.token))).toMatchObject({ microPoints: 6 * POINT });
  expect((await world.call('account.viewClosing', {}, one.token)).hindrances).toEqual([]);
});

test('killed at each write and imported again, it is released once', async () => {
  await clear();
  const one = await holder(100 * POINT);
  const killed = await killedAtEverySeam(seam, {
    prepare: async () => {
      const { certificateId } = await certify(POINT, false, one.token);
      serial += 1;
      return { certificateId, serial, locked: walletOf(one).lockedMicroPoints ?? 0 };
    },
    act: ({ certificateId, serial: under }) =>
      answered([{ certificateId, answer: 'released' }], under).catch(() => 'killed'),
    kill: () => world.cloud.killWorker(),
    check: async ({ certificateId, serial: under, locked }) => {
      expect(await answered([{ certificateId, answer: 'released' }], under)).toEqual(['done']);
      expect(walletOf(one).lockedMicroPoints).toBe(locked - POINT);
      expect(differences()).toEqual([]);
    },
  });
  expect(killed).toBeGreaterThan(2);
});
