type Fields = Record<string, unknown>;

const APPRECIATION = {
  ...{ contributionRate: '0.30', giftRate: '0.70', referrerGiftRate: '0', issuePrice: '1.00', maxSupply: '100000000' },
  ...{ sellFeeRate: '0.10', redeemFeeRate: '0', exitMultiple: null, seedPoints: '0' },
};
const DIVIDEND = {
  ...{ quotaMultiple: '2', weightUnit: '1000.00', referralQuotaRate: '0', referralWeightRate: '0.1' },
  ...{ proportionalRate: '0.30', tierRate: '0.10', tiers: [{ from: '50', rate: '0.01' }] },
  ...{ tierRateOf: 'pool', tierSplit: 'perCapita', weightBase: 'active' },
};
const RELEASE = {
  ...{ tiers: [{ from: '3000.00', multiple: '2.5' }], dailyRate: '0.012', referralRates: ['0.5', '0.3'] },
  ...{ ranks: [{ from: '50000.00', rate: '0.10' }], sameRankRate: '0.03', teamVolumeIncludesOwn: false },
};
const PLAN = { appreciation: APPRECIATION, dividend: DIVIDEND, release: RELEASE };
const PURCHASE = { day: 1, type: 'purchase', member: 'A', amount: '1.00' };

const file = (changes: Fields): Fields => ({
  ...{ title: 'a file', start: '2026-01-01', days: 2, plan: PLAN },
  ...{ members: [{ id: 'A' }, { id: 'B', referrer: 'A' }], merchants: ['M'], events: [PURCHASE] },
  ...changes,
});
const appreciation = (changes: Fields): Fields => file({ plan: { appreciation: { ...APPRECIATION, ...changes } } });
const dividend = (changes: Fields): Fields => file({ plan: { dividend: { ...DIVIDEND, ...changes } } });
const release = (changes: Fields): Fields => file({ plan: { release: { ...RELEASE, ...changes } } });
const event = (changes: Fields): Fields => file({ events: [{ ...PURCHASE, ...changes }] });
const without = (fields: Fields, key: string): Fields => {
  const { [key]: _, ...rest } = fields;
  return rest;
};
const bounds = (...pairs: readonly (readonly [string, string])[]) => pairs.map(([from, rate]) => ({ from, rate }));

const NAMED = { ...PURCHASE, id: 'P1' };
const events = (...rows: readonly Fields[]): Fields => file({ events: rows });
const publish = (plan: unknown): Fields => events({ day: 1, type: 'publish', plan });
const adjust = (changes: Fields): Fields => events({ day: 1, type: 'adjust', member: 'A', ...changes });
const reverse = (changes: Fields): Fields => events(NAMED, { day: 1, type: 'reverse', purchase: 'P1', ...changes });
const accepts = (kinds: unknown): Fields => file({ members: [{ id: 'A', accepts: kinds }] });
const merchants = (...rows: readonly unknown[]): Fields => file({ merchants: rows });

const NEWER_VALID: Readonly<Record<string, Fields>> = {
  'acceptances of none': accepts([]),
  'acceptances in any order': accepts(['release', 'appreciation']),
  'a purchase with everything': event({ id: '__proto__', merchant: 'M', plans: ['release'] }),
  'goods of no plan': event({ plans: [] }),
  'goods of a plan that is off': file({ plan: {}, events: [{ ...PURCHASE, plans: ['dividend'] }] }),
  'merchants of all forms': merchants('M', { id: 'N' }, { id: 'O', owner: 'B' }),
  'a reversal of a part': reverse({ amount: '0.5' }),
  'a reversal of what is left': reverse({}),
  'a reversal before its purchase': events({ day: 1, type: 'reverse', purchase: 'P1' }, NAMED),
  'an acceptance of a plan that is off': file({
    plan: {},
    events: [{ day: 1, type: 'accept', member: 'A', plan: 'release' }],
  }),
  'a publication of nothing': publish({}),
  'a publication of one kind': publish({ release: { ...RELEASE, tiers: [] } }),
  'a publication of presets': publish(['energy', 'release']),
  'a publication with the same figures in other words': publish({
    appreciation: { ...APPRECIATION, issuePrice: '1', maxSupply: '100000000.000000', sellFeeRate: '0.2' },
  }),
  'an adjustment of 6 decimals': adjust({ asset: 'appreciating', add: '0.000001' }),
  'an adjustment of 0': adjust({ asset: 'spendable', remove: '0' }),
};

