import { createHash } from 'node:crypto';
import type { TraceState } from '@shared/contract';
import { post } from '../../_platform/post';
import { needed, variable } from '../../_platform/variables';
import type { Trace, TraceProvider } from './trace';

const ADDRESS = 'https://poll.kuaidi100.com/poll/query.do';
const WITHIN_MS = 4_000;
const MOST_KB = 256;

/** Its codes of carriers, by what their names begin with. */
const CARRIERS: readonly (readonly [begins: string, code: string])[] = [
  ['顺丰', 'shunfeng'],
  ['中通', 'zhongtong'],
  ['圆通', 'yuantong'],
  ['申通', 'shentong'],
  ['韵达', 'yunda'],
  ['极兔', 'jtexpress'],
  ['京东', 'jd'],
  ['德邦', 'debangkuaidi'],
  ['EMS', 'ems'],
  ['邮政', 'youzhengguonei'],
];
/** Its main states, the tens of the finer ones: 501 is 5. */
const STATES: Readonly<Record<string, TraceState>> = {
  0: 'moving',
  1: 'collected',
  2: 'heldUp',
  3: 'signed',
  4: 'heldUp',
  5: 'delivering',
  6: 'returning',
  7: 'moving',
  8: 'moving',
  10: 'waiting',
  14: 'heldUp',
};

const stateOf = (code: unknown): TraceState => {
  const text = String(code ?? '');
  return STATES[text] ?? STATES[text.slice(0, -2)] ?? 'moving';
};

/** 2026-11-22 06:48:12, of Shanghai. */
const momentOf = (text: unknown): number => Date.parse(`${String(text).replace(' ', 'T')}+08:00`);

const PHONE = /1[3-9]\d{9}|\d{3,4}-?\d{7,8}/;
const COURIER = /(?:派件员|快递员|派送员)[：:【[\s]*([\p{Script=Han}]{1,4})/u;

/** The courier that a step names, where it names one with a phone. */
function courierIn(words: string): Trace['courier'] {
  const phone = PHONE.exec(words)?.[0];
  return phone ? { name: COURIER.exec(words)?.[1] ?? '派件员', phone } : null;
}

interface Answer {
  readonly returnCode?: unknown;
  readonly message?: unknown;
  readonly state?: unknown;
  readonly arrivalTime?: unknown;
  readonly data?: readonly { readonly context?: unknown; readonly ftime?: unknown; readonly statusCode?: unknown }[];
}

/** Reads an answer; null where the number is not known yet. Throws for what is no answer of a trace. */
export function readAnswer(text: string): Trace | null {
  const answer = JSON.parse(text) as Answer;
  // 500: no result yet. Anything else that is not an answer is a fault of key, address or their side.
  if (String(answer.returnCode ?? '') === '500') return null;
  if (!Array.isArray(answer.data)) throw new Error(`the provider of traces answered ${String(answer.returnCode)}`);
  const steps = answer.data.flatMap(({ context, ftime, statusCode }) => {
    const atMs = momentOf(ftime);
    return Number.isFinite(atMs) ? [{ atMs, words: String(context), state: stateOf(statusCode ?? answer.state) }] : [];
  });
  steps.sort((a, b) => b.atMs - a.atMs);
  const state = stateOf(answer.state);
  const arrivesAtMs = answer.arrivalTime ? momentOf(`${String(answer.arrivalTime)}:00:00`) : Number.NaN;
  return {
    state,
    arrivesAtMs: Number.isFinite(arrivesAtMs) ? arrivesAtMs : null,
    courier: state === 'delivering' && steps[0] ? courierIn(steps[0].words) : null,
    steps,
  };
}

/** 快递100, asked for one number at a time: signed by the upper-case MD5 of what is asked, the key and the customer. */
export const byKuaidi100: TraceProvider = async ({ carrier, trackingNo, region, phoneTail }) => {
  const com = CARRIERS.find(([begins]) => carrier.toUpperCase().startsWith(begins))?.[1];
  if (!com) return null;
  const param = JSON.stringify({ com, num: trackingNo, phone: phoneTail, to: region, resultv2: '4', order: 'desc' });
  const customer = needed('TRACE_CUSTOMER');
  const signed = createHash('md5')
    .update(`${param}${needed('TRACE_KEY')}${customer}`)
    .digest('hex');
  const { status, text } = await post(
    variable('TRACE_URL') ?? ADDRESS,
    new URLSearchParams({ customer, sign: signed.toUpperCase(), param }).toString(),
    { 'content-type': 'application/x-www-form-urlencoded' },
    WITHIN_MS,
    MOST_KB,
  );
  if (status !== 200) throw new Error(`the provider of traces answered ${status}`);
  return readAnswer(text);
};
