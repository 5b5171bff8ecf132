import { addDays, type BusinessDay } from '@shared/kernel';
import { _ } from '../_platform/cloud';
import { sha256 } from '../_platform/ids';
import type { Transaction } from '../_platform/transactions';
import { dayStates, gates } from '../_store/collections';
import { DAY_STATE_ID } from '../_store/dayState';

/** So many that entries which pass at the same moment seldom meet at one. */
const GATES = 16;

const gateId = (shard: number): string => `gate:${shard}`;

/** The gate that an entry passes: always the same. */
const gateOf = (entryId: string): string => gateId(Number.parseInt(sha256(entryId).slice(0, 8), 16) % GATES);

/**
 * Lets an entry pass its gate, within its transaction. @returns the business day it is written into: that of its
 * moment, or the first that is still open when its own was frozen meanwhile. A sealed day stays as it was sealed.
 */
export async function passGate(entryId: string, day: string, transaction: Transaction): Promise<string> {
  const _id = gateOf(entryId);
  const gate = await gates.get(_id, transaction);
  const openFromDay = gate?.openFromDay ?? (await firstOpenDay(transaction));
  if (gate) await gates.change(_id, { passed: _.inc(1) }, transaction);
  else await gates.put({ _id, openFromDay, passed: 1 }, transaction);
  return openFromDay > day ? openFromDay : day;
}

/** The first day that is not frozen, before the first close that closes gates. */
async function firstOpenDay(transaction: Transaction): Promise<string> {
  const state = await dayStates.get(DAY_STATE_ID, transaction);
  if (!state) return '';
  return state.isClosing ? addDays(state.openDay as BusinessDay, 1) : state.openDay;
}

/**
 * Freezes a day, within the transaction of its close: entries that have not passed yet go into the days after it. One
 * that is passing ends first.
 */
export async function closeGates(day: string, transaction: Transaction): Promise<void> {
  const openFromDay = addDays(day as BusinessDay, 1);
  for (let shard = 0; shard < GATES; shard += 1) {
    const _id = gateId(shard);
    const gate = await gates.get(_id, transaction);
    await gates.put({ _id, openFromDay, passed: gate?.passed ?? 0 }, transaction);
  }
}

/** How many entries have passed all gates so far. While it stays the same, nobody but the serial worker has booked. */
export async function passedSoFar(): Promise<number> {
  const ids = Array.from({ length: GATES }, (_none, shard) => gateId(shard));
  const found = await gates.getMany(ids, { passed: true });
  return found.reduce((sum, { passed }) => sum + passed, 0);
}
