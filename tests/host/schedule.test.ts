import { DemoClock, parseCron, Schedule, type ScheduleStore, type Task } from '../../localcloud/clock';

const start = Date.parse('2026-03-01T00:00:00+08:00');
const DAY = 86_400_000;

/** A store that keeps what a killed server would find again. */
function memoryStore(): ScheduleStore & { tasks: Map<string, Task> } {
  let clock: ReturnType<ScheduleStore['loadClock']> = null;
  const tasks = new Map<string, Task>();
  return {
    tasks,
    loadClock: () => clock,
    saveClock: async (state) => void (clock = structuredClone(state)),
    loadTasks: () => [...tasks.values()],
    saveTask: async (task) => void tasks.set(task._id, structuredClone(task)),
    removeTask: async (id) => void tasks.delete(id),
  };
}

const timer = (functionName: string, expression: string) => ({
  functionName,
  name: 'timer',
  cron: parseCron(expression),
});
const daily = timer('dailyClose', '0 0 1 * * * *');
const often = timer('settlement', '0 0 */6 * * * *');
const shown = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(5, 19);

function setUp(store = memoryStore(), timers = [daily, often], fails: (name: string) => boolean = () => false) {
  const clock = new DemoClock({ startAtMs: start, isFrozen: true });
  const ran: string[] = [];
  const run = (name: string): void => {
    ran.push(`${shown(clock.now())} ${name}`);
    if (fails(name)) throw new Error(`${name} failed`);
  };
  const schedule = new Schedule({
    clock,
    store,
    timers,
    runTimer: async ({ functionName }) => run(functionName),
    runTask: async (task) => run(task.label),
  });
  return { clock, schedule, ran, store };
}

const task = (label: string, dueAt: number): Task => ({ _id: label, dueAt, kind: 'payCallback', label, details: {} });

describe('moving the clock on', () => {
  test('runs every due timer in order, the clock standing at its time', async () => {
    const { clock, schedule, ran } = setUp();
    expect(await schedule.advanceTo(start + DAY)).toBe(5);
    expect(ran).toEqual([
      '03-01T01:00:00 dailyClose',
      '03-01T06:00:00 settlement',
      '03-01T12:00:00 settlement',
      '03-01T18:00:00 settlement',
      '03-02T00:00:00 settlement',
    ]);
    expect(clock.now()).toBe(start + DAY);
  });

  test('over several days nothing is left out or run twice', async () => {
    const { schedule, ran } = setUp();
    for (let day = 1; day <= 5; day += 1) await schedule.advanceTo(start + day * DAY);
    expect(ran.filter((line) => line.endsWith('dailyClose'))).toEqual(
      ['03-01', '03-02', '03-03', '03-04', '03-05'].map((day) => `${day}T01:00:00 dailyClose`),
    );
    expect(ran).toHaveLength(25);
  });

  test('a task planned on the way runs on the way, before a timer of the same moment', async () => {
    const { schedule, ran } = setUp();
    await schedule.plan(task('notice', start + 6 * 3_600_000));
    await schedule.advanceTo(start + 7 * 3_600_000);
    expect(ran).toEqual(['03-01T01:00:00 dailyClose', '03-01T06:00:00 notice', '03-01T06:00:00 settlement']);
    expect(schedule.events.map((event) => event.outcome)).toEqual(['done', 'done', 'done']);
  });

  test('a moment already past moves nothing', async () => {
    const { clock, schedule } = setUp();
    await schedule.advanceTo(start - DAY);
    expect(clock.now()).toBe(start);
  });

  test('two moves at the same time are made one after the other', async () => {
    const { clock, schedule, ran } = setUp();
    await Promise.all([schedule.advanceTo(() => clock.now() + DAY), schedule.advanceTo(() => clock.now() + DAY)]);
    expect(clock.now()).toBe(start + 2 * DAY);
    expect(ran.filter((line) => line.endsWith('dailyClose'))).toHaveLength(2);
  });
});

describe('a timer that fails', () => {
  test('is tried twice more, a minute apart, then left until its next time', async () => {
    const { schedule, ran } = setUp(memoryStore(), [daily], () => true);
    await schedule.advanceTo(start + DAY);
    expect(ran).toEqual(['03-01T01:00:00 dailyClose', '03-01T01:01:00 dailyClose', '03-01T01:02:00 dailyClose']);
    expect(schedule.events.map((event) => event.outcome)).toEqual(['failed', 'failed', 'failed']);
  });

  test('is not tried again once it succeeds', async () => {
    let failures = 1;
    const { schedule, ran } = setUp(memoryStore(), [daily], () => failures-- > 0);
    await schedule.advanceTo(start + DAY);
    expect(ran).toHaveLength(2);
  });
});

