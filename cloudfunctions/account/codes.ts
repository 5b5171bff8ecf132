import { type OwnCodePurpose, refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { _ } from '../_platform/cloud';
import { keyedHash, keyedHashes, phoneHashes } from '../_platform/phone';
import { type Transaction, transact } from '../_platform/transactions';
import { codes, counters } from '../_store/collections';
import { type Count, type Counted, countAll, leftOf, momentOf, stampAt } from '../_store/counters';
import type { Requester } from './requester';

export const VALID_SECONDS = 300;
const VALID_MS = VALID_SECONDS * 1000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/**
 * The pause before the next code to a phone, by how many were sent to it within a day. It grows and never closes: a
 * stranger who asks for codes can neither lock out the phone's owner nor fill the owner's inbox.
 */
const PAUSES = [
  { fromSent: 15, ms: 30 * 60_000 },
  { fromSent: 10, ms: 10 * 60_000 },
  { fromSent: 0, ms: 60_000 },
] as const;

/** Codes that one address, and one openid, may ask for in an hour, for whatever phones. */
const MOST_CODES_AN_HOUR = 50;
/** Wrong guesses of one address, and of one openid, in an hour, at whatever phones. */
const MOST_GUESSES_AN_HOUR = 50;
/** Wrong guesses of one requester at one code, and at one phone in an hour: a new code gives new guesses once. */
const MOST_GUESSES = 5;
const MOST_GUESSES_AT_A_PHONE = 10;
/** Guesses at one code by everybody: far above what one stranger has, so that it takes many to spoil it. */
const MOST_GUESSES_TOGETHER = 25;

/** What a code is for besides signing in: something of one's own, or a phone that is to be one's own. */
export type CodePurpose = OwnCodePurpose | 'newPhone';

/**
 * Where the code of a phone is: signing in has a place of its own, so that a code that somebody gave away for the one
 * does nothing of the other.
 */
export const placeFor = (hash: string, purpose?: CodePurpose): string => (purpose ? `${hash}:${purpose}` : hash);

const textOf = (place: string, code: string): string => `${place}:${code}`;
const pauseMsAfter = (sent: number): number => PAUSES.find(({ fromSent }) => sent >= fromSent)!.ms;
const secondsTo = (ms: number, nowMs: number): number => Math.ceil((ms - nowMs) / 1000);

/** Counts a wish for a code against the hour of its requester, before anything is done about it. */
export const countWish = ({ names }: Requester, nowMs: number): Promise<Counted> =>
  countAll(
    names.map((name) => ({ key: `send:${name}`, limits: [{ most: MOST_CODES_AN_HOUR, withinMs: HOUR_MS }] })),
    nowMs,
  );

/** What a full hour says. */
export const tooMany = (againAtMs: number, nowMs: number) =>
  refuse('code/tooMany', { most: MOST_CODES_AN_HOUR, againAfterSeconds: secondsTo(againAtMs, nowMs) });

/**
 * Keeps a new code at the place of a phone instead of the one before, unless the pause after that one is not over.
 * @returns the pause until the next.
 */
export const keepCode = (
  place: string,
  code: string,
  nowMs: number,
): Promise<Outcome<{ againAfterSeconds: number }, 'code/tooSoon'>> =>
  transact(async (transaction) => {
    const key = `sent:${place}`;
    const stamps = (await counters.get(key, transaction))?.stamps ?? [];
    const sent = stamps.filter((stamp) => momentOf(stamp) > nowMs - DAY_MS);
    const againAtMs = sent[0] === undefined ? nowMs : momentOf(sent[0]) + pauseMsAfter(sent.length);
    if (againAtMs > nowMs) return refuse('code/tooSoon', { againAfterSeconds: secondsTo(againAtMs, nowMs) });
    const now = [stampAt(nowMs), ...sent].slice(0, PAUSES[0].fromSent);
    await counters.put({ _id: key, stamps: now, expiresAtMs: nowMs + DAY_MS }, transaction);
    await codes.put(
      {
        _id: place,
        codeHash: keyedHash('code', textOf(place, code)),
        sentAtMs: nowMs,
        expiresAtMs: nowMs + VALID_MS,
        attempts: 0,
      },
      transaction,
    );
    return done({ againAfterSeconds: pauseMsAfter(now.length) / 1000 });
  });

/**
 * The place at which a phone's code is: while the key is changed another instance may have sent it by the other one.
 * Where no code is, that of today.
 */
export async function placeOfCode(phone: string, nowMs: number, purpose?: CodePurpose): Promise<string> {
  const [today, ...others] = phoneHashes(phone).map((hash) => placeFor(hash, purpose));
  for (const other of others) {
    const [kept, newer] = [await codes.get(other), await codes.get(today!)];
    if (kept && kept.expiresAtMs > nowMs && kept.sentAtMs > (newer?.sentAtMs ?? 0)) return other;
  }
  return today!;
}

/** A code that was given rightly: to be spent by the transaction that acts on it, or given back. */
export interface Proof<Lost extends string> {
  /** Whether it still holds, seen from within the transaction. */
  holds(transaction: Transaction): Promise<boolean>;
  /** What is said when it does not. */
  readonly whenLost: Lost;
  spend(transaction: Transaction): Promise<void>;
  /** Takes the counted guess back: it was a right one. `isSpent` when the code is gone as well. */
  giveBack(isSpent: boolean): Promise<void>;
}

type GuessRefusal = 'code/wrong' | 'code/expired' | 'code/tooManyAttempts';

/**
 * Looks whether a code is the one sent to a phone. A guess is counted before it is looked at, so that guessing side by
 * side gains nothing. A phone to which no code was sent is answered as a wrong code is, by the same requests; that a
 * code has expired is told only to who has it.
 */
export async function proveCode(
  place: string,
  code: string,
  { names, self }: Requester,
  nowMs: number,
): Promise<Outcome<Proof<'code/expired'>, GuessRefusal>> {
  const kept = await codes.get(place);
  const isLive = kept !== null && kept.expiresAtMs > nowMs;
  const sinceMs = isLive ? kept.sentAtMs : 0;
  const atPhone: Count = {
    key: `guess:${place}:${self}`,
    limits: [
      { most: MOST_GUESSES, withinMs: VALID_MS, sinceMs },
      { most: MOST_GUESSES_AT_A_PHONE, withinMs: HOUR_MS },
    ],
  };
  const hours = names.map((name) => ({
    key: `guess:${name}`,
    limits: [{ most: MOST_GUESSES_AN_HOUR, withinMs: HOUR_MS }],
  }));
  const counted = await countAll([atPhone, ...hours], nowMs);
  if (!counted.ok) return refuse('code/tooManyAttempts', { againAfterSeconds: secondsTo(counted.againAtMs, nowMs) });
  const mine = { _id: place, sentAtMs: kept?.sentAtMs ?? 0 };
  const isCounted = await codes.changeWhere(
    { ...mine, expiresAtMs: _.gt(nowMs), attempts: _.lt(MOST_GUESSES_TOGETHER) },
    { attempts: _.inc(1) },
  );
  const isRight = kept !== null && keyedHashes('code', textOf(place, code)).includes(kept.codeHash);
  if (isLive && !isCounted && (await codes.get(place))?.attempts === MOST_GUESSES_TOGETHER) {
    await counted.giveBack();
    return refuse('code/tooManyAttempts');
  }
  if (!isRight) return refuse('code/wrong', { attemptsLeft: await leftOf(atPhone, nowMs) });
  const giveBack = async (isSpent: boolean) => {
    await counted.giveBack();
    if (isCounted && !isSpent) await codes.changeWhere({ ...mine, attempts: _.gt(0) }, { attempts: _.inc(-1) });
  };
  if (!isCounted) {
    await giveBack(false);
    return refuse('code/expired');
  }
  return done({
    holds: async (transaction) => {
      const now = await codes.get(place, transaction);
      return (
        now !== null && now.codeHash === kept?.codeHash && now.sentAtMs === mine.sentAtMs && now.expiresAtMs > nowMs
      );
    },
    whenLost: 'code/expired',
    spend: async (transaction) => {
      await codes.change(place, { expiresAtMs: nowMs }, transaction);
    },
    giveBack,
  });
}
