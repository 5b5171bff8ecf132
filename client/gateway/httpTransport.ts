import { Refused } from './refused';
import { useSession } from './session';
import type { Transport } from './transport';
import { TIMEOUT_MS } from './transport';

/** H5: one POST to the door of the local cloud, with the session's token. */
export const httpTransport: Transport = async (name, input) => {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
  const { token } = useSession.getState();
  try {
    const response = await fetch(`${CALL_ADDRESS}/call`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ action: name, input }),
      signal: abort.signal,
    });
    return await response.json();
  } catch {
    throw new Refused(abort.signal.aborted ? 'network/timeout' : 'network/offline');
  } finally {
    clearTimeout(timer);
  }
};
