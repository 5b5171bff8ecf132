import type { InputOf } from '@shared/contract';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { LineTabs } from '../../../components/controls';
import { ListShown } from '../../../components/ListShown';
import { CaseCardView } from '../../../features/afterSales/CaseCardView';
import { useListPages } from '../../../gateway';
import { go } from '../../../state/routes';
import { MerchantScreen } from '../parts/MerchantScreen';

type Filter = NonNullable<InputOf<'afterSales.listOfShop'>['filter']>;

const FILTERS: readonly { key: Filter; words: string; empty: string }[] = [
  { key: 'toAnswer', words: '待答', empty: '没有要答的售后' },
  { key: 'underWay', words: '等买家', empty: '没有在等买家的售后' },
  { key: 'arbitration', words: '平台在看', empty: '没有平台在看的' },
  { key: 'over', words: '已完', empty: '还没有办完的售后' },
];

const isFilter = (text: string | undefined): text is Filter => FILTERS.some(({ key }) => key === text);

/** Cases of the own shop by what they wait for, the longest asked first. */
export default function ShopCasesScreen() {
  const asked = useRouter().params.filter;
  const [filter, setFilter] = useState<Filter>(isFilter(asked) ? asked : 'toAnswer');
  return (
    <MerchantScreen
      title="售后"
      above={<LineTabs options={FILTERS} chosen={filter} label="售后状态" onChoose={setFilter} />}
    >
      {() => <List key={filter} filter={filter} />}
    </MerchantScreen>
  );
}

function List({ filter }: { filter: Filter }) {
  const list = useListPages('afterSales.listOfShop', { filter, limit: 20 }, (page) => page.cases);
  const title = FILTERS.find(({ key }) => key === filter)?.empty ?? '';
  return (
    <ListShown
      list={list}
      fault="售后没取到"
      empty={{ icon: 'return', title, words: '到期没答，按同意往下走；买家可以请平台看。' }}
    >
      {list.rows.map((one) => (
        <CaseCardView
          key={one.caseId}
          of={one}
          whose={one.buyerMasked}
          onOpen={(caseId) => go.merchant('case', `id=${encodeURIComponent(caseId)}`)}
        />
      ))}
    </ListShown>
  );
}
