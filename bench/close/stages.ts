import type { LocalCloud } from '../../localcloud';
import type { Traffic, Wire } from '../actions/wire';

/** What one stage of the close took. */
export interface StageCost extends Traffic {
  readonly stage: string;
  readonly ms: number;
  /** Of the whole process: the function's worker, the cloud beside it, the engine's helpers. */
  readonly processorMs: number;
}

/** Processor time of this process so far, ms. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const nothing = { ms: 0, processorMs: 0, requests: 0, sentBytes: 0, receivedBytes: 0 };

/**
 * Time and requests by stage: between two requests they belong to the stage in which the close stood at the first, as
 * its own document said. What is computed after the last request of a stage falls to it; its checkpoint as well.
 */
export class Stages {
  readonly #wire: Wire;
  readonly #costs = new Map<string, Omit<StageCost, 'stage'>>();
  #stage = '';
  #cloud: LocalCloud | undefined;
  #day = '';
  #at = nothing;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  /** Begins with the close of a day, before its document exists. */
  begin(cloud: LocalCloud, day: string): void {
    this.#costs.clear();
    this.#cloud = cloud;
    this.#day = day;
    this.#stage = 'begin';
    this.#at = { ...this.#wire.total, ms: performance.now(), processorMs: processorMs() };
  }

  /** A request is about to be done. */
  look(): void {
    if (!this.#cloud) return;
    this.#add();
    const stage = this.#cloud.engine.rows('closes', { _id: this.#day })[0]?.stage;
    if (stage !== undefined) this.#stage = String(stage);
  }

  /** Ends the close. @returns the stages in the order in which they came. */
  end(): StageCost[] {
    this.#add();
    this.#cloud = undefined;
    return [...this.#costs].map(([stage, cost]) => ({ stage, ...cost }));
  }

  #add(): void {
    const now = { ...this.#wire.total, ms: performance.now(), processorMs: processorMs() };
    const before = this.#costs.get(this.#stage) ?? nothing;
    this.#costs.set(this.#stage, {
      ms: before.ms + now.ms - this.#at.ms,
      processorMs: before.processorMs + now.processorMs - this.#at.processorMs,
      requests: before.requests + now.requests - this.#at.requests,
      sentBytes: before.sentBytes + now.sentBytes - this.#at.sentBytes,
      receivedBytes: before.receivedBytes + now.receivedBytes - this.#at.receivedBytes,
    });
    this.#at = now;
  }
}
