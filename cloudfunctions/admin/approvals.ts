import { type ProposalListed, refuse } from '@shared/contract';
import { businessDayOf, done, type Outcome } from '@shared/kernel';
import { areaOfProposal, worksIn } from '@shared/roles';
import { note } from '../_actions/audit';
import { once } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { mayChangeReferrer } from '../_books/referrers';
import { serially } from '../_books/serial';
import { sendReversals } from '../_orders/reversalRefunds';
import type { Transaction } from '../_platform/transactions';
import { adjust, prepareAdjustment, previewAdjusting } from '../_settle/adjustment';
import { payOut } from '../_settle/payOut';
import { prepareReversal, previewReversing, reverse } from '../_settle/reversal';
import { members, orders, proposals, referrerChanges } from '../_store/collections';
import type { ProposalDocument, ProposedWhat } from '../_store/documents';
import { listPage } from '../_store/lists';
import { decideImport } from './imports/decide';
import { publishing } from './planChanges';
import { expiryOf, newProposal, type ProposalShown, proposalShown } from './proposals';
import { applySettings } from './settings';

/** Keeps what one administrator proposes; nothing else changes until another approves it. */
async function propose(
  caller: Caller,
  action: 'admin.proposeReversal' | 'admin.proposeAdjustment',
  what: ProposedWhat,
  reason: string,
): Promise<Outcome<ProposalShown, 'words/forbidden' | 'words/risky' | 'request/reused'>> {
  const screened = await screenText([reason], 'byShop');
  if (!screened.ok) return screened;
  return once<ProposalShown, never>(caller, async (transaction) =>
    done(proposalShown(await newProposal(caller, action, what, reason, transaction))),
  );
}

export const previewReversal: Handler<'admin.previewReversal'> = async ({ orderId, cashFen }) => {
  const preview = await previewReversing(orderId, cashFen);
  return preview.ok ? done(preview.value.figures) : preview;
};

/** A reversal that would be refused now is refused here; what it comes to is worked out when it is approved. */
export const proposeReversal: Handler<'admin.proposeReversal'> = async ({ orderId, cashFen, reason }, caller) => {
  const preview = await previewReversing(orderId, cashFen);
  if (!preview.ok) return preview;
  const { order, figures } = preview.value;
  const { orderNo, memberId } = order;
  const what = { kind: 'reversal', orderId, orderNo, memberId, cashFen: figures.cashFen } as const;
  return propose(caller, 'admin.proposeReversal', what, reason);
};

export const previewAdjustment: Handler<'admin.previewAdjustment'> = (input) => previewAdjusting(input);

export const proposeAdjustment: Handler<'admin.proposeAdjustment'> = async (input, caller) => {
  const preview = await previewAdjusting(input);
  if (!preview.ok) return preview;
  const { memberId, change, asset, units } = input;
  const what = { kind: 'adjustment', memberId, change, asset, units } as const;
  return propose(caller, 'admin.proposeAdjustment', what, input.reason);
};

/**
 * Does what was proposed, on everything as it is now, in the transaction that marks it done. Approved by another
 * administrator than who proposed it; approved again by the same, it is what it was.
 */
export const approveProposal: Handler<'admin.approveProposal'> = async ({ proposalId }, caller) => {
  const found = await proposals.get(proposalId);
  if (!found) return refuse('proposal/unknown');
  if (found.state === 'done' && found.decidedBy === caller.member._id) return done(proposalShown(found));
  const { what } = found;
  if (!worksIn(caller.member.roles, areaOfProposal(what))) return refuse('identity/notAllowed');
  if (what.kind === 'payout')
    return once(caller, (transaction) =>
      approved(
        caller,
        proposalId,
        async () => {
          const paid = await payOut({ ...what, payoutId: proposalId, isAlone: false }, caller.nowMs, transaction);
          return paid.ok ? done({ reversal: null, adjustment: null }) : paid;
        },
        transaction,
      ),
    );
  if (what.kind === 'plans') {
    const { run, publish } = publishing(what, caller);
    const does = async (transaction: Transaction) => {
      const published = await publish(found.proposedBy, transaction);
      return published.ok ? done({ reversal: null, adjustment: null }) : published;
    };
    return once(caller, (transaction) => approved(caller, proposalId, () => does(transaction), transaction), run);
  }
  if (what.kind === 'referrer') {
    const allowed = await mayChangeReferrer(what.memberId, what.toMemberId);
    if (!allowed.ok) return allowed;
    return once(caller, (transaction) =>
      approved(caller, proposalId, () => waitForClose(proposalId, what, caller.nowMs, transaction), transaction),
    );
  }
  if (what.kind === 'import') {
    const does = (transaction: Transaction) => decideImport(what.importId, 'second.approved', caller, transaction);
    return once(caller, (transaction) => approved(caller, proposalId, () => does(transaction), transaction));
  }
  if (what.kind === 'settings')
    return once(caller, (transaction) =>
      approved(caller, proposalId, () => applySettings(what, caller, transaction), transaction),
    );
  if (what.kind === 'adjustment')
    return serially(
      caller.nowMs,
      () => prepareAdjustment(what),
      (prepared, turn, transaction) =>
        approved(caller, proposalId, () => adjust(prepared, proposalId, turn, transaction), transaction),
      (working) => once(caller, working),
    );
  const reversed = await serially(
    caller.nowMs,
    () => prepareReversal(what),
    (prepared, turn, transaction) =>
      approved(caller, proposalId, () => reverse(prepared, turn, transaction), transaction),
    (working) => once(caller, working),
  );
  // What does not reach the cashier now is sent by the settlement's timer.
  const order = reversed.ok ? await orders.get(what.orderId) : null;
  if (order) await sendReversals(order, caller.nowMs);
  return reversed;
};

