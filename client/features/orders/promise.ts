import type { OutputOf, TraceShown } from '@shared/contract';
import { showMoment, showTime } from '@shared/format';
import { TRACE_STATES } from '../../copy/terms';

type Tracked = OutputOf<'shop.viewParcels'>['parcels'][number];

const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;
const dayOf = (ms: number): number => Math.floor((ms + SHANGHAI_MS) / DAY_MS);

/** 今天 18:00, 明天 18:00, 11-24 18:00: as seen from a moment. */
function nearMoment(ms: number, nowMs: number): string {
  const days = dayOf(ms) - dayOf(nowMs);
  if (days === 0) return `今天 ${showTime(ms)}`;
  return days === 1 ? `明天 ${showTime(ms)}` : showMoment(ms);
}

/** What a parcel's card says first, and beneath it: what is promised held against what is so. */
interface Promised {
  readonly title: string;
  readonly words: string;
  readonly isLate: boolean;
}

function lateness({ promisedAtMs, arrivesAtMs }: TraceShown, nowMs: number): { words: string; isLate: boolean } {
  if (promisedAtMs === null || arrivesAtMs === null) return { words: '', isLate: false };
  if (Math.max(arrivesAtMs, nowMs) <= promisedAtMs) return { words: '比说好的时间没有晚。', isLate: false };
  return { words: `原来说好 ${showMoment(promisedAtMs)} 前到，已经晚了。`, isLate: true };
}

/**
 * What is promised of a parcel, and what became of it, at a moment of the shop's clock. What its buyer says to have
 * (`isReceived`) is not promised any more, whatever its carrier knows.
 */
export function promisedOf({ trace, way, sentAtMs }: Tracked, nowMs: number, isReceived: boolean): Promised {
  if (isReceived && trace?.state !== 'signed')
    return { title: '已确认收货', words: `店家 ${showMoment(sentAtMs)} 发出。`, isLate: false };
  if (!trace) {
    const words =
      way === 'express' ? '快递还没有消息，可以复制单号去快递公司查。' : `店家 ${showMoment(sentAtMs)} 发出。`;
    return { title: way === 'express' ? '还没有物流消息' : '店家已发出', words, isLate: false };
  }
  const newest = trace.steps[0];
  const news = newest ? `最新消息 ${showMoment(newest.atMs)}。` : `店家 ${showMoment(sentAtMs)} 交给快递。`;
  if (trace.state === 'signed') return { title: TRACE_STATES.signed, words: news, isLate: false };
  if (trace.state === 'heldUp' || trace.state === 'returning')
    return {
      title: newest?.words ?? TRACE_STATES[trace.state],
      words: `${news}没收到可以申请售后，先查再赔。`,
      isLate: true,
    };
  const { words, isLate } = lateness(trace, nowMs);
  const { arrivesAtMs } = trace;
  if (arrivesAtMs === null) return { title: TRACE_STATES[trace.state], words: news, isLate };
  const title =
    nowMs <= arrivesAtMs ? `${nearMoment(arrivesAtMs, nowMs)} 前到` : `说好 ${showMoment(arrivesAtMs)} 前到`;
  return { title, words: `${news}${words}`, isLate };
}
