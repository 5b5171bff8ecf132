import { type ImportColumn, type ImportFault, PRICE_AT_MOST } from '@shared/contract';
import { type Noted, noteEach } from '../../_actions/audit';
import { changed } from '../../_actions/auditChain';
import { screenText } from '../../_actions/screening';
import { forbiddenIn } from '../../_actions/words';
import { goodsTerms } from '../../_orders/goodsTerms';
import { offerAhead } from '../../_orders/offers';
import { ownShop } from '../../_orders/ownShop';
import { leftBy, leftWithin, shelfFactsOf } from '../../_orders/shelf';
import { _ } from '../../_platform/cloud';
import { derivedId } from '../../_platform/ids';
import { type Transaction, transact } from '../../_platform/transactions';
import { categories, goodsOnSale, stock } from '../../_store/collections';
import type { AuditChange, CategoryDocument, GoodsDocument, ShopDocument, Sku } from '../../_store/documents';
import { type Cells, fault, type Kind, soundRows } from './kind';
import { unwelcomeIn } from './unwelcome';

const TITLE_AT_MOST = 60;
const STOCK_AT_MOST = 10_000_000;
const CATEGORIES_AT_MOST = 500;

/** Yuan as a sheet has them, in fen; null for anything else. */
function readYuan(cell: string): number | null {
  const [, whole, fraction = ''] = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(cell.replace(/,/g, '')) ?? [];
  return whole === undefined ? null : Number(whole + fraction.padEnd(2, '0'));
}
const readCount = (cell: string): number | null => (/^\d{1,8}$/.test(cell) ? Number(cell) : null);

const isNew = (row: Cells): boolean => row.of('skuId') === '';

/** The first column of a line that cannot be read, or is missing where the line needs it. */
function writtenWrong(row: Cells): ImportFault | null {
  const figures = [
    ['price', readYuan, 1, PRICE_AT_MOST],
    ['cost', readYuan, 0, PRICE_AT_MOST],
    ['priceBefore', readYuan, 0, PRICE_AT_MOST],
    ['stockBefore', readCount, 0, STOCK_AT_MOST],
    ['stock', readCount, 0, STOCK_AT_MOST],
  ] as const;
  for (const [column, read, least, most] of figures) {
    const cell = row.of(column);
    const isNeeded: boolean = isNew(row) && column !== 'stockBefore' && column !== 'priceBefore';
    if (cell === '' && isNeeded) return fault(row, column, 'missing');
    const figure = cell === '' ? least : read(cell);
    if (figure === null) return fault(row, column, 'notReadable');
    if (figure < least || figure > most) return fault(row, column, 'outOfRange');
  }
  // Pieces are sold meanwhile: what the operator means is the difference to what the sheet was written with.
  if (!isNew(row) && (row.of('stock') === '') !== (row.of('stockBefore') === ''))
    return fault(row, row.of('stock') === '' ? 'stock' : 'stockBefore', 'missing');
  return isNew(row) ? namedWrong(row) : null;
}

function namedWrong(row: Cells): ImportFault | null {
  const title = row.of('title');
  if (title === '') return fault(row, 'title', 'missing');
  if ([...title].length > TITLE_AT_MOST) return fault(row, 'title', 'tooLong', { most: TITLE_AT_MOST });
  const phrase = forbiddenIn(title);
  if (phrase) return fault(row, 'title', 'forbidden', { phrase });
  return row.of('category') === '' ? fault(row, 'category', 'missing') : null;
}

/** Titles of new goods are read by everybody. */
async function unwelcome(rows: readonly Cells[]): Promise<ImportFault[]> {
  const titles = rows.map((row) => row.of('title'));
  if (titles.length === 0 || (await screenText(titles, 'byShop')).ok) return [];
  const faults: ImportFault[] = [];
  for (const row of rows) {
    const phrase = await unwelcomeIn(row.of('title'));
    if (phrase !== null) faults.push(fault(row, 'title', 'forbidden', { phrase }));
  }
  return faults;
}

/** Categories by their names; the first by its id where two have one. */
async function categoriesByName(): Promise<Map<string, CategoryDocument>> {
  const found = await categories.find({}, { orderBy: [['_id', 'asc']], limit: CATEGORIES_AT_MOST });
  return new Map([...found].reverse().map((one) => [one.name, one]));
}

/** How many pieces more a line means; 0 where it says nothing of them. */
const moreOf = (row: Cells): number =>
  row.of('stock') === '' ? 0 : readCount(row.of('stock'))! - readCount(row.of('stockBefore'))!;

type Pieces = { readonly left: number } | undefined | null;

