import { refuse } from '@shared/contract';
import { done, type Fen, fen, type Outcome, subtract } from '@shared/kernel';
import type { AfterSalesEvent } from '@shared/machines';
import type { Transaction } from '../../_platform/transactions';
import { afterSales, orders, shops } from '../../_store/collections';
import type { AfterSalesDocument, OrderDocument, ReturnPlace } from '../../_store/documents';
import type { Settings } from '../../_store/settings';
import { refundNoOf } from '../cashier';
import { giveBackPieces } from '../giveBackPieces';
import { tell } from '../step';
import { letGo, piecesOf } from './claims';
import { moveStock } from './exchange';
import { caseAfter, type Doing, stepCase } from './stepCase';

const DAY_MS = 86_400_000;

/** A case that goes on within a transaction that has read it, and by whose doing. */
export interface Course {
  readonly one: AfterSalesDocument;
  readonly order: OrderDocument;
  readonly settings: Settings;
  readonly doing: Doing;
  readonly transaction: Transaction;
}

type Went<R extends string = never> = Promise<Outcome<null, 'afterSales/notInState' | R>>;

const notInState = ({ one }: Course) => refuse('afterSales/notInState', { state: one.state });
const inDays = ({ doing }: Course, days: number): number => doing.atMs + days * DAY_MS;

/** Reads a case and its order in a transaction; null where there is none, or it is not whose it should be. */
export async function readCase(
  caseId: string,
  isTheirs: (one: AfterSalesDocument) => boolean | Promise<boolean>,
  transaction: Transaction,
): Promise<Pick<Course, 'one' | 'order'> | null> {
  const one = await afterSales.get(caseId, transaction);
  if (!one || !(await isTheirs(one))) return null;
  const order = await orders.get(one.orderId, transaction);
  return order && { one, order };
}

/** Ends a case that gives nothing back (any more): its pieces are the order's again. */
async function end(course: Course, event: AfterSalesEvent, besides: Partial<AfterSalesDocument> = {}): Went {
  const { one, order, doing, transaction } = course;
  if (!caseAfter(one, event)) return notInState(course);
  if (event !== 'exchange.received') await moveStock(one, 'release', transaction);
  await stepCase(one, event, doing, null, transaction, besides);
  const told = { atMs: doing.atMs, by: doing.by, note: one._id } as const;
  const now = await tell(order, 'afterSales.ended', told, {}, transaction);
  await letGo(now, one, transaction);
  return done(null);
}

/** Freight that was paid and is not back. */
export const freightLeft = ({ freightFen, freightBackFen = 0 }: OrderDocument): Fen =>
  subtract(fen(freightFen), fen(freightBackFen));

interface Given {
  /** Lines and pieces that go back: the case's, or some of them. */
  readonly lines?: readonly { readonly skuId: string; readonly quantity: number }[] | undefined;
  readonly freightFen?: number;
}

/**
 * Gives the money of a case back, of all its pieces or of some, with so much of the freight. What is not given back of a
 * return that arrived stays with the case as refused, so that the buyer may have it looked at; when the platform decides,
 * that ends it.
 */
export async function giveMoney(
  course: Course,
  { lines, freightFen = 0 }: Given = {},
): Went<'afterSales/tooMany' | 'afterSales/freight'> {
  const { one, order, settings, doing, transaction } = course;
  if (!caseAfter(one, 'refund.given')) return notInState(course);
  for (const { skuId, quantity } of lines ?? []) {
    const left = one.lines.find((line) => line.skuId === skuId)?.quantity ?? 0;
    if (quantity > left) return refuse('afterSales/tooMany', { skuId, left });
  }
  if (freightFen > freightLeft(order)) return refuse('afterSales/freight', { leftFen: freightLeft(order) });
  const given = lines ?? one.lines;
  const rest = one.lines.flatMap((line) => {
    const back = given.find(({ skuId }) => skuId === line.skuId)?.quantity ?? 0;
    return back < line.quantity ? [{ ...line, quantity: line.quantity - back }] : [];
  });
  const goesOn = rest.length > 0 && caseAfter(one, 'return.acceptedInPart') !== undefined;
  await moveStock(one, 'release', transaction);
  const refundNo = refundNoOf(
    order._id,
    one.refundNos.length === 0 ? one._id : `${one._id}-${one.refundNos.length + 1}`,
  );
  // Let go of first: the order that gives pieces back may end by it.
  const kept = goesOn ? piecesOf(order, rest) : undefined;
  await letGo(order, one, transaction, kept);
  await giveBackPieces(
    order,
    { pieces: piecesOf(order, given), freight: fen(freightFen), refundNo, why: one._id, by: doing.by },
    doing.atMs,
    transaction,
  );
  const refundNos = [...one.refundNos, refundNo];
  if (!goesOn) await stepCase(one, 'refund.given', doing, null, transaction, { refundNos });
  else
    await stepCase(
      one,
      'return.acceptedInPart',
      doing,
      inDays(course, settings.askArbitrationWithinDays),
      transaction,
      { refundNos, lines: rest },
    );
  return done(null);
}

