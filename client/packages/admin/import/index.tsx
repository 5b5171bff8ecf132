import { SHEET_KINDS } from '@shared/format';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { useAskFirst } from '../../../components/AskFirst';
import { EmptyState, Shown } from '../../../components/states';
import { useRead } from '../../../gateway';
import { AdminScreen } from '../parts/AdminScreen';
import { BeginCard } from './BeginCard';
import { FaultsCard } from './FaultsCard';
import { JobCard } from './JobCard';

/** One sheet on its way in: picked, looked at, done. Opened again it goes on where it stopped. */
export default function ImportScreen() {
  const { ask, sheet } = useAskFirst();
  return (
    <AdminScreen area="staff.any" title="表格导入" over={sheet}>
      {({ memberId }) => <Loaded ask={ask} memberId={memberId} />}
    </AdminScreen>
  );
}

type Ask = ReturnType<typeof useAskFirst>['ask'];

function Loaded({ ask, memberId }: { ask: Ask; memberId: string }) {
  const { id = '', kind } = useRouter().params;
  const [importId, setImportId] = useState(decodeURIComponent(id));
  const asked = SHEET_KINDS.find((one) => one === kind);
  if (importId) return <Job importId={importId} ask={ask} memberId={memberId} />;
  if (asked) return <BeginCard kind={asked} onSent={setImportId} />;
  return <EmptyState icon="table" title="没有选哪种表" words="回导入列表选一种。" />;
}

function Job({ importId, ask, memberId }: { importId: string; ask: Ask; memberId: string }) {
  const read = useRead('admin.viewImport', { importId });
  return (
    <Shown of={read} fault="这次导入没取到">
      {(job) => (
        <>
          <JobCard job={job} ask={ask} memberId={memberId} />
          {job.faults > 0 ? <FaultsCard job={job} of="faults" /> : null}
          {job.left > 0 ? <FaultsCard job={job} of="left" /> : null}
        </>
      )}
    </Shown>
  );
}
