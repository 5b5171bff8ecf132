import type { ClearedFeature, OutputOf } from '@shared/contract';
import { showHash } from '@shared/format';
import { View } from '@tarojs/components';
import { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { EmptyState, Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { FEATURE_WORDS } from '../../../copy/terms';
import { newRequestId, useAct, useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';

type Clearance = OutputOf<'admin.proposeClearance'>;

const TOUCHED = ['admin.listClearances', 'admin.viewOpening', 'admin.viewPlans'] as const;

/** Clearances: what is needed, what was proposed, what another administrator approved. */
export default function ClearancesScreen() {
  return (
    <AdminScreen area="staff.any" title="许可">
      {(me) => <Loaded memberId={me.memberId} />}
    </AdminScreen>
  );
}

function Loaded({ memberId }: { memberId: string }) {
  const opening = useRead('admin.viewOpening', {});
  const list = useRead('admin.listClearances', {});
  return (
    <Shown of={opening} fault="许可没取到">
      {({ needed, plans }) => (
        <>
          <Needed needed={needed} hasPlans={plans.length > 0} />
          <Shown of={list} fault="许可没取到">
            {({ clearances, next }) => (
              <>
                {clearances.length === 0 ? (
                  <EmptyState
                    icon="shield"
                    title="还没有登记"
                    words="许可由律师或主管部门出具。一位管理员登记，另一位复核，才生效。"
                  />
                ) : null}
                {clearances.map((one) => (
                  <ClearanceCard key={one.clearanceId} one={one} isOwn={one.proposedBy === memberId} />
                ))}
                {next ? <View className="cap muted center">只列最近 50 份</View> : null}
              </>
            )}
          </Shown>
          <Button size="block" kind={needed.length > 0 ? 'filled' : 'line'} onTap={() => go.admin('clearance')}>
            登记一份许可
          </Button>
        </>
      )}
    </Shown>
  );
}

function Needed({ needed, hasPlans }: { needed: readonly ClearedFeature[]; hasPlans: boolean }) {
  if (!hasPlans) return <Note>还没有方案，现在不缺许可。卖货、退款不用许可。</Note>;
  if (needed.length === 0) return <Note tone="ok">方案要的许可都已生效。</Note>;
  return (
    <View className="card card-tight">
      {needed.map((feature, at) => (
        <Row
          key={feature}
          isFirst={at === 0}
          title={FEATURE_WORDS[feature]}
          sub="还没有许可，这一项停着"
          label={`登记${FEATURE_WORDS[feature]}的许可`}
          onTap={() => go.admin('clearance', `feature=${feature}`)}
        />
      ))}
    </View>
  );
}

const STATES = {
  proposed: { words: '待复核', tone: 'tag-warn' },
  valid: { words: '已生效', tone: 'tag-ok' },
  revoked: { words: '已撤销', tone: '' },
} as const satisfies Record<Clearance['state'], { words: string; tone: string }>;

function ClearanceCard({ one, isOwn }: { one: Clearance; isOwn: boolean }) {
  const approve = useAct('admin.approveClearance', TOUCHED);
  const revoke = useAct('admin.revokeClearance', TOUCHED);
  const { clearanceId, state } = one;
  const error = approve.error ?? revoke.error;
  const isBusy = approve.isPending || revoke.isPending;
  const { ask, sheet } = useAskFirst();
  const takeAway = async () => {
    const words = `${FEATURE_WORDS[one.feature]}马上停下。要再开，得重新登记，由另一位复核。`;
    if (state === 'proposed' || (await ask({ title: '撤销这份许可', words, yes: '撤销' })))
      revoke.mutate({ clearanceId, requestId: newRequestId() });
  };
  return (
    <View className="card flow gap8">
      {sheet}
      <View className="head">
        <HeadTitle>{FEATURE_WORDS[one.feature]}</HeadTitle>
        <View className={`tag ${STATES[state].tone}`}>{STATES[state].words}</View>
      </View>
      <View className="small">
        {one.issuer} · {one.documentReference}
      </View>
      <View className="small muted">
        {one.validFromDay} 到 {one.validToDay} · {one.scope}
      </View>
      <View className="mono-line muted">文件 SHA-256 {showHash(one.documentSha256)}</View>
      {error ? <Note tone="bad">{refusalWords(error)}</Note> : null}
      {state === 'proposed' && isOwn ? <Note>你登记的，要由另一位管理员复核。</Note> : null}
      {state === 'revoked' ? null : (
        <View className="btns">
          <Button kind="plain" isOff={isBusy} onTap={() => void takeAway()}>
            {state === 'valid' ? '撤销' : '不通过'}
          </Button>
          {state === 'proposed' && !isOwn ? (
            <Button isOff={isBusy} onTap={() => approve.mutate({ clearanceId, requestId: newRequestId() })}>
              复核通过
            </Button>
          ) : null}
        </View>
      )}
    </View>
  );
}
