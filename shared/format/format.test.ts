import {
  dayFrom,
  showAmount,
  showCount,
  showDay,
  showFullMoment,
  showHash,
  showMoment,
  showMultiple,
  showPercent,
  showPhone,
  showPlain,
  showRatio,
  showShortId,
  showShortNo,
  showTime,
  spokenAmount,
} from './index';

describe('amounts', () => {
  test.each([
    [0, 'cash', '¥0.00'],
    [1, 'cash', '¥0.01'],
    [626_098, 'cash', '¥6,260.98'],
    [100_000_000_000, 'cash', '¥1,000,000,000.00'],
    [21_000_000, 'appreciating', '21.000000'],
    [6_651_331, 'appreciating', '6.651331'],
    [2_875_800, 'remaining', '28,758.00'],
    [10_000_000, 'weight', '10'],
    [100_500_000, 'weight', '100.5'],
    [Number.MAX_SAFE_INTEGER, 'cash', '¥90,071,992,547,409.91'],
  ] as const)('%d units of %s read %s', (units, asset, text) => {
    expect(showAmount(units, asset)).toBe(text);
  });

  test('a change carries its sign, a balance only a minus', () => {
    expect(showAmount(30_600, 'spendable', 'change')).toBe('+306.00');
    expect(showAmount(30_000, 'cash', 'change')).toBe('+¥300.00');
    expect(showAmount(-8_040, 'spendable', 'change')).toBe('−80.40');
    expect(showAmount(-1, 'cash')).toBe('−¥0.01');
    expect(showAmount(0, 'cash', 'change')).toBe('¥0.00');
  });

  test('reads aloud as one phrase', () => {
    expect(spokenAmount(30_600, 'spendable', 'change')).toBe('加 306.00 可用积分');
    expect(spokenAmount(-20_000, 'cash', 'change')).toBe('减 200.00 元');
    expect(spokenAmount(21_000_000, 'appreciating')).toBe('21.000000 增值积分');
  });

  test('formulas leave ¥ out', () => expect(showPlain(300_000, 'cash')).toBe('3,000.00'));
});

describe('rates and counts', () => {
  test.each([
    [300_000, '30%'],
    [12_000, '1.2%'],
    [1, '0.0001%'],
    [0, '0%'],
    [1_195_000, '119.5%'],
  ])('%d millionths are %s', (rate, text) => expect(showPercent(rate)).toBe(text));

  test.each([
    [2_500_000, '2.5'],
    [2_000_000, '2'],
    [500_000, '0.5'],
  ])('%d millionths are %s times', (rate, text) => expect(showMultiple(rate)).toBe(text));

  test('ratios to two decimals, half up', () =>
    expect([323_364, 1_195_000, 49, 50, 0].map(showRatio)).toEqual(['32.34%', '119.50%', '0.00%', '0.01%', '0.00%']));

  test('counts', () => expect([showCount(7), showCount(1284), showCount(-1284)]).toEqual(['7', '1,284', '−1,284']));
});

describe('moments are Shanghai time on any phone', () => {
  const lastMinute = Date.UTC(2026, 10, 21, 15, 59, 30);
  test('the day turns at 16:00 UTC', () => {
    expect(showFullMoment(lastMinute)).toContain('2026-11-21');
    expect(showFullMoment(lastMinute + 60_000)).toContain('2026-11-22');
  });
  test('forms', () => {
    expect(showMoment(lastMinute)).toBe('11-21 23:59');
    expect(showTime(lastMinute)).toBe('23:59');
    expect(showFullMoment(lastMinute)).toBe('2026-11-21 23:59');
    expect(showDay('2026-11-21')).toBe('11-21');
  });
});

test('words', () => {
  expect(showPhone('138****5521')).toBe('138 **** 5521');
  expect(showPhone('13800005521')).toBe('138 0000 5521');
  expect(showHash('a41f9c02aaaabbbbcccc7be3')).toBe('a41f 9c02 … 7be3');
  expect(showShortId('order:ORR62BH23CREN35Y6V86EWKN8:settle')).toBe('order:OR…8:settle');
  expect(showShortNo('MH20261120-000519')).toBe('MH…0519');
});

test.each([
  ['2026-03-01', -1, '2026-02-28'],
  ['2026-12-31', 1, '2027-01-01'],
  ['2026-03-31', -30, '2026-03-01'],
] as const)('from %s by %i days it is %s', (day, count, other) => expect(dayFrom(day, count)).toBe(other));
