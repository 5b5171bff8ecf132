import { payLink, readPayLink } from './payLink';

test.each([
  ['the page', '/packages/wallet/pay/index?shop=hers', { shopId: 'hers' }],
  ['a link', 'https://mall.example/#/packages/wallet/pay/index?payment=K7PQRS23', { paymentId: 'K7PQRS23' }],
  ['more parameters', '/packages/wallet/pay/index?x=1&shop=hers&y=2', { shopId: 'hers' }],
  ['another page', 'https://mall.example/#/packages/wallet/wallet/index?shop=hers', null],
  ['a voucher', '481722609534', null],
  ['no id', '/packages/wallet/pay/index?shop=', null],
  ['an id that is none', '/packages/wallet/pay/index?shop=<b>', null],
])('read from %s', (_, text, payee) => expect(readPayLink(text)).toEqual(payee));

test('what a code holds is read again', () => {
  for (const payee of [{ shopId: 'S-1' }, { paymentId: 'K23' }]) expect(readPayLink(payLink(payee))).toEqual(payee);
});
