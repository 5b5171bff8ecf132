import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { note } from '../_actions/audit';
import { changed } from '../_actions/auditChain';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { errandEnded } from '../_orders/tries';
import { isAutomatic } from '../_orders/uploadAtShipping';
import { orders } from '../_store/collections';
import { pageOf } from './orders';

/**
 * An administrator closes an upload that failed or is made by hand, having entered it in the platform's console, or has
 * it tried again, the reason for its failure being gone.
 */
export const resolveUpload: Handler<'admin.resolveUpload'> = async ({ orderId, as }, caller) => {
  const { nowMs } = caller;
  const resolved = await once(caller, async (transaction) => {
    const order = await orders.get(orderId, transaction);
    if (!order?.isPlaced) return refuse('order/unknown');
    if (!order.upload || order.upload.state === 'uploaded') return refuse('upload/notOpen');
    if (as === 'again' && !isAutomatic()) return refuse('upload/manual');
    const now =
      as === 'entered'
        ? { upload: { ...order.upload, state: 'uploaded', reason: '', atMs: nowMs }, uploadDueAtMs: null }
        : { upload: { ...order.upload, state: 'pending', reason: '', atMs: nowMs }, uploadDueAtMs: nowMs };
    await orders.change(orderId, { ...now, ...errandEnded(order, 'upload') }, transaction);
    const changes = changed(order.upload, now.upload, ['state']);
    await note(caller, 'admin.resolveUpload', { orderId, as }, transaction, changes);
    return done(null);
  });
  return resolved.ok ? done(await pageOf(orderId, nowMs)) : resolved;
};
