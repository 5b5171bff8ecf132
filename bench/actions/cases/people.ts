import type { ActionName } from '@shared/contract';
import { act, newPhone, nextRequestId, type Scene, signIn } from '../scene';
import { by, type CasesOf } from './case';

/** What the staff does with members as persons, in whichever function. */
export type PeopleAction = Extract<
  ActionName,
  | 'admin.listMembers'
  | 'admin.viewMember'
  | 'admin.viewMemberPhone'
  | 'admin.listReferred'
  | 'admin.endMemberSession'
  | 'admin.blockMember'
  | 'admin.viewAudit'
  | 'admin.listAudit'
  | 'admin.exportAudit'
  | 'admin.checkAudit'
  | `${'wallet' | 'team'}.${string}Of`
>;

const ofLeader = ({ leader }: Scene) => ({ memberId: leader.memberId });

/** Members as persons: found, looked at, blocked. */
export const peopleCases: CasesOf<PeopleAction> = {
  'admin.listMembers': [by('admin', () => ({})), by('admin', () => ({ which: 'blocked' as const }), 'blocked')],
  'admin.viewMember': [by('admin', ofLeader)],
  'admin.viewMemberPhone': [by('admin', (scene) => ({ ...ofLeader(scene), reason: '打电话核对' }))],
  'admin.listReferred': [by('admin', ofLeader)],
  'admin.endMemberSession': [
    by('admin', async ({ cloud }) => {
      const { memberId, token } = await signIn(cloud, newPhone());
      const { sessions } = await act(cloud, 'account.listSessions', {}, token);
      return { memberId, sessionId: sessions[0]?.sessionId ?? '', requestId: nextRequestId() };
    }),
  ],
  'admin.blockMember': [
    by('admin', async ({ cloud }) => ({
      memberId: (await signIn(cloud, newPhone())).memberId,
      isBlocked: true,
      reason: '多次恶意退货',
      requestId: nextRequestId(),
    })),
  ],
  'admin.viewAudit': [by('admin', () => ({}))],
  'admin.listAudit': [
    by('admin', () => ({})),
    by('admin', ({ leader }) => ({ about: leader.memberId, kind: 'look' as const }), 'looks at a member'),
  ],
  'admin.exportAudit': [by('admin', () => ({}))],
  'admin.checkAudit': [by('admin', () => ({}))],
  'wallet.viewOf': [by('admin', ofLeader)],
  'wallet.statementOf': [by('admin', ofLeader)],
  'wallet.explainOf': [
    by('admin', async (scene) => {
      const { lines } = await act(scene.cloud, 'wallet.statement', { limit: 1 }, scene.leader.token);
      return { ...ofLeader(scene), entryId: lines[0]?.entryId ?? '' };
    }),
  ],
  'team.viewOf': [by('admin', ofLeader)],
};
