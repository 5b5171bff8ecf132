// Collectibles: what was frozen, whose each edition is and how it came to be, and that the journal says the same.
import { type Difference, memberAccount, seriesAccount, system } from '@shared/ledger';
import { fingerprintOf, historyFault, numberIn } from '@shared/proofs';
import { holderOf } from '../../cloudfunctions/_orders/editionSteps';
import { sha256 } from '../../cloudfunctions/_platform/ids';
import type { JournalDocument, OrderDocument } from '../../cloudfunctions/_store/documents';
import type { EditionDocument, SeriesDocument } from '../../cloudfunctions/_store/documents/collectibles';
import { type Books, groupedBy } from './books';
import { compare } from './compare';
import { netsOf } from './entries';
import { checkGiving } from './giving';

/** Every series with its editions, and the orders that send what is behind them. */
export function* checkCollectibles(books: Books): Generator<Difference> {
  const editions = groupedBy(books.editions, ({ seriesId }) => seriesId);
  const entries = new Map(books.journal.map((entry) => [entry._id, entry]));
  const orders = new Map(books.orders.map((order) => [order._id, order]));
  for (const one of books.series) {
    yield* checkSeries(one, editions.get(one._id) ?? [], entries);
    for (const edition of editions.get(one._id) ?? []) yield* checkEdition(one, edition, entries, orders);
    editions.delete(one._id);
  }
  for (const [seriesId, [edition]] of editions) yield* compare(at(edition!._id, seriesId), 'series', 'one', undefined);
  yield* checkTaken(books);
  yield* checkGiving(books);
  for (const order of books.orders) yield* checkOrder(order, books);
}

const at = (place: string, arises: string) => ({ check: 'collectibles', place, arises });

const isTakeEntry = ({ kind }: Pick<JournalDocument, 'kind'>): boolean =>
  kind === 'collectible.take' || kind === 'collectible.redemption';

/** What it is follows from its fingerprint; all its editions came into being at once, and no others. */
function* checkSeries(
  { _id, state, record, fingerprint, supply, left }: SeriesDocument,
  editions: readonly EditionDocument[],
  entries: ReadonlyMap<string, JournalDocument>,
): Generator<Difference> {
  const where = at(`series ${_id}`, `series:${_id}:issue`);
  const issued = entries.get(`series:${_id}:issue`);
  const moved = issued ? netsOf(issued.postings)(seriesAccount(_id), 'editions') : 0n;
  yield* compare(where, 'editions that were issued', BigInt(state === 'issued' ? supply : 0), moved);
  if (state === 'draft' || record === null) {
    yield* compare(where, 'editions', state === 'draft' ? 0 : editions.length, editions.length);
    return;
  }
  yield* compare(where, 'fingerprint', fingerprintOf(record, sha256), fingerprint);
  yield* compare(where, 'record.supply', supply, record.supply);
  if (state !== 'issued') return;
  const numbers = editions.map(({ number }) => number).sort((a, b) => a - b);
  yield* compare(where, 'editions', supply, numbers.length);
  yield* compare(where, 'number of the last edition', supply, numbers.at(-1));
  const free = editions.filter((one) => one.state === 'free').length;
  // As of the last look: it may have been a taking ago, never ahead.
  if (left < free) yield { ...where, what: 'left', expected: `at least ${free}`, found: String(left) };
}

