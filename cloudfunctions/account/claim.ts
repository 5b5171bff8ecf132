import { refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { note } from '../_actions/audit';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { without } from '../_actions/roles';
import { sha256 } from '../_platform/ids';
import { variable } from '../_platform/variables';
import { claims, members } from '../_store/collections';
import { type Count, countAll, leftOf } from '../_store/counters';
import { readMe } from './me';
import { requesterOf } from './requester';

const HOUR_MS = 3_600_000;
/** Wrong tries in an hour. The code has 80 bits: the limits are against noise, not against luck. */
const MOST_TRIES = 5;
const MOST_TRIES_OF_AN_ADDRESS = 50;

/** The 16 characters of a code as they were meant: Crockford's base 32 reads O as 0, I and L as 1, and no hyphens. */
const readCode = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');

/** OWNER_CODE, `<expiresAtMs>:<sha256 hex of the code>`; null where the deployment has set none, or none that reads. */
function codeSet(): { readonly expiresAtMs: number; readonly hash: string } | null {
  const [, expiresAtMs, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(variable('OWNER_CODE') ?? '') ?? [];
  return hash ? { expiresAtMs: Number(expiresAtMs), hash } : null;
}

/** Whether the typed code is the one set. Its hash may be of the bare characters or of the groups as they are printed. */
function isCode(typed: string, hash: string): boolean {
  const bare = readCode(typed);
  return [bare, bare.replace(/(.{4})(?=.)/g, '$1-')].some((form) => sha256(form) === hash);
}

/** Makes the caller an owner, once for each code; a try is counted before the code is looked at. */
export const claimShop: Handler<'account.claimShop'> = async ({ code }, caller) => {
  const { member, nowMs } = caller;
  const ofMember: Count = { key: `claim:${member._id}`, limits: [{ most: MOST_TRIES, withinMs: HOUR_MS }] };
  const ofAddress = requesterOf(caller).names.map((name) => ({
    key: `claim:${name}`,
    limits: [{ most: MOST_TRIES_OF_AN_ADDRESS, withinMs: HOUR_MS }],
  }));
  const counted = await countAll([ofMember, ...ofAddress], nowMs);
  if (!counted.ok) return refuse('claim/tooMany', { againAfterSeconds: Math.ceil((counted.againAtMs - nowMs) / 1000) });
  const set = codeSet();
  if (!set || !isCode(code, set.hash)) return refuse('claim/wrong', { attemptsLeft: await leftOf(ofMember, nowMs) });
  await counted.giveBack();
  if (set.expiresAtMs <= nowMs) return refuse('claim/expired');
  const claimed = await once(caller, async (transaction): Promise<Outcome<null, 'claim/used'>> => {
    const used = await claims.get(`claim:${set.hash}`, transaction);
    if (used) return used.memberId === member._id ? done(null) : refuse('claim/used');
    const now = await members.get(member._id, transaction);
    await members.change(member._id, { roles: [...without(now!, 'owner'), 'owner'] }, transaction);
    await claims.put({ _id: `claim:${set.hash}`, memberId: member._id, atMs: nowMs }, transaction);
    await note(caller, 'account.claimShop', { memberId: member._id }, transaction);
    return done(null);
  });
  return claimed.ok ? done(await readMe(member._id)) : claimed;
};
