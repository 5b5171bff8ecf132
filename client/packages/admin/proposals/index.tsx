import type { Me, ProposalListed } from '@shared/contract';
import { showMoment } from '@shared/format';
import { areaOfProposal, worksIn } from '@shared/roles';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Segments } from '../../../components/controls';
import { HeadTitle } from '../../../components/HeadTitle';
import { ListShown } from '../../../components/ListShown';
import { AREA_ROLES } from '../../../copy/roles';
import { serverNow, useListPages, useRead } from '../../../gateway';
import { AdminScreen } from '../parts/AdminScreen';
import { Decision } from '../parts/Decision';
import { PlanChanges } from '../plan/PlanChanges';
import { figuresWords, headWords, resultWords, yesWords } from './words';

const WHICH = [
  { key: 'proposed', words: '待复核' },
  { key: 'done', words: '办了的' },
  { key: 'rejected', words: '没办的' },
] as const;
type Which = (typeof WHICH)[number]['key'];

const EMPTY = {
  proposed: { icon: 'check', title: '没有待复核的', words: '要两个人才能办的事，有人提出后在这里等。' },
  done: { icon: 'page', title: '还没有办过', words: '复核过的事会列在这里，带着算出来的数。' },
  rejected: { icon: 'page', title: '没有', words: '撤回的和不同意的会列在这里。' },
} as const;

const TOUCHED = [
  'admin.listProposals',
  'admin.viewMember',
  'admin.viewOwed',
  'admin.viewPlans',
  'admin.planVersions',
  'admin.listImports',
  'admin.viewSettings',
  'admin.listSettings',
] as const;

/** What one administrator proposed and another decides: of every kind, in one list. */
export default function ProposalsScreen() {
  const [which, setWhich] = useState<Which>('proposed');
  return (
    <AdminScreen area="staff.any" title="待复核">
      {(me) => (
        <>
          <Segments label="哪些申请" options={WHICH} chosen={which} onChoose={setWhich} />
          <List key={which} which={which} me={me} />
        </>
      )}
    </AdminScreen>
  );
}

function List({ which, me }: { which: Which; me: Me }) {
  const list = useListPages('admin.listProposals', { state: which, limit: 20 }, (page) => page.proposals);
  return (
    <ListShown list={list} fault="申请没取到" empty={EMPTY[which]}>
      {list.rows.map((one) => (
        <ProposalCard key={one.proposalId} one={one} me={me} />
      ))}
    </ListShown>
  );
}

/** What a change of plans changes, so that nobody agrees to what was not seen. */
function Planned({ what, me }: { what: Extract<ProposalListed['what'], { kind: 'plans' }>; me: Me }) {
  const { value } = useRead('admin.viewPlans', {});
  if (!value) return null;
  return <PlanChanges plans={what.plans} newest={value.newest} simulates={worksIn(me.roles, 'staff.plans')} />;
}

function ProposalCard({ one, me }: { one: ProposalListed; me: Me }) {
  const { proposalId, state, what, reason, proposedBy, proposedByName, decidedBy, decidedByName, decidedAtMs } = one;
  const isOwn = proposedBy === me.memberId;
  const area = areaOfProposal(what);
  const isExpired = serverNow() >= one.expiresAtMs;
  const result = resultWords(one);
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>{headWords(one)}</HeadTitle>
        <View className="head-right">{showMoment(one.proposedAtMs)}</View>
      </View>
      <View>{figuresWords(what)}</View>
      {state === 'proposed' && what.kind === 'plans' ? <Planned what={what} me={me} /> : null}
      <View className="small muted mt4">
        {isOwn ? '你' : proposedByName} 提出。{reason === '' ? '' : `原因：${reason}`}
      </View>
      {result ? <View className="small mt4">{result}</View> : null}
      {decidedBy !== null && decidedAtMs !== null ? (
        <View className="small muted mt4">
          {showMoment(decidedAtMs)} {decidedBy === me.memberId ? '你' : decidedByName}{' '}
          {state === 'done' ? '复核' : decidedBy === proposedBy ? '撤回' : '没有同意'}
        </View>
      ) : null}
      {state === 'proposed' ? (
        <View className="small muted mt4">
          {isExpired
            ? `${showMoment(one.expiresAtMs)} 过期了，不能再办，要办就重新申请。`
            : `${showMoment(one.expiresAtMs)} 前有效`}
        </View>
      ) : null}
      {state !== 'proposed' ? null : isOwn || worksIn(me.roles, area) ? (
        <Decision proposalId={proposalId} isOwn={isOwn} isExpired={isExpired} yes={yesWords(what)} touched={TOUCHED} />
      ) : (
        <View className="small muted mt8">由{AREA_ROLES[area]}复核。</View>
      )}
    </View>
  );
}
