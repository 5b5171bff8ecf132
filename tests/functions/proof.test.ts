// The proof of one's balances in a day's totals: from the tree that the close builds to the check on a device.
import { addDays, type BusinessDay } from '@shared/kernel';
import { type BalanceProof, chainRoot, checkProof, PROVED } from '@shared/proofs';
import { heldOn, nodeAboveLeaves, rootOfDay } from '../../cloudfunctions/_books/balanceDays/days';
import { sha256 } from '../../cloudfunctions/_platform/ids';
import type { CloseDocument } from '../../cloudfunctions/_store/documents';
import type { BalanceDayDocument } from '../../cloudfunctions/_store/documents/pages';
import type { PoolDocument } from '../../cloudfunctions/_store/documents/platform';
import { isReadAnew, READ_ANEW_DAYS } from '../../cloudfunctions/dailyClose/provePages';
import { all, differences } from './books';
import { newestClose, type ProofWorld, payAtTill, proofOf, proofWorld } from './proofWorld';
import { joinMember, removeBuilt } from './world';

jest.setTimeout(300_000);

let shop: ProofWorld;
beforeAll(async () => {
  shop = await proofWorld();
});
afterAll(async () => {
  await shop.world.close();
  removeBuilt();
});
afterEach(() => expect(differences(shop.world)).toEqual([]));

async function closeTheDay(): Promise<CloseDocument> {
  const { world } = shop;
  await world.advance('1d');
  await world.cloud.trigger('settlement');
  await world.cloud.trigger('dailyClose');
  expect(newestClose(world)).toMatchObject({ stage: 'closed', balanced: true });
  return newestClose(world);
}

test('every member’s balances lead to the hash that all are shown, and the totals are what the close says', async () => {
  const { world, members } = shop;
  await payAtTill(shop);
  const close = await closeTheDay();
  const { close: told } = await world.call('wallet.solvency', {}, members[5]!.token);
  for (const member of members) {
    const proof = await proofOf(world, member);
    expect(checkProof(proof)).toBeNull();
    expect(proof).toMatchObject({ day: close._id, holder: `member:${member.memberId}`, dayHash: told!.dayHash });
    const { cashFen, spendableCents, stableCents, appreciation, dividend, release } = await world.call(
      'wallet.view',
      {},
      member.token,
    );
    const shown = [cashFen, spendableCents, release?.remainingReleaseCents ?? 0, stableCents];
    expect(proof.balances.slice(0, 4)).toEqual(shown.map(String));
    expect(proof.balances.slice(4)).toEqual(
      [
        appreciation?.heldMicroPoints ?? 0,
        appreciation?.exitQuotaFen ?? 0,
        dividend?.quotaFen ?? 0,
        dividend?.weightMicroShares ?? 0,
      ].map(String),
    );
  }
  const { state, seedMicroPoints } = world.cloud.engine.get('platform', 'pool') as unknown as PoolDocument;
  const totals = Object.fromEntries(PROVED.map((asset, nth) => [asset, Number(close.proof!.root!.sums[nth])]));
  expect(totals).toMatchObject({
    remaining: close.release.remainingCents,
    quota: close.release.quotaFen,
    stable: state.stableOutstanding,
    appreciating: state.circulating - seedMicroPoints - state.reservePoints,
  });
  expect(totals.stable).toBeGreaterThan(0);
});

const sumsBeside = (step: BalanceProof['parts'][number]['path'][number]): string[] =>
  'beside' in step ? step.beside.map(({ sums }) => sums.join()) : [step.sums.join()];

test('what stands beside one’s own leaf is nobody’s balance', async () => {
  const { world, members } = shop;
  const proofs = await Promise.all(members.map((member) => proofOf(world, member)));
  const whole = new Set(proofs.map(({ balances }) => balances.join()).filter((text) => /[1-9]/.test(text)));
  const beside = proofs.flatMap(({ parts }) => parts.flatMap(({ path }) => sumsBeside(path[0]!)));
  expect(whole.size).toBeGreaterThan(2);
  expect(beside.filter((sums) => whole.has(sums))).toEqual([]);
  const salts = proofs.flatMap(({ parts }) => parts.map(({ salt }) => salt));
  expect(new Set(salts).size).toBe(salts.length);
  // Who has nothing stands there with one leaf of nothing.
  for (const { balances, parts } of proofs) expect(parts).toHaveLength(balances.some((one) => one !== '0') ? 2 : 1);
});

