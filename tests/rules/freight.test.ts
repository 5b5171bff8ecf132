import { AmountOverflow, fen, MAX_AMOUNT } from '@shared/kernel';
import { type FreightRule, type FreightTerms, freightOf, termsTo } from '@shared/rules';
import fc from 'fast-check';
import { law } from './law';
import { story } from './story';
import { hundredths, money } from './words';

/** '8.00, free from 99.00', '6.00 for 1000 g, then 2.00 for 500 g', '5.00 for 2, then 1.00 for 1'. */
function termsOf(text: string): FreightTerms {
  const [, first, free] = /^([\d.]+)(?:.*free from ([\d.]+))?/.exec(text)!;
  const more = /for (\d+)( g)?, then ([\d.]+) for (\d+)/.exec(text);
  return {
    freight: hundredths(first!),
    freeFrom: free ? hundredths(free) : fen(0),
    ...(more
      ? {
          further: {
            by: more[2] ? ('weight' as const) : ('piece' as const),
            first: Number(more[1]),
            step: Number(more[4]),
            freight: hundredths(more[3]!),
          },
        }
      : {}),
  };
}

story(
  'the first pieces or grams cost one sum, each further step begun one more',
  `
  terms                                                  | goods | pieces | grams | freight
  8.00                                                   | 50.00 | 9      | 90000 | 8.00
  6.00 for 1000 g, then 2.00 for 500 g                   | 50.00 | 1      | 0     | 6.00
  6.00 for 1000 g, then 2.00 for 500 g                   | 50.00 | 1      | 1000  | 6.00
  6.00 for 1000 g, then 2.00 for 500 g                   | 50.00 | 1      | 1001  | 8.00
  6.00 for 1000 g, then 2.00 for 500 g                   | 50.00 | 1      | 1500  | 8.00
  6.00 for 1000 g, then 2.00 for 500 g                   | 50.00 | 1      | 1501  | 10.00
  6.00 for 1000 g, then 0.00 for 500 g                   | 50.00 | 1      | 90000 | 6.00
  5.00 for 2, then 1.50 for 1                            | 50.00 | 2      | 90000 | 5.00
  5.00 for 2, then 1.50 for 1                            | 50.00 | 5      | 0     | 9.50
  5.00 for 2, then 1.50 for 3                            | 50.00 | 6      | 0     | 8.00
  6.00 for 1000 g, then 2.00 for 500 g, free from 99.00  | 98.99 | 1      | 2000  | 10.00
  6.00 for 1000 g, then 2.00 for 500 g, free from 99.00  | 99.00 | 1      | 2000  | 0.00
  6.00 for 1000 g, then 2.00 for 500 g                   | 0.00  | 0      | 0     | 0.00
  `,
  ({ terms, goods, pieces, grams }) => {
    const sent = { goods: hundredths(goods!), pieces: Number(pieces), grams: Number(grams) };
    return { freight: money(freightOf(termsOf(terms!), sent)) };
  },
);

const sums = fc.nat(2_000).map(fen);
const measure = fc.integer({ min: 1, max: 5_000 });
const anyTerms = fc.record({
  freight: sums,
  freeFrom: fc.constant(fen(0)),
  further: fc.record({ by: fc.constantFrom('piece', 'weight'), first: measure, step: measure, freight: sums }),
});
const anySent = fc.record({ goods: fc.integer({ min: 1 }).map(fen), pieces: measure, grams: fc.nat(100_000) });

law('a step more costs a step more, and less never costs more', anyTerms, anySent, (terms, sent) => {
  const { by, first, step, freight } = terms.further;
  const what = by === 'piece' ? 'pieces' : 'grams';
  const at = (amount: number) => freightOf(terms, { ...sent, [what]: amount });
  const amount = sent[what];
  expect(at(amount)).toBeLessThanOrEqual(at(amount + 1));
  expect(at(first)).toBe(terms.freight);
  const beyond = Math.max(amount, first);
  expect(at(beyond + step)).toBe(at(beyond) + freight);
});

test('freight of 2^53 is none', () => {
  const terms = termsOf('6.00 for 1, then 1.00 for 1');
  const huge = { ...terms, further: { ...terms.further!, freight: fen(MAX_AMOUNT) } };
  expect(() => freightOf(huge, { goods: fen(1), pieces: 3, grams: 0 })).toThrow(AmountOverflow);
});

describe('the place', () => {
  const named = (freight: string, regions: string[]) => ({ regions, terms: termsOf(freight) });
  const rule: FreightRule = {
    elsewhere: termsOf('8.00'),
    groups: [
      named('20.00', ['650000', '540000']),
      { regions: ['810000', '653000'], terms: null },
      named('12.00', ['650100', '330100']),
      named('99.00', ['330100']),
    ],
  };
  test.each([
    ['a district of a province', '650204', 2_000],
    ['a city before its province', '650102', 1_200],
    ['a city that is not served, of a province that is', '653001', null],
    ['a province that is not served', '810101', null],
    ['the first of two that name it', '330106', 1_200],
    ['another city of that province', '330203', 800],
    ['a city without districts', '441900', 800],
    ['no place yet', null, 800],
  ])('%s', (_, code, freight) => expect(termsTo(rule, code)?.freight ?? null).toBe(freight));

  test('nothing is sent elsewhere where that is said', () => {
    expect(termsTo({ ...rule, elsewhere: null }, '441900')).toBeNull();
    expect(termsTo({ ...rule, elsewhere: null }, '650204')?.freight).toBe(2_000);
  });
});
