import { type OutputOf, type RefusalOf, refuse } from '@shared/contract';
import { done, microPoints, type Outcome } from '@shared/kernel';
import { type BalanceProof, HOLDING_FORM, type HoldingCertificate } from '@shared/proofs';
import { freePoints, lockPoints, type Member } from '@shared/rules';
import { balanceProofOf, leavesWith, pointsHeldIn, provedBy } from '../_books/balanceDays/proofOf';
import { lastClose } from '../_books/closesRead';
import { type HeldMember, lockedIn, Moved } from '../_books/member';
import { type Turn, takeNumber } from '../_books/serial';
import { holderOf } from '../_orders/editionSteps';
import { newId } from '../_platform/ids';
import { signed, signingKey } from '../_platform/signing';
import type { Transaction } from '../_platform/transactions';
import { holdings, wallets } from '../_store/collections';
import type { WalletDocument } from '../_store/documents';
import { type MemberAndPool, readMemberAndPool } from './memberExits';

type Exported = OutputOf<'wallet.exportHolding'>;
type ExportRefusal = Exclude<
  RefusalOf<'wallet.exportHolding'>,
  'request/reused' | 'close/running' | `payPassword/${string}`
>;

/** What a certificate is made of, read between two numbers of the day. */
interface HoldingSeen extends MemberAndPool {
  readonly proved: ReturnType<typeof provedBy>;
  /** What its holder had of appreciating points as that close ended. */
  readonly atClose: number;
  /** Null where its holder tells no balances. */
  readonly balance: BalanceProof | null;
}

/** Reads a member, the pool's rules and what the last close has of the member. */
export async function readHolding(
  memberId: string,
  nowMs: number,
  tellsBalances: boolean,
): Promise<Outcome<HoldingSeen, never>> {
  const [seen, close] = await Promise.all([readMemberAndPool(memberId, nowMs), lastClose()]);
  if (!seen.ok) return seen;
  const proved = provedBy(close);
  const stored = proved && (await leavesWith(proved.day, seen.value.held.document));
  return done({
    ...seen.value,
    proved,
    atClose: pointsHeldIn(stored, memberId),
    balance: tellsBalances && proved && stored ? await balanceProofOf(proved, stored, memberId) : null,
  });
}

/** How many points could be certified: none is said to be held twice. */
export const mostOf = ({ held: { member }, atClose }: Pick<HoldingSeen, 'held' | 'atClose'>): number =>
  Math.min(freePoints(member), freePoints({ ...lockedIn(member.locked), points: microPoints(atClose) }));

/**
 * Gives out a certificate and locks its points, in its turn, within a transaction: points move nowhere, so that nothing is
 * booked. Refused without a clearance at this moment, for more than is free, and for more than the close has.
 */
export async function exportHolding(
  seen: HoldingSeen,
  asked: { readonly microPoints: number; readonly tellsBalances: boolean },
  turn: Turn,
  transaction: Transaction,
): Promise<Outcome<Exported, ExportRefusal>> {
  const { held, read, proved, balance } = seen;
  if (held.document.isClosed) return refuse('identity/closed');
  if (!read.plans.isCleared('collectible.transfer')) return refuse('holding/notCleared');
  const key = signingKey();
  if (!key) return refuse('holding/noKey');
  if (!proved) return refuse('holding/noClose');
  const locked = lockPoints(held.member, microPoints(asked.microPoints), microPoints(seen.atClose));
  if (!locked.ok) return locked as Outcome<never, ExportRefusal>;
  if (asked.tellsBalances && !balance) return refuse('proof/unknown');
  const { _id: memberId } = held.document;
  const { day, root, chainedHash, dayHash } = proved;
  const unsigned = {
    kind: 'holding',
    form: HOLDING_FORM,
    certificateId: newId('HC', 14),
    holder: holderOf(memberId),
    microPoints: asked.microPoints,
    day,
    atMs: turn.atMs,
    root,
    chainedHash,
    dayHash,
    balance,
  } as const;
  await writeLock(held, locked.value, transaction);
  await holdings.put(
    {
      _id: unsigned.certificateId,
      memberId,
      microPoints: asked.microPoints,
      day,
      state: 'out',
      atMs: turn.atMs,
      lockedDay: turn.day,
      releasedDay: null,
      releasedAtMs: null,
      answer: null,
      tellsBalances: asked.tellsBalances,
      file: `${JSON.stringify(signed<HoldingCertificate>(unsigned, key), null, 2)}\n`,
    },
    transaction,
  );
  await takeNumber(turn, transaction);
  return done({
    certificateId: unsigned.certificateId,
    microPoints: asked.microPoints,
    day,
    atMs: turn.atMs,
    heldMicroPoints: held.member.points,
    lockedMicroPoints: locked.value.locked!,
  });
}

/** Writes what is locked, where the wallet still has what it was worked out on. Throws Moved where it has not. */
async function writeLock({ wallet, member }: HeldMember, after: Member, transaction: Transaction): Promise<void> {
  const now = await wallets.get(wallet._id, transaction);
  if (now?.pointsMicroPoints !== member.points || lockedOfWallet(now) !== lockedOfWallet(wallet)) throw new Moved();
  await wallets.change(wallet._id, { lockedMicroPoints: after.locked! }, transaction);
}

const lockedOfWallet = ({ lockedMicroPoints = 0 }: WalletDocument): number => lockedMicroPoints;
