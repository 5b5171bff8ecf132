// A small shop made and closed as the bench does it: its documents are those of the functions, so the books agree.
import { type CloseRun, runClose } from '../../bench/close/run';

jest.setTimeout(300_000);

let run: CloseRun;
beforeAll(async () => {
  run = await runClose(
    { members: 2500, days: 2, kernel: true, inMemory: true, settlePerThousand: 8, joinPerThousand: 2, latencyMs: 0 },
    () => {},
  );
});

test('the books agree after every day', () => {
  expect(run.days.map(({ day, isBalanced }) => [day, isBalanced])).toEqual([
    ['2026-03-02', true],
    ['2026-03-03', true],
  ]);
});

test('what was written is what the functions find: orders settle, newcomers join, points are sold', () => {
  for (const day of run.days) expect(day).toMatchObject({ orders: 20, settled: 20, joins: 5, pages: 3 });
  expect(run.days.map(({ forcedExits }) => forcedExits)).toEqual([5, 0]);
});

test('every stage is told, in the order of the close, with its requests', () => {
  for (const { stages } of run.days) {
    expect(stages.map(({ stage }) => stage)).toEqual(
      expect.arrayContaining(['drain', 'stamp', 'resolve', 'count', 'pages', 'forcedExit', 'prove', 'seal']),
    );
    const pages = stages.find(({ stage }) => stage === 'pages')!;
    expect(pages.requests).toBeGreaterThanOrEqual(3);
    expect(pages.sentBytes).toBeGreaterThan(3 * 100_000);
  }
});

test('the function tells what it held and computed; the rules and JSON alone are measured over all pages', () => {
  for (const { metered } of run.days) {
    expect(metered.peakBytes).toBeGreaterThan(10_000_000);
    expect(metered.computedMs).toBeGreaterThan(0);
  }
  expect(run.least).toMatchObject({ pages: 3 });
  expect(run.least!.bytes / 3).toBeGreaterThan(100_000);
});
