import type { ExampleOrder, OutputOf } from '@shared/contract';
import { type ShownAsset, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Field } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { CompareHead, CompareRow } from '../parts/Compare';

type Example = OutputOf<'admin.checkPlans'>['example'];
type Figure = Exclude<keyof ExampleOrder, 'amountFen'>;

const ROWS: readonly { readonly key: Figure; readonly words: string; readonly as: ShownAsset }[] = [
  { key: 'contributionFen', words: '进托底池', as: 'cash' },
  { key: 'pointsMicroPoints', words: '买家得增值积分', as: 'appreciating' },
  { key: 'referrerMicroPoints', words: '推荐人得', as: 'appreciating' },
  { key: 'exitQuotaFen', words: '出局额度', as: 'cash' },
  { key: 'quotaFen', words: '分红额度', as: 'cash' },
  { key: 'weightMicroShares', words: '股数', as: 'appreciating' },
  { key: 'grantedReleaseCents', words: '送待释放', as: 'cash' },
  { key: 'dailyReleaseCents', words: '每天释放', as: 'cash' },
];

interface ExampleCardProps {
  readonly example: Example | null;
  readonly typed: string;
  readonly onInput: (typed: string) => void;
}

/** What one order is granted under what runs and under the draft, as one types. */
export function ExampleCard({ example, typed, onInput }: ExampleCardProps) {
  const { running = null, draft = null } = example ?? {};
  const shown = ROWS.filter(({ key }) => (running?.[key] ?? 0) > 0 || (draft?.[key] ?? 0) > 0);
  const figure = (order: ExampleOrder | null, { key, as }: (typeof ROWS)[number]) =>
    order ? showPlain(order[key], as) : '算不出';
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>拿一笔订单看</HeadTitle>
        <View className="head-right">新会员，全部计入</View>
      </View>
      <Field isFirst words="一笔" type="number" value={typed} max={6} unit="元" onInput={onInput} />
      <CompareHead words="得到" />
      {shown.map((row) => (
        <CompareRow key={row.key} words={row.words} running={figure(running, row)} draft={figure(draft, row)} />
      ))}
      {example && shown.length === 0 ? <View className="small muted">这样的一笔什么都得不到。</View> : null}
      {example && !draft ? <View className="small muted mt8">改好错误，草稿那一栏才算得出。</View> : null}
    </View>
  );
}
