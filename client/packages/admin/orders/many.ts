import type { OutputOf } from '@shared/contract';
import { asRefused, call, newRequestId, type Refused } from '../../../gateway';

export type Listed = OutputOf<'admin.listOrders'>['orders'][number];

/** So many orders are done with at once: each is an action of its own. */
export const MOST_CHOSEN = 50;

/** What became of one of several orders: nothing is wrong where `fault` is null. */
export interface Done {
  readonly orderId: string;
  readonly fault: Refused | null;
}

/** Numbers of parcels as they are pasted, one a line: '' lines are left out. */
const pastedNumbers = (typed: string): string[] =>
  typed
    .split(/[\n\r,，;；\t]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** The parcels of a batch: each number for the order in its place; a reason where they do not fit. */
export function batchOf(
  chosen: readonly Pick<Listed, 'orderId'>[],
  typed: string,
): { readonly fault: string } | { readonly parcels: readonly { orderId: string; trackingNo: string }[] } {
  const numbers = pastedNumbers(typed);
  if (numbers.length !== chosen.length) return { fault: `选了 ${chosen.length} 单，粘了 ${numbers.length} 个单号` };
  const twice = numbers.find((one, at) => numbers.indexOf(one) !== at);
  if (twice !== undefined) return { fault: `单号 ${twice} 有两个` };
  const long = numbers.find((one) => one.length > 40);
  if (long !== undefined) return { fault: `单号 ${long.slice(0, 12)}… 太长` };
  return { parcels: chosen.map(({ orderId }, at) => ({ orderId, trackingNo: numbers[at]! })) };
}

/**
 * Does the same with some orders, one after another: what fails stops no other, and is told by its order. `ids` keeps the
 * request of each, so that done again after a lost answer nothing is done twice.
 */
export async function doWithEach<One extends { readonly orderId: string }>(
  all: readonly One[],
  ids: Map<string, string>,
  act: (one: One, requestId: string) => Promise<unknown>,
  onDone: (done: Done) => void,
): Promise<void> {
  for (const one of all) {
    const key = JSON.stringify(one);
    if (!ids.has(key)) ids.set(key, newRequestId());
    try {
      await act(one, ids.get(key)!);
      onDone({ orderId: one.orderId, fault: null });
    } catch (error) {
      onDone({ orderId: one.orderId, fault: asRefused(error) });
    }
  }
}

export const shipOne =
  (carrier: string) =>
  ({ orderId, trackingNo }: { orderId: string; trackingNo: string }, requestId: string) =>
    call('admin.ship', { orderId, carrier, trackingNo, requestId });

export const remarkOne = ({ orderId, remark }: { orderId: string; remark: string }, requestId: string) =>
  call('admin.remarkOrder', { orderId, remark, requestId });
