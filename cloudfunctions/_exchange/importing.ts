import { type Acknowledgement, type Imported, type RefusalOf, refuse } from '@shared/contract';
import { done, invariant, type Outcome } from '@shared/kernel';
import { acknowledgementText } from '@shared/proofs';
import { note } from '../_actions/audit';
import type { Caller } from '../_actions/outcomes';
import { givingPaused } from '../_collectibles/offers';
import type { HasTime } from '../_platform/budget';
import { sha256 } from '../_platform/ids';
import { transact } from '../_platform/transactions';
import { acknowledgements, exchanges, registers } from '../_store/collections';
import type { AcknowledgementDocument } from '../_store/documents/exchange';
import type { Acknowledged } from './acknowledged';
import { decide } from './kinds';
import { readAcknowledgement } from './readAcknowledgement';

// An acknowledgement is begun in one transaction, which orders it behind all that came before by its serial number. Then
// each of its answers is decided in a transaction of its own, in their order, together with its result. Killed anywhere,
// the same acknowledgement goes on behind the results that are there; wholly decided, it answers them again.

type ImportRefusal = Exclude<RefusalOf<'exchange.importAcknowledgement'>, 'request/reused'>;

/** The id of an acknowledgement: of the exchange's key and its serial number. */
export const acknowledgementId = (key: string, serial: number): string => `${key.slice(0, 16)}:${serial}`;

/** Takes an acknowledgement, as far as there is time. */
export async function importAcknowledgement(
  text: string,
  caller: Caller,
  hasTime: HasTime,
): Promise<Outcome<Imported, ImportRefusal>> {
  const read = readAcknowledgement(text);
  if (!read.ok) return read;
  const file = read.value;
  const register = file.register === null ? null : await registers.get(file.register);
  if (file.register !== null && !register) return refuse('acknowledgement/unknownRegister');
  const begun = await begin(file, caller);
  if (!begun.ok) return begun;
  const isRepeated = begun.value.results.length === file.items.length;
  const isCleared = !isRepeated && (await givingPaused(caller.nowMs)) === null;
  const { exchange, serial } = file;
  const of: Acknowledged = { exchange, serial, register, isCleared, nowMs: caller.nowMs };
  let kept = begun.value;
  while (kept.results.length < kept.items.length && hasTime()) kept = await decideNext(kept._id, of);
  const { results, items } = kept;
  return done({ exchange, serial, results: [...results], left: items.length - results.length, isRepeated });
}

/** Begins an acknowledgement, once; the same one again is what it was. Written down with how much it answers. */
const begin = (file: Acknowledgement, caller: Caller): Promise<Outcome<AcknowledgementDocument, ImportRefusal>> => {
  const { exchange, serial, register, items, key } = file;
  const _id = acknowledgementId(key, serial);
  const digest = sha256(acknowledgementText(file));
  return transact(async (transaction): Promise<Outcome<AcknowledgementDocument, ImportRefusal>> => {
    const before = await acknowledgements.get(_id, transaction);
    if (before) return before.digest === digest ? done(before) : refuse('acknowledgement/other', { serial });
    const last = await exchanges.get(key, transaction);
    if (last && last.lastSerial > serial) return refuse('acknowledgement/older', { last: last.lastSerial });
    const newest = last && (await acknowledgements.get(acknowledgementId(key, last.lastSerial), transaction));
    if (newest && newest.results.length < newest.items.length)
      return refuse('acknowledgement/unfinished', { serial: newest.serial });
    const begun = { _id, exchange, serial, digest, register, begunAtMs: caller.nowMs, items, results: [] };
    await acknowledgements.put(begun, transaction);
    await exchanges.put({ _id: key, lastSerial: serial }, transaction);
    const details = { exchange, serial, answers: items.length };
    await note(caller, 'exchange.importAcknowledgement', details, transaction);
    return done(begun);
  });
};

/** Decides the next answer, and keeps its result with what it did. @returns the acknowledgement behind it. */
const decideNext = (_id: string, of: Acknowledged): Promise<AcknowledgementDocument> =>
  transact(async (transaction) => {
    const kept = await acknowledgements.get(_id, transaction);
    invariant(kept !== null, `the acknowledgement ${_id} was begun and is not there`);
    const nth = kept.results.length;
    const item = kept.items[nth];
    // Somebody imports it side by side, and was first.
    if (!item) return kept;
    const results = [...kept.results, await decide(item, nth, of, transaction)];
    await acknowledgements.change(_id, { results }, transaction);
    return { ...kept, results };
  });
