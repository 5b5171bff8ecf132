import { fen, MAX_AMOUNT } from '@shared/kernel';
import { countedCash, payablePlans } from '@shared/rules';
import fc from 'fast-check';
import { law } from './law';
import { appreciationPlan, dividendPlan, releasePlan } from './plans';
import { story } from './story';
import { hundredths, money } from './words';

const plans = {
  appreciation: appreciationPlan({ contributionRate: '0.3' }),
  dividend: dividendPlan({ proportionalRate: '0.3', tierRate: '0.1' }),
  release: releasePlan(),
};

story(
  'a product takes part only where price × Σ rates <= price - cost (rules §5)',
  `
  names                         | running                       | price  | cost   | payable
  appreciation                  | appreciation dividend release | 100.00 | 70.00  | appreciation
  appreciation                  | appreciation dividend release | 100.00 | 70.01  |
  dividend                      | appreciation dividend release | 100.00 | 60.00  | dividend
  dividend                      | appreciation dividend release | 100.00 | 60.01  |
  appreciation dividend         | appreciation dividend release | 100.00 | 30.00  | appreciation dividend
  appreciation dividend         | appreciation dividend release | 100.00 | 30.01  |
  appreciation dividend release | appreciation dividend release | 100.00 | 30.00  | appreciation dividend release
  appreciation dividend release | appreciation dividend release | 100.00 | 30.01  |
  release                       | appreciation dividend release | 100.00 | 100.00 | release
  release                       | appreciation dividend release | 100.00 | 100.01 |
  appreciation dividend         | dividend                      | 100.00 | 60.00  | dividend
  appreciation dividend         | dividend                      | 100.00 | 60.01  |
  appreciation                  | dividend                      | 100.00 | 0.00   |
                                | appreciation dividend release | 100.00 | 0.00   |
  appreciation                  | appreciation                  | 0.01   | 0.00   | appreciation
  appreciation                  | appreciation                  | 0.01   | 0.01   |
  appreciation                  | appreciation                  | 0.00   | 0.00   | appreciation
  appreciation                  | appreciation                  | 0.00   | 0.01   |
  `,
  ({ names, running, price, cost }) => {
    const on = Object.fromEntries(running!.split(' ').map((plan) => [plan, plans[plan as keyof typeof plans]]));
    const named = names!.split(' ').filter(Boolean) as never;
    return { payable: payablePlans(named, { price: hundredths(price!), cost: hundredths(cost!) }, on).join(' ') };
  },
);

law(
  'what is withheld of every piece is in its margin, at any price',
  fc.oneof(fc.nat(1_000), fc.nat(MAX_AMOUNT)).map(fen),
  fc.oneof(fc.nat(1_000), fc.nat(MAX_AMOUNT)).map(fen),
  (price, cost) => {
    const payable = payablePlans(['appreciation', 'dividend'], { price, cost }, plans);
    expect(payable.length > 0).toBe(BigInt(price) * 7n <= (BigInt(price) - BigInt(cost)) * 10n);
  },
);

story(
  'each plan counts the cash of its own products (rules §5)',
  `
  cash                | plans                                  | appreciation | dividend | release
  10.00               | appreciation                           | 10.00        |          |
  10.00, 5.00         | appreciation, appreciation dividend    | 15.00        | 5.00     |
  10.00, 5.00, 0.00   | release, none, dividend                |              |          | 10.00
  0.00                | appreciation dividend release          |              |          |
  `,
  ({ cash, plans: named }) => {
    const names = named!.split(',');
    const lines = cash!.split(',').map((text, at) => ({
      cash: hundredths(text.trim()),
      plans: names[at]!.trim()
        .split(' ')
        .filter((name) => name !== 'none') as never,
    }));
    const counted = new Map(countedCash(lines).map((one) => [one.plan, money(one.counted)]));
    return {
      appreciation: counted.get('appreciation') ?? '',
      dividend: counted.get('dividend') ?? '',
      release: counted.get('release') ?? '',
    };
  },
);

test('they are counted in the order in which a purchase goes through them', () => {
  const lines = [{ cash: fen(1), plans: ['release', 'dividend', 'appreciation'] as const }];
  expect(countedCash(lines).map(({ plan }) => plan)).toEqual(['appreciation', 'dividend', 'release']);
});
