import type { ActionName } from '@shared/contract';
import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRequestId } from '../../../gateway';

interface DecisionProps {
  readonly proposalId: string;
  readonly isOwn: boolean;
  /** It can only be taken back or turned down. */
  readonly isExpired?: boolean;
  /** What another administrator does by agreeing. */
  readonly yes: string;
  /** The reads that show something else afterwards. */
  readonly touched: readonly ActionName[];
}

/** The keys below a proposal: who proposed it can only take it back, another agrees or does not. */
export function Decision({ proposalId, isOwn, isExpired, yes, touched }: DecisionProps) {
  const approve = useAct('admin.approveProposal', touched);
  const reject = useAct('admin.rejectProposal', touched);
  const approveId = useRequestId(['approve', proposalId]);
  const rejectId = useRequestId(['reject', proposalId]);
  const fault = approve.error ?? reject.error;
  const isOff = approve.isPending || reject.isPending;
  return (
    <>
      {fault ? <Note tone="bad">{refusalWords(fault)}</Note> : null}
      <View className="btns mt8">
        <Button kind="plain" isOff={isOff} onTap={() => reject.mutate({ proposalId, requestId: rejectId })}>
          {isOwn ? '撤回' : '不同意'}
        </Button>
        {isOwn || isExpired ? null : (
          <Button isOff={isOff} onTap={() => approve.mutate({ proposalId, requestId: approveId })}>
            {yes}
          </Button>
        )}
      </View>
      {isOwn ? <View className="small muted mt8">要另一位管理员复核。</View> : null}
    </>
  );
}
