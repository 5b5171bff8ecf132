// Collectibles that many want at once, and that are taken, collected and issued by whoever is killed on the way.
import { differences } from './books';
import { member, orderOf, seam, walletOf, world } from './cashBalances';
import { killedAtEverySeam } from './interleave';
import {
  asked,
  crowd,
  editionsOf,
  issued,
  openCollectibles,
  saved,
  seriesKept,
  take,
  takenCount,
  toIssue,
} from './takings';
import { nextRequest } from './world';

jest.setTimeout(600_000);
openCollectibles();

const TAKERS = 500;
const SUPPLY = 100;
const PRICE = 100;
/** Asks as a client does: again, by the same request, where too many were in the way. */
async function takePatiently(input: ReturnType<typeof asked>, token: string) {
  for (;;) {
    const reply = await world.cloud.call('collectibles.take', { ...input }, token);
    if (reply.ok || reply.code !== 'busy') return reply;
  }
}

test(`${TAKERS} takers of ${SUPPLY} editions at once: ${SUPPLY} owners, no number twice, each pays once`, async () => {
  const people = await crowd(TAKERS);
  expect(differences(world)).toEqual([]);
  const seriesId = await issued({ supply: SUPPLY, limit: 1, price: { asset: 'spendable', units: PRICE } });
  await world.cloud.warm();
  const replies = await Promise.all(people.map(({ token }) => takePatiently(asked(seriesId, PRICE), token)));
  const codes = replies.map((reply) => (reply.ok ? 'taken' : reply.code));
  expect(new Set(codes)).toEqual(new Set(['taken', 'collectible/soldOut']));
  expect(codes.filter((code) => code === 'taken')).toHaveLength(SUPPLY);
  const editions = editionsOf(seriesId);
  expect(new Set(editions.map(({ number }) => number)).size).toBe(SUPPLY);
  expect(new Set(editions.map(({ ownerId }) => ownerId)).size).toBe(SUPPLY);
  expect(seriesKept(seriesId)).toMatchObject({ left: 0 });
  for (const [at, { memberId }] of people.entries()) {
    const wallet = world.cloud.engine.get('wallets', memberId) as unknown as { spentSpendableCents: number };
    expect([memberId, wallet.spentSpendableCents]).toEqual([memberId, replies[at]!.ok ? PRICE : 0]);
  }
  expect(differences(world)).toEqual([]);
});

test('many takings of one member at once: as many as one may have, and each is paid once', async () => {
  const seriesId = await issued({ limit: 3, supply: 20 });
  const before = walletOf().spentSpendableCents;
  const replies = await Promise.all(Array.from({ length: 12 }, () => takePatiently(asked(seriesId), member.token)));
  expect(replies.filter(({ ok }) => ok)).toHaveLength(3);
  expect([takenCount(seriesId), walletOf().spentSpendableCents - before]).toEqual([3, 300]);
});

test('points that many redeem at once for the last editions: each is somebody’s, one after another', async () => {
  const seriesId = await issued({ supply: 2, price: { asset: 'appreciating', units: 100 } });
  const { paid } = await world.call('collectibles.previewTaking', { seriesId }, member.token);
  const replies = await Promise.all(
    Array.from({ length: 6 }, () => takePatiently(asked(seriesId, paid.units), member.token)),
  );
  expect(replies.map((reply) => (reply.ok ? 'taken' : reply.code)).sort()).toEqual([
    ...Array(4).fill('collectible/soldOut'),
    ...Array(2).fill('taken'),
  ]);
});

describe('killed between any two steps and asked again, it is the same', () => {
  const kill = () => world.cloud.killWorker();

  test.each(['spendable', 'appreciating'] as const)('a taking for %s', async (asset) => {
    const seriesId = await issued({ supply: 60, price: { asset, units: 100 } });
    const units = async () => (await world.call('collectibles.previewTaking', { seriesId }, member.token)).paid.units;
    const killed = await killedAtEverySeam(seam, {
      prepare: async () => ({ input: asked(seriesId, await units()), held: takenCount(seriesId) }),
      act: ({ input }) => world.cloud.call('collectibles.take', { ...input }, member.token),
      kill,
      check: async ({ input, held }) => {
        const told = await world.call('collectibles.take', input, member.token);
        expect(takenCount(seriesId)).toBe(held + 1);
        const owned = editionsOf(seriesId).filter(({ ownerId }) => ownerId !== null);
        expect(owned.map(({ _id }) => _id)).toContain(told.editionId);
        expect(owned).toHaveLength(held + 1);
        expect(differences(world)).toEqual([]);
      },
    });
    expect(killed).toBeGreaterThan(6);
  });

  test('a collecting', async () => {
    const seriesId = await issued({ supply: 40 });
    const killed = await killedAtEverySeam(seam, {
      prepare: async () => {
        const { editionId } = await take(seriesId);
        return { editionId, addressId: member.addressId, requestId: nextRequest() };
      },
      act: (input) => world.cloud.call('collectibles.collect', { ...input }, member.token),
      kill,
      check: async (input) => {
        const { orderId } = await world.call('collectibles.collect', input, member.token);
        expect(orderOf(orderId)).toMatchObject({ state: 'paid', edition: { editionId: input.editionId } });
        expect(differences(world)).toEqual([]);
      },
    });
    expect(killed).toBeGreaterThan(4);
  });

  test('an issue: the same editions and the same fingerprint, and nothing to be taken before', async () => {
    const killed = await killedAtEverySeam(seam, {
      prepare: async () => toIssue((await saved({ supply: 220 })).seriesId),
      act: (input) => world.cloud.call('admin.issueSeries', { ...input }, world.admins[0]),
      kill,
      check: async (input) => {
        const { seriesId } = input;
        const { fingerprint } = await world.call('admin.issueSeries', input, world.admins[0]);
        expect(seriesKept(seriesId)).toMatchObject({ state: 'issued', fingerprint });
        expect(editionsOf(seriesId)).toHaveLength(220);
        expect(differences(world)).toEqual([]);
      },
    });
    expect(killed).toBeGreaterThan(8);
  });

  test('an issue that was killed half way cannot be taken, nor changed, until it is issued', async () => {
    const { seriesId } = await saved({ supply: 150 });
    const input = await toIssue(seriesId);
    const held = seam.holdStep(8, ({ params }) => params.transactionId !== undefined);
    const running = world.cloud.call('admin.issueSeries', { ...input }, world.admins[0]);
    await held.reached;
    kill();
    await running;
    expect(seriesKept(seriesId)).toMatchObject({ state: 'issuing' });
    expect(differences(world)).toEqual([]);
    expect(await world.refused('collectibles.take', asked(seriesId), member.token)).toBe('collectible/unknown');
    const dropping = { seriesId, requestId: nextRequest() };
    expect(await world.refused('admin.dropSeries', dropping, world.admins[0])).toBe('collectible/issued');
    // By another administrator, and another request.
    await world.call('admin.issueSeries', { ...input, requestId: nextRequest() }, world.admins[1]);
    expect(editionsOf(seriesId)).toHaveLength(150);
  });
});