const NEWER_FAULTS: Readonly<Record<string, Fields>> = {
  'acceptances that are no list': accepts('release'),
  'an acceptance of an unknown plan': accepts(['cyclic']),
  'an acceptance twice': accepts(['release', 'release']),
  'acceptances of null': accepts(null),
  'goods of an unknown plan': event({ plans: ['points'] }),
  'goods of a plan twice': event({ plans: ['dividend', 'release', 'dividend'] }),
  'a purchase of an unknown merchant': event({ merchant: 'N' }),
  'an empty id of a purchase': event({ id: '' }),
  'an id of a purchase twice': events(NAMED, { ...NAMED, day: 2 }),
  'an id where none belongs': events({ day: 1, type: 'spend', member: 'A', amount: '1', id: 'P1' }),
  'a merchant without an id': merchants({ owner: 'A' }),
  'a merchant with an empty id': merchants({ id: '' }),
  'a merchant of nobody': merchants({ id: 'M', owner: 'C' }),
  'a merchant of a merchant': merchants('M', { id: 'N', owner: 'M' }),
  'a merchant in two forms': merchants('M', { id: 'M' }),
  'a merchant with another key': merchants({ id: 'M', name: 'm' }),
  'a merchant that is a number': merchants(7),
  'an unknown acceptance': events({ day: 1, type: 'accept', member: 'A', plan: 'energy' }),
  'an acceptance of nobody': events({ day: 1, type: 'accept', member: 'C', plan: 'release' }),
  'an acceptance of several': events({ day: 1, type: 'accept', member: 'A', plan: ['release'] }),
  'a reversal of an unknown purchase': reverse({ purchase: 'P2' }),
  'a reversal of an inherited purchase': reverse({ purchase: 'toString' }),
  'a reversal of a member': reverse({ member: 'A' }),
  'a reversal of 3 decimals': reverse({ amount: '0.001' }),
  'a reversal of null': reverse({ amount: null }),
  'a publication without a plan': events({ day: 1, type: 'publish' }),
  'a publication of a kind that is not on': file({
    plan: { release: RELEASE },
    events: [{ day: 1, type: 'publish', plan: { dividend: DIVIDEND } }],
  }),
  'a publication of a preset that is not on': file({
    plan: { release: RELEASE },
    events: [{ day: 1, type: 'publish', plan: 'cyclic' }],
  }),
  'a publication of a preset with a seed': publish('appreciation'),
  'a publication of two of a kind': publish(['cyclic', 'energy']),
  'a publication of an unknown preset': publish('cyclical'),
  'a publication of half a plan': publish({ release: without(RELEASE, 'ranks') }),
  'a publication with a rate above 1': publish({ appreciation: { ...APPRECIATION, sellFeeRate: '1.1' } }),
  'another issue price': publish({ appreciation: { ...APPRECIATION, issuePrice: '1.01' } }),
  'another supply': publish({ appreciation: { ...APPRECIATION, maxSupply: '100000001' } }),
  'another seed': publish({ appreciation: { ...APPRECIATION, seedPoints: '1' } }),
  'an exit quota that comes': publish({ appreciation: { ...APPRECIATION, exitMultiple: '2' } }),
  'an exit quota that goes': file({
    plan: { appreciation: { ...APPRECIATION, exitMultiple: '2' } },
    events: [{ day: 1, type: 'publish', plan: { appreciation: APPRECIATION } }],
  }),
  'an adjustment of nothing': adjust({ asset: 'stable' }),
  'an adjustment both ways': adjust({ asset: 'stable', add: '1', remove: '1' }),
  'an adjustment of cash': adjust({ asset: 'cash', add: '1' }),
  'an adjustment of no asset': adjust({ add: '1' }),
  'a stable adjustment of 3 decimals': adjust({ asset: 'stable', add: '0.001' }),
  'a spendable adjustment of 3 decimals': adjust({ asset: 'spendable', remove: '0.001' }),
  'an adjustment of 7 decimals': adjust({ asset: 'appreciating', remove: '0.0000001' }),
  'an adjustment of a number': adjust({ asset: 'stable', add: 1 }),
  'an adjustment of null': adjust({ asset: 'stable', add: null }),
};

