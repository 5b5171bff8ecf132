import { type OutputOf, shippedSettings } from '@shared/contract';
import { note } from '../_actions/audit';
import { named } from '../_actions/auditChain';
import type { Caller } from '../_actions/outcomes';
import { newId } from '../_platform/ids';
import type { Transaction } from '../_platform/transactions';
import { proposals, settingsKept } from '../_store/collections';
import type { ProposalDocument, ProposedWhat } from '../_store/documents';
import { SETTINGS_ID, settingsFrom } from '../_store/settings';

/** A proposal as it is shown. */
export type ProposalShown = OutputOf<'admin.approveProposal'>;

const DAY_MS = 86_400_000;

/** From when on a proposal cannot be approved any more. Those of before it was written down have what is shipped. */
export const expiryOf = ({
  expiresAtMs,
  proposedAtMs,
}: Pick<ProposalDocument, 'expiresAtMs' | 'proposedAtMs'>): number =>
  expiresAtMs ?? proposedAtMs + Number(shippedSettings.proposalDays) * DAY_MS;

export const proposalShown = ({ _id, ...proposal }: ProposalDocument): ProposalShown => ({
  proposalId: _id,
  ...proposal,
  expiresAtMs: expiryOf(proposal),
});

/** What is proposed, as a record of it has it: words and figures. */
const flat = (what: ProposedWhat): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(what).map(([key, value]) => [
      key,
      typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value),
    ]),
  );

/** Keeps what an administrator proposes, within a transaction. */
export async function newProposal(
  caller: Caller,
  action:
    | 'admin.proposeReversal'
    | 'admin.proposeAdjustment'
    | 'admin.proposeReferrer'
    | 'admin.payOut'
    | 'admin.applyImport'
    | 'admin.proposePlans'
    | 'admin.saveSettings'
    | 'admin.restoreSettings',
  what: ProposedWhat,
  reason: string,
  transaction: Transaction,
): Promise<ProposalDocument> {
  const { proposalDays } = settingsFrom(await settingsKept.get(SETTINGS_ID, transaction));
  const proposal: ProposalDocument = {
    _id: newId('V', 16),
    state: 'proposed',
    what,
    reason,
    proposedBy: caller.member._id,
    proposedAtMs: caller.nowMs,
    expiresAtMs: caller.nowMs + proposalDays * DAY_MS,
    decidedBy: null,
    decidedAtMs: null,
    reversal: null,
    adjustment: null,
  };
  await proposals.put(proposal, transaction);
  const { changes, ...rest } = { changes: [], ...what };
  const details = { proposalId: proposal._id, ...flat(rest as ProposedWhat), reason };
  await note(caller, action, details, transaction, named(changes));
  return proposal;
}
