import { type Device, refuse } from '@shared/contract';
import { businessDayOf, done } from '@shared/kernel';
import { currentAddress, currentSession, h5Openid, isWechat } from '../_actions/identity';
import type { Join } from '../_actions/joins';
import type { Handler } from '../_actions/outcomes';
import { _ } from '../_platform/cloud';
import { newToken, sha256 } from '../_platform/ids';
import { keyedHash } from '../_platform/phone';
import { sessions } from '../_store/collections';
import type { SessionDocument } from '../_store/documents';

const SESSION_MS = 30 * 86_400_000;
/** Devices on which a member may be signed in at one time. */
const MOST_SESSIONS = 20;
const AT_ONCE = 100;

/** The address of this call, as it is kept: told from another, and known to nobody. */
function addressHash(): string | undefined {
  const address = currentAddress();
  return address === undefined ? undefined : keyedHash('address', address);
}

/** Begins a session. The oldest of too many go. @returns its token, which is kept nowhere. */
export async function beginSession(memberId: string, nowMs: number, device?: Device): Promise<string> {
  const token = newToken();
  const id = sha256(token);
  const openid = h5Openid(memberId);
  const address = addressHash();
  await sessions.add({
    _id: id,
    openid,
    expiresAt: nowMs + SESSION_MS,
    beganAtMs: nowMs,
    seenDay: businessDayOf(nowMs),
    ...(device ? { device } : {}),
    ...(address ? { addressHash: address } : {}),
  });
  const others = await sessions.find(
    { openid, _id: _.neq(id) },
    { orderBy: [['expiresAt', 'desc']], skip: MOST_SESSIONS - 1, limit: AT_ONCE, fields: { _id: true } },
  );
  if (others.length > 0) await sessions.removeWhere({ _id: _.in(others.map(({ _id }) => _id)) });
  return token;
}

/** Ends sessions by their ids, as far as they are those of an openid. */
async function endSessions(ids: readonly string[], openid: string): Promise<number> {
  return ids.length > 0 ? sessions.removeWhere({ _id: _.in([...new Set(ids)]), openid }) : 0;
}

/** Ends all sessions of a member but that of the call, if it is one of them. @returns how many. */
export function endOthers(memberId: string): Promise<number> {
  const current = currentSession();
  const openid = h5Openid(memberId);
  return sessions.removeWhere(current ? { openid, _id: _.neq(current) } : { openid });
}

/** The session of the call, read with the caller: null where there is none. */
export const sessionJoin = (): Join<SessionDocument | null> => ({
  lookup: {
    from: sessions.name,
    let: {},
    pipeline: [{ $match: { _id: currentSession() ?? '' } }, { $limit: 1 }],
  },
  read: (found) => (found[0] as SessionDocument | undefined) ?? null,
});

/** Writes down that a session was seen today: once a day, and not where it has ended meanwhile. */
export async function noteSeen(session: SessionDocument | null, nowMs: number): Promise<void> {
  const today = businessDayOf(nowMs);
  if (!session || session.seenDay === today) return;
  const address = addressHash();
  await sessions.changeWhere(
    { _id: session._id, openid: session.openid },
    { seenDay: today, ...(address ? { addressHash: address } : {}) },
  );
}

export const listSessions: Handler<'account.listSessions'> = async (_input, { member }) => {
  const [current, address] = [currentSession(), addressHash()];
  const found = await sessions.find(
    { openid: h5Openid(member._id) },
    { orderBy: [['expiresAt', 'desc']], limit: MOST_SESSIONS },
  );
  return done({
    sessions: found.map(({ _id, device, beganAtMs, seenDay, addressHash: from }) => ({
      sessionId: _id,
      device: device ?? null,
      beganAtMs: beganAtMs ?? null,
      seenDay: seenDay ?? null,
      isCurrent: _id === current,
      isSameNetwork: from !== undefined && from === address,
    })),
  });
};

export const endSession: Handler<'account.endSession'> = async ({ sessionId }, { member }) =>
  (await endSessions([sessionId], h5Openid(member._id))) > 0 ? done({}) : refuse('session/unknown');

export const endOtherSessions: Handler<'account.endOtherSessions'> = async (_input, { member }) =>
  done({ ended: await endOthers(member._id) });

/**
 * Ends the session under which the call came, whatever the input says, and one named besides if it is the caller's as
 * well. On WeChat there is nothing to end.
 */
export const signOut: Handler<'account.signOut'> = async ({ token }, { openid }) => {
  if (isWechat(openid)) return done({});
  const session = currentSession();
  await endSessions([...(session ? [session] : []), ...(token ? [sha256(token)] : [])], openid);
  return done({});
};
