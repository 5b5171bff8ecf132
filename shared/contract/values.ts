import * as z from 'zod';
import { readBusinessDay } from '../kernel';
import { ASSETS, BALANCE_ASSETS } from '../ledger';
import { PLAN_KINDS } from '../plans';

// How amounts cross: as whole numbers of the unit that ends the field's name (priceFen, heldMicroPoints, rateMillionths).
// Only where the asset differs from row to row (statement, explanation, postings) is it {asset, units}, an `AssetAmount`.

const wholeUnits = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const signedUnits = z.number().int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);

/** Cash in fen; also stable and spendable points in hundredths, quota in fen, and every other stored amount. */
export const units = wholeUnits;
/** A change of an amount: negative when it goes out. */
export const change = signedUnits;
/** A rate in millionths: 0.30 is 300000. */
export const rateMillionths = wholeUnits;

/** The assets of rules §0, named as in the ledger. Decimals of their units: shares and appreciating 6, all others 2. */
export const asset = z.enum(BALANCE_ASSETS);
export type { BalanceAsset as Asset } from '../ledger';
/** What an entry of the journal moves. */
export const postedAsset = z.enum(ASSETS);

/** An amount whose asset varies. `units` is negative for what goes out. */
export const assetAmount = z.strictObject({ asset, units: signedUnits });
export type AssetAmount = z.infer<typeof assetAmount>;

/** The three plans. `dividend` has two shipped forms, cyclic and energy. */
export const planKind = z.enum(PLAN_KINDS);
export type { PlanKind } from '../plans';

/** Why a plan that goods name does not count an order of them (rules §5). */
export const notCountedWhy = z.enum([
  'notAccepted',
  'ownShop',
  'cashCannotPay',
  'planOff',
  'noCash',
  'notCleared',
  'tooLarge',
]);

/** The eight industries of goods. */
export const industry = z.enum(['wine', 'grocery', 'dining', 'hotel', 'entertainment', 'fuel', 'topUp', 'health']);
export type Industry = z.infer<typeof industry>;

/**
 * How goods reach their buyer: sent to an address; by a voucher that the shop redeems; as nights of a stay; by a provider
 * who tops an account up. An order is of one shop and of one kind.
 */
export const goodsKind = z.enum(['delivered', 'voucher', 'stay', 'topUp']);
export type GoodsKind = z.infer<typeof goodsKind>;

/** An id made by the system: short, without spaces. */
export const id = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[\w:.-]+$/);
/** Made by the client, once for each act of the user; the same id again changes nothing and gets the same answer. */
export const requestId = z
  .string()
  .min(8)
  .max(64)
  .regex(/^[\w-]+$/);
/** For actions that may be done without a request id: with one, a repeat changes nothing and gets the same answer. */
export const repeatable = { requestId: requestId.optional() };
/** What a view showed, in short: a form that is filled from it says so, and is refused where that has changed since. */
export const seen = z.string().regex(/^[0-9a-f]{16}$/);
/** Opaque; comes from the page before. */
export const cursor = z.string().min(1).max(200);
/** A business day of the calendar, 2026-01-31, of the years 1900 to 2199: what is counted from it is a day as well. */
export const day = z
  .string()
  .regex(/^(19|2[01])\d{2}-(0[1-9]|1[0-2])-\d{2}$/)
  .refine((text) => readBusinessDay(text) !== undefined);
/** A calendar month, 2026-01. */
export const month = z.string().regex(/^(19|2[01])\d{2}-(0[1-9]|1[0-2])$/);
/** A quarter of a year, 2026-Q1. */
export const quarter = z.string().regex(/^(19|2[01])\d{2}-Q[1-4]$/);
/** A moment in milliseconds since 1970. */
export const moment = z.number().int().min(0);
/** A mainland mobile number, without spaces or country code. */
export const phone = z.string().regex(/^1[3-9]\d{9}$/);
/** Six digits by which a member confirms that money moves. */
export const payPassword = z.string().regex(/^\d{6}$/);
/** A login password: at least eight characters, of which some are letters and some are not (see `password/weak`). */
export const password = z.string().min(8).max(64);
/** How a browser names itself: for its owner to know it again, and for nothing else. */
export const device = z.strictObject({
  browser: z.enum(['chrome', 'safari', 'edge', 'firefox', 'wechat', 'other']),
  system: z.enum(['windows', 'mac', 'ios', 'android', 'linux', 'other']),
});
export type Device = z.infer<typeof device>;
/** What everybody agrees to who signs in. */
export const term = z.enum(['service', 'privacy']);
export type Term = z.infer<typeof term>;
/** A page of results is at most this long. */
export const PAGE_LIMIT = 50;
export const pageLimit = z.number().int().min(1).max(PAGE_LIMIT);
/**
 * A file of the environment's storage, as its storage names it: cloud://ENVIRONMENT.BUCKET/path. Paths are of letters,
 * digits, `_`, `-` and `.`, no segment begins with a dot. Whether it is there, and in the right folder, is seen by the
 * function that takes it.
 */
export const fileId = z
  .string()
  .max(300)
  .regex(/^cloud:\/\/[A-Za-z0-9][\w-]*\.[A-Za-z0-9][\w-]*(?:\/[A-Za-z0-9_-][\w.-]*)+$/);
/** A picture as it is shown: '' where there is none to show, and its ground stands alone. */
export const picture = fileId.or(z.literal(''));
/** The ground colour behind a picture, 1 to 4. */
export const ground = z.number().int().min(1).max(4);
/** Quantity of one line. */
export const quantity = z.number().int().min(1).max(999);

/** Features that need a clearance (docs: trust §1). */
export const clearedFeature = z.enum([
  'appreciation.cashSale',
  'appreciation.referrerGift',
  'dividend.cash',
  'release.aboveOne',
  'referral.secondGeneration',
  'team.bonus',
  'sameRank.bonus',
  'withdrawal',
  'collectible.transfer',
]);
export type ClearedFeature = z.infer<typeof clearedFeature>;

/** Nothing to say but that it was done. */
export const nothing = z.strictObject({});

/** The most that one piece of anything costs, in fen: a million yuan. */
export const PRICE_AT_MOST = 100_000_000;