/**
 * The shop agrees, or has let its time go by: money alone goes back at once; else the buyer is told where to send the
 * pieces, to the place that is given or was given last. `isOverdue` and no place known: the money goes back without.
 */
export async function agree(
  course: Course,
  { returnTo, freightFen }: { readonly returnTo?: ReturnPlace | undefined; readonly freightFen?: number },
  isOverdue = false,
): Went<'afterSales/noReturnAddress' | 'afterSales/tooMany' | 'afterSales/freight'> {
  const { one, settings, doing, transaction } = course;
  if (!caseAfter(one, 'return.agreed')) return notInState(course);
  if (one.kind === 'refund') return giveMoney(course, freightFen === undefined ? {} : { freightFen });
  const shop = await shops.get(one.shopId, transaction);
  const place = returnTo ?? shop?.returnTo;
  if (!place) return isOverdue ? giveMoney(course) : refuse('afterSales/noReturnAddress');
  if (returnTo && shop) await shops.change(shop._id, { returnTo }, transaction);
  const dueAtMs = inDays(course, settings.sendBackWithinDays);
  await stepCase(one, 'return.agreed', doing, dueAtMs, transaction, { returnTo: place });
  return done(null);
}

/** The shop refuses what was asked for, or what arrived: the buyer may have the platform look at it. */
export async function refuseCase(course: Course): Went {
  const { one, settings, doing, transaction } = course;
  if (!caseAfter(one, 'request.refused')) return notInState(course);
  const dueAtMs = inDays(course, settings.askArbitrationWithinDays);
  await stepCase(one, 'request.refused', doing, dueAtMs, transaction);
  return done(null);
}

/** The buyer takes the request back, while the pieces are his. */
export const withdraw = (course: Course): Went => end(course, 'buyer.withdrew');

/** The buyer's parcel has a number; one that was wrong is corrected until the shop has it. */
export async function giveParcel(course: Course, returnParcel: AfterSalesDocument['returnParcel']): Went {
  const { one, settings, doing, transaction } = course;
  if (!caseAfter(one, 'parcel.given')) return notInState(course);
  const dueAtMs = one.state === 'returning' ? one.dueAtMs : inDays(course, settings.acceptReturnAfterDays);
  await stepCase(one, 'parcel.given', doing, dueAtMs, transaction, { returnParcel });
  return done(null);
}

/** The shop has what was sent back: money for it, all or in part; of an exchange the others are to be sent. */
export async function acceptReturn(course: Course, given: Given): Went<'afterSales/tooMany' | 'afterSales/freight'> {
  const { one, settings, doing, transaction } = course;
  if (one.state !== 'returning') return notInState(course);
  if (one.kind !== 'exchange') return giveMoney(course, given);
  const dueAtMs = inDays(course, settings.sendExchangeWithinDays);
  await stepCase(one, 'return.accepted', doing, dueAtMs, transaction);
  return done(null);
}

export async function sendExchange(course: Course, exchangeParcel: AfterSalesDocument['exchangeParcel']): Went {
  const { one, settings, doing, transaction } = course;
  if (!caseAfter(one, 'exchange.sent')) return notInState(course);
  const dueAtMs = inDays(course, settings.receiveExchangeAfterDays);
  await stepCase(one, 'exchange.sent', doing, dueAtMs, transaction, { exchangeParcel });
  return done(null);
}

/** The others have arrived: they are the buyer's, and the order goes on with them. */
export const receiveExchange = (course: Course): Went => end(course, 'exchange.received');

/** The buyer has the platform look at a refusal: nobody's time runs while it does. */
export async function askArbitration(course: Course): Went {
  const { one, doing, transaction } = course;
  if (!caseAfter(one, 'arbitration.asked')) return notInState(course);
  await stepCase(one, 'arbitration.asked', doing, null, transaction);
  return done(null);
}

export const decideForShop = (course: Course): Went => end(course, 'arbitration.forShop');

/** A case whose time is over goes on by itself, by its state; one that waits for nobody stays. */
export function goOn(course: Course): Went<'afterSales/noReturnAddress' | 'afterSales/tooMany' | 'afterSales/freight'> {
  switch (course.one.state) {
    case 'asked':
      return agree(course, {}, true);
    case 'agreed':
      return end(course, 'parcel.overdue');
    case 'returning':
      return acceptReturn(course, {});
    case 'exchanging':
      return giveMoney(course);
    case 'exchangeSent':
      return receiveExchange(course);
    case 'refused':
      return end(course, 'refusal.stands');
    default:
      return Promise.resolve(notInState(course));
  }
}
