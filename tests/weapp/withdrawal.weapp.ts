import type { OutputOf } from '@shared/contract';
import { openPage } from './host';

const waiting: OutputOf<'wallet.viewWithdrawal'> = {
  withdrawalId: 'W1',
  state: 'waitingForMember',
  amountFen: 2_000,
  feeFen: 20,
  arrivesFen: 1_980,
  atMs: 1_795_000_000_000,
  endedAtMs: null,
  why: '',
  confirmBeforeMs: 1_795_080_000_000,
  queries: 0,
  sends: 1,
  isStopped: false,
  taxFen: 0,
  log: [],
  entryIds: [],
  confirm: { mchId: '1900000109', appId: 'wx0000000000000000', package: 'PACKAGE-OF-W1' },
  isDemo: false,
};

test("what waits for its member opens WeChat's own window with what the platform gave, and waits to hear of it", async () => {
  const page = await openPage(
    'packages/wallet/withdrawal/index',
    { id: 'W1' },
    { 'wallet.viewWithdrawal': () => waiting, 'messages.templates': () => ({ templates: [] }) },
  );
  await page.until('确认收款 19.80');
  await page.tap('确认收款 19.80');
  await page.until('已确认，正在等到账');
  expect(page.visited).toEqual(['transfer 1900000109,wx0000000000000000,PACKAGE-OF-W1']);
  expect(page.blank).toEqual([]);
});
