import type { LocalCloud } from '../../localcloud';
import { cleanUp, START_MS, startFixtures } from './cloud';

let cloud: LocalCloud;

beforeAll(async () => {
  cloud = await startFixtures();
});
beforeEach(() => cloud.clear());
afterAll(cleanUp);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Tick {
  at: number;
  time: string;
  name: string;
  type: string;
  openid: string | null;
  stamp: Date;
}
const ticks = (): Tick[] => cloud.engine.find('ticks', {}, { sort: { at: 1 } }) as unknown as Tick[];

test('a timer runs once a day at its moment, which is what its function sees', async () => {
  const moved = await cloud.advance({ by: '3d' });
  expect(moved).toEqual({ now: new Date(START_MS + 3 * DAY).toISOString(), events: 3 });
  expect(ticks().map((tick) => tick.at)).toEqual([START_MS + HOUR, START_MS + HOUR + DAY, START_MS + HOUR + 2 * DAY]);
  expect(ticks()[0]).toMatchObject({
    time: new Date(START_MS + HOUR).toISOString(),
    name: 'daily',
    type: 'Timer',
    openid: null,
    stamp: new Date(START_MS + HOUR),
  });
});

test('a timer that fails comes again twice, a minute later each time', async () => {
  await cloud.engine.set('settings', 'ticker', { failures: 1 });
  await cloud.advance({ by: '2h' });
  expect(cloud.events().map(({ outcome }) => outcome)).toEqual(['failed', 'done']);
  expect(ticks().map((tick) => tick.at - START_MS - HOUR)).toEqual([0, 60_000]);
});

test('real time goes on as well when the clock is not frozen', async () => {
  const running = await startFixtures({ clock: { startAtMs: START_MS + HOUR - 150 } });
  const before = running.now();
  while (running.engine.count('ticks') === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(running.now()).toBeGreaterThan(before);
  const [tick] = running.engine.find('ticks') as unknown as Tick[];
  expect(tick!.at).toBeGreaterThanOrEqual(START_MS + HOUR);
  expect(tick!.at).toBeLessThan(START_MS + 2 * HOUR);
});

test('a world without history can begin in the past; one with history cannot', async () => {
  await cloud.beginAt(START_MS - 60 * DAY);
  expect(cloud.now()).toBe(START_MS - 60 * DAY);
  await cloud.advance({ by: '2d' });
  expect(ticks()).toHaveLength(2);
  await expect(cloud.beginAt(START_MS)).rejects.toThrow('has a history');
  await cloud.letTimeRun();
  expect(cloud.status().clock.isFrozen).toBe(false);
});