/** Files that are valid by docs/simulator.md, whatever they look like. */
export const VALID: Readonly<Record<string, Fields>> = {
  'a whole file': file({}),
  'no title': without(file({}), 'title'),
  'no merchants': without(file({}), 'merchants'),
  'no events': without(file({}), 'events'),
  'an empty plan': file({ plan: {} }),
  'a preset': file({ plan: 'energy' }),
  'a list of presets': file({ plan: ['cyclic', 'appreciation', 'release'] }),
  'no members': file({ members: [], events: [] }),
  'a member named __proto__': file({ members: [{ id: '__proto__' }, { id: 'A', referrer: '__proto__' }] }),
  'an amount of 0': event({ amount: '0' }),
  'the greatest amount': event({ amount: '90071992547409.91' }),
  'the last day': event({ day: 2 }),
  '3660 days': file({ days: 3660, plan: {}, members: [], events: [] }),
  'a leap day': file({ start: '2024-02-29' }),
  'rates of 0': appreciation({ contributionRate: '0', giftRate: '0', sellFeeRate: '0' }),
  'rates of 1': appreciation({ contributionRate: '1', giftRate: '1.000000', sellFeeRate: '1', redeemFeeRate: '1' }),
  'a seed of the whole supply': appreciation({ seedPoints: '5', maxSupply: '5' }),
  'no supply': appreciation({ maxSupply: '0' }),
  'the least exit multiple': appreciation({ exitMultiple: '0.000001' }),
  'a multiple of 0': dividend({ quotaMultiple: '0' }),
  'no tiers': dividend({ tiers: [] }),
  'tiers that take all of the pool': dividend({ tiers: bounds(['0', '0.4'], ['0.000001', '0.6']) }),
  'tiers that take all of their turnover': dividend({ tierRateOf: 'turnover', tiers: bounds(['0', '0.1']) }),
  'no ranks': release({ ranks: [], tiers: [] }),
  'ranks of one rate': release({ ranks: bounds(['0', '0.1'], ['0.01', '0.1']) }),
  ...NEWER_VALID,
};

const DIVIDEND_FAULTS: Readonly<Record<string, Fields>> = {
  'a weight unit of 0': dividend({ weightUnit: '0.00' }),
  'a weight unit of 3 decimals': dividend({ weightUnit: '1000.000' }),
  'a quota multiple below 0': dividend({ quotaMultiple: '-1' }),
  'a quota multiple of 7 decimals': dividend({ quotaMultiple: '2.0000000' }),
  'tiers that do not rise': dividend({ tiers: bounds(['50', '0.1'], ['50.0', '0.1']) }),
  'tiers that take more than the pool': dividend({ tiers: bounds(['0', '0.4'], ['1', '0.600001']) }),
  'tiers that take more than their turnover': dividend({ tierRateOf: 'turnover', tiers: bounds(['0', '0.100001']) }),
  'another split': dividend({ tierSplit: 'equal' }),
  'a tier without a rate': dividend({ tiers: [{ from: '0' }] }),
};

const RELEASE_FAULTS: Readonly<Record<string, Fields>> = {
  'one referral rate': release({ referralRates: ['0.5'] }),
  'three referral rates': release({ referralRates: ['0.5', '0.3', '0.1'] }),
  'ranks that fall': release({ ranks: bounds(['0', '0.2'], ['1', '0.1']) }),
  'ranks that do not rise': release({ ranks: bounds(['2', '0.1'], ['1', '0.2']) }),
  'a bound of 3 decimals': release({ ranks: bounds(['0.001', '0.2']) }),
  'a boolean in words': release({ teamVolumeIncludesOwn: 'false' }),
  'a rate in a tier of the release': release({ tiers: [{ from: '1', multiple: '1', rate: '1' }] }),
};

