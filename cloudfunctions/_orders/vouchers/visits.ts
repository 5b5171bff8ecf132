import { type ParsedOf, type RefusalOf, refuse, type Visit } from '@shared/contract';
import { businessDayOf, done, type Outcome } from '@shared/kernel';
import { isVisitOpen, openVisits, visitAtMs } from '@shared/vouchers';
import { once } from '../../_actions/once';
import type { Caller } from '../../_actions/outcomes';
import { maskName } from '../../_platform/maskName';
import type { Transaction } from '../../_platform/transactions';
import { members, orders, visits, vouchers } from '../../_store/collections';
import type { VisitsDocument, VoucherDocument } from '../../_store/documents';
import { leftOfVoucher, visitShown } from './shown';

const visitsIdOf = (goodsId: string, day: string): string => `${goodsId}:${day}`;

/** Why the visit that is booked stays as it is, or null: one that nobody came to is in nobody's way. */
function whySettled(one: VoucherDocument, nowMs: number): Outcome<never, 'appointment/tooLate'> | null {
  const booked = visitShown(one);
  if (!booked || nowMs >= booked.atMs || nowMs <= booked.settledAtMs) return null;
  return refuse('appointment/tooLate', { settledAtMs: booked.settledAtMs });
}

/** Whether a visit of a day is the one that is booked with a voucher: not one that is over. */
const isOf = (
  { _id, visit }: VoucherDocument,
  { code, time, isDone, isMissed }: VisitsDocument['visits'][number],
): boolean => !isDone && !isMissed && code === _id && time === visit?.time;

const isAhead = ({ day, time }: NonNullable<VoucherDocument['visit']>, nowMs: number): boolean =>
  nowMs < visitAtMs(day, time);

/** A day without the visit of a voucher; one whose time has come stays in it, as what was missed. */
const without = (one: VoucherDocument, { visits: all }: VisitsDocument, nowMs: number): VisitsDocument['visits'] =>
  isAhead(one.visit!, nowMs)
    ? all.filter((other) => !isOf(one, other))
    : all.map((other) => (isOf(one, other) ? { ...other, isMissed: true as const } : other));

/** Pieces that a time of a day has room for besides what a voucher has booked there itself. */
const roomAt = (one: VoucherDocument, row: Pick<VisitsDocument, 'day' | 'visits'> | null | undefined, time: string) =>
  Math.max(
    0,
    (row?.visits ?? []).reduce(
      (room, other) =>
        other.time !== time || (row?.day === one.visit?.day && isOf(one, other)) ? room : room - other.pieces,
      one.terms.appointment!.perTime,
    ),
  );

/** Takes the visit of a voucher out of its day, within the transaction that ends it. The voucher is not written. */
export async function releaseVisit(one: VoucherDocument, nowMs: number, transaction: Transaction): Promise<void> {
  if (!one.visit) return;
  const id = visitsIdOf(one.goodsId, one.visit.day);
  const row = (await visits.get(id, transaction))!;
  await visits.change(id, { visits: without(one, row, nowMs) }, transaction);
}

/** Somebody came with a voucher: the visit of that day is over; one of a later day is not needed any more. */
export async function endVisit(one: VoucherDocument, nowMs: number, transaction: Transaction): Promise<void> {
  if (!one.visit) return;
  const { day } = one.visit;
  if (day !== businessDayOf(nowMs)) return releaseVisit(one, nowMs, transaction);
  const id = visitsIdOf(one.goodsId, day);
  const row = (await visits.get(id, transaction))!;
  const after = row.visits.map((other) => (isOf(one, other) ? { ...other, isDone: true } : other));
  await visits.change(id, { visits: after }, transaction);
}

/** A voucher of the caller whose visits are booked. */
async function ownOf(
  code: string,
  { member }: Pick<Caller, 'member'>,
  transaction?: Transaction,
): Promise<Outcome<VoucherDocument, 'voucher/none' | 'appointment/none'>> {
  const one = await vouchers.get(code, transaction);
  if (!one || one.memberId !== member._id) return refuse('voucher/none');
  return one.terms.appointment ? done(one) : refuse('appointment/none');
}

