import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Caller, Handler } from '../_actions/outcomes';
import { answerCase } from '../_orders/cases/answering';
import { casePageOf } from '../_orders/cases/shownCase';
import { listCases } from '../_orders/cases/staffLists';
import { afterSales, orders } from '../_store/collections';
import type { AfterSalesDocument } from '../_store/documents';

const isOfShop =
  ({ member }: Caller) =>
  ({ shopId }: AfterSalesDocument): boolean =>
    shopId === member.shopId;

export const answer: Handler<'afterSales.answer'> = (input, caller) =>
  answerCase(input, caller, { by: 'merchant', isTheirs: isOfShop(caller) });

export const listOfShop: Handler<'afterSales.listOfShop'> = (input, { member }) =>
  listCases('afterSales.listOfShop', input, { shopId: member.shopId });

export const viewOfShop: Handler<'afterSales.viewOfShop'> = async ({ caseId }, caller) => {
  const one = await afterSales.get(caseId);
  if (!one || !isOfShop(caller)(one)) return refuse('afterSales/unknown');
  return done(await casePageOf(one, (await orders.get(one.orderId))!, 'shop', caller.nowMs));
};
