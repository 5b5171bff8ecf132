// The close builds the tree of balances while members act, and while it is killed.
import { checkProof } from '@shared/proofs';
import { differences } from './books';
import { newestClose, type ProofWorld, payAtTill, proofOf, proofWorld } from './proofWorld';
import { changes, Seam } from './seam';
import { removeBuilt } from './world';

jest.setTimeout(300_000);

const seam = new Seam();
let shop: ProofWorld;
beforeAll(async () => {
  shop = await proofWorld(seam.beforeRequest);
});
afterAll(async () => {
  await shop.world.close();
  removeBuilt();
});

const isClosing = ({ functionName }: { functionName?: string | undefined }) => functionName === 'dailyClose';
const isProving = (): boolean => newestClose(shop.world)?.stage === 'prove';

test('what is paid while the balances are read, at each step of it, belongs to the day after', async () => {
  const { world, members } = shop;
  let steps = 0;
  for (let isOver = false; !isOver; ) {
    const before = (await world.call('wallet.view', {}, members[0]!.token)).stableCents;
    await world.advance('1d');
    let count = 0;
    const held = seam.hold((request) => {
      if (isClosing(request) && isProving()) count += 1;
      return isClosing(request) && count > steps;
    });
    const closing = world.cloud.trigger('dailyClose');
    const isHeld = await Promise.race([held.reached.then(() => true), closing.then(() => false)]);
    isOver = !isHeld;
    if (isHeld) {
      steps += 1;
      await payAtTill(shop);
      held.release();
      await closing;
    }
    seam.open();
    expect(newestClose(world).stage).toBe('closed');
    expect((await proofOf(world, members[0]!)).balances[3]).toBe(String(before));
    expect(differences(world)).toEqual([]);
  }
  expect(steps).toBeGreaterThan(12);
});

test('killed before each write of it, the close goes on to the same totals', async () => {
  const { world, members } = shop;
  let killed = 0;
  for (let isOver = false; !isOver; ) {
    await world.advance('1d');
    let count = 0;
    const held = seam.hold((request) => {
      if (isClosing(request) && isProving() && changes(request)) count += 1;
      return isClosing(request) && count > killed;
    });
    const closing = world.cloud.trigger('dailyClose').catch(() => undefined);
    const isHeld = await Promise.race([held.reached.then(() => true), closing.then(() => false)]);
    isOver = !isHeld;
    if (isHeld) {
      killed += 1;
      world.cloud.killWorker();
      held.release();
      await closing;
      await world.cloud.engine.set('platform', 'lease:serial', { holder: 'nobody', untilMs: 0 } as never);
      await world.cloud.trigger('dailyClose');
    }
    seam.open();
    expect(newestClose(world)).toMatchObject({ stage: 'closed', balanced: true });
    expect(checkProof(await proofOf(world, members[1]!))).toBeNull();
    expect(differences(world)).toEqual([]);
  }
  expect(killed).toBeGreaterThan(4);
});
