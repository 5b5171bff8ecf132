import type { ImportShown } from '@shared/contract';
import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRequestId } from '../../../gateway';

const TOUCHED = ['admin.viewImport', 'admin.listImports', 'admin.listProposals'] as const;

/** What a second person decides of a sheet of points; whoever proposed it may take it back. */
export function Second({ job, memberId }: { job: ImportShown; memberId: string }) {
  const proposalId = job.proposalId ?? '';
  const approve = useAct('admin.approveProposal', TOUCHED);
  const reject = useAct('admin.rejectProposal', TOUCHED);
  const approveId = useRequestId(['approve', proposalId]);
  const rejectId = useRequestId(['reject', proposalId]);
  const isBusy = approve.isPending || reject.isPending;
  const isOwn = job.begunBy === memberId;
  return (
    <>
      {isOwn ? <Note>自己提交的不能自己复核。请另一位管财务的打开这一页。</Note> : null}
      {approve.error ? <Note tone="bad">{refusalWords(approve.error)}</Note> : null}
      {reject.error ? <Note tone="bad">{refusalWords(reject.error)}</Note> : null}
      <View className="btns mt8">
        <Button kind="plain" isOff={isBusy} onTap={() => reject.mutate({ proposalId, requestId: rejectId })}>
          {isOwn ? '收回' : '退回'}
        </Button>
        {isOwn ? null : (
          <Button isOff={isBusy} onTap={() => approve.mutate({ proposalId, requestId: approveId })}>
            复核通过
          </Button>
        )}
      </View>
    </>
  );
}