test('a day before its page split is proved, one that is not closed or not kept is not', async () => {
  const { world, members } = shop;
  const { engine } = world.cloud;
  const day = newestClose(world)._id;
  const places = () => members.map(({ memberId }) => String(engine.get('members', memberId)!.pageId));
  const before = places();
  for (let at = 0; at < 4; at += 1) await joinMember(world, `1380000020${at}`, members[at % 2]!.inviteCode);
  await engine.insert('balanceDays', [
    { _id: '2026-01-01:p1', day: '2026-01-01', holders: '', columns: [], sums: [], hash: '' },
  ] as never);
  await closeTheDay();
  expect(places()).not.toEqual(before);
  for (const member of members) {
    const proof: BalanceProof = await proofOf(world, member, day);
    expect([proof.day, checkProof(proof)]).toEqual([day, null]);
  }
  expect(engine.get('balanceDays', '2026-01-01:p1')).toBeFalsy();
  const late = await joinMember(world, '13800000209');
  expect(await world.refused('wallet.proof', {}, late.token)).toBe('proof/unknown');
  for (const none of ['2026-01-01', '2027-01-01'])
    expect(await world.refused('wallet.proof', { day: none }, members[5]!.token)).toBe('proof/unknown');
});

test('a wallet that no entry moved is not read again, but once in thirty days', async () => {
  const { world, members } = shop;
  const { engine } = world.cloud;
  const { memberId } = members[0]!;
  const before = (await proofOf(world, members[0]!)).balances;
  const day = addDays(newestClose(world)._id as BusinessDay, 1);
  expect(isReadAnew(day, String(engine.get('members', memberId)!.pageId))).toBe(false);
  await engine.update('wallets', { _id: memberId }, { $inc: { exitQuotaFen: 1 } });
  expect((await closeTheDay())._id).toBe(day);
  await engine.update('wallets', { _id: memberId }, { $inc: { exitQuotaFen: -1 } });
  expect((await proofOf(world, members[0]!)).balances[5]).toBe(before[5]);
  const days = Array.from({ length: READ_ANEW_DAYS }, (_none, at) => addDays(day, at));
  for (const pageId of ['p1', 'p2', 'p999']) expect(days.filter((one) => isReadAnew(one, pageId))).toHaveLength(1);
});

test('a day whose tree is of the form of before is proved, and the next close goes on from it', async () => {
  const { world, members } = shop;
  const { engine } = world.cloud;
  const { _id: day, proof } = newestClose(world);
  const { secret, chainedHash } = proof!;
  const pages = all<BalanceDayDocument>(world, 'balanceDays')
    .filter((one) => one.day === day)
    .toSorted((a, b) => (a._id < b._id ? -1 : 1));
  const nodes = pages.map(({ _id, ...one }) => ({ _id, ...nodeAboveLeaves(_id, heldOn(one), { secret })! }));
  for (const { _id, ...node } of nodes)
    await engine.update('balanceDays', { _id }, { $set: node, $unset: { own: '' } } as never);
  const root = rootOfDay(nodes, {})!;
  const ofBefore = { dayHash: chainRoot(chainedHash!, day, root, sha256), 'proof.root': root };
  await engine.update('closes', { _id: day }, { $set: ofBefore, $unset: { 'proof.form': '' } } as never);
  for (const member of members) {
    const found = await proofOf(world, member);
    expect([found.form, checkProof(found)]).toEqual([undefined, null]);
  }
  expect(differences(world)).toEqual([]);
  expect((await closeTheDay()).proof).toMatchObject({ form: 2 });
  expect(checkProof(await proofOf(world, members[0]!))).toBeNull();
});
