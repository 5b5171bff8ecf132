import type { InputOf } from '@shared/contract';
import { useDidShow, useReachBottom, useRouter } from '@tarojs/taro';
import { useRef, useState } from 'react';
import { LineTabs } from '../../../components/controls';
import { More } from '../../../components/More';
import { CardSkeleton, EmptyState, ErrorState } from '../../../components/states';
import { CaseCardView } from '../../../features/afterSales/CaseCardView';
import { asRefused, useReadPages } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';

type Filter = NonNullable<InputOf<'admin.listAfterSales'>['filter']>;

const FILTERS: readonly { key: Filter; words: string; empty: string }[] = [
  { key: 'toAnswer', words: '待答', empty: '没有要答的售后' },
  { key: 'underWay', words: '等买家', empty: '没有在等买家的售后' },
  { key: 'arbitration', words: '请平台看', empty: '没有要平台看的' },
  { key: 'over', words: '已完', empty: '还没有办完的售后' },
];

const isFilter = (text: string | undefined): text is Filter => FILTERS.some(({ key }) => key === text);

/** Cases by what they wait for, the longest asked first. */
export default function StaffCasesScreen() {
  const asked = useRouter().params.filter;
  const [filter, setFilter] = useState<Filter>(isFilter(asked) ? asked : 'toAnswer');
  return (
    <AdminScreen
      area="staff.orders"
      title="售后"
      above={<LineTabs options={FILTERS} chosen={filter} label="售后状态" onChoose={setFilter} />}
    >
      {() => <List key={filter} filter={filter} />}
    </AdminScreen>
  );
}

function List({ filter }: { filter: Filter }) {
  const pages = useReadPages('admin.listAfterSales', { filter, limit: 20 });
  const cases = pages.data?.pages.flatMap((page) => page.cases) ?? [];
  const more = () => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  };
  useReachBottom(more);
  const wasShown = useRef(false);
  useDidShow(() => {
    if (wasShown.current) void pages.refetch();
    wasShown.current = true;
  });
  if (pages.isPending) return <CardSkeleton height={220} />;
  if (pages.error && cases.length === 0)
    return <ErrorState title="售后没取到" error={asRefused(pages.error)} onAgain={() => void pages.refetch()} />;
  return (
    <>
      {cases.length === 0 ? (
        <EmptyState
          icon="return"
          title={FILTERS.find(({ key }) => key === filter)?.empty ?? ''}
          words="自营店的售后在这里答；商家的由商家答，买家请平台看的也在这里。"
        />
      ) : null}
      {cases.map((one) => (
        <CaseCardView
          key={one.caseId}
          of={one}
          whose={`${one.buyerMasked} · ${one.shopName}`}
          onOpen={(caseId) => go.admin('case', `id=${encodeURIComponent(caseId)}`)}
        />
      ))}
      <More hasMore={pages.hasNextPage} isLoading={pages.isFetchingNextPage} onMore={more} isEnd={cases.length > 4} />
    </>
  );
}
