import { type BalanceProof, PROVED } from '@shared/proofs';
import { _ } from '../../_platform/cloud';
import { balanceDays } from '../../_store/collections';
import type { CloseDocument, MemberDocument } from '../../_store/documents';
import type { BalanceDayDocument } from '../../_store/documents/pages';
import { heldOn, partsUpToRoot } from './days';
import { holderAccount } from './held';

/** Nodes of pages that are read at once: about 200 bytes each. */
const NODES_AT_ONCE = 1_000;

/** The leaves among which a member stands on a day: those of the page of today, or of that of then. */
export async function leavesWith(day: string, { _id, pageId }: MemberDocument): Promise<BalanceDayDocument | null> {
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

/** A close that is over and has a tree of balances, with what proofs of it are made of; null where it has none. */
export function provedBy(close: CloseDocument | null) {
  const { form, secret, root, chainedHash } = close?.proof ?? {};
  if (!close?.dayHash || close.stage !== 'closed' || !root || !chainedHash || !secret) return null;
  const { _id: day, dayHash } = close;
  return { form, secret, day, root: { sums: [...root.sums], hash: root.hash }, chainedHash, dayHash };
}
type ProvedDay = NonNullable<ReturnType<typeof provedBy>>;

/** What a member held of appreciating points as a day ended, by the leaves among which the member stands. */
export function pointsHeldIn(stored: BalanceDayDocument | null, memberId: string): number {
  const held = stored && heldOn(stored);
  return held?.columns.appreciating[held.holders.indexOf(memberId)] ?? 0;
}

/** That a member's balances are in the totals of a day. */
export async function balanceProofOf(
  { secret, ...proved }: ProvedDay,
  stored: BalanceDayDocument,
  memberId: string,
): Promise<BalanceProof> {
  const held = heldOn(stored);
  const at = held.holders.indexOf(memberId);
  const { form, day } = proved;
  return {
    ...proved,
    holder: holderAccount(memberId),
    assets: [...PROVED],
    balances: PROVED.map((asset) => String(held.columns[asset][at]!)),
    parts: partsUpToRoot(stored, held, { form, secret }, memberId, await pagesOf(day)),
  };
}
