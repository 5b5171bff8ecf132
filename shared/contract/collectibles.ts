import * as z from 'zod';
import { editionStates } from '../machines';
import { action } from './action';
import { certificate, hash } from './certificates';
import { drawStanding, drawTerms } from './draws';
import { listing } from './exchange';
import { text } from './text';
import {
  cursor,
  day,
  fileId,
  ground,
  id,
  moment,
  nothing,
  pageLimit,
  payPassword,
  picture,
  requestId,
  seen,
  units,
} from './values';

/** Most editions of a series, and most that one member may take where that is limited. */
const SUPPLY_AT_MOST = 10_000;
const LIMIT_AT_MOST = 100;

/** The assets that an edition is taken for. */
const payingAsset = z.enum(['spendable', 'stable', 'cash', 'appreciating']);
export type PayingAsset = z.infer<typeof payingAsset>;

/** What an edition is taken for, in units of its asset; of appreciating points what they have to be worth, in fen. */
const price = z.strictObject({ asset: payingAsset, units: units.min(1).max(100_000_000) });
export type EditionPriceShown = z.infer<typeof price>;

/** What an edition gives its holder besides its goods: a discount when it is shown, or a way in. */
const right = z.strictObject({
  kind: z.enum(['discount', 'entry']),
  words: text(2, 60),
  untilDay: day.nullable(),
});

/** The goods that an edition is exchanged for, once. */
const goodsBehind = z.strictObject({ skuId: id, goodsId: id, title: z.string(), label: z.string() });

/**
 * Whether a series can be taken now: not begun, going on, over by its time, or all taken. Of one that is drawn for, one
 * enters first, and then waits for the draw.
 */
const takingState = z.enum(['coming', 'entering', 'drawing', 'open', 'over', 'allTaken']);
export type TakingState = z.infer<typeof takingState>;

const card = {
  seriesId: id,
  title: z.string(),
  picture,
  ground: z.number().int(),
  price,
  supply: z.number().int(),
  left: z.number().int(),
  /** How many one member may take; null: any number. */
  limit: z.number().int().nullable(),
  goods: goodsBehind.nullable(),
  opensAtMs: moment,
  /** The first moment at which it cannot be taken any more; null without an end. */
  closesAtMs: moment.nullable(),
  /** It is drawn who may take one; null where whoever comes first may. */
  draw: drawTerms.nullable(),
  state: takingState,
} as const;
const seriesCard = z.strictObject(card);
export type SeriesCard = z.infer<typeof seriesCard>;

const frozen = {
  story: z.string(),
  pictures: z.array(fileId),
  issuer: z.strictObject({ shopId: id, name: z.string() }),
  rights: z.array(right),
  issuedAtMs: moment,
  /** SHA-256 over all that is frozen. */
  fingerprint: z.string(),
} as const;

const seriesPage = z.strictObject({
  ...card,
  ...frozen,
  /** How many of it the caller has taken; 0 for who has not signed in. */
  takenByMe: z.number().int(),
  drawStanding: drawStanding.nullable(),
  nowMs: moment,
});
export type SeriesPage = z.infer<typeof seriesPage>;

/** An edition as lists show it. */
export const editionRow = z.strictObject({
  editionId: id,
  seriesId: id,
  number: z.number().int(),
  supply: z.number().int(),
  title: z.string(),
  picture,
  ground: z.number().int(),
  state: z.enum(editionStates),
  goods: goodsBehind.nullable(),
  /** When its goods were sent for; null where they were not, or it gives none. */
  collectedAtMs: moment.nullable(),
  rights: z.array(right),
});
export type EditionRow = z.infer<typeof editionRow>;

/** One step of a history. Whose it was and is, by pseudonym; `isMine` where that is the caller. */
const step = z.strictObject({
  nth: z.number().int(),
  kind: z.enum(['taken', 'given', 'collected', 'returned', 'listed', 'unlisted']),
  atMs: moment,
  day,
  from: z.string().nullable(),
  to: z.string(),
  isMine: z.boolean(),
  source: z.string(),
  /** Where the chain stands behind it. */
  hash: z.string(),
});
export type EditionStepShown = z.infer<typeof step>;

