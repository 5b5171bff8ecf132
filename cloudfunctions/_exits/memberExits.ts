import type { OutputOf, RefusalOf } from '@shared/contract';
import { done, invariant, microPoints, type Outcome } from '@shared/kernel';
import type { Posting } from '@shared/ledger';
import { type BackingPool, exchange, type Member, priceShown, type SaleFigures, sell } from '@shared/rules';
import { book, type NewLine } from '../_books/journal';
import { type HeldMember, readMember, writeMember } from '../_books/member';
import { type Turn, takeNumber } from '../_books/serial';
import { newId } from '../_platform/ids';
import type { Transaction } from '../_platform/transactions';
import { pools } from '../_store/collections';
import type { PoolDocument } from '../_store/documents/platform';
import { asQuoted, inForce, mayBeSold, type PoolRead, readPool } from './pool';

type Own<Name extends 'wallet.sell' | 'wallet.exchange'> = Exclude<RefusalOf<Name>, 'request/reused' | 'close/running'>;

type Seen<Name extends 'wallet.previewSale' | 'wallet.previewExchange'> = Exclude<RefusalOf<Name>, 'request/reused'>;

/** A member and the pool as they were read between two numbers of the day. */
export interface MemberAndPool {
  readonly held: HeldMember;
  readonly read: PoolRead;
}

/** Reads a member and the pool. It refuses nothing: what was asked before has its answer, whatever is held by now. */
export async function readMemberAndPool(memberId: string, nowMs: number): Promise<Outcome<MemberAndPool, never>> {
  const [held, read] = await Promise.all([readMember(memberId), readPool(nowMs)]);
  invariant(held !== null, `${memberId} asks and is no member`);
  return done({ held, read });
}

/** What a way out made of the member and the pool. */
interface Done {
  readonly member: Member;
  readonly pool: BackingPool;
  readonly postings: readonly Posting[];
}

/** Writes a way out in its turn: the member, the pool, the number of the day, the entry with the member's lines. */
async function keep(
  { held }: MemberAndPool,
  pool: PoolDocument,
  result: Done,
  event: {
    readonly exitId: string;
    readonly kind: 'points.sale' | 'points.exchange';
    readonly lines: readonly NewLine[];
  },
  turn: Turn,
  transaction: Transaction,
): Promise<void> {
  const id = `exit:${event.exitId}`;
  await writeMember(held, result.member, { ...turn, id }, transaction);
  await pools.put({ ...pool, state: result.pool }, transaction);
  await takeNumber(turn, transaction);
  const { kind, lines } = event;
  await book({ id, kind, atMs: turn.atMs, day: turn.day, postings: result.postings, lines }, transaction);
}

/** What explains every line of a way out: the pool as it was, and what the plan said. */
const inputsOf = (points: number, { member }: HeldMember, { state }: PoolDocument, exitMultiple: number | null) => ({
  outMicroPoints: points,
  metPoolFen: state.pool,
  metCirculatingMicroPoints: state.circulating,
  metExitQuotaFen: member.exitQuota,
  exitMultipleMillionths: exitMultiple ?? 0,
});

/** Lines of one way out, newest first as they are shown: what came, what went, the quota that it used. */
const linesOf = (
  common: Omit<NewLine, 'asset' | 'units'>,
  sides: readonly (readonly [asset: NewLine['asset'], units: number])[],
): NewLine[] => sides.flatMap(([asset, units]) => (units === 0 ? [] : [{ ...common, asset, units }]));

type Sold = Omit<OutputOf<'wallet.sell'>, 'exitId' | 'atMs'>;

const soldOf = (figures: SaleFigures, after: Member): Sold => ({
  microPoints: figures.points,
  grossFen: figures.gross,
  feeFen: figures.fee,
  payoutFen: figures.payout,
  leftMicroPoints: after.points,
  leftExitQuotaFen: after.exitQuota,
  priceShown: priceShown(figures.price),
});

/** What a sale would bring, nothing changed; refused as the rule refuses it. A missing clearance is told besides. */
export function saleSeen({ held, read }: MemberAndPool, points: number): Outcome<Sold, Seen<'wallet.previewSale'>> {
  const works = inForce(read);
  if (!works.ok) return works;
  const { pool, inForce: plan } = works.value;
  const sold = sell(held.member, pool.state, microPoints(points), plan.plan);
  return sold.ok ? done(soldOf(sold.value.figures, sold.value.member)) : refuseAs<Seen<'wallet.previewSale'>>(sold);
}

