import type { Course, OrderPlan } from './types';

type NamedOrder = Omit<OrderPlan, 'key' | 'usesPoints'> & { readonly usesPoints?: true };

const received = (confirmAfterDays: number | null): Course => ({ kind: 'received', confirmAfterDays });
const one = (skuId: string, quantity = 1) => [{ skuId, quantity }];

/** The orders of those who have a part to play; the last days are counted back from the end of the history. */
export const namedOrders = (days: number): readonly NamedOrder[] => [
  // The leader: a large order in two plans at once, shares enough for a tier, and everyday goods.
  { day: 1, slot: 0, buyer: 'leader', lines: one('songhe-night-card-2', 7), course: received(1) },
  { day: 1, slot: 1, buyer: 'leader', lines: one('luochuan-fuji-1', 3), course: received(1) },
  { day: 6, slot: 1, buyer: 'leader', lines: one('mountain-ginseng-2'), course: received(2) },
  { day: 12, slot: 0, buyer: 'leader', lines: one('chigu-jiang-500-3'), course: received(1) },
  { day: days - 20, slot: 2, buyer: 'leader', lines: one('sichuan-hotpot-4-3'), course: received(2), usesPoints: true },
  { day: days - 3, slot: 1, buyer: 'leader', lines: one('fresh-milk-2', 2), course: received(null) },
  // The leader of a branch.
  { day: 1, slot: 2, buyer: 'branch', lines: one('chigu-jar-25-2'), course: received(1) },
  { day: 5, slot: 1, buyer: 'branch', lines: one('songhe-night-card-1'), course: received(1) },
  { day: 9, slot: 0, buyer: 'branch', lines: one('old-white-tea-2'), course: received(2) },
  // Merchants who buy for their own houses: large orders in both branches of the tree.
  { day: 2, slot: 1, buyer: 'owner-yunshan', lines: one('canteen-year-2'), course: received(1) },
  { day: 3, slot: 0, buyer: 'owner-linxi', lines: one('helan-barrel-1'), course: received(2) },
  { day: 4, slot: 2, buyer: 'owner-bashi', lines: one('living-abroad-90-2'), course: received(1) },
  { day: 6, slot: 0, buyer: 'owner-heyi', lines: one('elder-living-2'), course: received(2) },
  { day: 8, slot: 1, buyer: 'owner-yunshan', lines: one('massage-chair-1', 3), course: received(2) },
  { day: 20, slot: 0, buyer: 'owner-linxi', lines: one('elder-living-1'), course: received(1) },
  { day: 27, slot: 2, buyer: 'owner-yunshan', lines: one('helan-barrel-2'), course: received(2) },
  // Houses that stock up on what counts for appreciating points. The first order comes when a point is new: what its
  // referrer got for it has doubled some weeks later, and is sold by the forced exit.
  { day: 1, slot: 0, buyer: 'owner-songhe', lines: one('old-white-tea-2', 3), course: received(1) },
  { day: 11, slot: 1, buyer: 'owner-antong', lines: one('old-white-tea-2', 6), course: received(1) },
  { day: 17, slot: 0, buyer: 'owner-haiyan', lines: one('chigu-jiang-500-3', 8), course: received(2) },
  { day: 24, slot: 1, buyer: 'owner-bashi', lines: one('wuchang-rice-2', 90), course: received(1) },
  { day: 31, slot: 0, buyer: 'owner-heyi', lines: one('year-grain-card-3', 4), course: received(2) },
  { day: 37, slot: 2, buyer: 'owner-letu', lines: one('chigu-jiang-500-3', 9), course: received(1) },
  { day: 34, slot: 1, buyer: 'owner-antong', lines: one('old-white-tea-2', 7), course: received(1) },
  { day: 40, slot: 2, buyer: 'owner-haiyan', lines: one('chigu-jiang-500-3', 8), course: received(2) },
  { day: 43, slot: 1, buyer: 'owner-muchun', lines: one('hot-spring-2', 14), course: received(1) },
  // The merchant: at the own shop, which counts for nothing, and at another's.
  { day: 10, slot: 0, buyer: 'merchant', lines: one('luochuan-fuji-1', 2), course: received(1) },
  { day: 12, slot: 1, buyer: 'merchant', lines: one('chigu-jiang-500-3'), course: received(2) },
  { day: 16, slot: 1, buyer: 'merchant', lines: one('massage-chair-1'), course: received(2) },
  // The referrer: next to nothing of his own.
  { day: 4, slot: 1, buyer: 'referrer', lines: one('fresh-milk-1', 2), course: received(1) },
  { day: 26, slot: 0, buyer: 'referrer', lines: one('year-grain-card-2'), course: received(1) },
  // Who did not accept the rules: buys, gets no points.
  { day: 10, slot: 2, buyer: 'undecided', lines: one('wuchang-rice-1', 2), course: received(2) },
  { day: 18, slot: 0, buyer: 'undecided', lines: one('olive-oil-1'), course: received(null) },
  { day: 33, slot: 1, buyer: 'undecided', lines: one('chigu-cellar-case-1'), course: received(2) },
  // The buyer: one order in every state.
  {
    day: 4,
    slot: 0,
    buyer: 'buyer',
    lines: [...one('luochuan-fuji-1'), ...one('olive-oil-1')],
    course: received(1),
  },
  { day: 6, slot: 1, buyer: 'buyer', lines: one('family-banquet-2'), course: received(1) },
  { day: 9, slot: 2, buyer: 'buyer', lines: one('chigu-cellar-case-1'), course: received(2) },
  { day: 14, slot: 0, buyer: 'buyer', lines: one('chigu-jiang-500-3'), course: received(null) },
  { day: 20, slot: 1, buyer: 'buyer', lines: one('mountain-green-tea-1'), course: { kind: 'unpaid' } },
  { day: 24, slot: 2, buyer: 'buyer', lines: one('cinema-ticket-2'), course: { kind: 'refundedUnshipped' } },
  {
    day: 30,
    slot: 1,
    buyer: 'buyer',
    lines: one('dandong-strawberry-1', 2),
    course: { kind: 'refundAsked', afterDays: 2, decision: 'approve' },
  },
  { day: 36, slot: 0, buyer: 'buyer', lines: one('park-day-1', 2), course: received(2), usesPoints: true },
  { day: days - 19, slot: 0, buyer: 'buyer', lines: one('full-check-1'), course: received(3) },
  { day: days - 12, slot: 0, buyer: 'buyer', lines: one('phone-credit-2'), course: received(null) },
  // The sandbox of top-ups lets this number fail after a minute.
  {
    day: days - 9,
    slot: 1,
    buyer: 'buyer',
    lines: one('phone-credit-2'),
    course: received(null),
    account: '13900009002',
  },
  { day: days - 7, slot: 2, buyer: 'buyer', lines: one('sichuan-hotpot-4-1'), course: received(3) },
  { day: days - 4, slot: 1, buyer: 'buyer', lines: one('wuchang-rice-1'), course: received(null) },
  {
    day: days - 3,
    slot: 0,
    buyer: 'buyer',
    lines: one('bohai-shrimp-1'),
    course: { kind: 'refundAsked', afterDays: 1, decision: null },
  },
  { day: days - 1, slot: 2, buyer: 'buyer', lines: one('fresh-milk-2'), course: received(null), usesPoints: true },
];
