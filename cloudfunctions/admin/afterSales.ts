import { type ParsedOf, type RefusalOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { note } from '../_actions/audit';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { answerCase, takeOn } from '../_orders/cases/answering';
import { decideForShop, giveMoney } from '../_orders/cases/courses';
import { casePageOf } from '../_orders/cases/shownCase';
import { listCases } from '../_orders/cases/staffLists';
import { afterSales, orders, shops } from '../_store/collections';
import type { AfterSalesDocument } from '../_store/documents';

/** Whether a case is of a shop of the platform's own, as it is now. */
const isPlatforms = async ({ shopId }: Pick<AfterSalesDocument, 'shopId'>): Promise<boolean> =>
  !(await shops.getFields(shopId, { ownerId: true }))?.ownerId;

export const answerAfterSales: Handler<'admin.answerAfterSales'> = (input, caller) =>
  answerCase(input, caller, { by: 'admin', isTheirs: isPlatforms });

/** Cases of the platform's own shops, whose answer is an administrator's. */
export const OF_OWN_SHOPS = { shopOwnerId: null } as const;

/** What the platform's own shops have to answer, or wait for; and of all shops what the platform is to decide, or was. */
export const listAfterSales: Handler<'admin.listAfterSales'> = (input) => {
  const isOfOwn = input.filter === 'toAnswer' || input.filter === 'underWay';
  return listCases('admin.listAfterSales', input, isOfOwn ? OF_OWN_SHOPS : {});
};

export const viewAfterSales: Handler<'admin.viewAfterSales'> = async ({ caseId }, { nowMs }) => {
  const one = await afterSales.get(caseId);
  if (!one) return refuse('afterSales/unknown');
  const [order, isOwn] = await Promise.all([orders.get(one.orderId), isPlatforms(one)]);
  return done(await casePageOf(one, order!, isOwn ? 'both' : 'platform', nowMs));
};

type Decision = ParsedOf<'admin.decideAfterSales'>['decision'];

const detailsOf = (decision: Decision): Record<string, string | number> => ({
  for: decision.for,
  ...(decision.for === 'buyer' ? { freightFen: decision.freightFen } : {}),
});

export const decideAfterSales: Handler<'admin.decideAfterSales'> = async ({ caseId, decision, words }, caller) => {
  const screened = await screenText([words], 'byShop');
  if (!screened.ok) return screened;
  return takeOn<Exclude<RefusalOf<'admin.decideAfterSales'>, 'afterSales/unknown'>>(
    caseId,
    caller,
    { as: 'platform', by: 'admin', isTheirs: ({ state }) => state !== undefined, said: { words } },
    async (course, transaction) => {
      // An administrator decides what the platform was asked to look at, and nothing else.
      if (course.one.state !== 'arbitration') return refuse('afterSales/notInState', { state: course.one.state });
      const went = await (decision.for === 'buyer' ? giveMoney(course, decision) : decideForShop(course));
      if (went.ok) await note(caller, 'admin.decideAfterSales', { caseId, ...detailsOf(decision) }, transaction);
      return went;
    },
  );
};
