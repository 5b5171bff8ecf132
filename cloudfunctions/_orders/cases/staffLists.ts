import type { ParsedOf } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Condition } from '../../_platform/collection';
import { maskName } from '../../_platform/maskName';
import { afterSales, members } from '../../_store/collections';
import type { AfterSalesDocument } from '../../_store/documents';
import { listPage, shownOf } from '../../_store/lists';
import { caseCardOf } from './shownCase';

type Asked = ParsedOf<'admin.listAfterSales'>;

/** What each filter shows: what the shop is to do first, what waits for the buyer, for the platform, for nobody. */
const WAITING: Record<Asked['filter'], AfterSalesDocument['waitsFor']> = {
  toAnswer: 'shop',
  underWay: 'buyer',
  arbitration: 'platform',
  over: 'nobody',
};

/** Cases for those who answer, of some shops or of all, the longest asked first. */
export async function listCases(name: string, input: Asked, ofShops: Condition) {
  const listed = await listPage(afterSales, input, {
    name,
    condition: { ...ofShops, waitsFor: WAITING[input.filter] },
    keys: [
      ['askedAtMs', 'asc'],
      ['_id', 'asc'],
    ],
    types: ['number', 'string'],
    fields: { log: false },
  });
  if (!listed.ok) return listed;
  const { found, next } = listed.value;
  const buyers = await members.getMany([...new Set(found.map(({ memberId }) => memberId))], { nickname: true });
  const names = new Map(buyers.map(({ _id, nickname }) => [_id, nickname]));
  return done({
    cases: shownOf(found, (one) => ({ ...caseCardOf(one), buyerMasked: maskName(names.get(one.memberId) ?? '') })),
    next,
  });
}
