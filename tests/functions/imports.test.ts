// Sheets that are read in: every fault told by its line and nothing done, and the mended sheet done once, each line,
// whoever works at it and wherever a worker stops.
import type { ImportKind, ImportShown } from '@shared/contract';
import type { GoodsDocument, OrderDocument } from '../../cloudfunctions/_store/documents';
import { all } from './books';
import { type Joined, joinMember, nextRequest, openShop, removeBuilt, startWorld, type TestWorld } from './world';

// The large sheet takes its time.
jest.setTimeout(3_600_000);

/** Lines of the large sheet: IMPORT_LINES=50000 for the figures of docs/decisions.md. */
const LINES = Number(process.env.IMPORT_LINES ?? 300);
const LINES_AT_ONCE = 250;

let world: TestWorld;
let buyer: Joined;
let admin: string;
let requests = 0;

beforeAll(async () => {
  world = await startWorld({
    variables: LINES > 10_000 ? {} : { BUDGET_LOOKS: '2' },
    beforeRequest: () => {
      requests += 1;
    },
  });
  await openShop(world);
  buyer = await joinMember(world, '13800000001');
  [admin] = world.admins;
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

type Rows = readonly (readonly string[])[];

async function arrived(kind: ImportKind, rows: Rows): Promise<ImportShown> {
  const begun = await world.call(
    'admin.beginImport',
    { kind, name: `${kind}.csv`, lines: rows.length, requestId: nextRequest() },
    admin,
  );
  let job = begun;
  // The first line of a sheet names its columns.
  const lines = rows.map((cells, at) => ({ line: at + 2, cells: [...cells] }));
  for (let from = 0; from < lines.length; from += LINES_AT_ONCE) {
    const some = lines.slice(from, from + LINES_AT_ONCE);
    job = await world.call('admin.sendLines', { importId: begun.importId, from, lines: some }, admin);
  }
  return job;
}

/** Steps until nothing is left to do, at first by two at once. */
async function worked(importId: string): Promise<ImportShown> {
  for (let round = 0; ; round += 1) {
    const step = () => world.call('admin.stepImport', { importId }, admin);
    const [job] = await Promise.all([step(), ...(round < 3 ? [step()] : [])]);
    if (job.state !== 'checking' && job.state !== 'applying') return job;
  }
}

const checked = async (kind: ImportKind, rows: Rows) => worked((await arrived(kind, rows)).importId);

async function faultsOf(importId: string, of: 'faults' | 'left' = 'faults') {
  const faults: { line: number; column: string; code: string }[] = [];
  let cursor: string | null = null;
  do {
    const page: { faults: typeof faults; next: string | null } = await world.call(
      'admin.listImportFaults',
      { importId, of, ...(cursor ? { cursor } : {}) },
      admin,
    );
    faults.push(...page.faults);
    cursor = page.next;
  } while (cursor);
  return faults.map(({ line, column, code }) => `${line} ${column} ${code}`);
}

const apply = (importId: string, reason = '') =>
  world.call('admin.applyImport', { importId, reason, requestId: nextRequest() }, admin);

async function paid(): Promise<OrderDocument> {
  const lines = [{ skuId: 'plain-1', quantity: 1 }];
  const input = { lines, addressId: buyer.addressId, requestId: nextRequest() };
  const { orderId } = await world.call('shop.placeOrder', input, buyer.token);
  await world.call('shop.payOrder', { orderId }, buyer.token);
  await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  return world.cloud.engine.get('orders', orderId) as unknown as OrderDocument;
}
const orderOf = (orderId: string) => world.cloud.engine.get('orders', orderId) as unknown as OrderDocument;
const shipments = () => all<{ action: string }>(world, 'audit').filter(({ action }) => action === 'admin.ship').length;

test('parcels: every fault by line, then each order shipped once, and one that changed meanwhile is told', async () => {
  const some: OrderDocument[] = [];
  for (let at = 0; at < 13; at += 1) some.push(await paid());
  const row = ({ orderNo }: OrderDocument, at: number) => [orderNo, '德邦', `DPK00${100 + at}`];
  const [first, second] = some as [OrderDocument, OrderDocument];
  const unpaid = await world.call(
    'shop.placeOrder',
    { lines: [{ skuId: 'plain-1', quantity: 1 }], addressId: buyer.addressId, requestId: nextRequest() },
    buyer.token,
  );
  const faulty = await checked('shipping', [
    row(first, 0),
    ['MH20260302-NOSUCH22', '德邦', 'DPK9'],
    [second.orderNo, '', 'DPK9999'],
    [some[2]!.orderNo, '德邦', '见备注'],
    [first.orderNo, '中通', 'ZTO0001'],
    [some[3]!.orderNo, '稳赚快递', 'DPK9998'],
    [orderOf(unpaid.orderId).orderNo, '德邦', 'DPK9997'],
  ]);
  expect(faulty).toMatchObject({ state: 'faulty', faults: 6, applied: 0 });
  expect(await faultsOf(faulty.importId)).toEqual([
    '3 orderNo unknown',
    '4 carrier missing',
    '5 trackingNo notReadable',
    '6 orderNo repeated',
    '7 carrier forbidden',
    '8 orderNo notToSend',
  ]);
  const refused = { importId: faulty.importId, requestId: nextRequest() };
  expect(await world.refused('admin.applyImport', refused, admin)).toBe('import/notInState');
  expect(orderOf(first._id).state).toBe('paid');

  const ready = await checked('shipping', some.map(row));
  expect(ready).toMatchObject({ state: 'ready', checked: 13, faults: 0 });
  // One is shipped by hand before.
  await world.call('admin.ship', { orderId: second._id, carrier: '德邦', trackingNo: 'BYHAND1' }, admin);
  const before = shipments();
  await apply(ready.importId);
  expect(await worked(ready.importId)).toMatchObject({ state: 'done', applied: 12, left: 1 });
  expect(await faultsOf(ready.importId, 'left')).toEqual(['3 orderNo notToSend']);
  expect(shipments() - before).toBe(12);
  expect(orderOf(first._id)).toMatchObject({
    state: 'shipped',
    parcels: [{ carrier: '德邦', trackingNo: 'DPK00100' }],
  });
  expect(orderOf(second._id).parcels).toMatchObject([{ trackingNo: 'BYHAND1' }]);
  // Sent again, the sheet is sound and changes nothing.
  const again = await checked('shipping', [row(first, 0)]);
  await apply(again.importId);
  expect(await worked(again.importId)).toMatchObject({ state: 'done', applied: 1 });
  expect(orderOf(first._id).parcels).toHaveLength(1);
});

/** Sizes of goods, ten a product, as they would have been kept. */
async function stocked(count: number): Promise<void> {
  const { engine } = world.cloud;
  const like = engine.get('goods', 'plain')!;
  const sku = (goodsId: string, at: number) => ({
    skuId: `${goodsId}-${at}`,
    choices: [`${at}`],
    priceFen: 1000,
    costFen: 500,
  });
  const numbers = Array.from({ length: Math.ceil(count / 10) }, (_one, at) => `many-${at}`);
  const sizes = Array.from({ length: 10 }, (_one, at) => at);
  for (let from = 0; from < numbers.length; from += 500) {
    const some = numbers.slice(from, from + 500);
    await engine.insert('goods', some.map((_id) => ({ ...like, _id, skus: sizes.map((at) => sku(_id, at)) })) as never);
    const stock = some.flatMap((goodsId) =>
      sizes.map((at) => ({ _id: `${goodsId}-${at}`, goodsId, left: 5, sold: 0, holds: {}, isOut: false })),
    );
    await engine.insert('stock', stock as never);
  }
}

test(`goods: ${LINES} lines with 37 faults change nothing; mended, each is done once by two who stop and go on`, async () => {
  await stocked(LINES);
  const sound = Array.from({ length: LINES }, (_one, at) => {
    const skuId = `many-${Math.floor(at / 10)}-${at % 10}`;
    return [skuId, '', '', '12.50', '6', '5', String(5 + (at % 7))];
  });
  const wrongAt = Array.from({ length: 37 }, (_one, at) => Math.floor((at * LINES) / 37));
  const faulty = sound.map((cells, at) => {
    const which = wrongAt.indexOf(at);
    if (which < 0) return cells;
    if (which % 4 === 0) return [`${cells[0]}-none`, ...cells.slice(1)];
    if (which % 4 === 1) return [...cells.slice(0, 3), '十二元', ...cells.slice(4)];
    if (which % 4 === 2) return [...cells.slice(0, 5), '9', '3'];
    return [...cells.slice(0, 6), ''];
  });
  const first = await arrived('goods', faulty);
  const askedBefore = requests;
  const startedMs = performance.now();
  const told = await worked(first.importId);
  const checkMs = performance.now() - startedMs;
  expect(told).toMatchObject({ state: 'faulty', faults: 37, applied: 0, checked: LINES });
  const codes = ['skuId unknown', 'price notReadable', 'stock stockBelowZero', 'stock missing'];
  expect(await faultsOf(first.importId)).toEqual(wrongAt.map((at, which) => `${at + 2} ${codes[which % 4]}`));
  expect(world.cloud.engine.get('stock', 'many-0-1')).toMatchObject({ left: 5 });

  const ready = await checked('goods', sound);
  expect(ready).toMatchObject({ state: 'ready', faults: 0 });
  await apply(ready.importId);
  const appliedAt = [requests, performance.now()] as const;
  expect(await worked(ready.importId)).toMatchObject({ state: 'done', applied: LINES, left: 0 });
  console.log(
    `${LINES} lines: looked at in ${Math.round(checkMs)} ms, ${((appliedAt[0] - askedBefore) / LINES / 2).toFixed(2)} requests a line; ` +
      `done in ${Math.round(performance.now() - appliedAt[1])} ms, ${((requests - appliedAt[0]) / LINES).toFixed(2)} requests a line`,
  );
  const wrong = sound.filter(
    ([skuId, , , , , , stock]) => Number(world.cloud.engine.get('stock', skuId!)?.left) !== Number(stock),
  );
  expect(wrong).toEqual([]);
  expect(world.cloud.engine.get('goods', 'many-1')).toMatchObject({
    lowestFen: 1250,
    revision: 1 + Number(world.cloud.engine.get('goods', 'plain')?.revision),
  });
});

test('new goods wait off the shelf, in their category', async () => {
  const job = await checked('goods', [
    ['', '表里的苹果', '蔬果', '9.9', '4', '', '20'],
    ['', '表里的梨', '没有这类', '9.9', '4', '', '20'],
  ]);
  expect(await faultsOf(job.importId)).toEqual(['3 category unknown']);
  const ready = await checked('goods', [['', '表里的苹果', '蔬果', '9.9', '4', '', '20']]);
  await apply(ready.importId);
  await worked(ready.importId);
  const { goods } = await world.call('admin.listGoods', { shelf: 'off', query: '表里的苹果' }, admin);
  expect(goods).toMatchObject([{ title: '表里的苹果', lowestFen: 990, stock: 20, isOnShelf: false }]);
});

test('points: one approval by a second person, each line in the ledger once, what is not held is told', async () => {
  const other = await joinMember(world, '13800000002');
  const rows = [
    [buyer.memberId, '可用积分', '增加', '12.5'],
    [other.memberId, '可用积分', '增加', '7.25'],
    [other.memberId, '增值积分', '减少', '1'],
    ['Mnobody', '恒定积分', '增加', '1'],
    [buyer.memberId, '现金', '增加', '1'],
    [buyer.memberId, '可用积分', '减少', '0.005'],
  ];
  const faulty = await checked('points', rows);
  expect(await faultsOf(faulty.importId)).toEqual([
    '4 points exceedsHolding',
    '5 memberId unknown',
    '6 asset notReadable',
    '7 points notReadable',
  ]);
  const ready = await checked('points', rows.slice(0, 2));
  expect(ready.sums).toEqual([{ change: 'add', asset: 'spendable', units: 1975 }]);
  const unsaid = { importId: ready.importId, requestId: nextRequest() };
  expect(await world.refused('admin.applyImport', unsaid, admin)).toBe('import/noReason');
  const { state, proposalId } = await apply(ready.importId, '十一月补发');
  expect(state).toBe('waiting');
  const approve = { proposalId: proposalId!, requestId: nextRequest() };
  expect(await world.refused('admin.approveProposal', approve, admin)).toBe('proposal/sameAdmin');
  expect((await worked(ready.importId)).applied).toBe(0);
  await world.call('admin.approveProposal', { ...approve, requestId: nextRequest() }, world.admins[1]);
  expect(await worked(ready.importId)).toMatchObject({ state: 'done', applied: 2, left: 0 });
  const entries = all<{ _id: string }>(world, 'journal').filter(({ _id }) =>
    _id.startsWith(`adjust:${ready.importId}`),
  );
  expect(entries).toHaveLength(2);
  expect(await world.call('wallet.view', {}, other.token)).toMatchObject({ spendableCents: 725 });
});

test('a stretch that is sent again changes nothing, another one in its place is refused; given up, nothing is done', async () => {
  const lines = [{ line: 2, cells: ['plain-1', '', '', '19.8', '', '', ''] }];
  const { importId } = await world.call(
    'admin.beginImport',
    { kind: 'goods', name: 'one.csv', lines: 2, requestId: nextRequest() },
    admin,
  );
  const send = { importId, from: 0, lines };
  await world.call('admin.sendLines', send, admin);
  expect(await world.call('admin.sendLines', send, admin)).toMatchObject({ arrived: 1, state: 'arriving' });
  const others = [{ ...lines[0]!, cells: ['bed-1'] }];
  expect(await world.refused('admin.sendLines', { ...send, lines: others }, admin)).toBe('import/otherLines');
  expect(await world.refused('admin.sendLines', { importId, from: 2, lines }, admin)).toBe('import/otherLines');
  expect(await world.call('admin.cancelImport', { importId }, admin)).toMatchObject({ state: 'cancelled' });
  expect(await world.refused('admin.applyImport', { importId, requestId: nextRequest() }, admin)).toBe(
    'import/notInState',
  );
  const { imports } = await world.call('admin.listImports', { limit: 50 }, admin);
  expect(imports.find((one) => one.importId === importId)).toMatchObject({ state: 'cancelled' });
});

test('who works in another area neither reads in, nor sees, nor does', async () => {
  const support = await world.signIn('13800000077');
  await world.call('admin.setRole', { memberId: support.memberId, role: 'support', has: true }, admin);
  const goodsSheet = await arrived('goods', [['plain-1', '', '', '19.8', '', '', '']]);
  const begin = { kind: 'goods' as const, name: 'a.csv', lines: 1, requestId: nextRequest() };
  expect(await world.refused('admin.beginImport', begin, support.token)).toBe('identity/notAllowed');
  const { importId } = goodsSheet;
  expect(await world.refused('admin.stepImport', { importId }, support.token)).toBe('import/unknown');
  const { imports } = await world.call('admin.listImports', { limit: 50 }, support.token);
  expect(new Set(imports.map(({ kind }) => kind))).toEqual(new Set(['shipping']));
});

test('what is exported is read in again: orders with addresses that are written down, sizes with their pieces', async () => {
  const { _id, orderNo, memberId } = await paid();
  const seen = () =>
    all<{ action: string }>(world, 'audit').filter(({ action }) => action === 'admin.viewShippingAddress');
  const before = seen().length;
  const plain = await world.call('admin.exportOrders', { filter: 'paid' }, admin);
  expect(plain.lines.find((one) => one.orderNo === orderNo)).toMatchObject({
    goods: [{ title: '商品 plain', quantity: 1 }],
    address: null,
  });
  expect(seen()).toHaveLength(before);
  const asked = { filter: 'paid' as const, withAddress: true, requestId: nextRequest() };
  const { lines } = await world.call('admin.exportOrders', asked, admin);
  expect(lines.find((one) => one.orderNo === orderNo)?.address).toMatchObject({ name: '陈静', phone: '13800000001' });
  expect(seen().slice(before)).toHaveLength(lines.length);
  expect(seen()).toContainEqual(expect.objectContaining({ details: { orderId: _id, memberId, by: 'export' } }));
  const sizes: { skuId: string; stock: number }[] = [];
  let cursor: string | null = null;
  do {
    const page: { lines: typeof sizes; next: string | null } = await world.call(
      'admin.exportGoods',
      { limit: 3, ...(cursor ? { cursor } : {}) },
      admin,
    );
    sizes.push(...page.lines);
    cursor = page.next;
  } while (cursor);
  expect(new Set(sizes.map(({ skuId }) => skuId)).size).toBe(sizes.length);
  expect(sizes).toContainEqual(
    expect.objectContaining({ skuId: 'apple-1', priceFen: 10_000, category: '蔬果', stock: 1000 }),
  );
});

test('the shop gives pieces back of its own accord, once, and the buyer is told why', async () => {
  const lines = [{ skuId: 'plain-1', quantity: 3 }];
  const input = { lines, addressId: buyer.addressId, requestId: nextRequest() };
  const { orderId } = await world.call('shop.placeOrder', input, buyer.token);
  const give = (quantity: number, more: object = {}) => ({
    orderId,
    lines: [{ skuId: 'plain-1', quantity }],
    reason: '压坏了一件',
    requestId: nextRequest(),
    ...more,
  });
  expect(await world.refused('admin.refundPieces', give(1), admin)).toBe('order/notInState');
  await world.call('shop.payOrder', { orderId }, buyer.token);
  await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  const { cashFen } = orderOf(orderId);
  const first = give(1);
  await Promise.all([first, first].map((same) => world.cloud.call('admin.refundPieces', same, admin)));
  const after = orderOf(orderId);
  expect(after.givenBack).toMatchObject([{ pieces: [1], cashFen: 1_980, by: 'admin', why: '压坏了一件' }]);
  expect(after.state).toBe('paid');
  expect(await world.refused('admin.refundPieces', give(3), admin)).toBe('afterSales/tooMany');
  const { messages } = await world.call('messages.list', {}, buyer.token);
  expect(messages.filter(({ words }) => words.includes('压坏了一件'))).toHaveLength(1);
  // The last of it takes the freight along, since nothing was sent.
  await world.call('admin.refundPieces', give(2), admin);
  const all2 = orderOf(orderId).givenBack!;
  expect(all2.reduce((sum, one) => sum + one.cashFen, 0)).toBe(cashFen);
  expect(['refunding', 'refunded']).toContain(orderOf(orderId).state);
});

test('prices of several goods changed alike: seen before, then each from the price that was seen, its line with both', async () => {
  const asked = { goodsIds: ['apple', 'plain'], roundTo: 100 as const };
  const cheaper = await world.call(
    'admin.previewPrices',
    { ...asked, change: { by: 'rate', millionths: -900_000 } },
    admin,
  );
  const byId = (rows: typeof cheaper.rows) => Object.fromEntries(rows.map((one) => [one.skuId, one]));
  expect(byId(cheaper.rows)['apple-1']).toMatchObject({
    priceFen: 10_000,
    newFen: 1_000,
    wasCounted: true,
    isCounted: false,
    whyNot: null,
  });
  const gone = await world.call('admin.previewPrices', { ...asked, change: { by: 'amount', fen: -10_000 } }, admin);
  expect(byId(gone.rows)['apple-1']).toMatchObject({ newFen: 0, whyNot: 'outOfRange' });

  const { rows } = await world.call('admin.previewPrices', { ...asked, change: { by: 'amount', fen: 350 } }, admin);
  expect([byId(rows)['plain-1']?.newFen, byId(rows)['apple-1']?.newFen]).toEqual([2_300, 10_400]);
  const yuan = (units: number) => (units / 100).toFixed(2);
  const row = (skuId: string) => {
    const one = byId(rows)[skuId]!;
    return [skuId, '', '', yuan(one.newFen), '', '', '', yuan(one.priceFen)];
  };
  const ready = await checked('goods', [row('apple-1'), row('plain-1')]);
  expect(ready).toMatchObject({ state: 'ready', faults: 0 });
  // Somebody else changes one of them before it is done.
  const other = await checked('goods', [['plain-1', '', '', '21', '', '', '']]);
  await apply(other.importId);
  await worked(other.importId);
  expect(await faultsOf((await checked('goods', [row('plain-1')])).importId)).toEqual(['2 price changedMeanwhile']);
  await apply(ready.importId);
  expect(await worked(ready.importId)).toMatchObject({ state: 'done', applied: 1, left: 1 });
  expect(await faultsOf(ready.importId, 'left')).toEqual(['3 price changedMeanwhile']);
  const sku = (goodsId: string) => (world.cloud.engine.get('goods', goodsId) as unknown as GoodsDocument).skus[0];
  expect([sku('apple')?.priceFen, sku('plain')?.priceFen]).toEqual([10_400, 2_100]);
  const lines = all<{ details: { importId?: string }; changes: unknown }>(world, 'audit');
  expect(
    lines.filter(({ details }) => details.importId === ready.importId).map(({ changes }) => changes),
  ).toContainEqual([{ field: 'priceFen', before: '10000', after: '10400' }]);
});
