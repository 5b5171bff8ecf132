import { mostBytes, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Caller, Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { CASES_FOLDER, screenSaid, takeOn } from '../_orders/cases/answering';
import {
  askArbitration as ask,
  giveParcel as give,
  receiveExchange,
  withdraw as takeBack,
} from '../_orders/cases/courses';
import { caseCardOf, casePageOf } from '../_orders/cases/shownCase';
import { derivedId } from '../_platform/ids';
import { afterSales, orders } from '../_store/collections';
import type { AfterSalesDocument } from '../_store/documents';
import { listPage, shownOf } from '../_store/lists';

/** A case of the caller's own, as the buyer. */
const asBuyer = ({ member }: Caller) =>
  ({
    as: 'buyer',
    by: 'buyer',
    isTheirs: ({ memberId }: AfterSalesDocument) => memberId === member._id,
  }) as const;

export const view: Handler<'afterSales.view'> = async ({ caseId }, { member, nowMs }) => {
  const one = await afterSales.get(caseId);
  if (one?.memberId !== member._id) return refuse('afterSales/unknown');
  return done(await casePageOf(one, (await orders.get(one.orderId))!, 'buyer', nowMs));
};

export const list: Handler<'afterSales.list'> = async (input, { member }) => {
  const mine = { memberId: member._id };
  const found = await listPage(afterSales, input, {
    name: 'afterSales.list',
    condition: input.orderId === undefined ? mine : { ...mine, orderId: input.orderId },
    keys: [
      ['askedAtMs', 'desc'],
      ['_id', 'desc'],
    ],
    types: ['number', 'string'],
    fields: { log: false },
  });
  if (!found.ok) return found;
  return done({ cases: shownOf(found.value.found, caseCardOf), next: found.value.next });
};

export const withdraw: Handler<'afterSales.withdraw'> = ({ caseId }, caller) =>
  takeOn(caseId, caller, asBuyer(caller), takeBack);

export const giveParcel: Handler<'afterSales.giveParcel'> = async ({ caseId, parcel }, caller) => {
  const screened = await screenText([parcel], 'toShop');
  if (!screened.ok) return screened;
  const said = { words: `${parcel.carrier} ${parcel.trackingNo}` };
  return takeOn(caseId, caller, { ...asBuyer(caller), said }, (course) => give(course, parcel));
};

export const askArbitration: Handler<'afterSales.askArbitration'> = async ({ caseId, words, pictures }, caller) => {
  const screened = await screenSaid({ texts: [words], pictures }, 'toShop');
  if (!screened.ok) return screened;
  return takeOn(caseId, caller, { ...asBuyer(caller), said: { words, pictures } }, ask);
};

export const confirmExchange: Handler<'afterSales.confirmExchange'> = ({ caseId }, caller) =>
  takeOn(caseId, caller, asBuyer(caller), receiveExchange);

export const placePicture: Handler<'afterSales.placePicture'> = async ({ type, bytes, digest }, { member }) => {
  const most = mostBytes.afterSales;
  if (bytes > most) return refuse('picture/tooLarge', { bytes, mostBytes: most });
  return done({ cloudPath: `${CASES_FOLDER}/${derivedId('U', member._id)}/${digest}.${type}` });
};
