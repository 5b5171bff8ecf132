import { actions, type InputOf, type OutputOf, type RefusalCode } from '@shared/contract';
import {
  afterSalesMachine,
  afterSalesStates,
  closeMachine,
  closeStages,
  couponMachine,
  firstAfterSalesState,
  firstCouponState,
  firstRefundState,
  firstTopUpState,
  firstWithdrawalState,
  isAfterSalesOpen,
  orderMachine,
  orderStates,
  reachable,
  referrerChangeMachine,
  referrerChangeStates,
  refundMachine,
  refundStates,
  topUpMachine,
  topUpStates,
  withdrawalMachine,
  withdrawalStates,
} from '@shared/machines';

test('names are unique, each of a known function, verbs in camel case', () => {
  const names = actions.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const known =
    /^(account|shop|collectibles|exchange|afterSales|messages|reviews|merchant|wallet|team|simulation|admin)\.[a-z][A-Za-z]+$/;
  for (const name of names) expect(name).toMatch(known);
});

test.each(actions.map((one) => [one.name, one] as const))(
  '%s refuses an unknown key and an identity in its input',
  (_name, one) => {
    for (const key of ['openid', 'surprise']) {
      const read = one.input.safeParse({ [key]: 'x' });
      expect(read.success).toBe(false);
      expect(read.error!.issues.some((issue) => issue.code === 'unrecognized_keys')).toBe(true);
    }
  },
);

test('refusals of one action are named once', () => {
  for (const { name, refusals } of actions) expect([name, new Set(refusals).size]).toEqual([name, refusals.length]);
});

test('every state of every machine can be reached', () => {
  expect(reachable(orderMachine, 'awaitingPayment')).toEqual(new Set(orderStates));
  expect(reachable(refundMachine, firstRefundState)).toEqual(new Set(refundStates));
  expect(reachable(topUpMachine, firstTopUpState)).toEqual(new Set(topUpStates));
  expect(reachable(withdrawalMachine, firstWithdrawalState)).toEqual(new Set(withdrawalStates));
  expect(reachable(couponMachine, firstCouponState)).toEqual(new Set(Object.keys(couponMachine)));
  expect(reachable(afterSalesMachine, firstAfterSalesState)).toEqual(new Set(afterSalesStates));
  const final = ['done', 'withdrawn', 'expired', 'closed'];
  expect(afterSalesStates.filter((state) => !isAfterSalesOpen(state))).toEqual(final);
  expect(reachable(referrerChangeMachine, 'waiting')).toEqual(new Set(referrerChangeStates));
  expect(reachable(closeMachine, 'drain')).toEqual(new Set(closeStages));
});

test('types follow from the contract', () => {
  const input: InputOf<'shop.listGoods'> = { category: 'fruit' };
  const code: RefusalCode = 'goods/soldOut';
  // @ts-expect-error a price is whole fen under its own name
  const wrong: OutputOf<'shop.listGoods'>['goods'][number]['price'] = 1;
  expect([input, code, wrong]).toBeDefined();
});

describe('days', () => {
  const { input } = actions.find(({ name }) => name === 'admin.listOrders')!;
  const takes = (fromDay: string) => input.safeParse({ filter: 'all', fromDay }).success;

  test.each(['2026-02-28', '2028-02-29', '1900-01-01', '2199-12-31'])('%s is one', (day) =>
    expect(takes(day)).toBe(true),
  );
  test.each(['2026-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '8472-55-84', '9999-12-31'])(
    '%s is none, nor anything that can be counted from',
    (day) => expect(takes(day)).toBe(false),
  );
});
