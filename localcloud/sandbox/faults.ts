/** How deliveries of one kind misbehave. */
export interface DeliveryFaults {
  /** Each notice comes this many times more, whatever was answered. */
  repeat?: number;
  /** The repeats come at the same time instead of one after the other. */
  isConcurrent?: boolean;
  /** The first notice comes this much later, ms of the demo world. */
  delayMs?: number;
  /** The first so many deliveries of a payment are lost on the way. */
  failFirst?: number;
  /** What is due to be told while this holds is never told, nor told again. */
  isLost?: boolean;
  /** A notice of a payment names this much more than was paid, fen; the cashier itself tells what was. */
  moreFen?: number;
}

/** How a refund ends at the cashier. Other than SUCCESS: the payer's account did not take it, or it was given up. */
export type RefundEnd = 'SUCCESS' | 'CHANGE' | 'REFUNDCLOSE';

/** What the sandboxes were told to do wrong. Empty at start; kept for the life of the server only. */
export interface Faults {
  payCallback: DeliveryFaults;
  refundCallback: DeliveryFaults;
  /** The next so many calls of an interface fail as the platform's own error: unifiedOrder, refund, sendSms ... */
  failNext: Record<string, number>;
  /** The next so many calls of an open interface are done, and never answered. */
  silentNext: Record<string, number>;
  /** The codes that the next calls of one of WeChat's interfaces are refused with: 42001 also ends the token. */
  refuseNext: Record<string, number[]>;
  /** How refunds end that are asked for while this holds. */
  refundEndsAs: RefundEnd;
  /** A query tells how many refunds there are and nothing of each, as users of the platform report. */
  areRefundListsEmpty: boolean;
  /** An order can be closed only when it is so old: the document says five minutes, users report none. */
  closesAfterMs: number;
}

export const noFaults = (): Faults => ({
  payCallback: {},
  refundCallback: {},
  failNext: {},
  silentNext: {},
  refuseNext: {},
  refundEndsAs: 'SUCCESS',
  areRefundListsEmpty: false,
  closesAfterMs: 0,
});

const LIMITS = { repeat: 20, delayMs: 3 * 86_400_000, failFirst: 100, moreFen: 1_000_000 } as const;

function refuse(why: string): never {
  throw new RangeError(why);
}

function count(value: unknown, name: string, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > most)
    return refuse(`${name} must be a whole number from 0 to ${most}`);
  return value;
}

function readDelivery(value: unknown, name: string): DeliveryFaults {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(`${name} must be an object`);
  const faults: DeliveryFaults = {};
  for (const [key, setting] of Object.entries(value))
    if (key === 'isConcurrent' || key === 'isLost') faults[key] = setting === true;
    else if (key === 'repeat' || key === 'delayMs' || key === 'failFirst' || key === 'moreFen')
      faults[key] = count(setting, `${name}.${key}`, LIMITS[key]);
    else refuse(`${name}.${key} is not known (repeat, isConcurrent, delayMs, failFirst, isLost, moreFen)`);
  return faults;
}

/** Reads a request to misbehave; what it does not name is back to normal. Throws RangeError with the faulty place. */
export function readFaults(body: Record<string, unknown>): Faults {
  const faults = noFaults();
  for (const [key, value] of Object.entries(body))
    if (key === 'payCallback' || key === 'refundCallback') faults[key] = readDelivery(value, key);
    else if (key === 'failNext' || key === 'silentNext') {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(`${key} must be an object`);
      for (const [name, times] of Object.entries(value as object)) faults[key][name] = count(times, name, 1000);
    } else if (key === 'refuseNext') {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(`${key} must be an object`);
      for (const [name, codes] of Object.entries(value as object)) {
        if (!Array.isArray(codes) || !codes.every(Number.isInteger)) refuse(`${key}.${name} must be a list of codes`);
        faults.refuseNext[name] = [...codes];
      }
    } else if (key === 'refundEndsAs') {
      if (value !== 'SUCCESS' && value !== 'CHANGE' && value !== 'REFUNDCLOSE')
        return refuse('refundEndsAs must be SUCCESS, CHANGE or REFUNDCLOSE');
      faults.refundEndsAs = value;
    } else if (key === 'areRefundListsEmpty') faults.areRefundListsEmpty = value === true;
    else if (key === 'closesAfterMs') faults.closesAfterMs = count(value, key, LIMITS.delayMs);
    else
      refuse(
        `${key} is not known (payCallback, refundCallback, failNext, silentNext, refuseNext, refundEndsAs, areRefundListsEmpty, closesAfterMs)`,
      );
  return faults;
}
