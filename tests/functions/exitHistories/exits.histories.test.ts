// Ways out of points by chance, of several members and a shop at once. More of them: npm run histories:exits -- --runs 40
import * as fc from 'fast-check';
import { removeBuilt } from '../world';
import { type Market, openMarket } from './market';
import { faultsIn, histories, type Tally } from './play';

jest.setTimeout(600_000);

let market: Market;
beforeAll(async () => {
  market = await openMarket();
});
afterAll(async () => {
  await market.world.close();
  removeBuilt();
});

test('no balance below zero, the reserve covered, the price never lower, the books in agreement, each act once', async () => {
  const tally: Tally = new Map();
  await fc.assert(
    fc.asyncProperty(histories(40), async (history) => {
      expect(await faultsIn(market, history, tally)).toEqual([]);
    }),
    { numRuns: 4, seed: 20260701, endOnFailure: true },
  );
  for (const action of [
    'wallet.sell',
    'wallet.exchange',
    'wallet.payMerchant',
    'merchant.redeemStable',
    'wallet.withdraw',
    'shop.placeOrder',
  ])
    expect([action, tally.get(`${action} ok`) ?? 0]).not.toEqual([action, 0]);
});