/** The close of the day binds the new referrer: the day after is the first that knows it. */
async function waitForClose(
  proposalId: string,
  { memberId, toMemberId }: Extract<ProposedWhat, { readonly kind: 'referrer' }>,
  atMs: number,
  transaction: Transaction,
): Promise<Outcome<Pick<ProposalDocument, 'reversal' | 'adjustment'>, never>> {
  const change = { memberId, toReferrerId: toMemberId, day: businessDayOf(atMs), atMs, state: 'waiting' } as const;
  const open = { fromReferrerId: null, fromDepth: null, movedDay: null, why: null };
  await referrerChanges.put({ _id: proposalId, ...change, ...open }, transaction);
  return done({ reversal: null, adjustment: null });
}

/** Marks a proposal done with what `does` came to, unless it may not be. */
async function approved<R extends string>(
  caller: Caller,
  proposalId: string,
  does: () => Promise<Outcome<Pick<ProposalDocument, 'reversal' | 'adjustment'>, R>>,
  transaction: Transaction,
): Promise<
  Outcome<ProposalShown, R | 'proposal/unknown' | 'proposal/sameAdmin' | 'proposal/decided' | 'proposal/expired'>
> {
  const { _id: decidedBy } = caller.member;
  const proposal = await proposals.get(proposalId, transaction);
  if (!proposal) return refuse('proposal/unknown');
  if (proposal.proposedBy === decidedBy) return refuse('proposal/sameAdmin');
  if (proposal.state === 'done' && proposal.decidedBy === decidedBy) return done(proposalShown(proposal));
  if (proposal.state !== 'proposed') return refuse('proposal/decided', { state: proposal.state });
  const expiredAtMs = expiryOf(proposal);
  if (caller.nowMs >= expiredAtMs) return refuse('proposal/expired', { expiredAtMs });
  const result = await does();
  if (!result.ok) return result;
  const changes = { state: 'done', decidedBy, decidedAtMs: caller.nowMs, ...result.value } as const;
  await proposals.change(proposalId, changes, transaction);
  const about = { proposalId, kind: proposal.what.kind, proposedBy: proposal.proposedBy, ...memberNamed(proposal) };
  await note(caller, 'admin.approveProposal', about, transaction, [
    { field: 'state', before: 'proposed', after: 'done' },
  ]);
  return done(proposalShown({ ...proposal, ...changes }));
}

/** Taken back by whoever proposed it, or turned down by another who might approve it. */
export const rejectProposal: Handler<'admin.rejectProposal'> = ({ proposalId }, caller) =>
  once(caller, async (transaction) => {
    const proposal = await proposals.get(proposalId, transaction);
    if (!proposal) return refuse('proposal/unknown');
    const isOwn = proposal.proposedBy === caller.member._id;
    if (!isOwn && !worksIn(caller.member.roles, areaOfProposal(proposal.what))) return refuse('identity/notAllowed');
    if (proposal.state === 'rejected') return done(proposalShown(proposal));
    if (proposal.state !== 'proposed') return refuse('proposal/decided', { state: proposal.state });
    if (proposal.what.kind === 'import') {
      const given = await decideImport(proposal.what.importId, 'second.rejected', caller, transaction);
      if (!given.ok) return given;
    }
    const changes = { state: 'rejected', decidedBy: caller.member._id, decidedAtMs: caller.nowMs } as const;
    await proposals.change(proposalId, changes, transaction);
    const about = { proposalId, kind: proposal.what.kind, ...memberNamed(proposal) };
    await note(caller, 'admin.rejectProposal', about, transaction, [
      { field: 'state', before: 'proposed', after: 'rejected' },
    ]);
    return done(proposalShown({ ...proposal, ...changes }));
  });

/** Whom a proposal is about; null where that is no member. */
const memberOf = ({ what }: ProposalDocument): string | null => ('memberId' in what ? what.memberId : null);

/** The same for a line of the audit, which is found by it. */
function memberNamed(proposal: ProposalDocument): { memberId?: string } {
  const memberId = memberOf(proposal);
  return memberId === null ? {} : { memberId };
}

/** Proposals with the names of all who are in them: one request. */
async function named(found: readonly ProposalDocument[]): Promise<ProposalListed[]> {
  const ids = found.flatMap((one) => [one.proposedBy, one.decidedBy, memberOf(one)]).filter((id) => id !== null);
  const people = ids.length > 0 ? await members.getMany(ids, { nickname: true }) : [];
  const names = new Map(people.map(({ _id, nickname }) => [_id, nickname]));
  const nameOf = (id: string | null): string => names.get(id ?? '') ?? '';
  return found.map((one) => ({
    ...proposalShown(one),
    proposedByName: nameOf(one.proposedBy),
    decidedByName: nameOf(one.decidedBy),
    aboutName: one.what.kind === 'payout' ? one.what.shopName : nameOf(memberOf(one)),
  }));
}

export const listProposals: Handler<'admin.listProposals'> = async (input) => {
  const list = await listPage(proposals, input, {
    name: 'admin.listProposals',
    condition: input.state ? { state: input.state } : {},
    keys: [
      ['proposedAtMs', 'desc'],
      ['_id', 'desc'],
    ],
    types: ['number', 'string'],
  });
  return list.ok ? done({ proposals: await named(list.value.found), next: list.value.next }) : list;
};