const editionPage = z.strictObject({
  ...editionRow.shape,
  ...frozen,
  /** What it was taken for, by the caller; null where it came as a gift. */
  paid: z.strictObject({ asset: payingAsset, units }).nullable(),
  steps: z.array(step),
  holder: z.string(),
  /** Giving editions away is off for want of a clearance: since when, where one has ended. */
  givingPaused: z.strictObject({ sinceDay: day.nullable() }).nullable(),
  giving: z.strictObject({
    /** How long one is held before it may be given, and from when on this one may. */
    waitDays: z.number().int(),
    fromMs: moment,
    /** How many may be given in any 365 days, and how many more the caller may now. */
    perYear: z.number().int(),
    left: z.number().int(),
    codeHours: z.number().int(),
    /** Until when it is offered to who has its code; null where it is not. */
    offeredUntilMs: moment.nullable(),
  }),
  /** What became of the holder's wish to have it listed at an exchange; null where there is none. */
  listing: listing.nullable(),
  /** The order that its goods are sent by; null where none is. */
  orderId: id.nullable(),
});
export type EditionPage = z.infer<typeof editionPage>;

const draft = {
  title: text(2, 30),
  story: text(0, 600),
  pictures: z.array(fileId).min(1).max(6),
  ground,
  rights: z.array(right).max(5),
  skuId: id.nullable(),
  supply: z.number().int().min(1).max(SUPPLY_AT_MOST),
  limit: z.number().int().min(1).max(LIMIT_AT_MOST).nullable(),
  price,
  opensAtMs: moment,
  closesAtMs: moment.nullable(),
  draw: drawTerms.nullable().default(null),
} as const;

const madeSeries = z.strictObject({
  ...card,
  story: z.string(),
  pictures: z.array(fileId),
  rights: z.array(right),
  /** Null while it is a draft. */
  issuedAtMs: moment.nullable(),
  fingerprint: z.string().nullable(),
  seen,
});
export type MadeSeries = z.infer<typeof madeSeries>;

const takeRefusals = [
  'collectible/unknown',
  'collectible/notOpen',
  'collectible/soldOut',
  'collectible/limit',
  'draw/notYet',
  'draw/notEntered',
  'draw/notDrawn',
  'collectible/exceedsCash',
  'collectible/notPayable',
  'spending/exceedsHolding',
  'payment/exceedsHolding',
  'payment/ownMerchant',
  'plan/off',
  'redemption/nothing',
  'redemption/exceedsHolding',
  'redemption/locked',
  'redemption/exceedsExitQuota',
  'redemption/worthNothing',
  'balance/barred',
] as const;

const paged = { cursor: cursor.optional(), limit: pageLimit.default(20) };

