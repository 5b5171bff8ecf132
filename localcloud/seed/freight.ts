import type { FreightTable } from '@shared/contract';

const WESTWARD = [
  { code: '650000', name: '新疆维吾尔自治区' },
  { code: '540000', name: '西藏自治区' },
  { code: '630000', name: '青海省' },
];
const BEYOND = [
  { code: '710000', name: '台湾省' },
  { code: '810000', name: '香港特别行政区' },
  { code: '820000', name: '澳门特别行政区' },
];
const notServed = { isServed: false, freightFen: 0, furtherFen: 0, freeFreightFromFen: 0 } as const;

/** Bottles are heavy: by the kilogram, less near the distillery, more in the far west, and free from an amount but there. */
export const bottlesByWeight: FreightTable = {
  by: 'weight',
  first: 2_000,
  step: 1_000,
  furtherFen: 300,
  servesElsewhere: true,
  groups: [
    {
      regions: [
        { code: '520000', name: '贵州省' },
        { code: '510000', name: '四川省' },
        { code: '500000', name: '重庆市' },
        { code: '530000', name: '云南省' },
      ],
      isServed: true,
      freightFen: 1_000,
      furtherFen: 100,
      freeFreightFromFen: 69_900,
    },
    { regions: WESTWARD, isServed: true, freightFen: 2_200, furtherFen: 800, freeFreightFromFen: 0 },
    { regions: BEYOND, ...notServed },
  ],
};

/** What must stay cold: one sum an order, less near the coast it comes from, and not where it would arrive thawed. */
export const coldByPlace: FreightTable = {
  by: 'order',
  first: 1,
  step: 1,
  furtherFen: 0,
  servesElsewhere: true,
  groups: [
    {
      regions: [
        { code: '370000', name: '山东省' },
        { code: '320000', name: '江苏省' },
      ],
      isServed: true,
      freightFen: 1_200,
      furtherFen: 0,
      freeFreightFromFen: 9_900,
    },
    { regions: [...WESTWARD, ...BEYOND], ...notServed },
  ],
};
