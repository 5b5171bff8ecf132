import type { Cron } from './cron';
import { nextOccurrence } from './cron';
import type { ClockState, DemoClock } from './demoClock';

/** A recurring event: a function's timer. */
interface Recurring {
  functionName: string;
  name: string;
  cron: Cron;
}

/** Something to be done once, at its time: a payment notice to be sent again, a failed timer to be tried again. */
export interface Task {
  _id: string;
  /** Moment in the demo world, ms since 1970. */
  dueAt: number;
  /** Which handler does it. */
  kind: string;
  /** Shown in the list of next events. */
  label: string;
  /** For the handler alone. */
  details: Record<string, string | number | boolean>;
}

/** The clock, up to when timers have run, and whether anything has: a folder that was only looked at has no history. */
export type KeptClock = ClockState & { ranUntilMs: number; hasHistory?: boolean };

/** Where tasks and the clock are kept, so that a killed server goes on where it was. */
export interface ScheduleStore {
  loadClock(): KeptClock | null;
  saveClock(state: KeptClock): Promise<void>;
  loadTasks(): Task[];
  saveTask(task: Task): Promise<void>;
  removeTask(id: string): Promise<void>;
}

/** What comes next, for lists and for the demo bar. */
export interface NextEvent {
  at: number;
  kind: string;
  name: string;
}

/** What was done, newest last. */
export interface PastEvent extends NextEvent {
  outcome: 'done' | 'failed';
  message?: string;
  /** Real time taken, ms. */
  tookMs: number;
}

interface ScheduleOptions {
  clock: DemoClock;
  store: ScheduleStore;
  timers: readonly Recurring[];
  /** Runs a timer; throws when its function failed. */
  runTimer: (timer: Recurring, at: number) => Promise<void>;
  /** Does a task; throws when it could not be done (it is not tried again: a handler plans its own repeats). */
  runTask: (task: Task) => Promise<void>;
}

type Due = { at: number; timer: Recurring; task?: undefined } | { at: number; task: Task; timer?: undefined };

/** How time moves while events run: not at all (real time passes), from timer to timer, or past repeated ones. */
type Strides = 'standing' | 'everyTimer' | 'long';

const EVENTS_KEPT = 500;
const RETRY_MS = 60_000;
const RETRIES = 2;
/** Longest sleep of the real-time loop: a clock changed by the machine's owner is noticed within it. */
const LONGEST_SLEEP_MS = 60_000;
/** Kind of the task that runs a failed timer again. */
const TIMER_RETRY = 'timerRetry';

/**
 * Runs timers and tasks in the order of their times, the clock standing at each one's time while the clock is moved
 * on, and as real time passes otherwise. One event at a time: what a later event reads, an earlier one has written.
 */
export class Schedule {
  readonly #options: ScheduleOptions;
  readonly #tasks = new Map<string, Task>();
  readonly #nextOf = new Map<Recurring, number | null>();
  readonly #events: PastEvent[] = [];
  #ranUntil: number;
  #hasHistory: boolean;
  #chain: Promise<unknown> = Promise.resolve();
  #sleep: NodeJS.Timeout | undefined;
  #isStarted = false;
  #isStopped = false;

  constructor(options: ScheduleOptions) {
    this.#options = options;
    const kept = options.store.loadClock();
    if (kept) options.clock.restore(kept);
    this.#hasHistory = kept !== null && kept.hasHistory !== false;
    this.#ranUntil = kept?.ranUntilMs ?? options.clock.now();
    for (const task of options.store.loadTasks()) this.#tasks.set(task._id, task);
    for (const timer of options.timers) this.#nextOf.set(timer, nextOccurrence(timer.cron, this.#ranUntil));
  }

  /** Newest last, at most 500. */
  get events(): readonly PastEvent[] {
    return this.#events;
  }

  /** Plans a task; a task with the same id is replaced. Settles when it is kept. */
  async plan(task: Task): Promise<void> {
    this.#tasks.set(task._id, task);
    await this.#options.store.saveTask(task);
    this.#wake();
  }

