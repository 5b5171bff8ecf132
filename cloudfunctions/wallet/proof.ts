import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { PROVED } from '@shared/proofs';
import type { Handler } from '../_actions/outcomes';
import { heldOn, partsUpToRoot } from '../_books/balanceDays/days';
import { holderAccount } from '../_books/balanceDays/held';
import { lastClose } from '../_books/closesRead';
import { _ } from '../_platform/cloud';
import { balanceDays, closes } from '../_store/collections';
import type { CloseDocument, MemberDocument } from '../_store/documents';
import type { BalanceDayDocument } from '../_store/documents/pages';

/** Nodes of pages that are read at once: about 200 bytes each. */
const NODES_AT_ONCE = 1_000;

/** The leaves among which a member stands on a day: those of the page of today, or of that of then. */
async function leavesWith(day: string, { _id, pageId }: MemberDocument): Promise<BalanceDayDocument | null> {
  const near = pageId && (await balanceDays.get(`${day}:${pageId}`));
  if (near && heldOn(near).holders.includes(_id)) return near;
  // A page has split since, or a line has moved: the texts of that day say where.
  const [row] = await balanceDays.aggregate((pipeline) =>
    pipeline
      .match({ day })
      .project({ at: { $indexOfArray: [{ $split: ['$holders', ','] }, _id] } })
      .match({ at: _.gte(0) })
      .limit(1),
  );
  return row ? await balanceDays.get(String(row._id)) : null;
}

/** The nodes of a day's pages, in the order of their ids. */
async function pagesOf(day: string): Promise<BalanceDayDocument[]> {
  const nodes: BalanceDayDocument[] = [];
  const asked = { keys: [['_id', 'asc']] as const, fields: { sums: true, hash: true }, atOnce: NODES_AT_ONCE };
  for await (const node of balanceDays.walk({ day }, asked)) nodes.push(node);
  return nodes;
}

const closeOf = (day: string | undefined): Promise<CloseDocument | null> =>
  day === undefined ? lastClose() : closes.get(day);

/**
 * What it takes to see that one's balances are in the totals of a day, whose hash all are shown: checked on the device.
 * Refused for a day that is not closed or whose leaves are not kept any more, and to who was no member then.
 */
export const proof: Handler<'wallet.proof'> = async ({ day }, { member }) => {
  const close = await closeOf(day);
  const { form, secret, root, chainedHash } = close?.proof ?? {};
  if (!close?.dayHash || close.stage !== 'closed' || !root || !chainedHash || !secret) return refuse('proof/unknown');
  const stored = await leavesWith(close._id, member);
  if (!stored) return refuse('proof/unknown');
  const held = heldOn(stored);
  const at = held.holders.indexOf(member._id);
  return done({
    form,
    day: close._id,
    holder: holderAccount(member._id),
    assets: [...PROVED],
    balances: PROVED.map((asset) => String(held.columns[asset][at]!)),
    parts: partsUpToRoot(stored, held, { form, secret }, member._id, await pagesOf(close._id)),
    root: { sums: [...root.sums], hash: root.hash },
    chainedHash,
    dayHash: close.dayHash,
  });
};
