import { giveEdition, givenInYear, issueSeries, mayGiveFrom, offerEdition } from '@shared/rules';

const DAY_MS = 86_400_000;
const terms = { waitDays: 30, perYear: 2 };
const giving = { from: 'A', to: 'B', heldSinceMs: 5, givenThisYear: 1, nowMs: 5 + 30 * DAY_MS };

test('an edition moves from its holder to another, and nothing is paid', () => {
  const given = giveEdition(giving, terms);
  expect(given.ok && given.value.postings).toEqual([
    { asset: 'editions', from: 'member:A', to: 'member:B', amount: 1 },
  ]);
  expect(mayGiveFrom(5, { ...terms, waitDays: 0 })).toBe(5);
});

test.each([
  [{ to: 'A' }, 'giving/toOneself', {}],
  [{ nowMs: giving.nowMs - 1 }, 'giving/tooSoon', { fromMs: giving.nowMs }],
  [{ givenThisYear: 2 }, 'giving/tooMany', { most: 2 }],
])('refused with %j: %s', (changes, code, figures) => {
  expect(giveEdition({ ...giving, ...changes }, terms)).toEqual({ ok: false, refusal: { code, figures } });
});

test('a series is issued once and whole', () => {
  expect(issueSeries('S', 1000)).toEqual([
    { asset: 'editions', from: 'treasury:issued', to: 'series:S', amount: 1000 },
  ]);
});

test('what was given counts for 365 days, an offer as what is given', () => {
  const nowMs = 400 * DAY_MS;
  expect(givenInYear([34 * DAY_MS, 35 * DAY_MS, 35 * DAY_MS + 1, nowMs], nowMs)).toEqual([35 * DAY_MS + 1, nowMs]);
  expect(offerEdition({ ...giving, givenThisYear: 1 }, terms)).toEqual({ ok: true, value: null });
  expect(offerEdition({ ...giving, givenThisYear: 2 }, terms)).toMatchObject({ refusal: { code: 'giving/tooMany' } });
});
