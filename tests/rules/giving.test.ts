import { giveEdition, issueSeries, mayGiveFrom } from '@shared/rules';

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
