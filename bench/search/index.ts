import type { InputOf } from '@shared/contract';
import { openShop, removeBuilt, startWorld, type TestWorld } from '../../tests/functions/world';
import { act } from '../actions/scene';
import { Wire } from '../actions/wire';
import { fillShelf } from './shelf';

/** What a call costs on a large shelf may be so many times what it costs on the small one, in documents read. */
const AT_MOST_TIMES = 2;
/** Below so many documents a ratio says nothing: the best fits of a search are chosen from 200, with their stock. */
const FEW = 450;
/** Suggestions and counts look at so many at most, however many there are. */
const MOST = 2_600;
/** What is narrowed, or in another order than by fit, is counted by its words, and a window is looked through, its end found. */
const MOST_SORTED = 2 * 701 + 2 * 500 + 60;
const mostOf = (row: string): number =>
  /^(suggestions|counts)/.test(row) ? MOST : /^(a common word, (cheapest|of)|two words)/.test(row) ? MOST_SORTED : FEW;

interface Cost {
  readonly requests: number;
  readonly documents: number;
  readonly receivedBytes: number;
  readonly ms: number;
}

type Asked = Omit<InputOf<'shop.listGoods'>, 'cursor'>;

/** Lists as shoppers ask for them. */
const LISTS: Readonly<Record<string, Asked>> = {
  'all, by weight': {},
  'all, cheapest first': { sort: 'priceUp' },
  'all, in stock, newest first': { sort: 'newest', inStock: true },
  'all, of a price, most sold first': { sort: 'sold', priceFromFen: 20_000, priceToFen: 30_000 },
  'a category': { category: 'cat-3' },
  'a category, cheapest first': { category: 'cat-3', sort: 'priceUp' },
  'a shop': { shopId: 'shop-3' },
  'a shop, cheapest first': { shopId: 'shop-3', sort: 'priceUp' },
  'a brand': { brand: '牌7号' },
  'a brand, cheapest first': { brand: '牌7号', sort: 'priceUp' },
  'a common word': { query: '苹果' },
  'a common word, cheapest first': { query: '苹果', sort: 'priceUp' },
  'a common word, of a category': { query: '苹果', category: 'cat-3' },
  'a common word, of a price': { query: '苹果', priceFromFen: 20_000, priceToFen: 30_000 },
  'two words': { query: '青岛 苹果' },
  'a rare word': { query: '松茸' },
  'a rare word, cheapest first': { query: '松茸', sort: 'priceUp' },
};

/** Pages that are gone to: the first, and one that is reached by scrolling on. */
const LATER = 4;

async function shelfOf(count: number) {
  const wire = new Wire();
  const world = await startWorld({
    workers: 2,
    timers: 'none',
    beforeRequest: wire.beforeRequest,
    onRequest: wire.onRequest,
  });
  await openShop(world, { settleAfterDays: 7 });
  const { goods } = await act(world.cloud, 'shop.listGoods', { limit: 1 });
  await fillShelf(world.cloud.engine, goods[0]!.goodsId, count);
  return { world, wire };
}

type Shelf = Awaited<ReturnType<typeof shelfOf>>;

async function cost({ world, wire }: Shelf, work: () => Promise<unknown>): Promise<Cost> {
  await work(); // what a worker reads once
  const { work: done } = world.cloud.engine;
  const before = done.visited;
  const start = performance.now();
  const { requests, receivedBytes } = await wire.count(work);
  return { requests, receivedBytes, documents: done.visited - before, ms: performance.now() - start };
}

/** The cursor of a page some pages on; null where the list is shorter. */
async function cursorAt(world: TestWorld, asked: Asked, pages: number): Promise<string | null> {
  let cursor: string | null = null;
  for (let page = 0; page < pages; page += 1) {
    const { next }: { next: string | null } = await act(world.cloud, 'shop.listGoods', {
      ...asked,
      limit: 20,
      ...(cursor ? { cursor } : {}),
    });
    if (next === null) return null;
    cursor = next;
  }
  return cursor;
}

/** What everything costs on one shelf, by its name. */
async function costsOn(shelf: Shelf): Promise<Map<string, Cost>> {
  const { cloud } = shelf.world;
  const costs = new Map<string, Cost>();
  const keep = async (row: string, work: () => Promise<unknown>) => costs.set(row, await cost(shelf, work));
  for (const query of ['苹', '青', '牌', '松茸'])
    await keep(`suggestions for ${query}`, () => act(cloud, 'shop.suggest', { query }));
  await keep('counts of a common word', () => act(cloud, 'shop.countGoods', { query: '苹果' }));
  for (const [name, asked] of Object.entries(LISTS)) {
    await keep(name, () => act(cloud, 'shop.listGoods', { ...asked, limit: 20 }));
    const cursor = await cursorAt(shelf.world, asked, LATER);
    if (cursor)
      await keep(`${name}, page ${LATER + 1}`, () => act(cloud, 'shop.listGoods', { ...asked, limit: 20, cursor }));
  }
  return costs;
}

const column = (words: string | number, width: number): string => String(words).padStart(width);

/** Search and lists on a shelf of so many goods against one of a few, in the same run: requests, documents, bytes, time. */
export async function benchSearch({ few, many }: { readonly few: number; readonly many: number }): Promise<void> {
  const shelves: Shelf[] = [];
  try {
    for (const count of [few, many]) shelves.push(await shelfOf(count));
    const [small, large] = [await costsOn(shelves[0]!), await costsOn(shelves[1]!)];
    console.log(
      `${many.toLocaleString('en')} goods against ${few}: requests, documents (and times those of the few), KB, ms`,
    );
    let isOver = false;
    for (const [row, now] of large) {
      const then = small.get(row);
      const times = then && then.documents > 0 ? now.documents / then.documents : null;
      const most = mostOf(row);
      const isTooMuch = now.documents > most && (times === null || times > AT_MOST_TIMES);
      isOver ||= isTooMuch;
      console.log(
        `${row.padEnd(42)}${column(now.requests, 3)}${column(now.documents, 8)} ${column(times === null ? '' : `(${times.toFixed(1)})`, 8)}${column((now.receivedBytes / 1024).toFixed(1), 8)}${column(now.ms.toFixed(0), 6)}${isTooMuch ? '  too much' : ''}`,
      );
    }
    if (isOver) process.exitCode = 1;
  } finally {
    for (const { world } of shelves) await world.close();
    removeBuilt();
  }
}