/** Why a size cannot be changed as a line says; null where it can. */
function whyNot(
  row: Cells,
  goods: GoodsDocument | undefined | null,
  pieces: Pieces,
  nowMs: number,
): ImportFault | null {
  const sku = goods?.skus.find(({ skuId }) => skuId === row.of('skuId'));
  if (!goods || !sku || !pieces) return fault(row, 'skuId', 'unknown');
  // Nights have a price and rooms for each day.
  if (sku.calendar) return fault(row, 'skuId', 'notPossible');
  if (pieces.left + moreOf(row) < 0) return fault(row, 'stock', 'stockBelowZero', { left: pieces.left });
  if (pieces.left + moreOf(row) > STOCK_AT_MOST) return fault(row, 'stock', 'outOfRange');
  // Whoever changed the price meanwhile meant another one than the sheet knew.
  const isMeant = row.of('price') === '' || row.of('priceBefore') === '';
  if (!isMeant && readYuan(row.of('priceBefore')) !== sku.priceFen && readYuan(row.of('price')) !== sku.priceFen)
    return fault(row, 'price', 'changedMeanwhile', { now: sku.priceFen });
  const offer = offerAhead(goods, nowMs)?.prices.find(({ skuId }) => skuId === sku.skuId);
  const priceFen = row.of('price') === '' ? sku.priceFen : readYuan(row.of('price'))!;
  return offer && priceFen <= offer.priceFen
    ? fault(row, 'price', 'offerNotLower', { offeredFen: offer.priceFen })
    : null;
}

async function check(rows: readonly Cells[]): Promise<ImportFault[]> {
  const written = rows.flatMap((row) => writtenWrong(row) ?? []);
  const sound = soundRows(rows, written);
  const fresh = sound.filter(isNew);
  const kept = sound.filter((row) => !isNew(row));
  const [words, byName, shop, pieces] = await Promise.all([
    unwelcome(fresh),
    fresh.length > 0 ? categoriesByName() : new Map<string, CategoryDocument>(),
    fresh.length > 0 ? ownShop() : null,
    stock.getMany(
      kept.map((row) => row.of('skuId')),
      { goodsId: true, left: true },
    ),
  ]);
  const named = soundRows(fresh, words).flatMap((row) =>
    byName.has(row.of('category')) && shop ? [] : [fault(row, 'category', 'unknown')],
  );
  const bySku = new Map(pieces.map((one) => [one._id, one]));
  const goods = await goodsOnSale.getMany(
    pieces.map(({ goodsId }) => goodsId),
    { skus: true, offer: true },
  );
  const byGoods = new Map(goods.map((one) => [one._id, one]));
  const impossible = kept.flatMap((row) => {
    const of = bySku.get(row.of('skuId'));
    return whyNot(row, of && byGoods.get(of.goodsId), of, Date.now()) ?? [];
  });
  return [...written, ...words, ...named, ...impossible];
}

const asked = (row: Cells, column: ImportColumn, kept: number): number =>
  row.of(column) === '' ? kept : readYuan(row.of(column))!;

/** Lines of one product, whose pieces were read. */
interface OfProduct {
  readonly goodsId: string;
  readonly rows: readonly Cells[];
  readonly left: Map<string, number>;
}

/** What lines could not be done, and what those that could have changed. */
interface Changing {
  readonly faults: ImportFault[];
  readonly done: { readonly row: Cells; readonly goodsId: string; readonly changes: readonly AuditChange[] }[];
}

/** Changes price, cost and pieces of some sizes of a product, as they are now. */
async function changeSizes(
  { goodsId, rows, left }: OfProduct,
  nowMs: number,
  transaction: Transaction,
): Promise<Changing> {
  const before = await goodsOnSale.get(goodsId, transaction);
  const faults = rows.flatMap((row) => whyNot(row, before, { left: left.get(row.of('skuId'))! }, nowMs) ?? []);
  const sound = soundRows(rows, faults);
  if (!before || sound.length === 0) return { faults, done: [] };
  const bySku = new Map(sound.map((row) => [row.of('skuId'), row]));
  const done: Changing['done'] = [];
  const skus = before.skus.map((sku): Sku => {
    const row = bySku.get(sku.skuId);
    if (!row) return sku;
    const now = { ...sku, priceFen: asked(row, 'price', sku.priceFen), costFen: asked(row, 'cost', sku.costFen) };
    const pieces = left.get(sku.skuId)!;
    const was = { ...sku, stock: pieces };
    const changes = changed(was, { ...now, stock: pieces + moreOf(row) }, ['priceFen', 'costFen', 'stock']);
    done.push({ row, goodsId, changes });
    return now;
  });
  for (const [skuId, row] of bySku) {
    if (moreOf(row) === 0) continue;
    await stock.change(skuId, { left: _.inc(moreOf(row)) }, transaction);
    left.set(skuId, left.get(skuId)! + moreOf(row));
  }
  const { offer } = before;
  const others = skus.filter(({ skuId }) => !left.has(skuId));
  for (const [id, pieces] of await leftWithin({ skus: others, ...(offer ? { offer } : {}) }, transaction))
    left.set(id, pieces);
  const facts = shelfFactsOf({ ...before, skus }, leftBy(left), nowMs);
  // Whoever edits it meanwhile is told.
  await goodsOnSale.change(goodsId, { skus, revision: (before.revision ?? 0) + 1, ...facts }, transaction);
  return { faults, done };
}

