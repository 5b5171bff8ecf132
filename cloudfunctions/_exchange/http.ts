import { canonical, registerIdOf } from '@shared/proofs';
import { OUTSIDE_MS } from '../_platform/budget';
import { sha256 } from '../_platform/ids';
import { post } from '../_platform/post';
import { countRequest } from '../_platform/requests';
import { publicKeyOf, signatureOver, signingKey } from '../_platform/signing';
import type { ExchangeAdapter } from './adapter';
import { Unreachable } from './unreachable';

/** Of acknowledgements that are answered at once. */
const MOST_KB = 2_000;

/** Posts to an exchange. Throws Unreachable where it does not answer, or not that it was done. */
async function tell(address: string, content: object): Promise<string> {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  countRequest();
  const { status, text } = await post(address, JSON.stringify(content), headers, OUTSIDE_MS, MOST_KB).catch((error) => {
    throw new Unreachable(String((error as Error)?.message ?? error));
  });
  if (status < 200 || status > 299) throw new Unreachable(`status ${status}`);
  return text;
}

/** The acknowledgements in an answer, each as a text of its own. */
function textsIn(text: string): string[] {
  try {
    const { acknowledgements } = JSON.parse(text) as { acknowledgements?: unknown };
    if (Array.isArray(acknowledgements)) return acknowledgements.map((one) => JSON.stringify(one));
  } catch {
    // Told below.
  }
  throw new Unreachable('the answer holds no acknowledgements');
}

/** An exchange that speaks JSON over HTTPS (docs/exchange.md); the local cloud's sandbox speaks it as well. */
export const overHttp = (url: string): ExchangeAdapter => ({
  async submit(part) {
    if (part.is === 'head') await tell(`${url}/registers/${registerIdOf(part.head, sha256)}`, part.head);
    else await tell(`${url}/registers/${part.page.register}/pages/${part.page.record}`, part.page);
  },
  async answers(after) {
    const key = signingKey();
    if (!key) throw new Unreachable('there is no key to ask by');
    const asked = { after, atMs: Date.now(), key: publicKeyOf(key) };
    const signature = signatureOver(`answers\n${canonical(asked)}`, key);
    return textsIn(await tell(`${url}/answers`, { ...asked, signature }));
  },
});