/** The times at which a voucher can be visited on, with what there is room for; its own visit is not in its way. */
export async function viewVisits({ code }: ParsedOf<'shop.viewVisits'>, caller: Caller) {
  const own = await ownOf(code, caller);
  if (!own.ok) return own;
  const one = own.value;
  const open = one.state === 'issued' ? openVisits(one, caller.nowMs) : [];
  const [order, rows] = await Promise.all([
    orders.get(one.orderId),
    visits.getMany(open.map(({ day }) => visitsIdOf(one.goodsId, day))),
  ]);
  const byId = new Map(rows.map((row) => [row._id, row]));
  return done({
    title: one.title,
    left: leftOfVoucher(order!, one),
    visit: visitShown(one),
    days: open.map(({ day, times }) => {
      const row = byId.get(visitsIdOf(one.goodsId, day));
      return { day, times: times.map((time) => ({ time, left: roomAt(one, row, time) })) };
    }),
  });
}

/** Makes the row of a day, where it is not there: two that are first at once write the same one. */
async function ensureDay(one: VoucherDocument, day: string): Promise<void> {
  const { goodsId, shopId, shopName, title } = one;
  const _id = visitsIdOf(goodsId, day);
  if (!(await visits.getFields(_id, { _id: true })))
    await visits.add({ _id, goodsId, shopId, shopName, title, day, visits: [] });
}

/**
 * Books a visit in place of one that is booked, once: room is taken and given back in one transaction, which sees what
 * others took meanwhile.
 */
export async function bookVisit(
  { code, day, time, pieces }: ParsedOf<'shop.bookVisit'>,
  caller: Caller,
): Promise<Outcome<{ visit: Visit }, RefusalOf<'shop.bookVisit'>>> {
  const { nowMs, member } = caller;
  const looked = await ownOf(code, caller);
  if (!looked.ok) return looked;
  if (isVisitOpen(looked.value, day, time, nowMs)) await ensureDay(looked.value, day);
  const guest = maskName((await members.getFields(member._id, { nickname: true }))?.nickname ?? '');
  return once<{ visit: Visit }, RefusalOf<'shop.bookVisit'>>(caller, async (transaction) => {
    const own = await ownOf(code, caller, transaction);
    if (!own.ok) return own;
    const one = own.value;
    const left = leftOfVoucher((await orders.get(one.orderId, transaction))!, one);
    if (pieces > left) return refuse('voucher/tooFew', { left });
    const settled = whySettled(one, nowMs);
    if (settled) return settled;
    if (!isVisitOpen(one, day, time, nowMs)) return refuse('appointment/closed', { day, time });
    const id = visitsIdOf(one.goodsId, day);
    const row = (await visits.get(id, transaction))!;
    const room = roomAt(one, row, time);
    if (pieces > room) return refuse('appointment/full', { left: room });
    const isOfDay = one.visit?.day === day;
    if (!isOfDay) await releaseVisit(one, nowMs, transaction);
    const others = isOfDay ? without(one, row, nowMs) : row.visits;
    const visit = { day, time, pieces, bookedAtMs: nowMs };
    const mine = { time, code, label: one.label, guest, pieces, isDone: false };
    await visits.change(id, { visits: [...others, mine] }, transaction);
    await vouchers.change(code, { visit }, transaction);
    return done({ visit: visitShown({ ...one, visit })! });
  });
}

/** Gives a visit up, once: its room is there for others again. */
export async function giveUpVisit(
  { code }: ParsedOf<'shop.giveUpVisit'>,
  caller: Caller,
): Promise<Outcome<{ code: string }, RefusalOf<'shop.giveUpVisit'>>> {
  return once<{ code: string }, RefusalOf<'shop.giveUpVisit'>>(caller, async (transaction) => {
    const own = await ownOf(code, caller, transaction);
    if (!own.ok) return own;
    if (!own.value.visit) return refuse('appointment/none');
    const settled = whySettled(own.value, caller.nowMs);
    if (settled) return settled;
    await releaseVisit(own.value, caller.nowMs, transaction);
    await vouchers.change(code, { visit: null }, transaction);
    return done({ code });
  });
}
