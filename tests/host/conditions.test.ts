import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import type { AnsweredRequest, ConditionOptions } from '../../localcloud';
import { Conditions } from '../../localcloud/conditions';
import { projectRoot } from '../../localcloud/host';
import { CONDITION_USAGE, readConditions } from '../../scripts/local/conditions';
import { cleanUp, startFixtures, valueFrom } from './cloud';

// The platform's conditions, played to the functions: delays, connections, a cap on requests. No time is measured.
afterEach(cleanUp);

/** Delays that pass when the test says so. */
class Delays {
  readonly asked: number[] = [];
  #under: Array<() => void> = [];

  readonly wait = (delayMs: number): Promise<void> => {
    this.asked.push(delayMs);
    return new Promise((resolve) => this.#under.push(resolve));
  };

  /** How many are waiting at this moment. */
  get waiting(): number {
    return this.#under.length;
  }

  /** Lets all of them pass that wait now. */
  pass(): void {
    for (const resolve of this.#under.splice(0)) resolve();
  }
}

/** Everything that can go on without a timer has gone on. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

/** A work that ends when it is told to. */
function held(): { work: () => Promise<void>; isBegun: () => boolean; end: () => void } {
  let [isBegun, end] = [false, () => {}];
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const work = (): Promise<void> => {
    isBegun = true;
    return ended;
  };
  return { work, isBegun: () => isBegun, end };
}

const codeOf = (error: unknown): string => (error as { code: string }).code;

describe('latency', () => {
  it('is waited once by each request, half going and half coming, whatever the others do', async () => {
    const delays = new Delays();
    const conditions = new Conditions({ latencyMs: 30, wait: delays.wait });
    const done: number[] = [];
    const all = [0, 1, 2, 3, 4].map((n) =>
      conditions.travel(async () => {
        done.push(n);
      }),
    );
    await settled();
    expect([delays.waiting, done]).toEqual([5, []]); // all of them are going: none waits for another
    delays.pass();
    await settled();
    expect([delays.waiting, done]).toEqual([5, [0, 1, 2, 3, 4]]); // all are done, and coming
    delays.pass();
    await Promise.all(all);
    expect(delays.asked).toEqual(Array<number>(10).fill(15));
  });

  it('is waited by a failure too, and by nothing when there is none or while it is paused', async () => {
    const delays = new Delays();
    const failing = new Conditions({ latencyMs: 2, wait: delays.wait }).travel(() => Promise.reject(new Error('no')));
    const failed = expect(failing).rejects.toThrow('no');
    for (let i = 0; i < 2; i++) {
      await settled();
      delays.pass();
    }
    await failed;
    expect(delays.asked).toEqual([1, 1]);
    for (const [latencyMs, isPaused] of [[0, false] as const, [2, true] as const])
      expect(await new Conditions({ latencyMs, wait: delays.wait }, () => isPaused).travel(async () => 1)).toBe(1);
    expect(delays.asked).toHaveLength(2);
  });
});

describe('connections', () => {
  it('work on so many at a time, first come, first served, and refuse what finds the line full', async () => {
    const conditions = new Conditions({ connections: 2, waitingRequests: 2 });
    const works = [held(), held(), held(), held()];
    const all = works.map(({ work }) => conditions.admit('database.getDocument', work));
    const begun = (): boolean[] => works.map(({ isBegun }) => isBegun());
    await settled();
    expect(begun()).toEqual([true, true, false, false]);
    const tooMany = conditions.admit('database.getDocument', async () => 'done').catch(codeOf);
    expect(await tooMany).toBe('EXCEED_CONCURRENT_REQUEST_LIMIT');
    works[1]!.end();
    await settled();
    expect(begun()).toEqual([true, true, true, false]);
    const last = held();
    all.push(conditions.admit('database.getDocument', last.work)); // one went from the line: there is a place in it
    works[0]!.end();
    await settled();
    expect([...begun(), last.isBegun()]).toEqual([true, true, true, true, false]);
    for (const { end } of [...works, last]) end();
    await Promise.all(all);
  });

  it('become free by a failure, and none is held by a call of another function', async () => {
    const conditions = new Conditions({ connections: 1, waitingRequests: 0 });
    await expect(conditions.admit('database.x', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    const inner = (): Promise<string> => conditions.admit('database.x', async () => 'answered');
    expect(await conditions.admit('functions.invokeFunction', inner)).toBe('answered');
  });

  it('law: never more at a time than there are, each is done once and in its order, refused ones alone left out', async () => {
    const shape = { connections: fc.integer({ min: 1, max: 4 }), waitingRequests: fc.integer({ min: 0, max: 6 }) };
    await fc.assert(
      fc.asyncProperty(fc.record(shape), fc.integer({ min: 1, max: 20 }), fc.infiniteStream(fc.nat()), laws),
      { numRuns: 60 },
    );
    async function laws(options: ConditionOptions, requests: number, chance: Iterator<number>): Promise<void> {
      const conditions = new Conditions(options);
      const [running, order, refused] = [new Map<number, () => void>(), [] as number[], [] as number[]];
      const all = Array.from({ length: requests }, (_unused, n) =>
        conditions
          .admit('database.x', () => {
            order.push(n);
            return new Promise<void>((resolve) => running.set(n, resolve));
          })
          .catch(() => void refused.push(n)),
      );
      for (await settled(); running.size > 0; await settled()) {
        expect(running.size).toBeLessThanOrEqual(options.connections!);
        const numbers = [...running.keys()];
        const chosen = numbers[(chance.next().value as number) % numbers.length]!;
        running.get(chosen)!();
        running.delete(chosen);
      }
      await Promise.all(all);
      expect(order).toEqual([...order].sort((a, b) => a - b));
      expect([...order, ...refused].sort((a, b) => a - b)).toEqual(Array.from({ length: requests }, (_unused, n) => n));
      expect(order).toHaveLength(Math.min(requests, options.connections! + options.waitingRequests!));
    }
  });
});

describe('requests a second', () => {
  it('law: within any second as many as may be, and no fewer are refused', () => {
    const delays = fc.array(
      fc.integer({ min: 0, max: 7 }).map((tenths) => tenths * 100),
      { minLength: 1, maxLength: 60 },
    );
    return fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), delays, async (requestsPerSecond, pausesMs) => {
        let nowMs = 0;
        const conditions = new Conditions({ requestsPerSecond, nowMs: () => nowMs });
        const takenMs: number[] = [];
        for (const pauseMs of pausesMs) {
          nowMs += pauseMs;
          const lastSecond = takenMs.filter((ms) => ms > nowMs - 1000).length;
          const answer = await conditions.admit('database.x', async () => 'done').catch(codeOf);
          expect(answer).toBe(lastSecond < requestsPerSecond ? 'done' : 'EXCEED_RATELIMIT');
          if (answer === 'done') takenMs.push(nowMs);
        }
      }),
    );
  });

  it('are not counted of calls of other functions, nor while they are paused', async () => {
    const done = async (): Promise<string> => 'done';
    let isPaused = true;
    const conditions = new Conditions({ requestsPerSecond: 1, nowMs: () => 0 }, () => isPaused);
    for (let i = 0; i < 3; i++) await conditions.admit('database.x', done);
    isPaused = false;
    for (let i = 0; i < 3; i++) await conditions.admit('functions.invokeFunction', done);
    await conditions.admit('database.x', done);
    expect(await conditions.admit('database.x', done).catch(codeOf)).toBe('EXCEED_RATELIMIT');
  });
});

describe('played to functions', () => {
  it('delays database, payment and function calls, and not what comes from outside', async () => {
    const asked: number[] = [];
    const told: AnsweredRequest[] = [];
    const wait = async (delayMs: number): Promise<void> => void asked.push(delayMs);
    const cloud = await startFixtures({
      conditions: { latencyMs: 8, wait },
      onRequest: (request) => told.push(request),
    });
    await valueFrom(cloud, 'echo.whoAmI');
    expect(asked).toEqual([]);
    await valueFrom(cloud, 'relay.call', { name: 'store', action: 'store.open', input: { id: 'a' } });
    await cloud.call('cashier.pay', { name: 'closeOrder', data: { outTradeNo: 'none' } });
    expect(told.map(({ action }) => action)).toEqual([
      'database.insertDocument',
      'functions.invokeFunction',
      'closeOrder',
    ]);
    expect(asked).toEqual(Array<number>(6).fill(4));
    await cloud.storage.put('seen.txt', Buffer.from('x'));
    await fetch(`${cloud.url}/storage/seen.txt`);
    expect(asked).toHaveLength(6);
  });

  it('does not do what a killed function had on its way', async () => {
    const delays = new Delays();
    const cloud = await startFixtures({ conditions: { latencyMs: 2, wait: delays.wait } });
    const call = cloud.call('store.open', { id: 'lost' });
    await expectSoon(() => delays.waiting === 1);
    expect(cloud.killWorker()).toBe(true);
    expect(await call).toMatchObject({ ok: false });
    delays.pass();
    await settled();
    delays.pass();
    await settled();
    expect(cloud.engine.count('accounts')).toBe(0);
  });

  it.each<[string, ConditionOptions, number, string]>([
    ['too many at a time', { connections: 1, waitingRequests: 0 }, -501004, 'exceed concurrent request limit'],
    ['too many a second', { requestsPerSecond: 1, nowMs: () => 0 }, -501001, 'exceed request rate limit'],
  ])('the SDK tells of %s', async (_name, conditions, errCode, text) => {
    let first = (): void => {};
    const isHeld = new Promise<void>((resolve) => {
      first = resolve;
    });
    let requests = 0;
    const cloud = await startFixtures({
      conditions,
      beforeRequest: () => (requests++ === 0 && conditions.connections ? isHeld : undefined),
    });
    const one = cloud.call('store.open', { id: 'a' });
    await expectSoon(() => requests === 1);
    if (!conditions.connections) await one;
    const other = (await cloud.call('store.open', { id: 'b' })) as { ok: boolean; message: string };
    expect(other).toMatchObject({ ok: false, message: expect.stringContaining(text) });
    expect(other.message).toContain(String(errCode));
    first();
    expect(await one).toMatchObject({ ok: true });
    expect(cloud.engine.count('accounts')).toBe(1);
  });
});

/** Waits for what another thread does. */
async function expectSoon(is: () => boolean): Promise<void> {
  while (!is()) await new Promise((resolve) => setImmediate(resolve));
}

describe('on the command line', () => {
  it('are read as whole numbers, and left out when they are not given', () => {
    expect(readConditions({})).toEqual({});
    expect(readConditions({ 'latency-ms': '15', connections: '20', 'requests-per-second': '30' })).toEqual({
      latencyMs: 15,
      connections: 20,
      requestsPerSecond: 30,
    });
    for (const option of ['latency-ms', 'connections', 'requests-per-second'])
      expect(CONDITION_USAGE).toContain(`--${option} N`);
  });

  it.each(['', '0', '-1', '1.5', '1e3', 'x', '99999', '60001', ' 1'])('refuse %j', (text) => {
    for (const option of ['latency-ms', 'connections', 'requests-per-second'] as const)
      expect(() => readConditions({ [option]: text })).toThrow(
        `'${text}' is nothing for --${option}: a whole number from 1 to 60000 is wanted`,
      );
  });

  it.each(['scripts/localcloud.ts', 'scripts/start.ts'])('%s refuses and tells of them', (script) => {
    const run = (...options: string[]) =>
      spawnSync(process.execPath, ['scripts/run.mjs', script, ...options], { cwd: projectRoot(), encoding: 'utf8' });
    const { status, stderr } = run('--connections', 'many');
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^'many' is nothing for --connections: .*\nusage: /)]);
    expect(run('--help').stdout).toContain(CONDITION_USAGE);
  });
});
