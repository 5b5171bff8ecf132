import { type BusinessDay, businessDayOf, done, type Outcome, refuse } from '@shared/kernel';
import { _ } from '../_lib/cloud';
import { codes } from '../_lib/collections';
import { sha256 } from '../_lib/ids';
import { transact } from '../_lib/transactions';

export const VALID_SECONDS = 300;
export const AGAIN_AFTER_SECONDS = 60;
const MOST_A_DAY = 10;
const MOST_ATTEMPTS = 5;

const hashOf = (phoneHash: string, code: string): string => sha256(`${phoneHash}:${code}`);

/** Keeps a new code for a phone, unless one was sent a moment ago or too many today. */
export const keepCode = (
  phoneHash: string,
  code: string,
  nowMs: number,
): Promise<Outcome<null, 'code/tooSoon' | 'code/tooMany'>> =>
  transact(async (transaction) => {
    const before = await codes.get(phoneHash, transaction);
    const day: BusinessDay = businessDayOf(nowMs);
    const sentToday = before?.day === day ? before.sentToday : 0;
    const waitMs = before ? before.sentAtMs + AGAIN_AFTER_SECONDS * 1000 - nowMs : 0;
    if (waitMs > 0) return refuse('code/tooSoon', { againAfterSeconds: Math.ceil(waitMs / 1000) });
    if (sentToday >= MOST_A_DAY) return refuse('code/tooMany', { most: MOST_A_DAY });
    await codes.put(
      {
        _id: phoneHash,
        codeHash: hashOf(phoneHash, code),
        sentAtMs: nowMs,
        expiresAtMs: nowMs + VALID_SECONDS * 1000,
        attempts: 0,
        day,
        sentToday: sentToday + 1,
      },
      transaction,
    );
    return done(null);
  });

/** Uses a code up. An attempt is counted before it is looked at, so that guessing side by side gains nothing. */
export async function spendCode(
  phoneHash: string,
  code: string,
  nowMs: number,
): Promise<Outcome<null, 'code/wrong' | 'code/expired' | 'code/tooManyAttempts'>> {
  const counted = await codes.changeWhere(
    { _id: phoneHash, attempts: _.lt(MOST_ATTEMPTS), expiresAtMs: _.gt(nowMs) },
    { attempts: _.inc(1) },
  );
  const kept = await codes.get(phoneHash);
  if (!counted) return kept && kept.expiresAtMs > nowMs ? refuse('code/tooManyAttempts') : refuse('code/expired');
  const spent = await codes.changeWhere(
    { _id: phoneHash, codeHash: hashOf(phoneHash, code), expiresAtMs: _.gt(nowMs) },
    { expiresAtMs: 0 },
  );
  if (spent) return done(null);
  return refuse('code/wrong', { attemptsLeft: Math.max(MOST_ATTEMPTS - (kept?.attempts ?? MOST_ATTEMPTS), 0) });
}
