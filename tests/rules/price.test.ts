import { fen, Invariant, MAX_AMOUNT, rate, spendableCents, stableCents } from '@shared/kernel';
import { freightOf, priceGoods, priceOrder } from '@shared/rules';
import { linesOf, orderOf, pricedOf, refusalOf } from './priceOrders';
import { story } from './story';
import { hundredths, money } from './words';

const each = (parts: readonly number[]): string => parts.map(money).join(' ');

story(
  'points pay at most floor(goods × 0.3) of the lines that take them, shared by amount, the rest to the first (rules §5)',
  `
  lines                         | held   | asked | used  | most  | shares             | cash
  100.00                        | 500.00 | most  | 30.00 | 30.00 | 30.00              | 70.00
  100.00                        | 12.34  | most  | 12.34 | 12.34 | 12.34              | 87.66
  100.00                        | 500.00 | 0.00  | 0.00  | 30.00 | 0.00               | 100.00
  99.99                         | 500.00 | most  | 29.99 | 29.99 | 29.99              | 70.00
  0.03                          | 500.00 | most  | 0.00  | 0.00  | 0.00               | 0.03
  40.00 x2, 20.00               | 500.00 | 10.00 | 10.00 | 30.00 | 8.00 2.00          | 90.00
  10.00, 10.00, 10.00           | 500.00 | 1.00  | 1.00  | 9.00  | 0.34 0.33 0.33     | 29.00
  10.00, 10.00, 10.00           | 500.00 | 0.02  | 0.02  | 9.00  | 0.02 0.00 0.00     | 29.98
  0.01, 10.00, 10.00            | 500.00 | 0.03  | 0.03  | 6.00  | 0.01 0.01 0.01     | 19.98
  50.00, 50.00 no               | 500.00 | most  | 15.00 | 15.00 | 15.00 0.00         | 85.00
  50.00 top-up, 50.00           | 500.00 | most  | 15.00 | 15.00 | 0.00 15.00         | 85.00
  50.00 top-up, 50.00 no        | 500.00 | most  | 0.00  | 0.00  | 0.00 0.00          | 100.00
  0.00, 50.00                   | 500.00 | most  | 15.00 | 15.00 | 0.00 15.00         | 35.00
  `,
  ({ lines, held, asked }) => {
    const priced = pricedOf(
      orderOf(linesOf(lines!), {
        spendableHeld: hundredths(held!),
        spendable: asked === 'most' ? 'most' : hundredths(asked!),
      }),
    );
    return {
      used: money(priced.spendable),
      most: money(priced.mostSpendable),
      shares: each(priced.lines.map(({ spendable }) => spendable)),
      cash: money(priced.cash),
    };
  },
);

story(
  'a coupon pays first, over the lines that it is for; points pay of what it leaves (rules §5)',
  `
  lines               | worth | for         | coupon         | most  | cash
  100.00              | 20.00 | yes         | 20.00          | 24.00 | 56.00
  60.00, 40.00        | 10.00 | yes yes     | 6.00 4.00      | 27.00 | 63.00
  60.00, 40.00        | 10.00 | no yes      | 0.00 10.00     | 27.00 | 63.00
  60.00, 40.00 no     | 10.00 | yes no      | 10.00 0.00     | 15.00 | 75.00
  10.00, 10.00, 10.00 | 1.00  | yes yes yes | 0.34 0.33 0.33 | 8.70  | 20.30
  10.00, 90.00        | 20.00 | yes no      | 10.00 0.00     | 27.00 | 63.00
  10.00               | 20.00 | yes         | 10.00          | 0.00  | 0.00
  `,
  ({ lines, worth, for: words }) => {
    const coupon = { worth: hundredths(worth!), isFor: words!.split(' ').map((word) => word === 'yes') };
    const held = { spendableHeld: hundredths('500.00'), spendable: 'most' as const };
    const priced = pricedOf(orderOf(linesOf(lines!), { coupon, ...held }));
    return {
      coupon: each(priced.lines.map((line) => line.coupon)),
      most: money(priced.mostSpendable),
      cash: money(priced.cash),
    };
  },
);

story(
  'stable points pay any share of what coupon and spendable points leave of the goods, never the freight (rules §5)',
  `
  lines        | spendable | stable | shares      | cash
  60.00, 40.00 | 0.00      | 10.00  | 6.00 4.00   | 98.00
  60.00, 40.00 | 0.00      | 100.00 | 60.00 40.00 | 8.00
  60.00, 40.00 | 30.00     | 70.00  | 42.00 28.00 | 8.00
  `,
  ({ lines, spendable, stable }) => {
    const priced = pricedOf(
      orderOf(linesOf(lines!), {
        freight: { freight: hundredths('8.00'), freeFrom: fen(0) },
        spendableHeld: hundredths('500.00'),
        spendable: hundredths(spendable!),
        stable: hundredths(stable!),
      }),
    );
    return { shares: each(priced.lines.map((line) => line.stable)), cash: money(priced.cash) };
  },
);

