import { useNetwork } from './network';
import { Refused } from './refused';
import { useSession } from './session';
import type { Transport } from './transport';
import { TIMEOUT_MS } from './transport';

/** H5: one POST to the door of the local cloud, with the session's token. */
export const httpTransport: Transport = async (name, input) => {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
  const { token } = useSession.getState();
  let response: Response;
  try {
    response = await fetch(`${CALL_ADDRESS}/call`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ action: name, input }),
      signal: abort.signal,
    });
    // A door that is not the shop's answers pages, not replies: that is a fault of the server, not of the network.
    return await response.json().catch(() => {
      if (abort.signal.aborted) throw new Refused('network/timeout');
      throw new Refused('internal', {}, `status ${response.status}`);
    });
  } catch (error) {
    if (error instanceof Refused) throw error;
    if (abort.signal.aborted) throw new Refused('network/timeout');
    throw new Refused(useNetwork.getState().isOnline ? 'network/unreachable' : 'network/offline');
  } finally {
    clearTimeout(timer);
  }
};
