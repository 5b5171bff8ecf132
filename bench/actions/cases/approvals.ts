import type { ActionName } from '@shared/contract';
import { act, newPhone, nextRequestId, type Scene, signIn } from '../scene';
import { by, type CasesOf } from './case';

type Approval = Extract<
  ActionName,
  | `admin.${'preview' | 'propose'}${'Reversal' | 'Adjustment'}`
  | `admin.${string}Proposal${'s' | ''}`
  | 'admin.proposeReferrer'
>;

/** A settled order of the history, of which something is left. */
const settledOf = ({ cloud }: Scene): string =>
  String(cloud.engine.find('orders', { state: 'settled', cashFen: { $gt: 0 } })[0]?._id ?? '');

const adjustment = ({ buyer }: Scene) => ({
  memberId: buyer.memberId,
  change: 'add' as const,
  asset: 'spendable' as const,
  units: 100,
});

async function proposal(scene: Scene): Promise<string> {
  const input = { ...adjustment(scene), reason: '补偿', requestId: nextRequestId() };
  return (await act(scene.cloud, 'admin.proposeAdjustment', input, scene.admin.token)).proposalId;
}

/** What one administrator proposes and another decides. */
export const approvalCases: CasesOf<Approval> = {
  'admin.previewReversal': [by('admin', (scene) => ({ orderId: settledOf(scene), cashFen: 1 }))],
  'admin.proposeReversal': [
    by('admin', (scene) => ({ orderId: settledOf(scene), cashFen: 1, reason: '退货', requestId: nextRequestId() })),
  ],
  'admin.previewAdjustment': [by('admin', adjustment)],
  'admin.proposeAdjustment': [
    by('admin', (scene) => ({ ...adjustment(scene), reason: '补偿', requestId: nextRequestId() })),
  ],
  'admin.proposeReferrer': [
    by('admin', async ({ cloud, leader }) => ({
      memberId: (await signIn(cloud, newPhone())).memberId,
      toMemberId: leader.memberId,
      reason: '登录时选错了',
      requestId: nextRequestId(),
    })),
  ],
  'admin.approveProposal': [
    by('secondAdmin', async (scene) => ({ proposalId: await proposal(scene), requestId: nextRequestId() })),
  ],
  'admin.rejectProposal': [
    by('admin', async (scene) => ({ proposalId: await proposal(scene), requestId: nextRequestId() })),
  ],
  'admin.listProposals': [by('admin', () => ({}))],
};
