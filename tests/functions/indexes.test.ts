import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionName } from '@shared/contract';
import { actions } from '@shared/contract';
import type { FunctionRequest } from '../../localcloud';
import { fromEjson, parseEjson } from '../../localcloud/engine/value/ejson';
import { buy, joinMember, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(300_000);

type Fields = Record<string, unknown>;
type Order = readonly (readonly [field: string, direction: number])[];

/** A query of a function with the order it asked for. */
interface Asked {
  readonly collection: string;
  readonly equal: readonly string[];
  readonly others: readonly string[];
  readonly order: Order;
}

const declared = JSON.parse(readFileSync(join(__dirname, '../../cloudfunctions/database.json'), 'utf8')) as {
  collections: Record<string, { indexes: { fields: { name: string; direction: string }[] }[] }>;
};

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

function asked({ action, collection, params }: FunctionRequest): Asked | undefined {
  if (!collection || params.transactionId) return undefined;
  let query: Fields = {};
  let order: Order = [];
  if (action === 'database.getDocument') {
    query = (plain(params.query ?? {}) ?? {}) as Fields;
    order = Object.entries((plain(params.order ?? {}) ?? {}) as Record<string, number>);
  } else if (action === 'database.aggregateDocuments') {
    const stages = params.stages as { stageKey: string; stageValue: unknown }[];
    const stage = (name: string) => stages.slice(0, 2).find(({ stageKey }) => stageKey === name)?.stageValue;
    query = (plain(stage('$match') ?? {}) ?? {}) as Fields;
    order = Object.entries((plain(stage('$sort') ?? {}) ?? {}) as Record<string, number>);
  } else return undefined;
  const { equal, others } = fieldsOf(query);
  return { collection, equal: [...equal].sort(), others: [...others].sort(), order };
}

/** Whether an index gives the order that was asked for: what is equal comes first, then the order, one way or the other. */
function isSortedBy(index: Order, { equal, order }: Asked): boolean {
  const left = order.filter(([field]) => !equal.includes(field));
  if (left.length === 0) return true;
  let at = 0;
  while (at < index.length && equal.includes(index[at]![0])) at += 1;
  const ways = left.map(([field, direction], nth) => {
    const found = index[at + nth];
    return found?.[0] === field ? direction * found[1] : 0;
  });
  return ways[0] !== 0 && ways.every((way) => way === ways[0]);
}

const indexesOf = (collection: string): Order[] => [
  [['_id', 1]],
  ...declared.collections[collection]!.indexes.map(({ fields }) =>
    fields.map(({ name, direction }) => [name, Number(direction)] as const),
  ),
];
/** An order by `_id` alone reads the whole collection where equality has no index of its own. */
function isServed(one: Asked): boolean {
  const { collection, equal, order } = one;
  if (order.length === 0 || equal.includes('_id')) return true;
  return indexesOf(collection).some(
    (index) => isSortedBy(index, one) && (equal.length === 0 || equal.includes(index[0]![0])),
  );
}
const words = ({ collection, equal, others, order }: Asked): string =>
  `${collection}: ${[...equal, ...others.map((path) => `${path}?`)].join(', ')} by ${order.map(([field, way]) => `${way < 0 ? '-' : ''}${field}`).join(', ')}`;

/** Read whole, or few by their nature: no index is worth its writes. */
const FEW: readonly RegExp[] = [/^planVersions: /];

let world: TestWorld;
const seen = new Map<string, Asked>();

beforeAll(async () => {
  world = await startWorld({
    beforeRequest: (request) => {
      const one = asked(request);
      if (one) seen.set(words(one), one);
    },
  });
  await openShop(world, { settleAfterDays: 0 });
  const first = await joinMember(world, '13800000001');
  const second = await joinMember(world, '13800000002', first.inviteCode);
  for (const member of [first, second]) await buy(world, member, 'both-1');
  await world.advance('3d');
  const orderId = await buy(world, first, 'plain-1');
  await world.cloud.call('shop.requestRefund', { orderId, reason: '买错了' }, first.token);
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
    { limit: 1, filter: 'all' },
    { limit: 1, filter: 'toShip' },
    { limit: 1, filter: 'refunds' },
    { limit: 1, state: 'settled' },
    { limit: 1, asset: 'cash' },
    { days: 30 },
    { orderId },
  ];
  for (const { name } of actions) {
    if (!/\.(list|view|home|me|statement|priceHistory|rules|solvency|planVersions|bonus|whoInvites)/.test(name))
      continue;
    for (const input of inputs) for (const token of [first.token, world.admins[0]]) await everyPage(name, input, token);
  }
  const { lines } = await world.call('wallet.statement', { limit: 50 }, first.token);
  for (const { entryId } of lines) await world.cloud.call('wallet.explain', { entryId }, first.token);
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

/** A list to its second page: where it goes on it is asked in another way. */
async function everyPage(name: ActionName, input: Record<string, unknown>, token: string): Promise<void> {
  const reply = await world.cloud.call(name, input, token);
  const next = reply.ok && (reply.value as { next?: unknown } | null)?.next;
  if (next) await world.cloud.call(name, { ...input, cursor: next }, token);
}

test('every order that a function asks for is that of an index', () => {
  const orders = [...seen.values()].filter(({ order }) => order.length > 0);
  expect(orders.length).toBeGreaterThan(20); // else nothing is tried
  const missing = orders.filter((one) => !isServed(one)).map(words);
  expect(missing.filter((one) => !FEW.some((few) => few.test(one))).sort()).toEqual([]);
});