describe('a server that was killed', () => {
  test('finds its clock and its tasks again', async () => {
    const store = memoryStore();
    const first = setUp(store);
    await first.schedule.advanceTo(start + DAY);
    await first.schedule.plan(task('late notice', start + DAY + 1000));
    const second = setUp(store);
    expect(second.clock.now()).toBe(start + DAY);
    expect(second.schedule.upcoming(1)).toEqual([{ at: start + DAY + 1000, kind: 'payCallback', name: 'late notice' }]);
    await second.schedule.advanceTo(start + DAY + 3_600_000);
    expect(second.ran).toEqual(['03-02T00:00:01 late notice', '03-02T01:00:00 dailyClose']);
    expect(store.tasks.size).toBe(0);
  });

  test('in the middle of an event runs that event again, the clock where it stood', async () => {
    const store = memoryStore();
    let left = memoryStore();
    const first = setUp(store, [daily], () => {
      if (first.ran.length < 2) return false;
      left = memoryStore(); // what a kill in the second event leaves
      void left.saveClock(store.loadClock()!);
      return false;
    });
    await first.schedule.advanceTo(start + DAY + 2 * 3_600_000);
    const second = setUp(left, [daily]);
    expect(shown(second.clock.now())).toBe('03-02T01:00:00');
    await second.schedule.runDue();
    expect(second.ran).toEqual(['03-02T01:00:00 dailyClose']);
  });

  test('runs a timer that was missed once when real time goes on, not once for each day', async () => {
    const store = memoryStore();
    await store.saveClock({ offsetMs: 0, frozenAtMs: null, ranUntilMs: start - 10 * DAY });
    const ran: string[] = [];
    let real = start;
    const schedule = new Schedule({
      clock: new DemoClock({}, () => real),
      store,
      timers: [daily],
      runTimer: async ({ functionName }) => void ran.push(functionName),
      runTask: async () => undefined,
    });
    await schedule.runDue();
    expect(ran).toEqual(['dailyClose']);
    real += DAY;
    await schedule.runDue();
    expect(ran).toEqual(['dailyClose', 'dailyClose']);
    await schedule.stop();
  });
});

describe('the demo clock', () => {
  test('runs with real time from where it was set, and stands when it is frozen', () => {
    let real = 1_000_000;
    const clock = new DemoClock({ startAtMs: 5_000_000 }, () => real);
    real += 500;
    expect(clock.now()).toBe(5_000_500);
    clock.standAt(6_000_000);
    real += 500;
    expect(clock.now()).toBe(6_000_000);
    clock.runFrom(6_000_000);
    real += 250;
    expect(clock.now()).toBe(6_000_250);
  });

  test('a kept state goes on: time that passed meanwhile has passed in the demo world too', () => {
    let real = 1_000_000;
    const clock = new DemoClock({ startAtMs: 9_000_000 }, () => real);
    const kept = clock.state();
    real += 60_000;
    const again = new DemoClock({}, () => real);
    again.restore(kept);
    expect(again.now()).toBe(9_060_000);
  });
});

describe('stopped on the way', () => {
  /** A schedule that is stopped while its first event runs. */
  async function stoppedAtFirst(act: (schedule: Schedule, clock: DemoClock) => Promise<unknown>) {
    const store = memoryStore();
    const clock = new DemoClock({ startAtMs: start, isFrozen: true });
    const ran: string[] = [];
    let stopping: Promise<void> | undefined;
    const schedule: Schedule = new Schedule({
      clock,
      store,
      timers: [daily, often],
      runTimer: async ({ functionName }) => {
        ran.push(`${shown(clock.now())} ${functionName}`);
        stopping ??= schedule.stop();
      },
      runTask: async () => {},
    });
    await act(schedule, clock);
    await stopping;
    return { store, clock, ran };
  }

  test('an advance leaves the clock where its last event was, and the next start runs the rest', async () => {
    const { store, clock, ran } = await stoppedAtFirst((schedule) => schedule.advanceTo(start + DAY));
    expect(ran).toEqual(['03-01T01:00:00 dailyClose']);
    expect(shown(clock.now())).toBe('03-01T01:00:00');
    const next = setUp(store);
    expect(shown(next.clock.now())).toBe('03-01T01:00:00');
    expect(await next.schedule.advanceTo(start + DAY)).toBe(4);
    expect(next.ran[0]).toBe('03-01T06:00:00 settlement');
  });

  test('what was due with the event that ran is due at the next start', async () => {
    const { store } = await stoppedAtFirst((schedule, clock) => {
      clock.standAt(start + DAY); // a day without a server
      return schedule.runDue();
    });
    const next = setUp(store);
    next.clock.standAt(start + DAY);
    expect(await next.schedule.runDue()).toBe(1);
    expect(next.ran.map((line) => line.split(' ')[1])).toEqual(['settlement']);
  });
});

test('a world that was only looked at has no history: its clock may still begin in the past', async () => {
  const { schedule, store } = setUp();
  await schedule.stop();
  const next = setUp(store);
  await next.schedule.beginAt(start - DAY);
  expect(next.clock.now()).toBe(start - DAY);
  await next.schedule.advanceTo(start);
  await next.schedule.stop();
  await expect(setUp(store).schedule.beginAt(start - DAY)).rejects.toThrow('has a history');
});
