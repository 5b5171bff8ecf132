import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { useAskFirst } from '../../../components/AskFirst';
import { StaffScreen } from '../../../components/StaffScreen';
import { CardSkeleton, Shown } from '../../../components/states';
import { useRead } from '../../../gateway';
import { Form } from './Form';
import { Issued } from './Issued';

/** One series: a draft is changed here and issued; what is issued is only shown. */
export default function EditScreen() {
  const asked = decodeURIComponent(useRouter().params.id ?? '');
  const [made, setMade] = useState('');
  const seriesId = asked || made;
  const { ask, sheet } = useAskFirst();
  return (
    <StaffScreen area="staff.shop" title={seriesId ? '藏品系列' : '做一个系列'} over={sheet}>
      {() => (seriesId ? <Loaded seriesId={seriesId} ask={ask} /> : <Form made={null} ask={ask} onMade={setMade} />)}
    </StaffScreen>
  );
}

function Loaded({ seriesId, ask }: { seriesId: string; ask: ReturnType<typeof useAskFirst>['ask'] }) {
  const read = useRead('admin.viewSeries', { seriesId });
  return (
    <Shown of={read} fault="这个系列没取到" skeleton={<CardSkeleton height={320} />}>
      {(made) => (made.issuedAtMs === null ? <Form made={made} ask={ask} /> : <Issued series={made} />)}
    </Shown>
  );
}
