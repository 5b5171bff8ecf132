import { add, fen, Invariant, spendableCents } from '@shared/kernel';
import { balanceOfReversed, type PaidParts, refundOfLine, refundOfOrder, remainsOfLine } from '@shared/rules';
import fc from 'fast-check';
import { law } from './law';
import { anyOrder, linesOf, orderOf, paidLinesOf, pricedOf } from './priceOrders';
import { story } from './story';
import { hundredths, money } from './words';

const parts = ({ cash, balance, spendable, stable }: PaidParts): PaidParts => ({ cash, balance, spendable, stable });

const PARTS = ['cash', 'balance', 'spendable', 'stable'] as const;
const points = { spendableHeld: spendableCents(1_000_000) };

story(
  'piece by piece a line gives back what was paid for it, rounded down until the last (rules §5)',
  `
  line      | points | coupon | pieces | cash  | spendable | remains
  10.00 x3  | 1.00   | 0.00   | 0+1    | 9.66  | 0.33      | 19.34
  10.00 x3  | 1.00   | 0.00   | 1+1    | 9.67  | 0.33      | 9.67
  10.00 x3  | 1.00   | 0.00   | 2+1    | 9.67  | 0.34      | 0.00
  10.00 x3  | 1.00   | 0.00   | 0+2    | 19.33 | 0.66      | 9.67
  10.00 x3  | 1.00   | 0.00   | 0+3    | 29.00 | 1.00      | 0.00
  10.00 x3  | 1.00   | 0.00   | 0+0    | 0.00  | 0.00      | 29.00
  10.00 x3  | 1.00   | 5.00   | 0+1    | 8.00  | 0.33      | 16.00
  10.00 x3  | 1.00   | 5.00   | 0+3    | 24.00 | 1.00      | 0.00
  0.01 x3   | 0.00   | 0.01   | 0+1    | 0.00  | 0.00      | 0.02
  0.01 x3   | 0.00   | 0.01   | 1+1    | 0.01  | 0.00      | 0.01
  0.00 x2   | 0.00   | 0.00   | 0+1    | 0.00  | 0.00      | 0.00
  `,
  ({ line, points: used, coupon, pieces }) => {
    const [paid] = paidLinesOf(
      orderOf(linesOf(line!), {
        ...points,
        spendable: hundredths(used!),
        coupon: { worth: hundredths(coupon!), isFor: [true] },
      }),
    );
    const [before, now] = pieces!.split('+').map(Number);
    const back = refundOfLine(paid!, before!, now!);
    const remains = remainsOfLine(paid!, before! + now!);
    return { cash: money(back.cash), spendable: money(back.spendable), remains: money(remains.cash) };
  },
);

/** An order of two lines, 30.00 and 10.00, with 8.00 of freight, 4.00 of it paid with points. */
const asked = orderOf(linesOf('10.00 x3, 10.00'), {
  ...points,
  freight: { freight: hundredths('8.00'), freeFrom: fen(0) },
  spendable: hundredths('4.00'),
});
const order = { lines: paidLinesOf(asked), freight: hundredths('8.00'), freightBalance: fen(0) };

describe('freight', () => {
  it.each`
    what                                    | before    | now       | freightBefore | freight     | comesTo
    ${'stays with the first piece'}         | ${[0, 0]} | ${[1, 0]} | ${0}          | ${'unsent'} | ${0}
    ${'stays while one piece is kept'}      | ${[0, 0]} | ${[3, 0]} | ${0}          | ${'unsent'} | ${0}
    ${'goes back with the last piece'}      | ${[3, 0]} | ${[0, 1]} | ${0}          | ${'unsent'} | ${800}
    ${'goes back with all at once'}         | ${[0, 0]} | ${[3, 1]} | ${0}          | ${'unsent'} | ${800}
    ${'less what is back'}                  | ${[0, 0]} | ${[3, 1]} | ${300}        | ${'unsent'} | ${500}
    ${'of what was sent stays, if decided'} | ${[0, 0]} | ${[3, 1]} | ${0}          | ${0}        | ${0}
    ${'goes back in part, if decided'}      | ${[0, 0]} | ${[1, 0]} | ${300}        | ${500}      | ${500}
  `('$what', ({ before, now, freightBefore, freight, comesTo }) => {
    const back = refundOfOrder(order, { before, now, freightBefore, freight });
    expect(back.freight).toBe(comesTo);
    expect(back.cash).toBe(back.lines.reduce((all, { cash }) => all + cash, 0) + comesTo);
  });
});

