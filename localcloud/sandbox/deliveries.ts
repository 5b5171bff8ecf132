import type { Task } from '../clock';
import type { DeliveryFaults, Faults } from './faults';

/** Waiting times between two deliveries, in seconds, as the payment platform documents them; the last one repeats. */
const DELAYS_S = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600];
/** "At most two days", then it gives up. */
const GIVE_UP_MS = 2 * 86_400_000;

export type Notice = 'payCallback' | 'refundCallback';

interface DeliveriesOptions {
  faults: () => Faults;
  now: () => number;
  plan: (task: Task) => Promise<void>;
  /** Invokes the callback function. @returns whether it answered errcode 0; throws when it could not be run. */
  deliver: (notice: Notice, number: string) => Promise<boolean>;
}

/** Delivers notices to callback functions until they are answered, at growing intervals. */
export class Deliveries {
  readonly #options: DeliveriesOptions;

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  /** Plans the first delivery of a notice; `number` is the merchant's number of the order or refund. */
  async announce(notice: Notice, number: string, earliest: number): Promise<void> {
    const { delayMs = 0 } = this.#options.faults()[notice];
    await this.#plan(notice, number, 0, earliest + delayMs, earliest);
  }

  /** Delivers once, or as often as the faults say. Throws when the notice has to come again. */
  async run(task: Task): Promise<void> {
    const notice = task.kind as Notice;
    const { number, attempt, since } = task.details as { number: string; attempt: number; since: number };
    const faults = this.#options.faults()[notice];
    const failure = await this.#attempt(notice, number, attempt, faults);
    if (failure === null) return;
    const now = this.#options.now();
    const next = now + 1000 * DELAYS_S[Math.min(attempt, DELAYS_S.length - 1)]!;
    if (next - since <= GIVE_UP_MS) await this.#plan(notice, number, attempt + 1, next, since);
    throw new Error(failure);
  }

  /** @returns null when it was answered well or is lost for good, else why it has to come again. */
  async #attempt(notice: Notice, number: string, attempt: number, faults: DeliveryFaults): Promise<string | null> {
    if (faults.isLost) return null; // nobody hears of it, and nobody tells it again
    if (attempt < (faults.failFirst ?? 0)) return 'the notice was lost on the way (as told)';
    const times = 1 + (faults.repeat ?? 0);
    const answers: Array<string | null> = [];
    const once = (): Promise<string | null> =>
      this.#options.deliver(notice, number).then(
        (isTaken) => (isTaken ? null : 'the callback did not answer {errcode: 0}'),
        (error: Error) => error.message,
      );
    if (faults.isConcurrent) answers.push(...(await Promise.all(Array.from({ length: times }, once))));
    else for (let time = 0; time < times; time += 1) answers.push(await once());
    return answers.includes(null) ? null : answers[0]!;
  }

  #plan(notice: Notice, number: string, attempt: number, dueAt: number, since: number): Promise<void> {
    return this.#options.plan({
      _id: `${notice}:${number}:${attempt}`,
      dueAt,
      kind: notice,
      label: `${notice} ${number}${attempt > 0 ? ` (again, ${attempt})` : ''}`,
      details: { number, attempt, since },
    });
  }
}
