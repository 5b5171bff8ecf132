import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionName } from '@shared/contract';
import { actions, EXPORT_PARTS } from '@shared/contract';
import type { FunctionRequest } from '../../localcloud';
import { fromEjson, parseEjson } from '../../localcloud/engine/value/ejson';
import { faultLine } from '../../scripts/deploy/check/fault';
import { bestOf, checkIndexes, type Query, queryWords, readIndexes } from '../../scripts/deploy/check/indexes';
import {
  allBack,
  buy,
  type Joined,
  joinMember,
  openShop,
  PAY_PASSWORD,
  removeBuilt,
  saveGoods,
  setPayPassword,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(300_000);

type Fields = Record<string, unknown>;
/** What functions are known to ask, held against the declared indexes by "npm run deploy -- check". */
const RECORD = join(__dirname, '../../cloudfunctions/queries.json');
const COMMENT =
  'What the functions ask of the database, recorded by tests/functions/indexes.test.ts: RECORD_QUERIES=1 npx jest tests/functions/indexes.test.ts';

const plain = (value: unknown): unknown => (typeof value === 'string' ? parseEjson(value, 0) : fromEjson(value, 0));

/** Fields that a query sets to one value, and others that it narrows. */
function fieldsOf(query: Fields, equal = new Set<string>(), others = new Set<string>()) {
  for (const [path, operand] of Object.entries(query)) {
    if (path === '$and') for (const part of operand as Fields[]) fieldsOf(part, equal, others);
    else if (path.startsWith('$')) continue;
    else {
      const operators = typeof operand === 'object' && operand !== null ? Object.keys(operand) : [];
      const isOne = operators.every((name) => name === '$eq') || !operators.some((name) => name.startsWith('$'));
      (isOne ? equal : others).add(path);
    }
  }
  return { equal, others };
}

function asked({ action, collection, params, functionName }: FunctionRequest): Query | undefined {
  if (!collection || params.transactionId) return undefined;
  let query: Fields = {};
  let order: Query['order'] = [];
  if (action === 'database.getDocument' || action === 'database.modifyDocument') {
    query = (plain(params.query ?? {}) ?? {}) as Fields;
    order = Object.entries((plain(params.order ?? {}) ?? {}) as Record<string, number>);
  } else if (action === 'database.aggregateDocuments') {
    const stages = params.stages as { stageKey: string; stageValue: unknown }[];
    const stage = (name: string) => stages.slice(0, 2).find(({ stageKey }) => stageKey === name)?.stageValue;
    query = (plain(stage('$match') ?? {}) ?? {}) as Fields;
    order = Object.entries((plain(stage('$sort') ?? {}) ?? {}) as Record<string, number>);
  } else return undefined;
  const { equal, others } = fieldsOf(query);
  return { collection, equal: [...equal].sort(), narrowed: [...others].sort(), order, fields: 0, by: [functionName] };
}

let world: TestWorld;
const seen = new Map<string, Query>();

beforeAll(async () => {
  world = await startWorld({
    timers: 'few',
    variables: { CERTIFICATE_KEY: 'c0ffee'.repeat(10).padEnd(64, '0') },
    beforeRequest: (request) => {
      const one = asked(request);
      // A document by its id needs no index; what else is asked of it may be named by an id of its own.
      if (!one || one.equal.includes('_id')) return;
      const before = seen.get(queryWords(one))?.by ?? [];
      seen.set(queryWords(one), { ...one, by: [...new Set([...before, ...one.by])].sort() });
    },
  });
  await openShop(world, { settleAfterDays: 0 });
  const first = await joinMember(world, '13800000001');
  const second = await joinMember(world, '13800000002', first.inviteCode);
  for (const member of [first, second]) {
    const said = { skuId: 'both-1', stars: 2, words: '还行', requestId: `review-of-${member.memberId}` };
    await world.call('reviews.write', { ...said, orderId: await buy(world, member, 'both-1') }, member.token);
  }
  const theirs = { shopId: 'theirs', name: '粮油店', ownerId: second.memberId };
  await world.call('admin.saveShop', theirs, world.admins[0]);
  const accepted = { templates: ['credits' as const], requestId: 'accepted-credits' };
  await world.call('messages.noteAccepted', accepted, first.token);
  await world.call('messages.viewThread', { shopId: 'theirs' }, first.token);
  await world.call('messages.list', { kinds: ['order'] }, first.token);
  await world.call('messages.list', { kinds: ['order', 'credits'] }, first.token);
  await waitForThings(first);
  await world.advance('5d');
  const orderId = await buy(world, first, 'plain-1');
  await world.cloud.call('afterSales.apply', allBack(world, orderId), first.token);
  await drawCash(first);
  const { seriesId, editionId } = await takeOne(first);
  await readSheetIn();
  // Every action that only reads, as it comes: with what it may be given, as a member and as an administrator.
  const inputs = [
    {},
    { limit: 1 },
    { limit: 2, sort: 'default' },
    { limit: 2, sort: 'sold' },
    { limit: 2, sort: 'priceUp' },
    { limit: 2, sort: 'priceDown' },
    { limit: 2, sort: 'default', category: 'fruit' },
    { limit: 2, sort: 'priceUp', category: 'fruit' },
    { limit: 2, sort: 'sold', query: '商品' },
    { limit: 1, which: 'blocked' },
    { limit: 1, joinedFrom: '2026-01-01' },
    { memberId: first.memberId },
    { by: 'MH20260101-ABCDEFGH' },
    { limit: 1, filter: 'all' },
    { limit: 1, filter: 'toShip' },
    { limit: 1, filter: 'refunds' },
    { limit: 1, filter: 'reminded' },
    { limit: 1, filter: 'partly' },
    { limit: 1, filter: 'toUse' },
    { limit: 1, filter: 'all', shopId: 'own' },
    { limit: 1, filter: 'all', query: '商品' },
    { limit: 1, filter: 'all', query: '13800000001' },
    { limit: 1, filter: 'all', query: 'MH20260302-AAAAAAAA' },
    { limit: 1, filter: 'all', query: '商品', fromDay: '2026-03-01', untilDay: '2026-12-31' },
    { limit: 1, shelf: 'on' },
    { limit: 1, filter: 'toAnswer' },
    { limit: 1, filter: 'arbitration' },
    { limit: 1, state: 'settled' },
    { limit: 1, asset: 'cash' },
    { limit: 1, which: 'review' },
    { limit: 1, which: 'underWay' },
    { limit: 1, which: 'all' },
    { limit: 1, quarter: '2026-Q1' },
    { days: 30 },
    { limit: 1, kind: 'look' },
    { limit: 1, who: first.memberId, fromDay: '2026-03-01', untilDay: '2026-12-31' },
    { limit: 1, about: first.inviteCode },
    { limit: 1, about: '13800000001', kind: 'look' },
    { orderId },
    { seriesId },
    { seriesId, limit: 1 },
    { editionId },
    { limit: 1, filter: 'held' },
    { limit: 1, filter: 'collected' },
  ];
  for (const { name, role, input: schema } of actions) {
    if (!/\.(list|view|home|me|statement|priceHistory|rules|solvency|planVersions|bonus|whoInvites)/.test(name))
      continue;
    const tokens = role === 'merchant' ? [second.token] : [first.token, world.admins[0]];
    // What its schema refuses asks for nothing.
    const taken = inputs.filter((input) => schema.safeParse(input).success);
    for (const input of taken) for (const token of tokens) await everyPage(name, input, token);
  }
  for (const filter of ['all', 'pictures', 'added', 'good', 'middle', 'bad'])
    await everyPage('reviews.list', { goodsId: 'both', filter, limit: 1 }, first.token);
  await everyPage('merchant.listVisits', { day: '2026-03-02', limit: 1 }, second.token);
  await everyPage('admin.listVisits', { day: '2026-03-02', limit: 1 }, world.admins[0]);
  await world.call('collectibles.countMine', {}, first.token);
  await world.cloud.call('collectibles.viewOffer', { code: 'ABCDE23456' }, first.token);
  await giveRegister(seriesId);
  for (const part of EXPORT_PARTS) await everyPage('account.exportPart', { part }, first.token);
  for (const filter of ['toAnswer', 'bad', 'hidden'])
    await everyPage('admin.listReviews', { filter, limit: 1 }, world.admins[0]);
  for (const filter of ['toAnswer', 'all']) await everyPage('reviews.listOfShop', { filter, limit: 1 }, second.token);
  const { lines } = await world.call('wallet.statement', { limit: 50 }, first.token);
  for (const { entryId } of lines) await world.cloud.call('wallet.explain', { entryId }, first.token);
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

/** What timers look for only once it is there: a voucher that ends soon, a size that came back. */
async function waitForThings({ token }: Joined): Promise<void> {
  const usual = {
    fromDay: null,
    untilDay: null,
    closedWeekdays: [],
    closedDays: [],
    hours: '',
    booking: '',
    place: '',
  };
  const price = { priceFen: 100, costFen: 0 };
  await saveGoods(world, 'meal', { ...price, stock: 1 }, { kind: 'voucher', voucher: { ...usual, validDays: 7 } });
  await saveGoods(world, 'gone', { ...price, stock: 0 });
  const lines = [{ skuId: 'meal-1', quantity: 1 }];
  const { orderId } = await world.call('shop.placeOrder', { lines, requestId: 'order-of-a-meal' }, token);
  await world.call('shop.payOrder', { orderId }, token);
  await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  await world.call('shop.awaitRestock', { goodsId: 'gone', skuId: 'gone-1', isAwaited: true }, token);
  await world.call(
    'admin.changeStock',
    { skuId: 'gone-1', by: 1, reason: '到货', requestId: 'stock-came' },
    world.admins[0],
  );
}

/** An edition of a series that is issued, and its goods sent for. */
async function takeOne({ memberId, token, addressId }: Joined): Promise<{ seriesId: string; editionId: string }> {
  const [admin] = world.admins;
  const draft = { title: '早梅', story: '', pictures: [world.picture], ground: 1, rights: [], skuId: 'plain-1' };
  const terms = { supply: 2, limit: null, price: { asset: 'spendable' as const, units: 1 }, opensAtMs: 0 };
  const input = { ...draft, ...terms, closesAtMs: null, requestId: 'series-of-plums' };
  const { seriesId } = await world.call('admin.saveSeries', input, admin);
  const { seen } = await world.call('admin.viewSeries', { seriesId }, admin);
  await world.call('admin.issueSeries', { seriesId, seen, requestId: 'issue-of-plums' }, admin);
  await world.cloud.engine.update('wallets', { _id: memberId }, { $set: { adjustedSpendableCents: 100 } });
  const taking = { seriesId, quotedUnits: 1, payPassword: PAY_PASSWORD, requestId: 'taking-of-plums' };
  const { editionId } = await world.call('collectibles.take', taking, token);
  await world.call('collectibles.collect', { editionId, addressId, requestId: 'plums-to-the-door' }, token);
  await drawOnce(token);
  return { seriesId, editionId };
}

/** A series that is drawn for, one who entered it, and its draw. */
async function drawOnce(token: string): Promise<void> {
  const [admin] = world.admins;
  const draft = { title: '长夜', story: '', pictures: [world.picture], ground: 1, rights: [], skuId: null };
  const price = { asset: 'spendable' as const, units: 1 };
  const closesAtMs = world.cloud.now() + 60_000;
  const terms = { supply: 2, limit: 1, price, opensAtMs: 0, closesAtMs, draw: { reservedHours: 1 } };
  const { seriesId } = await world.call(
    'admin.saveSeries',
    { ...draft, ...terms, requestId: 'series-of-nights' },
    admin,
  );
  const { seen } = await world.call('admin.viewSeries', { seriesId }, admin);
  await world.call('admin.issueSeries', { seriesId, seen, requestId: 'issue-of-nights' }, admin);
  await world.call('collectibles.enterDraw', { seriesId, requestId: 'enters-the-nights' }, token);
  await world.advance('3m');
  await world.cloud.trigger('settlement');
}

/** The register of a series, and of all, as an exchange is given it. */
async function giveRegister(seriesId: string): Promise<void> {
  const valid = { state: 'valid', validFromDay: '2026-01-01', validToDay: '2026-12-31' };
  await world.cloud.engine.insert('clearances', [{ _id: 'transfer', feature: 'collectible.transfer', ...valid }]);
  await world.advance('1d');
  for (const input of [{}, { seriesId }]) await everyPage('exchange.exportRegister', input, world.admins[0]);
}

/** A sheet with a fault. */
async function readSheetIn(): Promise<void> {
  const [admin] = world.admins;
  const asked = { kind: 'shipping' as const, name: 'parcels.csv', lines: 1, requestId: 'sheet-of-parcels' };
  const { importId } = await world.call('admin.beginImport', asked, admin);
  const lines = [{ line: 2, cells: ['MH20260302-NOSUCH22', '德邦', 'DPK0001'] }];
  await world.call('admin.sendLines', { importId, from: 0, lines }, admin);
  await world.call('admin.stepImport', { importId }, admin);
  for (const which of ['faults', 'left'])
    await everyPage('admin.listImportFaults', { importId, of: which, limit: 1 }, admin);
}

/** Cash drawn by a member who has some: what timers look for while it is on its way, and when it has ended. */
async function drawCash(member: Joined): Promise<void> {
  const { memberId, token } = member;
  await setPayPassword(world, member);
  await world.cloud.engine.update('wallets', { _id: memberId }, { $set: { exitCashFen: 1_000_000 } });
  await world.call('wallet.saveRecipient', { name: '陈静', consents: true, requestId: 'payee-of-first' }, token);
  for (const requestId of ['draw-1-of-first', 'draw-2-of-first']) {
    const drawn = { amountFen: 5_000, payPassword: PAY_PASSWORD, requestId };
    const { withdrawalId, confirm } = await world.call('wallet.withdraw', drawn, token);
    await world.cloud.confirmTransfer(confirm!.package);
    await world.advance('1m');
    await world.call('wallet.viewWithdrawal', { withdrawalId }, token);
  }
  await world.call(
    'wallet.withdraw',
    { amountFen: 5_000, payPassword: PAY_PASSWORD, requestId: 'draw-3-of-first' },
    token,
  );
  await world.advance('10m');
  await world.cloud.trigger('settlement');
}

/** A list to its second page: where it goes on it is asked in another way. */
async function everyPage(name: ActionName, input: Record<string, unknown>, token: string): Promise<void> {
  const reply = await world.cloud.call(name, input, token);
  const next = reply.ok && (reply.value as { next?: unknown } | null)?.next;
  if (next) await world.cloud.call(name, { ...input, cursor: next }, token);
}

const declared = readIndexes(join(__dirname, '../../cloudfunctions/database.json'));

test('every query and order that a function asks for has its index', () => {
  expect([...seen.values()].filter(({ order }) => order.length > 0).length).toBeGreaterThan(20); // else nothing is tried
  const declared = readIndexes(join(__dirname, '../../cloudfunctions/database.json'));
  expect(
    checkIndexes([...seen.values()], declared)
      .map(faultLine)
      .sort(),
  ).toEqual([]);
});

test('what functions ask is recorded for the check before a deployment', () => {
  const words = [...seen.keys()].sort();
  if (process.env.RECORD_QUERIES) {
    const recorded = words.map((one) => seen.get(one)!);
    const queries = recorded
      .map((query) => ({ ...query, fields: bestOf(query, declared[query.collection]!) ?? 0 }))
      .map((query) => `    ${JSON.stringify(query)}`)
      .join(',\n');
    writeFileSync(RECORD, `{\n  "$comment": ${JSON.stringify(COMMENT)},\n  "queries": [\n${queries}\n  ]\n}\n`);
  }
  const { queries } = JSON.parse(readFileSync(RECORD, 'utf8')) as { queries: Query[] };
  const known = new Set(queries.map(queryWords));
  expect(words.filter((one) => !known.has(one))).toEqual([]);
});
