import { createHmac } from 'node:crypto';
import { OUTSIDE_MS } from '../../_platform/budget';
import { post } from '../../_platform/post';
import { countRequest } from '../../_platform/requests';
import { needed } from '../../_platform/variables';
import type { TopUpAnswer, TopUpProvider } from './topUp';

/** What an answer says, as far as it can be read. */
interface Answer {
  readonly requestNo?: unknown;
  readonly state?: unknown;
  readonly endedAtMs?: unknown;
  readonly why?: unknown;
}

function read(text: string, requestNo: string): TopUpAnswer {
  let answer: Answer;
  try {
    answer = JSON.parse(text) as Answer;
  } catch {
    return { is: 'unreachable', why: 'the answer is no JSON' };
  }
  // An answer about another request is none about this one.
  if (answer?.requestNo !== requestNo) return { is: 'unreachable', why: 'the answer is of another request' };
  const { state, endedAtMs, why } = answer;
  if (state === 'succeeded' && typeof endedAtMs === 'number' && Number.isSafeInteger(endedAtMs) && endedAtMs > 0)
    return { is: 'succeeded', atMs: endedAtMs };
  if (state === 'failed') return { is: 'failed', why: typeof why === 'string' ? why.slice(0, 60) : '' };
  if (state === 'processing') return { is: 'processing' };
  if (state === 'notThere') return { is: 'notThere' };
  return { is: 'unreachable', why: `the answer says ${String(state).slice(0, 40)}` };
}

/** Posts to the provider; the text is signed with the moment, so that nobody else orders, and nobody orders again. */
async function tell(path: string, requestNo: string, content: object): Promise<TopUpAnswer> {
  const body = JSON.stringify({ requestNo, ...content });
  const stamp = String(Date.now());
  const signature = createHmac('sha256', needed('TOP_UP_SECRET')).update(`${stamp}\n${body}`).digest('hex');
  const headers = { 'content-type': 'application/json; charset=utf-8', 'x-time': stamp, 'x-signature': signature };
  countRequest();
  try {
    const { status, text } = await post(`${needed('TOP_UP_URL')}${path}`, body, headers, OUTSIDE_MS);
    return status >= 200 && status <= 299 ? read(text, requestNo) : { is: 'unreachable', why: `status ${status}` };
  } catch (error) {
    return { is: 'unreachable', why: (error as Error)?.message ?? String(error) };
  }
}

/** A provider that speaks JSON over HTTPS (docs/platform.md); the local cloud's sandbox speaks it as well. */
export const byHttps: TopUpProvider = {
  ask: ({ requestNo, ...asked }) => tell('/orders', requestNo, asked),
  query: (requestNo) => tell('/query', requestNo, {}),
};
