import { FIGURES } from './columns';

/**
 * Of a member's release orders so many come back, the oldest that still hold points: they are the ones that pay. Their
 * count and sum are of all.
 */
const MOST_ORDERS = 50;

/** An expression of the database's aggregation, in its own form. */
export type Expression = string | number | boolean | null | readonly Expression[] | { readonly [key: string]: unknown };

/** One member's place in a page and what stands there: figures as FIGURES names them, in texts where they were packed. */
export interface FiguresAt {
  readonly memberId: string;
  readonly at: number;
  readonly size: number;
  readonly figures: readonly (string | number | null)[];
  readonly held: string | number;
  readonly downlineInPage: string | number;
  /** The oldest orders, what each still holds and releases a day; one '' where there are none. */
  readonly orders: readonly string[];
  readonly remaining: readonly (string | number)[];
  readonly daily: readonly (string | number)[];
  /** What the order that was asked for still holds; null when the page does not list it. */
  readonly asked?: string | number | null;
}

/** The values of a packed column, none where it is empty. */
export const valuesOf = (column: string): Expression => ({
  $cond: [{ $eq: [`$${column}`, ''] }, [], { $split: [`$${column}`, ','] }],
});

const GROUPED = ['orders', 'remaining', 'daily'] as const;

/** Every column of a page, parted once. */
const columns: Record<string, Expression> = {
  members: valuesOf('members'),
  held: valuesOf('held'),
  downline: valuesOf('downline'),
  ...Object.fromEntries(FIGURES.map((figure) => [figure, valuesOf(figure)])),
  ...Object.fromEntries(GROUPED.map((column) => [column, { $split: [`$${column}`, ';'] }])),
};

const at = (column: string): Expression => ({ $arrayElemAt: [`$$${column}`, '$$at'] });

/** The values of the member's own group. */
const own = (column: (typeof GROUPED)[number]): Expression => ({ $split: [at(column), ','] });

const askedOf = (orderId: string): Expression => ({
  $let: {
    vars: { place: { $indexOfArray: [own('orders'), orderId] } },
    in: { $cond: [{ $lt: ['$$place', 0] }, null, { $arrayElemAt: [own('remaining'), '$$place'] }] },
  },
});

const figuresAt = (orderId: string | null): Expression => ({
  memberId: at('members'),
  at: '$$at',
  size: { $size: '$$members' },
  figures: FIGURES.map(at),
  held: at('held'),
  downlineInPage: at('downline'),
  ...Object.fromEntries(GROUPED.map((column) => [column, { $slice: [own(column), MOST_ORDERS] }])),
  ...(orderId === null ? {} : { asked: askedOf(orderId) }),
});

/**
 * What a stage gives of a page: the figures of these members alone, as far as they stand in it, and where others went. `orderId`: what that order of a member still holds as well.
 */
export const figuresStage = (memberIds: Expression, orderId: string | null): Record<string, unknown> => {
  const places = { $map: { input: memberIds, as: 'id', in: { $indexOfArray: ['$$members', '$$id'] } } };
  const found = { $filter: { input: places, as: 'at', cond: { $gte: ['$$at', 0] } } };
  const figures = { $let: { vars: columns, in: { $map: { input: found, as: 'at', in: figuresAt(orderId) } } } };
  return {
    day: true,
    splits: true,
    cameFrom: true,
    figures,
  };
};