story(
  'cash balance comes back by its own share, of the goods and of the freight, each rounded down by itself',
  `
  balance | pieces | freight | to balance | to the cashier
  10.00   | 0+1    | 0.00    | 2.63       | 7.36
  10.00   | 1+1    | 0.00    | 2.63       | 7.37
  10.00   | 2+1    | 8.00    | 4.74       | 13.27
  10.00   | 0+0    | 3.00    | 0.78       | 2.22
  10.00   | 0+3    | 8.00    | 10.00      | 28.00
  38.00   | 0+3    | 8.00    | 38.00      | 0.00
  `,
  ({ balance, pieces, freight }) => {
    const paid = orderOf(linesOf('10.00 x3'), {
      freight: { freight: hundredths('8.00'), freeFrom: fen(0) },
      balance: hundredths(balance!),
    });
    const lines = paidLinesOf(paid);
    const freightBalance = fen(paid.balance - lines[0]!.balance);
    const [before, now] = pieces!.split('+').map(Number);
    const back = refundOfOrder(
      { lines, freight: hundredths('8.00'), freightBalance },
      { before: [before!], now: [now!], freightBefore: fen(0), freight: hundredths(freight!) },
    );
    return { 'to balance': money(back.balance), 'to the cashier': money(back.cash) };
  },
);

law(
  'a reversal brings back of the balance what it paid, in parts as at once, and never more than was paid of each',
  fc.nat(10 ** 9),
  fc.nat(10 ** 9),
  fc.array(fc.nat(10 ** 9), { maxLength: 6 }),
  (balance, cash, draws) => {
    const paid = { paid: fen(balance + cash), balance: fen(balance) };
    let [back, before] = [0, fen(0)];
    for (const draw of [...draws, paid.paid]) {
      const now = fen(Math.min(draw, paid.paid - before));
      const part = balanceOfReversed(paid, before, now);
      expect(part).toBeGreaterThanOrEqual(0);
      expect(part).toBeLessThanOrEqual(now);
      back += part;
      before = add(before, now);
      expect(before - back).toBeLessThanOrEqual(cash);
    }
    expect(back).toBe(balance);
  },
);

test('all at once is all that was paid', () => {
  const { cash, spendable, stable } = pricedOf(asked);
  const all = { before: [0, 0], now: [3, 1], freightBefore: fen(0), freight: 'unsent' } as const;
  expect(refundOfOrder(order, all)).toMatchObject({ cash, spendable, stable });
});

describe('a mistake of the caller', () => {
  const none = { before: [0, 0], now: [0, 0], freightBefore: fen(0), freight: 'unsent' } as const;
  it.each([
    ['more pieces than were bought', { ...none, now: [4, 0] }],
    ['more than are left', { ...none, before: [2, 0], now: [2, 0] }],
    ['fewer than none', { ...none, before: [2, 0], now: [-1, 0] }],
    ['half a piece', { ...none, now: [0.5, 0] }],
    ['pieces of another order', { ...none, now: [1] }],
    ['more freight than is left', { ...none, freightBefore: fen(800), freight: fen(1) }],
    ['more freight back before than was paid', { ...none, freightBefore: fen(801) }],
  ])('%s', (_what, returned) => {
    expect(() => refundOfOrder(order, returned)).toThrow(Invariant);
  });
});

const cuts = fc.array(fc.nat(9), { minLength: 1, maxLength: 12 });

law(
  'in whatever parts the pieces come back, never more has than was paid, and with the last all',
  anyOrder,
  cuts,
  (drawn, draws) => {
    const lines = paidLinesOf(drawn);
    const { freight, balance: paidBalance } = pricedOf(drawn);
    const freightBalance = fen(lines.reduce((left, { balance }) => left - balance, paidBalance as number));
    let before = lines.map(() => 0);
    let freightBefore = fen(0);
    const sums = { cash: 0, balance: 0, spendable: 0, stable: 0 };
    const give = (now: number[]) => {
      const back = refundOfOrder({ lines, freight, freightBalance }, { before, now, freightBefore, freight: 'unsent' });
      freightBefore = add(freightBefore, back.freight);
      before = before.map((pieces, at) => pieces + now[at]!);
      for (const part of PARTS) sums[part] += back[part];
      const untrue = lines.filter((line, at) => {
        const gone = refundOfLine(line, 0, before[at]!);
        const left = remainsOfLine(line, before[at]!);
        const isWhole = PARTS.every((part) => gone[part] + left[part] === line[part]);
        // Never more than the pieces' part of what was paid, nor a unit less.
        const rest = BigInt(line.cash) * BigInt(before[at]!) - BigInt(gone.cash) * BigInt(line.quantity);
        return !isWhole || rest < 0n || rest >= BigInt(line.quantity);
      });
      expect(untrue).toEqual([]);
    };
    for (const [at, draw] of draws.entries())
      give(lines.map(({ quantity }, line) => ((at + line) % 2 ? 0 : Math.min(draw, quantity - before[line]!))));
    const wasAll = lines.every(({ quantity }, at) => before[at] === quantity);
    if (!wasAll) give(lines.map(({ quantity }, at) => quantity - before[at]!));
    expect(sums).toMatchObject(parts(pricedOf(drawn)));
  },
);
