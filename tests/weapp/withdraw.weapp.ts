import type { OutputOf } from '@shared/contract';
import { openPage, Refusal } from './host';
import { noStops, passwordSet } from './samples';

const shown: OutputOf<'wallet.viewWithdraw'> = {
  cashFen: 58_060,
  withdrawable: {
    nowFen: 2_260,
    waitingFen: 55_800,
    waitHours: 48,
    waiting: [
      { kind: 'dividend', day: '2026-12-11', fromMs: Date.parse('2026-12-14T00:07:00+08:00'), amountFen: 55_800 },
    ],
  },
  frozenFen: 0,
  bar: null,
  barWords: '',
  minFen: 1_000,
  feeMillionths: 10_000,
  waitHours: 48,
  reviewFromFen: 50_000,
  today: { leftFen: 200_000, leftCount: 3, dailyFen: 200_000 },
  tax: { freeFen: 80_000, millionths: 200_000, monthFen: 0 },
  mostFen: 2_260,
  needs: 'name',
  payee: { nameMasked: '陈*', numberMasked: '', consentedAtMs: 1 },
  mayRemove: true,
  recent: [],
  hasMore: false,
  isDemo: true,
};
const sums: OutputOf<'wallet.previewWithdrawal'> = {
  amountFen: 2_000,
  feeFen: 20,
  arrivesFen: 1_980,
  taxFen: 0,
  monthFen: 0,
  leftFen: 260,
  reviews: 0,
};
const drawn: OutputOf<'wallet.withdraw'> = {
  withdrawalId: 'W1',
  state: 'waitingForMember',
  amountFen: 2_000,
  feeFen: 20,
  arrivesFen: 1_980,
  atMs: 1,
  endedAtMs: null,
  why: '',
  confirmBeforeMs: 2,
  queries: 0,
  sends: 1,
  isStopped: false,
  taxFen: 0,
  log: [],
  entryIds: [],
  confirm: null,
  isDemo: true,
};

test('an amount is drawn by the payment password: why it cannot be stands on the key, a refusal on the page', async () => {
  const answers = [
    new Refusal('payPassword/wrong', { left: 4 }),
    new Refusal('withdrawal/dailyCount', { most: 3 }),
    drawn,
  ];
  const page = await openPage(
    'packages/wallet/withdraw/index',
    {},
    {
      'wallet.viewWithdraw': () => shown,
      'wallet.previewWithdrawal': () => sums,
      'account.viewPayPassword': () => passwordSet,
      'wallet.withdraw': () => answers.shift()!,
      'shop.viewStops': () => noStops,
    },
  );
  await page.until('先填金额');
  for (const [amount, words] of [
    ['9', '最少提 10.00'],
    ['22.61', '现在最多提 22.60'],
    ['1.234', '金额最多两位小数'],
    ['20', '提现，到账 ¥19.80'],
  ] as const) {
    await page.type('金额', amount);
    await page.until(words);
  }
  await page.until('12-14 00:07 起，12-11 分红');
  const press = async (digits: string) => {
    await page.until('输入 6 位支付密码');
    for (const digit of digits) await page.tap(digit);
  };
  await page.tap('提现，到账 ¥19.80');
  await press('135790');
  await page.until('支付密码不对，这一步没有做。还可以试 4 次。');
  await press('246810');
  await page.until('一天最多提 3 笔，今天已经提满。没有申请，明天再提。');
  await page.tap('提现，到账 ¥19.80');
  await press('246810');
  for (let turn = 0; page.visited.length === 0 && turn < 400; turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(page.visited).toEqual(['/packages/wallet/withdrawal/index?id=W1']);
  const asked = page.calls.filter(({ action }) => action === 'wallet.withdraw').map(({ input }) => input);
  expect(asked).toMatchObject(['135790', '246810', '246810'].map((payPassword) => ({ amountFen: 2_000, payPassword })));
  // Behind an answer that refused it, each try is another.
  expect(new Set(asked.map(({ requestId }) => requestId)).size).toBe(3);
  expect(page.blank).toEqual([]);
});
