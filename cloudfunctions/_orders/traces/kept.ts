import type { TraceShown } from '@shared/contract';
import { STEP_MS } from '../../_platform/budget';
import { derivedId } from '../../_platform/ids';
import { logFault } from '../../_platform/log';
import { unseal } from '../../_platform/phone';
import { withinMs } from '../../_platform/withinMs';
import { traces } from '../../_store/collections';
import type { OrderDocument, Parcel, TraceDocument } from '../../_store/documents';
import { traceProvider } from './provider';
import type { Trace, TraceProvider } from './trace';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A carrier is asked for a parcel at most so often; after a question without an answer sooner. */
const FRESH_MS = 30 * MINUTE_MS;
const AGAIN_AFTER_MS = 5 * MINUTE_MS;
/** A parcel of so long ago is not asked for any more: what is known of it stays as long as it is kept. */
const ASKED_FOR_MS = 45 * DAY_MS;
const KEPT_MS = 120 * DAY_MS;
/** Of one order at one look. */
const MOST_ASKED = 5;
const MOST_STEPS = 60;
const MOST_CHARACTERS = 120;

const idOf = ({ carrier, trackingNo }: Parcel): string => derivedId('T', carrier, trackingNo);

const isOver = (known: TraceDocument | undefined): boolean => known?.trace?.state === 'signed';

/** Whether a carrier is to be asked now. */
const isDue = (known: TraceDocument | undefined, { sentAtMs }: Parcel, nowMs: number): boolean => {
  if (isOver(known) || nowMs > sentAtMs + ASKED_FOR_MS) return false;
  if (!known) return true;
  return known.askedAtMs + (known.isAnswered ? FRESH_MS : AGAIN_AFTER_MS) <= nowMs;
};

const kept = (trace: Trace, before: TraceDocument['trace'], nowMs: number): NonNullable<TraceDocument['trace']> => ({
  state: trace.state,
  promisedAtMs: before?.promisedAtMs ?? trace.arrivesAtMs,
  arrivesAtMs: trace.arrivesAtMs,
  courier: trace.courier,
  steps: trace.steps
    .slice(0, MOST_STEPS)
    .map((step) => ({ ...step, words: [...step.words].slice(0, MOST_CHARACTERS).join('') })),
  askedAtMs: nowMs,
});

/** Asks for one parcel, unless somebody else does at this moment. @returns what is known of it then. */
async function ask(
  provider: TraceProvider,
  order: OrderDocument,
  parcel: Parcel,
  known: TraceDocument | undefined,
  nowMs: number,
): Promise<TraceDocument['trace']> {
  const _id = idOf(parcel);
  const asking = { askedAtMs: nowMs, isAnswered: false };
  const isMine = known
    ? (await traces.changeWhere({ _id, askedAtMs: known.askedAtMs }, asking)) > 0
    : await traces.add({ _id, ...asking, trace: null, expiresAtMs: nowMs + KEPT_MS });
  const before = known?.trace ?? null;
  if (!isMine) return before;
  try {
    const { carrier, trackingNo, sentAtMs } = parcel;
    const { region, phoneSealed } = order.address!;
    const phoneTail = unseal(phoneSealed).slice(-4);
    const answer = await withinMs(STEP_MS, provider({ carrier, trackingNo, sentAtMs, region, phoneTail }, nowMs));
    const trace = answer && kept(answer, before, nowMs);
    await traces.change(_id, { isAnswered: true, ...(trace && { trace }) });
    return trace ?? before;
  } catch (error) {
    logFault('a carrier could not be asked', error);
    return before;
  }
}

/**
 * Where the parcels of an order are, by number of the parcel: as it is kept, asked for anew where that is older than half
 * an hour, at most five of an order at once. Null where nobody can be asked, or nothing was answered.
 */
export async function tracesOf(
  order: OrderDocument,
  parcels: readonly Parcel[],
  nowMs: number,
): Promise<ReadonlyMap<number, TraceShown | null>> {
  const carried = parcels.filter(({ way, trackingNo }) => way === 'express' && trackingNo !== '');
  // A carrier is asked by whom it goes to.
  const provider = carried.length > 0 && order.address ? traceProvider() : null;
  if (!provider) return new Map();
  const known = new Map((await traces.getMany(carried.map(idOf))).map((one) => [one._id, one]));
  const due = carried.filter((parcel) => isDue(known.get(idOf(parcel)), parcel, nowMs)).slice(0, MOST_ASKED);
  const found = await Promise.all(
    carried.map(async (parcel): Promise<[number, TraceShown | null]> => {
      const before = known.get(idOf(parcel));
      const trace = due.includes(parcel) ? await ask(provider, order, parcel, before, nowMs) : (before?.trace ?? null);
      return [parcel.no, trace && { ...trace, steps: trace.steps.map((step) => ({ ...step })) }];
    }),
  );
  return new Map(found);
}
