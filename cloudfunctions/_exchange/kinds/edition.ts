import { businessDayOf } from '@shared/kernel';
import { editionAtClose } from '@shared/proofs';
import { answerListing } from '@shared/rules';
import { passGate } from '../../_books/gates';
import { editionAfter, editionWords } from '../../_collectibles/claim';
import { asOf } from '../../_collectibles/offers';
import { withStep } from '../../_orders/editionSteps';
import type { Transaction } from '../../_platform/transactions';
import { editions, listings, series } from '../../_store/collections';
import type { EditionDocument } from '../../_store/documents/collectibles';
import { tellWithin } from '../../_store/messages';
import type { Acknowledged, AnswerOf, Decision } from '../acknowledged';

type Answer = AnswerOf<'edition'>;

/** Where an edition's history ended in the register that is answered; null where it was not in it. */
function exportedHead(edition: EditionDocument, { register }: Acknowledged): string | null {
  if (!register?.seriesIds.includes(edition.seriesId)) return null;
  return editionAtClose({ editionId: edition._id, fingerprint: '' }, edition.steps, register.day)?.head ?? null;
}

/** Decides what an exchange answered of an edition, within its transaction, and does it. */
export async function decideEdition(item: Answer, of: Acknowledged, transaction: Transaction): Promise<Decision> {
  const found = await editions.get(item.editionId, transaction);
  const edition = found && asOf(found, of.nowMs);
  const numbered = item.answer === 'listed' ? await listings.get(item.number, transaction) : null;
  const known = edition && {
    id: edition._id,
    state: edition.state,
    head: edition.head,
    listing: edition.listing ?? null,
  };
  const ruled = answerListing(known, item, {
    isCleared: of.isCleared,
    exportedHead: edition && exportedHead(edition, of),
    numberOf: numbered?.editionId ?? null,
  });
  if (!ruled.ok) return { is: 'refused', why: ruled.refusal.code };
  if (ruled.value === 'done') await apply(item, edition!, of, transaction);
  return { is: ruled.value, why: null };
}

/** Its state and its offer as they are now: one whose time is over has ended. */
const offerOf = ({ state, offer }: EditionDocument) => ({ state, offer: offer ?? null });

async function apply(
  item: Answer,
  edition: EditionDocument,
  of: Acknowledged,
  transaction: Transaction,
): Promise<void> {
  const { nowMs: atMs } = of;
  const { _id: editionId } = edition;
  if (item.answer === 'rejected') {
    const listing = { state: 'rejected', atMs, number: null, reason: item.reason } as const;
    await editions.change(editionId, { ...offerOf(edition), listing }, transaction);
  } else {
    const isListed = item.answer === 'listed';
    const { number } = item;
    const source = `listing:${number}`;
    // A day that is sealed has none of it.
    const day = await passGate(`edition:${editionId}:${source}`, businessDayOf(atMs), transaction);
    const kind = isListed ? 'listed' : 'unlisted';
    const step = { kind, atMs, day, to: edition.holder!, source } as const;
    await editions.change(
      editionId,
      {
        ...offerOf(edition),
        state: editionAfter(edition, isListed ? 'listing.begun' : 'listing.ended'),
        listing: { state: isListed ? 'listed' : 'released', atMs, number, reason: null },
        ...withStep(edition, '', step),
      },
      transaction,
    );
    if (isListed) await listings.put({ _id: number, editionId, atMs }, transaction);
  }
  await tell(item, edition, of, transaction);
}

const TITLES: Readonly<Record<Answer['answer'], string>> = {
  listed: '藏品登记到交易所了',
  rejected: '交易所没有登记你的藏品',
  released: '藏品从交易所撤回了',
};

function wordsOf(item: Answer, name: string): string {
  if (item.answer === 'listed')
    return `「${name}」登记在外，编号 ${item.number}。它仍归你，登记期间不能送人，也不能提货；没有登记的价。`;
  return item.answer === 'rejected'
    ? `「${name}」被退回：${item.reason}。它仍归你，和以前一样；可以再申请。`
    : `「${name}」不再登记在外，锁解开了。它仍归你，又可以送人和提货。`;
}

async function tell(
  item: Answer,
  { _id, ownerId, seriesId, number, steps }: EditionDocument,
  { nowMs, serial }: Acknowledged,
  transaction: Transaction,
): Promise<void> {
  const of = await series.get(seriesId, transaction);
  await tellWithin(
    {
      memberId: ownerId!,
      event: `listing:${_id}:${steps.length}:${serial}:${item.answer}`,
      kind: 'collectible',
      title: TITLES[item.answer],
      words: wordsOf(item, editionWords(of!, number)),
      atMs: nowMs,
      target: { page: 'collectibles', id: _id },
    },
    transaction,
  );
}
