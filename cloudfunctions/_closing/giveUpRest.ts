import { done, exitQuotaFen, microShares, type Outcome, quotaFen, releaseCents } from '@shared/kernel';
import {
  type BalanceAsset,
  isBalanceAsset,
  memberAccount,
  orderAccount,
  type Posting,
  post,
  system,
} from '@shared/ledger';
import { book, type NewLine } from '../_books/journal';
import { type HeldMember, readMember, writeMember } from '../_books/member';
import { waitingChange } from '../_books/pages/change';
import { columnsOf } from '../_books/pages/columns';
import { figuresOf } from '../_books/pages/read';
import { readPage } from '../_books/pages/readWhole';
import { serially, type Turn, takeNumber } from '../_books/serial';
import { type Transaction, transact } from '../_platform/transactions';
import { inbox } from '../_store/collections';
import type { MemberDocument } from '../_store/documents';

/** Orders whose release points go in one entry. */
const ORDERS_AT_ONCE = 50;

/** What an order still holds of release points. */
interface Held {
  readonly orderId: string;
  readonly cents: number;
}

/** What of a member is no balance yet: exit quota, quota and weight, and what orders have not released. */
interface Rest {
  readonly held: HeldMember;
  readonly orders: readonly Held[];
}

/** What each order of a member holds: on the page, and with what waits for the next close. Oldest first. */
async function releasing(document: MemberDocument): Promise<Held[]> {
  const held = new Map<string, number>();
  const figures = (await figuresOf([document])).get(document._id);
  const page = figures ? await readPage(figures.pageId) : null;
  if (page && figures) {
    const { orderCount, orders, remaining } = columnsOf(page);
    const first = orderCount.slice(0, figures.at).reduce((sum, count) => sum + count, 0);
    for (let at = first; at < first + orderCount[figures.at]!; at += 1) held.set(orders[at]!, remaining[at]!);
  }
  for await (const item of inbox.walk({ memberId: document._id, mergeDay: null }, { keys: [['_id', 'asc']] })) {
    const cents = item.kind === 'change' ? item.remainingCents : item.grantedReleaseCents;
    if (item.orderId !== null && cents !== 0) held.set(item.orderId, (held.get(item.orderId) ?? 0) + cents);
  }
  return [...held].flatMap(([orderId, cents]) => (cents > 0 ? [{ orderId, cents }] : []));
}

/**
 * Gives up what a closed account would still have been released and paid: nothing of it is anybody's, and nothing was set
 * aside for it, so it ends in the treasury and the next close counts without it. Quota and weight in one event, orders by
 * fifties; each may be done again. Refused while a day closes. @returns whether anything is left.
 */
export async function giveUpRest(
  memberId: string,
  nowMs: number,
): Promise<Outcome<{ isLeft: boolean }, 'close/running'>> {
  const given = await serially<Rest, { isLeft: boolean }, never, never>(
    nowMs,
    async () => {
      const held = (await readMember(memberId))!;
      return done({ held, orders: await releasing(held.document) });
    },
    async (rest, turn, transaction) => {
      if (hasFigures(rest.held)) {
        await giveUpFigures(rest.held, turn, transaction);
        return done({ isLeft: true });
      }
      const some = rest.orders.slice(0, ORDERS_AT_ONCE);
      if (some.length > 0) await giveUpOrders(memberId, some, turn, transaction);
      return done({ isLeft: some.length > 0 });
    },
    (working) => transact(working),
  );
  return given;
}

const hasFigures = ({ member: { exitQuota, quota, weight, quotaToday, weightToday } }: HeldMember): boolean =>
  [exitQuota, quota, weight, quotaToday, weightToday].some((figure) => figure > 0);

const lineOf = (memberId: string, asset: BalanceAsset, units: number): NewLine => ({
  memberId,
  kind: 'adjustment',
  asset,
  units: -units,
  plan: null,
  version: null,
  note: '',
  inputs: { adjustedUnits: -units },
});

const entryOf = (id: string, { atMs, day }: Turn, postings: readonly Posting[], lines: readonly NewLine[]) => ({
  id,
  kind: 'member.giveUpRest',
  atMs,
  day,
  postings,
  lines,
});

async function giveUpFigures(held: HeldMember, turn: Turn, transaction: Transaction): Promise<void> {
  const { member } = held;
  const entryId = `closing:${member.id}:${turn.day}:${turn.sequence}`;
  const nothing = { quota: quotaFen(0), weight: microShares(0), quotaToday: quotaFen(0), weightToday: microShares(0) };
  await writeMember(
    held,
    { ...member, ...nothing, exitQuota: exitQuotaFen(0) },
    { ...turn, id: `${entryId}:buyer` },
    transaction,
  );
  const account = memberAccount(member.id);
  const postings = [
    ...post('exitQuota', account, system.retired, member.exitQuota),
    ...post('quota', account, system.retired, quotaFen(member.quota + member.quotaToday)),
    ...post('weight', account, system.retired, microShares(member.weight + member.weightToday)),
  ];
  await takeNumber(turn, transaction);
  const lines = postings.flatMap(({ asset, amount }) =>
    isBalanceAsset(asset) ? lineOf(member.id, asset, amount) : [],
  );
  await book(entryOf(entryId, turn, postings, lines), transaction);
}

async function giveUpOrders(
  memberId: string,
  orders: readonly Held[],
  turn: Turn,
  transaction: Transaction,
): Promise<void> {
  const entryId = `closing:${memberId}:${turn.day}:${turn.sequence}`;
  await inbox.addAll(
    orders.map(({ orderId, cents }) =>
      waitingChange({
        _id: `${entryId}:order:${orderId}`,
        memberId,
        ...turn,
        orderId,
        remainingCents: -cents,
        dailyCents: 0,
      }),
    ),
    transaction,
  );
  await takeNumber(turn, transaction);
  const postings = orders.flatMap(({ orderId, cents }) =>
    post('remaining', orderAccount(orderId), system.retired, releaseCents(cents)),
  );
  const lines = orders.map(({ cents }) => lineOf(memberId, 'remaining', cents));
  await book(entryOf(entryId, turn, postings, lines), transaction);
}
