import { variable } from '../_platform/variables';
import type { OrderDocument } from '../_store/documents';

/** By hand, in the platform's console, unless the deployment says otherwise: an upload needs the app's secret. */
export const isAutomatic = (): boolean => variable('SHIPPING_UPLOAD') === 'auto';

/** What changes of an order as it is shipped. Orders that no money of the platform's paid are not the platform's. */
export function uploadAtShipping(order: OrderDocument, atMs: number): Partial<OrderDocument> {
  if (order.transactionId === null) return {};
  if (!isAutomatic()) return { upload: { state: 'manual', reason: '', atMs }, uploadDueAtMs: null };
  return { upload: { state: 'pending', reason: '', atMs }, uploadDueAtMs: atMs };
}