/** Its id follows from its number, its history is one chain up to its owner, and the entry says who took it for what. */
function* checkEdition(
  { _id: seriesId, fingerprint }: SeriesDocument,
  edition: EditionDocument,
  entries: ReadonlyMap<string, JournalDocument>,
  orders: ReadonlyMap<string, OrderDocument>,
): Generator<Difference> {
  const { _id, number, state, ownerId, holder, steps, head, paid } = edition;
  const [first] = steps;
  const where = at(`edition ${_id}`, steps.at(-1)?.source ?? `series:${seriesId}:issue`);
  yield* compare(where, 'number', numberIn(seriesId, _id), number);
  const isFree = state === 'free';
  yield* compare(where, 'owner', isFree, ownerId === null && holder === null && paid === null && !first);
  if (isFree || ownerId === null || !first || !paid) return;
  yield* compare(where, 'holder', holderOf(ownerId), holder);
  yield* compare(where, 'holder of its last step', holder, steps.at(-1)!.to);
  const fault = historyFault(
    steps.map(({ hash: _hash, ...step }) => step),
    { fingerprint: fingerprint ?? '', editionId: _id, head },
    sha256,
  );
  if (fault) yield { ...where, what: `step ${fault.nth}`, expected: 'one chain', found: fault.fault };
  yield* compare(where, 'hash of its last step', head, steps.at(-1)!.hash);
  const entry = entries.get(first.source);
  yield* compare(where, 'entry that it was taken by', true, entry !== undefined && isTakeEntry(entry));
  if (!entry) return;
  const net = netsOf(entry.postings);
  yield* compare(where, 'taken by', 1n, net(memberAccount(paid.memberId), 'editions'));
  yield* compare(where, 'taken of', -1n, net(seriesAccount(seriesId), 'editions'));
  yield* compare(where, 'paid', BigInt(paid.units), -net(memberAccount(paid.memberId), paid.asset));
  if (paid.asset === 'cash') yield* compare(where, 'paid to', BigInt(paid.units), net(system.sales, 'cash'));
  yield* checkCollected(edition, orders);
}

/** Goods were sent for by the order that its history names last; while they are, that order is not given back. */
function* checkCollected(
  { _id, steps, collected, isCollected }: EditionDocument,
  orders: ReadonlyMap<string, OrderDocument>,
): Generator<Difference> {
  const sent = steps.filter(({ kind }) => kind === 'collected' || kind === 'returned');
  const where = at(`edition ${_id}`, sent.at(-1)?.source ?? 'its history');
  yield* compare(where, 'isCollected', collected !== null, isCollected);
  yield* compare(where, 'its goods are on their way, by its history', sent.at(-1)?.kind === 'collected', isCollected);
  if (!collected) return;
  yield* compare(where, 'collected', `order:${collected.orderId}`, sent.at(-1)?.source);
  const order = orders.get(collected.orderId);
  yield* compare(where, 'order that sends its goods', _id, order?.edition?.editionId);
  if (order)
    yield* compare(where, 'order that is not given back', false, ['refunding', 'refunded'].includes(order.state));
}

/** A member has taken as many of a series as entries say: what the limit is held to. */
function* checkTaken({ takenEditions, editions, series }: Books): Generator<Difference> {
  const taken = new Map<string, number>();
  for (const { seriesId, paid } of editions)
    if (paid) taken.set(`${seriesId}:${paid.memberId}`, (taken.get(`${seriesId}:${paid.memberId}`) ?? 0) + 1);
  const limits = new Map(series.map(({ _id, limit }) => [_id, limit]));
  for (const { _id, seriesId, taken: kept } of takenEditions) {
    const where = at(`takenEditions ${_id}`, 'the editions of it');
    yield* compare(where, 'taken', taken.get(_id) ?? 0, kept);
    taken.delete(_id);
    const limit = limits.get(seriesId) ?? null;
    if (limit !== null && kept > limit)
      yield { ...where, what: 'taken', expected: `at most ${limit}`, found: String(kept) };
  }
  for (const [_id, count] of taken) yield* compare(at(`takenEditions ${_id}`, 'the editions of it'), 'taken', count, 0);
}

/** An order that sends what is behind an edition costs nothing, and is told in the edition's history. */
function* checkOrder(
  { _id, edition, goodsFen, freightFen }: OrderDocument,
  { editions }: Books,
): Generator<Difference> {
  if (!edition) return;
  const where = at(`order ${_id}`, `edition ${edition.editionId}`);
  yield* compare(where, 'price', 0, goodsFen + freightFen);
  const found = editions.find((one) => one._id === edition.editionId);
  const isTold = found?.steps.some(({ source }) => source === `order:${_id}`) ?? false;
  yield* compare(where, 'told in the history of its edition', true, isTold);
}
