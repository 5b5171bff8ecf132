/**
 * Of a member's release orders so many come back, the oldest that still hold points: they are the ones that pay. Their
 * count and sum are of all.
 */
export const MOST_ORDERS = 50;

/** An expression of the database's aggregation, in its own form. */
export type Expression = string | number | boolean | null | readonly Expression[] | { readonly [key: string]: unknown };

const at = (column: string): Expression => ({ $arrayElemAt: [`$${column}`, '$$at'] });

/** Places, in a page's row of orders, of the member's that still hold points. */
const holding: Expression = {
  $let: {
    // Two arguments: a slice of none is a slice, but three may not end in 0.
    vars: { first: { $sum: { $slice: ['$orderCount', '$$at'] } }, count: at('orderCount') },
    in: {
      $filter: {
        input: { $range: ['$$first', { $add: ['$$first', '$$count'] }] },
        as: 'place',
        cond: { $gt: [{ $arrayElemAt: ['$remaining', '$$place'] }, 0] },
      },
    },
  },
};

/** Members after this one in the page up to the first who is no deeper: the downline, -1 for one that goes on. */
const downlineInPage: Expression = {
  $indexOfArray: [
    {
      $map: {
        input: { $slice: ['$depth', { $add: ['$$at', 1] }, { $size: '$depth' }] },
        as: 'depth',
        in: { $lte: ['$$depth', at('depth')] },
      },
    },
    true,
  ],
};

/** One member's figures at the place `$$at` of a page. */
const figuresAt: Expression = {
  $let: {
    vars: { holding },
    in: {
      memberId: at('members'),
      at: '$$at',
      size: { $size: '$members' },
      depth: at('depth'),
      quotaFen: at('quota'),
      weightMicroShares: at('weight'),
      quotaGivenFen: at('quotaGiven'),
      cashFen: at('cash'),
      spendableCents: at('spendable'),
      // Younger than the first pages.
      owedSpendableCents: { $ifNull: [at('owedSpendable'), 0] },
      ownVolumeFen: at('ownVolume'),
      teamVolumeFen: at('teamVolume'),
      ownPointsCents: at('ownPoints'),
      handRank: at('handRank'),
      rank: at('rank'),
      downlineInPage,
      orderCount: { $size: '$$holding' },
      remainingReleaseCents: {
        $sum: { $map: { input: '$$holding', as: 'place', in: { $arrayElemAt: ['$remaining', '$$place'] } } },
      },
      orders: {
        $map: {
          input: { $slice: ['$$holding', MOST_ORDERS] },
          as: 'place',
          in: {
            id: { $arrayElemAt: ['$orders', '$$place'] },
            remaining: { $arrayElemAt: ['$remaining', '$$place'] },
            daily: { $arrayElemAt: ['$daily', '$$place'] },
          },
        },
      },
    },
  },
};

/**
 * What a stage gives of a page: the figures of these members alone, as far as they stand in it, and where others went.
 * `orderId`: what that order still holds as well, null when it is not in the page's row of orders.
 */
export const figuresStage = (memberIds: Expression, orderId: string | null): Record<string, unknown> => ({
  day: true,
  splits: true,
  cameFrom: true,
  ...(orderId === null
    ? {}
    : {
        askedCents: {
          $let: {
            vars: { place: { $indexOfArray: ['$orders', orderId] } },
            in: { $cond: [{ $lt: ['$$place', 0] }, null, { $arrayElemAt: ['$remaining', '$$place'] }] },
          },
        },
      }),
  figures: {
    $map: {
      input: {
        $filter: {
          input: { $map: { input: memberIds, as: 'id', in: { $indexOfArray: ['$members', '$$id'] } } },
          as: 'at',
          cond: { $gte: ['$$at', 0] },
        },
      },
      as: 'at',
      in: figuresAt,
    },
  },
});
