import { FIGURES, type Figure } from './columns';

/**
 * Of a member's release orders so many come back, the oldest that still hold points: they are the ones that pay. Their
 * count and sum are of all.
 */
const MOST_ORDERS = 50;

/** An expression of the database's aggregation, in its own form. */
export type Expression = string | number | boolean | null | readonly Expression[] | { readonly [key: string]: unknown };

/** Figures that say where a member stands, and what the member and the downline turned over. */
export const OF_PLACE = ['depth', 'ownVolume', 'teamVolume', 'ownPoints', 'rank'] as const satisfies Figure[];

/** One member's place in a page: figures in the order they were asked in, in texts where they were packed. */
export interface PlaceAt {
  readonly memberId: string;
  readonly at: number;
  readonly size: number;
  readonly figures: readonly (string | number | null)[];
  readonly downlineInPage: string | number;
}

/** The same with what all of FIGURES say there, and the member's release orders. */
export interface FiguresAt extends PlaceAt {
  readonly held: string | number;
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

/** Columns of a page, parted once. */
const parted = (columns: readonly string[]): Record<string, Expression> =>
  Object.fromEntries(columns.map((column) => [column, valuesOf(column)]));
const OF_A_PLACE = parted(['members', 'downline', ...OF_PLACE]);
const ALL: Record<string, Expression> = {
  ...parted(['members', 'downline', 'held', ...FIGURES]),
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

const placeAt = (figures: readonly Figure[]) => ({
  memberId: at('members'),
  at: '$$at',
  size: { $size: '$$members' },
  figures: figures.map(at),
  downlineInPage: at('downline'),
});

const figuresAt = (orderId: string | null): Expression => ({
  ...placeAt(FIGURES),
  held: at('held'),
  ...Object.fromEntries(GROUPED.map((column) => [column, { $slice: [own(column), MOST_ORDERS] }])),
  ...(orderId === null ? {} : { asked: askedOf(orderId) }),
});

function stage(memberIds: Expression, vars: Record<string, Expression>, inPlace: Expression): Record<string, unknown> {
  const places = { $map: { input: memberIds, as: 'id', in: { $indexOfArray: ['$$members', '$$id'] } } };
  const found = { $filter: { input: places, as: 'at', cond: { $gte: ['$$at', 0] } } };
  return {
    day: true,
    splits: true,
    cameFrom: true,
    figures: { $let: { vars, in: { $map: { input: found, as: 'at', in: inPlace } } } },
  };
}

/**
 * What a stage gives of a page: the figures of these members alone, as far as they stand in it, and where others went.
 * `orderId`: what that order of a member still holds as well.
 */
export const figuresStage = (memberIds: Expression, orderId: string | null): Record<string, unknown> =>
  stage(memberIds, ALL, figuresAt(orderId));

/** The same of their places alone: for many members at once, since each column that is parted is one of a thousand. */
export const placesStage = (memberIds: Expression): Record<string, unknown> =>
  stage(memberIds, OF_A_PLACE, placeAt(OF_PLACE));
