import { RULE_REFUSALS } from '../../shared/rules';
import { reasonOf } from '../../shared/simulate/reasons';
import { axisFor, down, widthOf } from '../../shared/simulate/report/coordinates';
import { stepPath } from '../../shared/simulate/report/drawing';
import { axisText, percent, percentOf, plain, six, two, yuan } from '../../shared/simulate/report/figures';
import { reasonInChinese } from '../../shared/simulate/report/reasons';

describe('figures in words', () => {
  it('are exact and keep their decimals', () => {
    expect(two(123_456_789)).toBe('1,234,567.89');
    expect(yuan(-5n)).toBe('−¥0.05');
    expect(six(1)).toBe('0.000001');
    expect(plain(2_500_000)).toBe('2.5');
    expect(plain(10_000_000)).toBe('10');
    expect(percent(12_000)).toBe('1.2%');
    expect(percentOf(1n, 3n)).toBe('33.33%');
    expect(percentOf(1n, 0n)).toBeUndefined();
  });

  it.each([
    [0n, '0'],
    [50n, '0.5'],
    [100_000n, '1,000'],
    [15_000_000n, '15万'],
    [25_000_000_000n, '2.5亿'],
  ])('an axis writes %s fen as %s', (units, words) => expect(axisText(units, 2)).toBe(words));

  it.each(RULE_REFUSALS)('the reason of %s is known in Chinese', (code) => {
    const figures = {
      asked: 1,
      held: 2,
      gross: 3,
      quota: 4,
      limit: 5,
      left: 6,
      amount: 7,
      order: '8',
      asset: 'stable',
      supply: 9,
      most: 10,
      taken: 11,
      worth: 12,
    };
    const words = reasonInChinese(reasonOf({ code, figures }));
    expect(words).toMatch(/\p{Script=Han}/u);
    expect(words).not.toMatch(/[a-z]{2}/);
  });
});

describe('positions', () => {
  it.each([
    [0n, 100n, [0n, 20n, 40n, 60n, 80n, 100n]],
    [7n, 1n, [0n, 2n, 4n, 6n, 8n]],
    [26_859n, 1n, [0n, 10_000n, 20_000n, 30_000n]],
  ])('an axis for %s (at least %s) has round steps', (most, least, ticks) =>
    expect(axisFor(most, least)).toEqual({ top: ticks.at(-1), ticks }),
  );

  it('a line steps, and breaks where there is no figure', () => {
    const axis = axisFor(100n, 1n);
    expect(stepPath([0n, 50n, 50n, undefined, 100n], axis)).toBe('M0 1000H1V500H3M4 0H5');
    expect(down(1000n, axis)).toBe(0);
    expect(widthOf(1n, 3n)).toBe('33.3%');
    expect(widthOf(0n, 0n)).toBe('0%');
  });
});