/** The same of sizes of any products: each product is read and written once. */
async function changeAll(rows: readonly Cells[], nowMs: number, transaction: Transaction): Promise<Changing> {
  const faults: ImportFault[] = [];
  const done: Changing['done'] = [];
  const products = new Map<string, { goodsId: string; rows: Cells[]; left: Map<string, number> }>();
  for (const row of rows) {
    const pieces = await stock.get(row.of('skuId'), transaction);
    if (!pieces) {
      faults.push(fault(row, 'skuId', 'unknown'));
      continue;
    }
    const { goodsId, left } = pieces;
    const product = products.get(goodsId) ?? { goodsId, rows: [] as Cells[], left: new Map<string, number>() };
    product.rows.push(row);
    product.left.set(row.of('skuId'), left);
    products.set(goodsId, product);
  }
  for (const product of products.values()) {
    const ofProduct = await changeSizes(product, nowMs, transaction);
    faults.push(...ofProduct.faults);
    done.push(...ofProduct.done);
  }
  return { faults, done };
}

/** Adds a product of one size, off the shelf: what else belongs to it, pictures before all, is added by hand. */
async function addGoods(
  row: Cells,
  goodsId: string,
  { _id: shopId }: ShopDocument,
  category: CategoryDocument,
  transaction: Transaction,
): Promise<void> {
  const skuId = `${goodsId}-1`;
  const left = readCount(row.of('stock'))!;
  const [priceFen, costFen] = [readYuan(row.of('price'))!, readYuan(row.of('cost'))!];
  const words = { title: row.of('title'), subtitle: '', keywords: [], brand: '' };
  const skus = [{ skuId, choices: [], priceFen, costFen, grams: 0 }];
  const about = { ground: category.ground, industry: category.industry, kind: 'delivered', unitWord: '' } as const;
  const goods: Omit<GoodsDocument, keyof ReturnType<typeof shelfFactsOf>> = {
    _id: goodsId,
    ...words,
    ...about,
    pictures: [],
    categoryId: category._id,
    shopId,
    detail: [],
    options: [],
    skus,
    plans: [],
    takesSpendable: false,
    limitPerMember: 0,
    isOnShelf: false,
    weight: 0,
    shelvedAtMs: 0,
    soldCount: 0,
    revision: 1,
    terms: goodsTerms(words, category.name),
  };
  await stock.put({ _id: skuId, goodsId, left, sold: 0, holds: {}, isOut: left === 0 }, transaction);
  await goodsOnSale.put({ ...goods, ...shelfFactsOf(goods, () => left, 0) }, transaction);
}

/** Price, cost and pieces of sizes that there are, by their code; and new goods, of one size each. */
export const goods: Kind = {
  area: 'staff.shop',
  keyColumn: 'skuId',
  keyOf: (row) => (isNew(row) ? row.of('title') && `new:${row.of('title')}` : row.of('skuId')),
  check,
  atOnce: 25,
  async apply(rows, { _id: importId }, caller, { isNext, done }) {
    const isAnyNew = rows.some(isNew);
    const [byName, shop] = await Promise.all([
      isAnyNew ? categoriesByName() : new Map<string, CategoryDocument>(),
      isAnyNew ? ownShop() : null,
    ]);
    await transact(async (transaction) => {
      if (!(await isNext(transaction))) return;
      const kept = rows.filter((row) => !isNew(row));
      const { faults: left, done: sizes } = await changeAll(kept, caller.nowMs, transaction);
      const noted: Noted[] = sizes.map(({ row, goodsId, changes }) => ({
        details: { importId, line: row.line, skuId: row.of('skuId'), goodsId },
        changes,
      }));
      for (const row of rows.filter(isNew)) {
        const category = byName.get(row.of('category'));
        if (!category || !shop) {
          left.push(fault(row, 'category', 'unknown'));
          continue;
        }
        const goodsId = derivedId('G', importId, String(row.line));
        await addGoods(row, goodsId, shop, category, transaction);
        const words = { title: row.of('title'), price: row.of('price'), cost: row.of('cost') };
        noted.push({ details: { importId, line: row.line, goodsId, ...words } });
      }
      await noteEach(caller, 'admin.importGoods', noted, transaction);
      await done(left, transaction);
    });
    return null;
  },
};
