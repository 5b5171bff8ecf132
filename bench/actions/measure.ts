import { addDays, businessDayOf, startOfBusinessDay } from '@shared/kernel';
import { median } from '../measure';
import type { PlatformRow } from './budgets';
import type { NamedCase } from './cases';
import { madeDue, started } from './orders';
import { act, type Scene } from './scene';
import type { Traffic, Wire } from './wire';

/** One row of the bench. Figures of a row that stands for many are for each of them, and may have fractions. */
export interface Row extends Traffic {
  readonly row: string;
  readonly chain: number | null;
  readonly p50Ms: number;
}

export interface Repetitions {
  /** Of the chain, of which the least counts. */
  readonly held: number;
  readonly timed: number;
  readonly latencyMs: number;
}

/** A piece of work that can be done again and again, each time after its preparation. */
interface Repeated {
  readonly row: string;
  /** Sets the scene; answers the work to be measured. */
  readonly prepare: () => Promise<() => Promise<unknown>>;
}

async function measureRepeated(wire: Wire, { row, prepare }: Repeated, times: Repetitions): Promise<Row> {
  const took: number[] = [];
  let traffic: Traffic | undefined;
  await (await prepare())(); // what a worker does once alone, loading among it
  for (let at = 0; at < times.timed; at += 1) {
    const work = await prepare();
    wire.latencyMs = times.latencyMs;
    try {
      const start = performance.now();
      traffic = await wire.count(work);
      took.push(performance.now() - start);
    } finally {
      wire.latencyMs = 0;
    }
  }
  const chains: number[] = [];
  for (let at = 0; at < times.held; at += 1) chains.push(await wire.chainOf(await prepare()));
  const { requests, sentBytes, receivedBytes } = traffic!;
  return {
    row,
    requests,
    sentBytes,
    receivedBytes,
    chain: chains.length > 0 ? Math.min(...chains) : null,
    p50Ms: median(took),
  };
}

/** Requests, bytes, chain and time of one case of an action. */
export const measureCase = (wire: Wire, scene: Scene, { row, action, prepare }: NamedCase, times: Repetitions) =>
  measureRepeated(
    wire,
    {
      row,
      prepare: async () => {
        const { input, token } = await prepare(scene);
        return () => act(scene.cloud, action, input as never, token);
      },
    },
    times,
  );

/** The payer's decision, and the platform's notice of it taken. */
export const measureCallback = (wire: Wire, scene: Scene, times: Repetitions): Promise<Row> =>
  measureRepeated(
    wire,
    {
      row: 'pay callback' satisfies PlatformRow,
      prepare: async () => {
        const orderId = await started(scene);
        return () => scene.cloud.pay({ outTradeNo: orderId }, 'paid');
      },
    },
    times,
  );

const each = (row: PlatformRow, of: number, { requests, sentBytes, receivedBytes }: Traffic, ms: number): Row => ({
  row,
  requests: requests / of,
  sentBytes: sentBytes / of,
  receivedBytes: receivedBytes / of,
  chain: null,
  p50Ms: ms / of,
});

/** One run of the settlement over so many orders that are due, for each order that it settled. */
export async function measureSettlement(wire: Wire, scene: Scene, count: number, latencyMs: number): Promise<Row> {
  await madeDue(scene, count);
  // Parcels that the cases before sent wait to be told of: what is measured is the settlement.
  await scene.cloud.engine.update('orders', {}, { $set: { uploadDueAtMs: null } }, { multi: true });
  wire.latencyMs = latencyMs;
  try {
    const start = performance.now();
    const counted = await wire.count(() => scene.cloud.trigger('settlement'));
    const ms = performance.now() - start;
    const { settled } = counted.value as { readonly settled: number };
    if (!settled) throw new Error(`of ${count} orders none was settled: ${JSON.stringify(counted.value)}`);
    return each('settlement, an order', settled, counted, ms);
  } finally {
    wire.latencyMs = 0;
  }
}

/** The close of the day that the clock stands in, all stages of it, for each page. The day is over afterwards. */
export async function measureClose(wire: Wire, scene: Scene, latencyMs: number): Promise<Row> {
  const { cloud } = scene;
  const today = businessDayOf(cloud.now());
  const afterMidnight = startOfBusinessDay(addDays(today, 1)) + 60_000;
  await cloud.advance({ until: new Date(afterMidnight).toISOString() });
  wire.latencyMs = latencyMs;
  try {
    const start = performance.now();
    const counted = await wire.count(() => cloud.trigger('dailyClose'));
    const ms = performance.now() - start;
    const { isDone } = counted.value as { readonly isDone?: boolean };
    if (!isDone) throw new Error(`the close did not come to its end: ${JSON.stringify(counted.value)}`);
    return each('daily close, a page', cloud.engine.count('pages'), counted, ms);
  } finally {
    wire.latencyMs = 0;
  }
}
