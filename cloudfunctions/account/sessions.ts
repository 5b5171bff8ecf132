import { h5Openid } from '../_actions/identity';
import { _ } from '../_platform/cloud';
import { newToken, sha256 } from '../_platform/ids';
import { sessions } from '../_store/collections';

const SESSION_MS = 30 * 86_400_000;
/** Devices on which a member may be signed in at one time. */
const MOST_SESSIONS = 20;
const AT_ONCE = 100;

/** Begins a session. The oldest of too many go. @returns its token, which is kept nowhere. */
export async function beginSession(memberId: string, nowMs: number): Promise<string> {
  const token = newToken();
  const id = sha256(token);
  const openid = h5Openid(memberId);
  await sessions.add({ _id: id, openid, expiresAt: nowMs + SESSION_MS });
  const others = await sessions.find(
    { openid, _id: _.neq(id) },
    { orderBy: [['expiresAt', 'desc']], skip: MOST_SESSIONS - 1, limit: AT_ONCE, fields: { _id: true } },
  );
  if (others.length > 0) await sessions.removeWhere({ _id: _.in(others.map(({ _id }) => _id)) });
  return token;
}

/** Ends sessions by their ids, as far as they are those of an openid. */
export async function endSessions(ids: readonly string[], openid: string): Promise<void> {
  if (ids.length > 0) await sessions.removeWhere({ _id: _.in([...new Set(ids)]), openid });
}