/** Files with one fault each. */
export const FAULTY: Readonly<Record<string, unknown>> = {
  'a list': [file({})],
  'an unknown key': file({ note: '' }),
  'no start': without(file({}), 'start'),
  'no plan': without(file({}), 'plan'),
  'no members at all': without(file({}), 'members'),
  'a day that no calendar has': file({ start: '2026-02-29' }),
  'a date without zeros': file({ start: '2026-1-01' }),
  'more than 3660 days': file({ days: 3661 }),
  'half a day': file({ days: 2.5 }),
  'days as text': file({ days: '2' }),
  'an unknown preset': file({ plan: 'Energy' }),
  'two plans of a kind': file({ plan: ['cyclic', 'energy'] }),
  'a preset twice': file({ plan: ['release', 'release'] }),
  'a fourth plan': file({ plan: { ...PLAN, other: {} } }),
  'a plan of null': file({ plan: { release: null } }),
  'a missing key of a plan': file({ plan: { appreciation: without(APPRECIATION, 'exitMultiple') } }),
  'an unknown key of a plan': appreciation({ fee: '0' }),
  'a rate above 1': appreciation({ sellFeeRate: '1.000001' }),
  'a rate of 7 decimals': appreciation({ sellFeeRate: '0.1000000' }),
  'a rate as a number': appreciation({ sellFeeRate: 0.1 }),
  'gifts of more than the contribution': appreciation({ referrerGiftRate: '0.300001' }),
  'an issue price of 0': appreciation({ issuePrice: '0' }),
  'an exit multiple of 0': appreciation({ exitMultiple: '0' }),
  'a seed above the supply': appreciation({ seedPoints: '5.000001', maxSupply: '5' }),
  'a supply of 2^53': appreciation({ maxSupply: '9007199254.740992' }),
  ...DIVIDEND_FAULTS,
  ...RELEASE_FAULTS,
  ...NEWER_FAULTS,
  'an empty id': file({ members: [{ id: '' }], events: [] }),
  'a repeated id': file({ members: [{ id: 'A' }, { id: 'A' }] }),
  'a referrer who stands later': file({ members: [{ id: 'A', referrer: 'B' }, { id: 'B' }] }),
  'a member who refers themselves': file({ members: [{ id: 'A', referrer: 'A' }] }),
  'an unknown referrer': file({ members: [{ id: 'A', referrer: 'toString' }] }),
  'a repeated merchant': file({ merchants: ['M', 'M'] }),
  'an empty merchant': file({ merchants: [''] }),
  'an unknown type': event({ type: 'buy' }),
  'an inherited type': event({ type: 'constructor' }),
  'an unknown member': event({ member: 'C' }),
  'an inherited member': event({ member: 'hasOwnProperty' }),
  'a merchant where none belongs': file({
    events: [{ day: 1, type: 'sell', member: 'A', points: '1', merchant: 'M' }],
  }),
  'points where an amount belongs': file({ events: [{ day: 1, type: 'purchase', member: 'A', points: '1' }] }),
  'a merchant as a member': file({ events: [{ day: 1, type: 'merchantRedeem', merchant: 'A', amount: '1' }] }),
  'an event on day 0': event({ day: 0 }),
  'an event after the last day': event({ day: 3 }),
  'an amount of 3 decimals': event({ amount: '1.000' }),
  'an amount of 2^53': event({ amount: '90071992547409.92' }),
  'an amount with a sign': event({ amount: '+1' }),
  'an amount with an exponent': event({ amount: '1e2' }),
  'an amount with a leading zero': event({ amount: '01' }),
  'an amount without its integer': event({ amount: '.5' }),
  'an amount without its decimals': event({ amount: '1.' }),
  'an amount with a blank': event({ amount: '1 ' }),
  'an amount with a line end': event({ amount: '1\n' }),
  'an amount in other digits': event({ amount: '１' }),
};