  /** The next events in order. */
  upcoming(limit = 10): NextEvent[] {
    const events: NextEvent[] = [...this.#tasks.values()].map((task) => ({
      at: task.dueAt,
      kind: task.kind,
      name: task.label,
    }));
    for (const [timer, at] of this.#nextOf)
      if (at !== null) events.push({ at, kind: 'timer', name: `${timer.functionName}.${timer.name}` });
    return events.sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1)).slice(0, limit);
  }

  /** Starts the passing of real time. Timers missed while no server ran are run once each, in order. */
  start(): void {
    this.#isStarted = true;
    this.#wake();
  }

  /** Does what is due now. @returns how many events ran. */
  runDue(): Promise<number> {
    return this.#queue(() => this.#runUntil(this.#options.clock.now(), 'standing'));
  }

  /**
   * Moves the clock on to a moment, running everything due on the way with the clock standing at its time; then time
   * passes on, unless the clock was frozen. A moment already past runs what is due and moves nothing.
   * In long strides each timer runs once on the way, at its first moment, as after a time without a server: the
   * functions catch up. A history of weeks is played so.
   * @returns how many events ran.
   */
  advanceTo(targetMs: number | (() => number), strides: 'everyTimer' | 'long' = 'everyTimer'): Promise<number> {
    return this.#queue(async () => {
      const { clock } = this.#options;
      const wasFrozen = clock.isFrozen;
      const target = Math.max(typeof targetMs === 'function' ? targetMs() : targetMs, clock.now());
      const ran = await this.#runUntil(target, strides);
      // Stopped on the way, the clock stays where the last event left it: those after it have still to come.
      const reached = this.#isCut(target) ? clock.now() : target;
      if (wasFrozen) clock.standAt(reached);
      else clock.runFrom(reached);
      await this.#keep();
      return ran;
    });
  }

  /** Stands the clock at a moment before any event ran; timers start from there. Rejects once there is history. */
  beginAt(ms: number): Promise<void> {
    return this.#queue(async () => {
      if (this.#hasHistory) throw new RangeError('this world has a history already: the clock does not go back');
      this.#options.clock.standAt(ms);
      this.#ranUntil = ms;
      for (const timer of this.#options.timers) this.#nextOf.set(timer, nextOccurrence(timer.cron, ms));
      await this.#keep();
    });
  }

  /** Writes down the clock as it is now, for a copy of everything; the write is begun in this turn. */
  keepClock(): Promise<void> {
    return this.#keep();
  }

  /** Lets the clock run on from where it stands. */
  letTimeRun(): Promise<void> {
    return this.#queue(async () => {
      this.#options.clock.runFrom(this.#options.clock.now());
      await this.#keep();
    });
  }

  /** Waits for the event that runs; none starts after it. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#sleep);
    await this.#chain.catch(() => undefined);
    await this.#keep();
  }

  #queue<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#chain.then(work);
    this.#chain = turn.catch(() => undefined);
    void this.#chain.then(() => this.#wake());
    return turn;
  }

  /** A tie goes to the task: a notice that has arrived comes before the close that counts it. */
  #earliest(): Due | null {
    let found: Due | null = null;
    for (const task of this.#tasks.values())
      if (!found || task.dueAt < found.at || (task.dueAt === found.at && task._id < found.task!._id))
        found = { at: task.dueAt, task };
    for (const [timer, at] of this.#nextOf) if (at !== null && (!found || at < found.at)) found = { at, timer };
    return found;
  }

  /** Whether a stop has kept something from running that is due by then. */
  #isCut(target: number): boolean {
    return this.#isStopped && (this.#earliest()?.at ?? Number.POSITIVE_INFINITY) <= target;
  }

  async #runUntil(target: number, strides: Strides): Promise<number> {
    const { clock } = this.#options;
    let ran = 0;
    for (;;) {
      const due = this.#isStopped ? null : this.#earliest();
      if (!due || due.at > target) break;
      if (strides !== 'standing') {
        clock.standAt(Math.max(due.at, clock.now()));
        await this.#keep(); // killed in the event, the clock must not stand before what the event has written
      }
      await this.#run(due, target, strides);
      ran += 1;
    }
    // What is due and was kept from running by a stop runs at the next start.
    if (!this.#isCut(target)) this.#ranUntil = Math.max(this.#ranUntil, Math.min(target, clock.now()));
    return ran;
  }

  async #run(due: Due, target: number, strides: Strides): Promise<void> {
    const started = performance.now();
    this.#hasHistory = true;
    const { timer, task } = due;
    const event: PastEvent = {
      at: due.at,
      kind: timer ? 'timer' : task.kind,
      name: timer ? `${timer.functionName}.${timer.name}` : task.label,
      outcome: 'done',
      tookMs: 0,
    };
    try {
      if (timer) await this.#options.runTimer(timer, due.at);
      else if (task.kind === TIMER_RETRY) await this.#runAgain(task);
      else await this.#options.runTask(task);
    } catch (error) {
      event.outcome = 'failed';
      event.message = (error as Error).message;
      if (timer) await this.#planRetry(timer, due.at, 1);
      else if (task.kind === TIMER_RETRY) await this.#planRetryAfter(task);
    }
    event.tookMs = Math.round(performance.now() - started);
    this.#events.push(event);
    if (this.#events.length > EVENTS_KEPT) this.#events.shift();
    if (timer) {
      // At real speed a moment missed (the server was down) is not made up for one by one: the functions catch up.
      const from =
        strides === 'everyTimer' ? due.at : Math.max(due.at, strides === 'long' ? target : this.#options.clock.now());
      this.#nextOf.set(timer, nextOccurrence(timer.cron, from));
      this.#ranUntil = Math.max(this.#ranUntil, due.at);
      await this.#keep();
    } else if (this.#tasks.get(task._id) === task) {
      // A handler that planned the same task anew has replaced it: then it stays.
      this.#tasks.delete(task._id);
      await this.#options.store.removeTask(task._id);
    }
  }

  async #planRetry(timer: Recurring, at: number, attempt: number): Promise<void> {
    if (attempt > RETRIES) return;
    const name = `${timer.functionName}.${timer.name}`;
    await this.plan({
      _id: `${TIMER_RETRY}:${name}:${at}:${attempt}`,
      dueAt: Math.max(this.#options.clock.now(), at) + RETRY_MS,
      kind: TIMER_RETRY,
      label: `${name} (again, ${attempt} of ${RETRIES})`,
      details: { functionName: timer.functionName, name: timer.name, at, attempt },
    });
  }

  #timerOf(task: Task): Recurring | undefined {
    const { functionName, name } = task.details;
    return this.#options.timers.find((timer) => timer.functionName === functionName && timer.name === name);
  }

  async #runAgain(task: Task): Promise<void> {
    const timer = this.#timerOf(task);
    if (timer) await this.#options.runTimer(timer, Number(task.details.at));
  }

  async #planRetryAfter(task: Task): Promise<void> {
    const timer = this.#timerOf(task);
    if (timer) await this.#planRetry(timer, Number(task.details.at), Number(task.details.attempt) + 1);
  }

  #keep(): Promise<void> {
    return this.#options.store.saveClock({
      ...this.#options.clock.state(),
      ranUntilMs: this.#ranUntil,
      hasHistory: this.#hasHistory,
    });
  }

  /** Sleeps until the next event, in real time; a frozen clock sleeps for ever. */
  #wake(): void {
    clearTimeout(this.#sleep);
    const { clock } = this.#options;
    if (!this.#isStarted || this.#isStopped || clock.isFrozen) return;
    const next = this.#earliest();
    if (!next) return;
    const wait = Math.min(Math.max(next.at - clock.now(), 0), LONGEST_SLEEP_MS);
    this.#sleep = setTimeout(() => void this.runDue(), wait);
  }
}