test('more stable points than are left to pay is a mistake of the caller', () => {
  expect(() => priceOrder(orderOf(linesOf('10.00'), { stable: stableCents(1_001) }))).toThrow(Invariant);
});

describe('no price', () => {
  it.each`
    lines                    | asked    | held      | code                  | figures
    ${'50.00 no'}            | ${1}     | ${500}    | ${'points/notTaken'}  | ${{}}
    ${'50.00 top-up'}        | ${1}     | ${500}    | ${'points/notTaken'}  | ${{}}
    ${'0.00'}                | ${1}     | ${500}    | ${'points/notTaken'}  | ${{}}
    ${'50.00 no'}            | ${1}     | ${0}      | ${'points/notTaken'}  | ${{}}
    ${'100.00'}              | ${3_001} | ${50_000} | ${'points/overLimit'} | ${{ asked: 3_001, atMostCents: 3_000 }}
    ${'100.00'}              | ${3_001} | ${0}      | ${'points/overLimit'} | ${{ asked: 3_001, atMostCents: 3_000 }}
    ${'100.00'}              | ${3_000} | ${2_999}  | ${'points/notEnough'} | ${{ asked: 3_000, heldCents: 2_999 }}
    ${'100.00, 0.01 top-up'} | ${3_001} | ${50_000} | ${'points/overLimit'} | ${{ asked: 3_001, atMostCents: 3_000 }}
  `('for $lines with $asked points of $held: $code', ({ lines, asked, held, code, figures }) => {
    const order = orderOf(linesOf(lines), { spendable: asked, spendableHeld: held });
    expect(refusalOf(priceOrder(order))).toEqual({ code, figures });
  });

  const huge = fen(MAX_AMOUNT);
  const whole = { takesSpendable: true, isTopUp: false };
  const eightYuan = { freight: fen(800), freeFrom: fen(0) };
  it.each([
    ['a line', orderOf([{ ...whole, price: huge, quantity: 2 }])],
    ['a line far beyond', orderOf([{ ...whole, price: huge, quantity: 999 }])],
    ['two lines', orderOf([{ ...whole, price: huge, quantity: 1 }, ...linesOf('0.01')])],
    ['goods and freight', orderOf([{ ...whole, price: huge, quantity: 1 }], { freight: eightYuan })],
    [
      'goods and freight of which points would pay',
      orderOf([{ ...whole, price: huge, quantity: 1 }], {
        freight: eightYuan,
        spendable: spendableCents(900),
        spendableHeld: spendableCents(900),
      }),
    ],
  ])('where %s would reach 2^53', (_what, order) => {
    expect(refusalOf(priceOrder(order))?.code).toBe('amount/tooLarge');
  });

  it('but up to it', () => {
    expect(pricedOf(orderOf([{ ...whole, price: huge, quantity: 1 }], { spendable: 'most' }))).toMatchObject({
      goods: MAX_AMOUNT,
      cash: MAX_AMOUNT,
    });
  });
});

test.each`
  ratio        | used
  ${0}         | ${0}
  ${1}         | ${0}
  ${100}       | ${1}
  ${1_000_000} | ${10_000}
  ${1_000_001} | ${10_000}
`('at a ratio of $ratio millionths an order of 100.00 takes $used', ({ ratio, used }) => {
  const order = { pointsUseRatio: rate(ratio), spendableHeld: spendableCents(50_000), spendable: 'most' } as const;
  expect(pricedOf(orderOf(linesOf('100.00'), order)).spendable).toBe(used);
});

test.each`
  freight | freeFrom | goods   | comesTo | why
  ${800}  | ${0}     | ${1}    | ${800}  | ${'0 names no bound'}
  ${800}  | ${0}     | ${9999} | ${800}  | ${'however much is bought'}
  ${800}  | ${9900}  | ${9899} | ${800}  | ${'a fen short of the bound'}
  ${800}  | ${9900}  | ${9900} | ${0}    | ${'from the bound on'}
  ${0}    | ${0}     | ${100}  | ${0}    | ${'a shop that asks none'}
  ${800}  | ${9900}  | ${0}    | ${0}    | ${'nothing is chosen'}
`('freight of $freight, free from $freeFrom, for goods of $goods: $why', ({ freight, freeFrom, goods, comesTo }) => {
  expect(freightOf({ freight, freeFrom }, { goods, pieces: 3, grams: 4_000 })).toBe(comesTo);
});

test('freight goes by the goods before coupon and points', () => {
  const freight = { freight: fen(800), freeFrom: hundredths('99.00') };
  const coupon = { worth: hundredths('50.00'), isFor: [true] };
  expect(pricedOf(orderOf(linesOf('99.00'), { freight, coupon })).freight).toBe(0);
  expect(pricedOf(orderOf(linesOf('98.99'), { freight, coupon })).freight).toBe(800);
});

test('nothing chosen in a cart comes to nothing', () => {
  expect(priceGoods([], { freight: fen(800), freeFrom: fen(0) })).toEqual({ amounts: [], goods: 0, freight: 0 });
});
