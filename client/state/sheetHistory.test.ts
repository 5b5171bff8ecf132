/** @jest-environment jsdom */

/** Asked for before the sheets do, since they keep steps of their own from whoever asks later, as the router does. */
let tell: () => void = () => undefined;
window.addEventListener('popstate', () => tell(), true);
const { afterSheets, enterSheet } = require('./sheetHistory') as typeof import('./sheetHistory');
const heard = jest.fn();
window.addEventListener('popstate', heard);

const arrived = () =>
  new Promise<void>((resolve) => {
    tell = resolve;
  });
const markNow = () => (history.state as { sheet?: string } | null)?.sheet;
/** Where the history stands, told by what the pages below have in their state. */
const page = () => (history.state as { page?: string } | null)?.page;

let idx = 0;
beforeEach(() => {
  idx += 1;
  history.pushState({ page: 'goods', idx }, '');
  heard.mockClear();
});

test('going back closes the sheet and stays on its page', async () => {
  const close = jest.fn();
  enterSheet(close);
  expect(markNow()).toBeDefined();
  history.back();
  await arrived();
  expect(close).toHaveBeenCalledTimes(1);
  expect([page(), markNow()]).toEqual(['goods', undefined]);
});

test('a sheet that is closed by its key leaves no entry', async () => {
  const close = jest.fn();
  const leave = enterSheet(close);
  leave();
  await arrived();
  expect(close).not.toHaveBeenCalled();
  expect([page(), markNow()]).toEqual(['goods', undefined]);
});

test('one that opens while another closes waits for it', async () => {
  const close = jest.fn();
  const leave = enterSheet(jest.fn());
  leave();
  enterSheet(close);
  await arrived();
  expect(markNow()).toBeDefined();
  history.back();
  await arrived();
  expect(close).toHaveBeenCalledTimes(1);
  expect([page(), markNow()]).toEqual(['goods', undefined]);
});

test('of two sheets the upper one goes first', async () => {
  const [lower, upper] = [jest.fn(), jest.fn()];
  enterSheet(lower);
  enterSheet(upper);
  history.back();
  await arrived();
  expect([lower, upper].map((one) => one.mock.calls.length)).toEqual([0, 1]);
  history.back();
  await arrived();
  expect([lower, upper].map((one) => one.mock.calls.length)).toEqual([1, 1]);
});

test('the next page is opened once the entry is gone, and the sheet is not cancelled by that', async () => {
  const close = jest.fn();
  enterSheet(close);
  const moved = new Promise<void>((resolve) =>
    afterSheets(() => {
      idx += 1;
      history.pushState({ page: 'checkout', idx }, '');
      resolve();
    }),
  );
  await moved;
  expect(page()).toBe('checkout');
  history.back();
  await arrived();
  expect([page(), markNow()]).toEqual(['goods', undefined]);
  expect(close).not.toHaveBeenCalled();
  expect(heard).toHaveBeenCalledTimes(1);
});

test('going forward to a sheet that is closed goes back again', async () => {
  enterSheet(jest.fn());
  history.back();
  await arrived();
  history.forward();
  await arrived();
  await arrived();
  expect([page(), markNow()]).toEqual(['goods', undefined]);
});

test('without a sheet a move is made at once', () => {
  const move = jest.fn();
  afterSheets(move);
  expect(move).toHaveBeenCalledTimes(1);
});

test('the router hears of no step between a page and its sheets, and of every other', async () => {
  afterSheets(() => {
    idx += 1;
    history.pushState({ page: 'checkout', idx }, '');
  });
  enterSheet(jest.fn())();
  await arrived();
  enterSheet(jest.fn());
  history.back();
  await arrived();
  history.forward();
  await arrived();
  await arrived();
  expect(heard).not.toHaveBeenCalled();
  history.back();
  await arrived();
  expect([page(), heard.mock.calls.length]).toEqual(['goods', 1]);
});
