import { refuse } from '@shared/contract';
import { businessDayOf, done, microPoints, type Outcome, spendableCents, stableCents } from '@shared/kernel';
import { type Account, isBalanceAsset, memberAccount, owedAccount, type Posting } from '@shared/ledger';
import { type Adjusted, type Adjustment, adjust as adjustPoints } from '@shared/rules';
import { book, type NewLine } from '../_books/journal';
import { type HeldMember, readMember, writeMember } from '../_books/member';
import { POOL_ID } from '../_books/pool';
import { type Turn, takeNumber } from '../_books/serial';
import { plansOn } from '../_plans/plans';
import type { Transaction } from '../_platform/transactions';
import { pools } from '../_store/collections';
import type { ProposedWhat } from '../_store/documents';
import type { PoolDocument } from '../_store/documents/platform';
import { plansOf } from './accrue';
import { owedLines } from './lines';

type Asked = Omit<Extract<ProposedWhat, { readonly kind: 'adjustment' }>, 'kind'>;

/** An adjustment, worked out on what was read. */
export interface Adjusting {
  readonly held: HeldMember;
  readonly pool: PoolDocument | null;
  readonly adjusted: Adjusted;
}

type Refused =
  | 'member/unknown'
  | 'plan/off'
  | 'adjustment/nothing'
  | 'adjustment/exceedsHolding'
  | 'adjustment/exceedsSupply'
  | 'amount/tooLarge';

function adjustmentOf({ change, asset, units }: Asked): Adjustment {
  switch (asset) {
    case 'appreciating':
      return { kind: change, asset, amount: microPoints(units) };
    case 'stable':
      return { kind: change, asset, amount: stableCents(units) };
    case 'spendable':
      return { kind: change, asset, amount: spendableCents(units) };
  }
}

/** Reads what an adjustment needs, and works it out by the rule (rules §5) under the plans of today. */
export async function prepareAdjustment(asked: Asked): Promise<Outcome<Adjusting, Refused>> {
  const [held, pool, plans] = await Promise.all([
    readMember(asked.memberId),
    pools.get(POOL_ID),
    plansOn(businessDayOf(Date.now())),
  ]);
  if (!held) return refuse('member/unknown', { memberId: asked.memberId });
  const outcome = adjustPoints(held.member, pool?.state ?? null, adjustmentOf(asked), plansOf(plans)) as Outcome<
    Adjusted,
    Refused
  >;
  return outcome.ok ? done({ held, pool, adjusted: outcome.value }) : outcome;
}

/** What the asset of an adjustment is called in the rules. */
const HELD = { appreciating: 'points', stable: 'stable', spendable: 'spendable' } as const;

/** What an adjustment would move between the platform and the pool, and leave the member with; nothing changes. */
export async function previewAdjusting(asked: Asked) {
  const prepared = await prepareAdjustment(asked);
  if (!prepared.ok) return prepared;
  const { held, adjusted } = prepared.value;
  const name = HELD[asked.asset];
  return done({
    ...figuresOf(prepared.value),
    beforeUnits: Number(held.member[name]),
    afterUnits: Number(adjusted.member[name]),
  });
}

const figuresOf = ({ adjusted: { figures } }: Adjusting) => ({
  fundedFen: figures.funded,
  boughtBackFen: figures.boughtBack,
});

/** Adds or removes points in its turn, within a transaction. */
export async function adjust(
  adjusting: Adjusting,
  proposalId: string,
  turn: Turn,
  transaction: Transaction,
): Promise<Outcome<{ reversal: null; adjustment: ReturnType<typeof figuresOf> }, Refused>> {
  const { held, pool, adjusted } = adjusting;
  const entryId = `adjust:${proposalId}`;
  await writeMember(held, adjusted.member, { ...turn, id: entryId }, transaction);
  if (pool && adjusted.pool) await pools.put({ ...pool, state: adjusted.pool }, transaction);
  await takeNumber(turn, transaction);
  await book(
    {
      id: entryId,
      kind: 'member.adjust',
      atMs: turn.atMs,
      day: turn.day,
      postings: adjusted.postings,
      lines: linesOf(held, adjusted.postings),
    },
    transaction,
  );
  return done({ reversal: null, adjustment: figuresOf(adjusting) });
}

/** A line for the points that were added or removed; what of them paid a debt is a second one against it. */
function linesOf({ document: { _id: memberId }, member }: HeldMember, postings: readonly Posting[]): NewLine[] {
  const own = [memberAccount(memberId), owedAccount(memberId)];
  const isOwn = (account: Account) => own.includes(account);
  const [first] = postings.filter(({ from, to }) => isOwn(from) || isOwn(to));
  if (!first || !isBalanceAsset(first.asset)) return [];
  const { asset } = first;
  const units = postings.reduce(
    (sum, one) => sum + (one.asset !== asset ? 0 : isOwn(one.to) ? one.amount : isOwn(one.from) ? -one.amount : 0),
    0,
  );
  const line = { memberId, kind: 'adjustment', asset, units, plan: null, version: null, note: '' } as const;
  return [{ ...line, inputs: { adjustedUnits: units } }, ...owedLines(postings, [member])];
}
