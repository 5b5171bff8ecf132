import type { ImportFault, ImportFaultCode } from '@shared/contract';
import { type Noted, noteEach } from '../../_actions/audit';
import { screenText } from '../../_actions/screening';
import { forbiddenIn } from '../../_actions/words';
import { parcelsOf, toSendOf } from '../../_orders/parcels';
import { sendParcel } from '../../_orders/sendParcel';
import { stateAfter } from '../../_orders/step';
import { _ } from '../../_platform/cloud';
import { transact } from '../../_platform/transactions';
import { orders } from '../../_store/collections';
import type { OrderDocument } from '../../_store/documents';
import { readSettings } from '../../_store/settings';
import { type Cells, fault, type Kind, soundRows } from './kind';
import { unwelcomeIn } from './unwelcome';

const CARRIER_AT_MOST = 30;
const NUMBER = /^[A-Za-z0-9-]{4,40}$/;
const FOUND_AT_ONCE = 100;

type SendRefusal = Extract<Awaited<ReturnType<typeof sendParcel>>, { ok: false }>['refusal']['code'];

/** What the one step of shipping refuses, as a fault of a line. */
const BY_REFUSAL: Readonly<Record<SendRefusal, ImportFaultCode>> = {
  'order/unknown': 'unknown',
  'order/notInState': 'notToSend',
  'refund/pending': 'afterSales',
  'topUp/underWay': 'notByParcel',
  'voucher/toRedeem': 'notByParcel',
  'parcel/pieces': 'notToSend',
  'parcel/numberTaken': 'numberTaken',
  'parcel/tooMany': 'tooManyParcels',
};

/** What is wrong with lines as they are written. */
function asWritten(rows: readonly Cells[]): ImportFault[] {
  return rows.flatMap((row) => {
    const carrier = row.of('carrier');
    if (row.of('orderNo') === '') return [fault(row, 'orderNo', 'missing')];
    if (carrier === '') return [fault(row, 'carrier', 'missing')];
    if ([...carrier].length > CARRIER_AT_MOST) return [fault(row, 'carrier', 'tooLong', { most: CARRIER_AT_MOST })];
    const phrase = forbiddenIn(carrier);
    if (phrase) return [fault(row, 'carrier', 'forbidden', { phrase })];
    if (row.of('trackingNo') === '') return [fault(row, 'trackingNo', 'missing')];
    return NUMBER.test(row.of('trackingNo')) ? [] : [fault(row, 'trackingNo', 'notReadable')];
  });
}

/** Carriers' names are read by the buyer: each is looked at once, however many lines name it. */
async function unwelcome(rows: readonly Cells[]): Promise<ImportFault[]> {
  const names = [...new Set(rows.map((row) => row.of('carrier')))];
  if (names.length === 0 || (await screenText(names, 'byShop')).ok) return [];
  const phrases = new Map<string, string | null>();
  for (const name of names) phrases.set(name, await unwelcomeIn(name));
  return rows.flatMap((row) => {
    const phrase = phrases.get(row.of('carrier')) ?? null;
    return phrase === null ? [] : [fault(row, 'carrier', 'forbidden', { phrase })];
  });
}

const FIELDS = {
  orderNo: true,
  isPlaced: true,
  state: true,
  kind: true,
  isRefundPending: true,
  topUps: true,
  vouchers: true,
  lines: true,
  parcels: true,
  delivery: true,
  shippedAtMs: true,
} as const;

async function ordersOf(rows: readonly Cells[], fields?: Record<string, unknown>): Promise<Map<string, OrderDocument>> {
  const numbers = rows.map((row) => row.of('orderNo'));
  const byNo = new Map<string, OrderDocument>();
  for (let from = 0; from < numbers.length; from += FOUND_AT_ONCE) {
    const some = _.in(numbers.slice(from, from + FOUND_AT_ONCE));
    for await (const order of orders.walk({ orderNo: some }, { keys: [['_id', 'asc']], fields }))
      if (order.isPlaced) byNo.set(order.orderNo, order);
  }
  return byNo;
}

/** Why a parcel of an order cannot be sent now; null where it can, or where this very parcel is sent already. */
function whyNot(order: OrderDocument | undefined, row: Cells): ImportFault | null {
  if (!order) return fault(row, 'orderNo', 'unknown');
  const same = parcelsOf(order).find(({ trackingNo }) => trackingNo === row.of('trackingNo'));
  if (same && same.carrier === row.of('carrier')) return null;
  if (same) return fault(row, 'trackingNo', 'numberTaken', { no: same.no });
  if (order.kind !== 'delivered' || order.topUps || order.vouchers) return fault(row, 'orderNo', 'notByParcel');
  if (order.isRefundPending) return fault(row, 'orderNo', 'afterSales');
  const isToSend = stateAfter(order, 'goods.shipped') !== undefined && toSendOf(order).length > 0;
  return isToSend ? null : fault(row, 'orderNo', 'notToSend', { state: order.state });
}

async function check(rows: readonly Cells[]): Promise<ImportFault[]> {
  const written = asWritten(rows);
  const readable = soundRows(rows, written);
  const [words, found] = await Promise.all([unwelcome(readable), ordersOf(readable, FIELDS)]);
  const left = soundRows(readable, words).flatMap((row) => whyNot(found.get(row.of('orderNo')), row) ?? []);
  return [...written, ...words, ...left];
}

/** Parcels of orders, sent by the one step that ships: all that is left of each order goes with it. */
export const shipping: Kind = {
  area: 'staff.orders',
  keyColumn: 'orderNo',
  keyOf: (row) => row.of('orderNo'),
  check,
  atOnce: 10,
  async apply(rows, { _id: importId }, caller, { isNext, done }) {
    const [found, { autoReceiveAfterDays }] = await Promise.all([
      ordersOf(rows, { orderNo: true, isPlaced: true }),
      readSettings(),
    ]);
    await transact(async (transaction) => {
      if (!(await isNext(transaction))) return;
      const left: ImportFault[] = [];
      const sent: Noted[] = [];
      for (const row of rows) {
        const orderId = found.get(row.of('orderNo'))?._id ?? '';
        const parcel = { way: 'express', carrier: row.of('carrier'), trackingNo: row.of('trackingNo') } as const;
        const how = { by: 'admin', nowMs: caller.nowMs, autoReceiveAfterDays } as const;
        const sending = await sendParcel(orderId, parcel, how, transaction);
        if (sending.ok) sent.push({ details: { orderId, ...parcel, pieces: 0, importId } });
        else left.push(fault(row, 'orderNo', BY_REFUSAL[sending.refusal.code]));
      }
      if (sent.length > 0) await noteEach(caller, 'admin.ship', sent, transaction);
      await done(left, transaction);
    });
    return null;
  },
};
