import type { OutputOf } from '@shared/contract';
import { openPage, Refusal } from './host';
import { noStops, passwordSet } from './samples';

const paid: OutputOf<'wallet.payMerchant'> = {
  paymentId: 'T1',
  state: 'paid',
  shopId: 'hers',
  shopName: '青岚粮油店',
  payerMasked: '陈*',
  amountCents: 800,
  note: '花生',
  untilMs: 1_795_000_000_000,
  paidAtMs: 1_795_000_000_000,
  backAtMs: null,
};

test("a till's code is scanned, its amount confirmed by the payment password, and refused or paid in words", async () => {
  const answers = [new Refusal('till/notTaken', { shopName: '青岚粮油店' }), paid];
  const page = await openPage(
    'packages/wallet/pay/index',
    {},
    {
      'wallet.viewPayee': () => ({
        shopId: 'hers',
        shopName: '青岚粮油店',
        amountCents: 800,
        note: '花生',
        untilMs: 1_795_000_000_000,
        heldCents: 1_878,
        isDemo: true,
      }),
      'account.viewPayPassword': () => passwordSet,
      'wallet.payMerchant': () => answers.shift()!,
      'shop.viewStops': () => noStops,
    },
  );
  await page.until('让店家扫我的付款码');
  await page.tap('扫店里的收款码');
  await page.until('有 18.78，付后 10.78');
  expect((await page.called('wallet.viewPayee')).input).toEqual({ payee: { paymentId: 'T1' } });
  const confirm = async () => {
    await page.tap('下一步');
    await page.until('输入 6 位支付密码');
    for (const digit of '246810') await page.tap(digit);
  };
  await confirm();
  await page.until('「青岚粮油店」现在不收恒定积分，没有付。换一种方式付。');
  await confirm();
  await page.until('付好了');
  await page.until('付后余');
  const asked = page.calls.filter(({ action }) => action === 'wallet.payMerchant').map(({ input }) => input);
  expect(asked).toMatchObject(
    [1, 2].map(() => ({ payee: { paymentId: 'T1' }, amountCents: 800, payPassword: '246810' })),
  );
  // Behind an answer that refused it the next try is another; a try without one would be the same.
  expect(asked[0]!.requestId).not.toBe(asked[1]!.requestId);
  expect(page.blank).toEqual([]);
});