/** A rule's refusal is one of the action's: the contract names what the rule can refuse. */
const refuseAs = <R extends string>(refused: Extract<Outcome<never>, { readonly ok: false }>): Outcome<never, R> =>
  refused as Outcome<never, R>;

/**
 * Sells a member's points in their turn, within a transaction (rules §1 Sell). Refused without a clearance at this
 * moment, as the rule refuses, and where it brings less than was quoted.
 */
export async function sellPoints(
  seen: MemberAndPool,
  asked: { readonly microPoints: number; readonly quotedFen: number },
  turn: Turn,
  transaction: Transaction,
): Promise<Outcome<OutputOf<'wallet.sell'>, Own<'wallet.sell'>>> {
  const { held, read } = seen;
  const works = inForce(read);
  if (!works.ok) return works;
  const cleared = mayBeSold(read);
  if (!cleared.ok) return cleared;
  const { pool, inForce: plan } = works.value;
  const sold = sell(held.member, pool.state, microPoints(asked.microPoints), plan.plan);
  if (!sold.ok) return refuseAs<Own<'wallet.sell'>>(sold);
  const { figures, member } = sold.value;
  const quoted = asQuoted(asked.quotedFen, figures.payout, read);
  if (!quoted.ok) return quoted;
  const exitId = newId('X', 14);
  const lines = linesOf(
    {
      memberId: member.id,
      kind: 'points.sale',
      plan: 'appreciation',
      version: plan.version,
      note: '',
      inputs: {
        ...inputsOf(figures.points, held, pool, plan.plan.exitMultiple),
        sellFeeRateMillionths: plan.plan.sellFeeRate,
      },
    },
    [
      ['cash', figures.payout],
      ['appreciating', -figures.points],
      ['exitQuota', member.exitQuota - held.member.exitQuota],
    ],
  );
  await keep(seen, pool, sold.value, { exitId, kind: 'points.sale', lines }, turn, transaction);
  return done({ exitId, atMs: turn.atMs, ...soldOf(figures, member) });
}

type Exchanged = Omit<OutputOf<'wallet.exchange'>, 'exitId' | 'atMs'>;

/** What an exchange would issue, nothing changed; refused as the rule refuses it. */
export function exchangeSeen(
  { held, read }: MemberAndPool,
  points: number,
): Outcome<Exchanged, Seen<'wallet.previewExchange'>> {
  const works = inForce(read);
  if (!works.ok) return works;
  const { pool, inForce: plan } = works.value;
  const exchanged = exchange(held.member, pool.state, microPoints(points), plan.plan);
  return exchanged.ok ? done(exchangedOf(exchanged.value)) : refuseAs<Seen<'wallet.previewExchange'>>(exchanged);
}

const exchangedOf = ({
  figures,
  member,
}: Extract<ReturnType<typeof exchange>, { readonly ok: true }>['value']): Exchanged => ({
  microPoints: figures.points,
  issuedCents: figures.issued,
  leftMicroPoints: member.points,
  leftExitQuotaFen: member.exitQuota,
  priceShown: priceShown(figures.price),
});

/** Exchanges a member's points for stable ones in their turn, within a transaction (rules §2 Exchange). */
export async function exchangePoints(
  seen: MemberAndPool,
  asked: { readonly microPoints: number; readonly quotedCents: number },
  turn: Turn,
  transaction: Transaction,
): Promise<Outcome<OutputOf<'wallet.exchange'>, Own<'wallet.exchange'>>> {
  const { held, read } = seen;
  const works = inForce(read);
  if (!works.ok) return works;
  const { pool, inForce: plan } = works.value;
  const exchanged = exchange(held.member, pool.state, microPoints(asked.microPoints), plan.plan);
  if (!exchanged.ok) return refuseAs<Own<'wallet.exchange'>>(exchanged);
  const { figures, member } = exchanged.value;
  const quoted = asQuoted(asked.quotedCents, figures.issued, read);
  if (!quoted.ok) return quoted;
  const exitId = newId('X', 14);
  const lines = linesOf(
    {
      memberId: member.id,
      kind: 'points.exchange',
      plan: 'appreciation',
      version: plan.version,
      note: '',
      inputs: inputsOf(figures.points, held, pool, plan.plan.exitMultiple),
    },
    [
      ['stable', figures.issued],
      ['appreciating', -figures.points],
      ['exitQuota', member.exitQuota - held.member.exitQuota],
    ],
  );
  await keep(seen, pool, exchanged.value, { exitId, kind: 'points.exchange', lines }, turn, transaction);
  return done({ exitId, atMs: turn.atMs, ...exchangedOf(exchanged.value) });
}
