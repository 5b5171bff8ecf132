import { type ParsedOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { note } from '../../_actions/audit';
import { changed } from '../../_actions/auditChain';
import { once } from '../../_actions/once';
import type { Caller } from '../../_actions/outcomes';
import { screenText } from '../../_actions/screening';
import { orders } from '../../_store/collections';
import type { OrderDocument, OrderLog } from '../../_store/documents';
import { readSettings } from '../../_store/settings';
import { correctParcel as correctWithin } from '../correctParcel';
import { sendParcel } from '../sendParcel';

/** Who sends: under which name it is written down, and whose orders. */
export interface Sender {
  readonly by: Extract<OrderLog['by'], 'admin' | 'merchant'>;
  readonly isTheirs: (order: OrderDocument) => boolean;
}

/** Sends a parcel of a paid order, or the rest of it. Said again with the same number it changes nothing. */
export async function ship(input: ParsedOf<'admin.ship'>, caller: Caller, { by, isTheirs }: Sender) {
  const { orderId, way, carrier, trackingNo, lines } = input;
  const screened = await screenText([carrier, trackingNo], 'byShop');
  if (!screened.ok) return screened;
  const { nowMs } = caller;
  const { autoReceiveAfterDays } = await readSettings();
  return once(caller, async (transaction) => {
    const asked = { way, carrier, trackingNo, lines };
    const how = { by, nowMs, autoReceiveAfterDays, mayAct: isTheirs };
    const sending = await sendParcel(orderId, asked, how, transaction);
    if (!sending.ok) return sending;
    const pieces = lines?.reduce((sum, line) => sum + line.quantity, 0) ?? 0;
    await note(caller, `${by}.ship`, { orderId, way, carrier, trackingNo, pieces }, transaction);
    return done(null);
  });
}

/** Corrects a parcel's carrier or number; the record keeps what it was, and why. */
export async function correctParcel(input: ParsedOf<'admin.correctParcel'>, caller: Caller, { by, isTheirs }: Sender) {
  const { orderId, no, carrier, trackingNo, reason, seen } = input;
  const screened = await screenText([carrier, trackingNo, reason], 'byShop');
  if (!screened.ok) return screened;
  return once(caller, async (transaction) => {
    const asked = { no, carrier, trackingNo, reason, seen };
    const outcome = await correctWithin(orderId, asked, { by, nowMs: caller.nowMs, mayAct: isTheirs }, transaction);
    if (!outcome.ok) return outcome;
    const { before } = outcome.value;
    const changes = changed({ parcel: before }, { parcel: `${carrier} ${trackingNo}` });
    await note(caller, `${by}.correctParcel`, { orderId, no, reason }, transaction, changes);
    return done(null);
  });
}

/** Marks a buyer's reminder as seen; the newest one alone, so that one that comes meanwhile is not missed. */
export const seeReminder = (orderId: string, caller: Caller, { by, isTheirs }: Sender) =>
  once(caller, async (transaction) => {
    const order = await orders.get(orderId, transaction);
    if (!order?.isPlaced || !isTheirs(order)) return refuse('order/unknown');
    if (!order.reminder) return refuse('reminder/none');
    const seenAtMs = order.reminder.seenAtMs ?? caller.nowMs;
    await orders.change(orderId, { reminder: { ...order.reminder, seenAtMs }, remindedAtMs: null }, transaction);
    if (by === 'admin') await note(caller, 'admin.seeReminder', { orderId }, transaction);
    return done({ seenAtMs });
  });
