/**
 * Browser only: an open sheet is an entry of the history, so that going back closes it and nothing else. Entries are
 * taken away again when a sheet closes otherwise, and before the next page is opened. They have the address of their
 * page, and Taro's router must not hear of steps between them: it would draw the page anew, and what was typed be gone.
 */
interface Entry {
  readonly id: string;
  readonly close: () => void;
}

const open: Entry[] = [];
/** Ways back of our own that have not arrived: the browser goes them after what is running now. */
let goingBack = 0;
let waiting: (() => void)[] = [];
let count = 0;
/** The page, as the router numbers them, that was last come to by the browser's keys, or last had a sheet. */
let here: number | undefined;

interface State {
  readonly sheet?: string;
  readonly idx?: number;
}
const stateNow = (): State => (history.state as State | null) ?? {};
const markNow = (): string | undefined => stateNow().sheet;

function goBack(entries: number): void {
  goingBack += 1;
  history.go(-entries);
}

function arrive(event: Event): void {
  if (goingBack > 0) {
    event.stopImmediatePropagation();
    goingBack -= 1;
    if (goingBack > 0) return;
    const acts = waiting;
    waiting = [];
    for (const act of acts) act();
    return;
  }
  const { sheet: mark, idx } = stateNow();
  if (idx === here) event.stopImmediatePropagation();
  here = idx;
  while (open.length > 0 && open[open.length - 1]!.id !== mark) open.pop()!.close();
  // Forward, or after a reload: the entry of a sheet that is closed is nowhere to be.
  if (mark !== undefined && open.length === 0) goBack(1);
}

let isWatching = false;
function watch(): void {
  if (isWatching) return;
  isWatching = true;
  window.addEventListener('popstate', arrive, true);
}
// Before the router does: engines without an order of their own for what is caught at the window take that of asking.
if (process.env.TARO_ENV === 'h5') watch();

/** Something that is done once no way back is under way. */
function afterward(act: () => void): void {
  if (goingBack === 0) act();
  else waiting.push(act);
}

/** Makes an open sheet an entry. `close` is called when its reader goes back. @returns what takes the entry away. */
export function enterSheet(close: () => void): () => void {
  watch();
  count += 1;
  const id = `${Date.now()}-${count}`;
  let entry: Entry | null = null;
  let isLeft = false;
  afterward(() => {
    if (isLeft) return;
    here = stateNow().idx;
    entry = { id, close };
    open.push(entry);
    history.pushState({ ...stateNow(), sheet: id }, '');
  });
  return () => {
    isLeft = true;
    const place = entry ? open.indexOf(entry) : -1;
    if (place < 0) return;
    open.splice(place, 1);
    if (markNow() === id) goBack(1);
  };
}

/** Moves to another page once no entry of a sheet lies between. The sheets themselves are left to their pages. */
export function afterSheets(move: () => void): void {
  const entries = open.splice(0);
  if (entries.length > 0 && markNow() === entries[entries.length - 1]!.id) goBack(entries.length);
  afterward(() => {
    // On the next page the number of this one is a step back that the router has to hear of.
    here = undefined;
    move();
  });
}

/** At the start: a page that was loaded again while a sheet was open begins without it. */
export function forgetSheets(): void {
  watch();
  if (markNow() !== undefined) goBack(1);
}