export const collectibleActions = [
  /** Series that have been issued: those that can be taken before those to come, then the rest; the newest first. */
  action({
    name: 'collectibles.listSeries',
    role: 'public',
    input: z.strictObject(paged),
    output: z.strictObject({ series: z.array(seriesCard), next: cursor.nullable(), nowMs: moment }),
    refusals: ['cursor/invalid'],
  }),
  action({
    name: 'collectibles.viewSeries',
    role: 'public',
    input: z.strictObject({ seriesId: id }),
    output: seriesPage,
    refusals: ['collectible/unknown'],
  }),
  /** What an edition would cost the caller now, nothing changed; refused as the taking would be. */
  action({
    name: 'collectibles.previewTaking',
    role: 'member',
    input: z.strictObject({ seriesId: id }),
    output: z.strictObject({
      seriesId: id,
      title: z.string(),
      /** What leaves the caller's balance, in units of its asset, and what is left of that. */
      paid: z.strictObject({ asset: payingAsset, units }),
      leftUnits: units,
      /** Of redeemed points what they are worth, and the fee in it; null for all else. */
      redemption: z.strictObject({ grossFen: units, feeFen: units, leftExitQuotaFen: units }).nullable(),
    }),
    refusals: takeRefusals,
  }),
  /** Takes one edition. `quotedUnits`: what the preview told would be paid. */
  action({
    name: 'collectibles.take',
    role: 'member',
    input: z.strictObject({ seriesId: id, quotedUnits: units, payPassword, requestId }),
    output: z.strictObject({
      editionId: id,
      number: z.number().int(),
      supply: z.number().int(),
      title: z.string(),
      paid: z.strictObject({ asset: payingAsset, units }),
      atMs: moment,
    }),
    refusals: [
      ...takeRefusals,
      'payPassword/notSet',
      'payPassword/wrong',
      'payPassword/locked',
      'quote/moved',
      'close/running',
    ],
  }),
  /** One's own editions, the latest first: all that are held, or those whose goods have been sent for. */
  action({
    name: 'collectibles.listMine',
    role: 'member',
    input: z.strictObject({ filter: z.enum(['held', 'collected']).default('held'), ...paged }),
    output: z.strictObject({ editions: z.array(editionRow), next: cursor.nullable(), nowMs: moment }),
    refusals: ['cursor/invalid'],
  }),
  /** How many there are behind each of the gallery's chips. */
  action({
    name: 'collectibles.countMine',
    role: 'member',
    input: nothing,
    output: z.strictObject({ held: z.number().int(), collected: z.number().int() }),
    refusals: [],
  }),
  action({
    name: 'collectibles.viewEdition',
    role: 'member',
    input: z.strictObject({ editionId: id }),
    output: editionPage,
    refusals: ['edition/unknown'],
  }),
  /** Whose an edition of the caller's was at the last close, signed: checked by anybody without the shop. */
  action({
    name: 'collectibles.certificate',
    role: 'member',
    input: z.strictObject({ editionId: id }),
    output: certificate,
    refusals: ['edition/unknown', 'certificate/notYet', 'certificate/noKey'],
  }),
  /** The hash of a day and the shop's key, for whoever checks a certificate; null where there is none. */
  action({
    name: 'collectibles.viewHashes',
    role: 'public',
    input: z.strictObject({ day }),
    output: z.strictObject({ day, dayHash: hash.nullable(), key: hash.nullable() }),
    refusals: [],
  }),
  /** Has the goods behind an edition sent to an address, once; the shop pays the freight. */
  action({
    name: 'collectibles.collect',
    role: 'member',
    input: z.strictObject({ editionId: id, addressId: id, requestId }),
    output: z.strictObject({ editionId: id, orderId: id }),
    refusals: [
      'edition/unknown',
      'edition/notHeld',
      'edition/noGoods',
      'edition/collected',
      'address/unknown',
      'freight/notServed',
      'address/regionUnclear',
      'goods/soldOut',
      'goods/offShelf',
    ],
  }),
  /** Every series with its drafts, the newest first. */
  action({
    name: 'admin.listSeries',
    role: 'staff.shop',
    input: z.strictObject(paged),
    output: z.strictObject({ series: z.array(madeSeries), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  action({
    name: 'admin.viewSeries',
    role: 'staff.shop',
    input: z.strictObject({ seriesId: id }),
    output: madeSeries,
    refusals: ['collectible/unknown'],
  }),
  /** Makes a draft, or changes one: `seriesId` and what was `seen` of it then. What is issued does not change any more. */
  action({
    name: 'admin.saveSeries',
    role: 'staff.shop',
    input: z.strictObject({ seriesId: id.optional(), seen: seen.optional(), ...draft, requestId }),
    output: z.strictObject({ seriesId: id }),
    refusals: [
      'collectible/unknown',
      'collectible/issued',
      'collectible/dates',
      'collectible/drawTerms',
      'collectible/goodsUnfit',
      'picture/unknown',
      'form/changedMeanwhile',
      'words/forbidden',
      'words/risky',
    ],
  }),
  /** Drops a draft. */
  action({
    name: 'admin.dropSeries',
    role: 'staff.shop',
    input: z.strictObject({ seriesId: id, requestId }),
    output: nothing,
    refusals: ['collectible/unknown', 'collectible/issued'],
  }),
  /** Issues a draft as it was seen: fixes its fingerprint, and brings all its editions into being. */
  action({
    name: 'admin.issueSeries',
    role: 'staff.shop',
    input: z.strictObject({ seriesId: id, seen, requestId }),
    output: z.strictObject({ seriesId: id, fingerprint: z.string() }),
    refusals: [
      'collectible/unknown',
      'collectible/issued',
      'collectible/dates',
      'collectible/drawTerms',
      'collectible/goodsUnfit',
      'picture/unknown',
      'form/changedMeanwhile',
    ],
  }),
  /** The register of a series: its editions that somebody has, by number. */
  action({
    name: 'admin.listEditions',
    role: 'staff.shop',
    input: z.strictObject({ seriesId: id, ...paged }),
    output: z.strictObject({
      editions: z.array(
        z.strictObject({
          editionId: id,
          number: z.number().int(),
          state: z.enum(editionStates),
          holder: z.string(),
          takenAtMs: moment,
          collectedAtMs: moment.nullable(),
          steps: z.number().int(),
        }),
      ),
      next: cursor.nullable(),
    }),
    refusals: ['collectible/unknown', 'cursor/invalid'],
  }),
] as const;
