// Cash balance of which an order and a withdrawal both want all, and an order that is killed on its way.
import { heldFen, member, openCashShop, order, type PlaceInput, place, seam, world } from './cashBalances';
import { atEverySeam, killedAtEverySeam } from './interleave';
import { nextRequest, PAY_PASSWORD } from './world';

jest.setTimeout(240_000);
openCashShop();

const TAKES = 2_780;
type Case = { readonly input: PlaceInput; readonly held: number };
const drawAll = ({ held }: Case) =>
  world.cloud.call(
    'wallet.withdraw',
    { amountFen: held, payPassword: PAY_PASSWORD, requestId: nextRequest() },
    member.token,
  );
const prepare = async (): Promise<Case> => ({
  input: order({ 'plain-1': 1 }, { useBalanceFen: TAKES }),
  held: await heldFen(),
});
type Answer = Awaited<ReturnType<typeof world.cloud.call>>;
const placing = ({ input }: Case) => world.cloud.call('shop.placeOrder', { ...input }, member.token);
/** Makes it as it was: what was drawn fails at the platform, what was placed is cancelled. */
const undo = async (reply: Answer) => {
  if (!reply.ok) return;
  const { orderId, withdrawalId } = reply.value as { orderId?: string; withdrawalId?: string };
  if (orderId) await world.call('shop.cancelOrder', { orderId }, member.token);
  if (withdrawalId)
    await world.call(
      'admin.reviewWithdrawal',
      { withdrawalId, decision: { is: 'declined', reason: '测试' } } as never,
      world.admins[0],
    );
};

test('an order and a withdrawal of all of it: at every seam one of them is refused, and nothing is spent twice', async () => {
  await world.call('admin.saveSettings', { withdrawReviewFromFen: 1_000 }, world.admins[0]);
  for (const [first, second] of [
    [placing, drawAll],
    [drawAll, placing],
  ] as const) {
    let alone: Answer | null = null;
    const met = await atEverySeam<Case, Answer, Answer>(seam, {
      prepare,
      first: async (one) => (alone = await first(one)),
      second,
      check: async ({ held }, one, other) => {
        const replies = [one, other];
        const done = replies.filter(({ ok }) => ok);
        expect(done).toHaveLength(1);
        const [refused] = replies.filter(({ ok }) => !ok);
        expect(refused).toMatchObject({
          code: expect.stringMatching(/^(balance\/notEnough|withdrawal\/exceedsReady)$/),
        });
        expect(await heldFen()).toBeGreaterThanOrEqual(0);
        for (const reply of replies) await undo(reply);
        expect(await heldFen()).toBe(held);
      },
    });
    expect(met).toBeGreaterThan(4);
    // Behind its last step the first met nobody.
    await undo(alone!);
  }
});

test('killed between any two steps of the placing: asked again it is placed, and taken once', async () => {
  const killed = await killedAtEverySeam(seam, {
    prepare,
    act: placing,
    kill: () => world.cloud.killWorker(),
    check: async ({ input, held }) => {
      const { orderId } = await place(input);
      expect(await heldFen()).toBe(held - TAKES);
      await world.call('shop.cancelOrder', { orderId }, member.token);
      expect(await heldFen()).toBe(held);
    },
  });
  expect(killed).toBeGreaterThan(2);
});
