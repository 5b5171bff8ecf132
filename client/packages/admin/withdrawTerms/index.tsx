import type { OutputOf, PayeeNeeds } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Choice } from '../../../components/form/Choice';
import { Field } from '../../../components/form/Field';
import { readPercent, writePercent } from '../../../components/form/percent';
import { readCount, readYuan, writeYuan } from '../../../components/form/yuan';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRead, useRequestId } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';

type Terms = OutputOf<'admin.viewWithdrawalTerms'>['terms'];
type Typed = Record<keyof Terms, string>;

const NEEDS = [
  { key: 'nothing', words: '不要' },
  { key: 'name', words: '姓名' },
  { key: 'nameAndNumber', words: '姓名和身份证号' },
] as const satisfies readonly { key: PayeeNeeds; words: string }[];

type Kind = 'yuan' | 'percent' | 'count';
const READ = { yuan: readYuan, percent: readPercent, count: readCount } as const;
const WRITE = { yuan: writeYuan, percent: writePercent, count: String } as const;
const UNITS = { yuan: '元', percent: '%' } as const;

const FIELDS: readonly { key: Exclude<keyof Terms, 'withdrawNeeds'>; words: string; kind: Kind; unit?: string }[] = [
  { key: 'withdrawMinFen', words: '最少', kind: 'yuan' },
  { key: 'withdrawFeeMillionths', words: '手续费', kind: 'percent' },
  { key: 'withdrawDailyFen', words: '一天最多', kind: 'yuan' },
  { key: 'withdrawDailyCount', words: '一天几笔', kind: 'count', unit: '笔' },
  { key: 'withdrawWaitHours', words: '入账等待', kind: 'count', unit: '小时' },
  { key: 'withdrawReviewFromFen', words: '审核起点', kind: 'yuan' },
  { key: 'withdrawSecondFromFen', words: '两位起点', kind: 'yuan' },
  { key: 'withdrawTaxFreeFen', words: '免估额', kind: 'yuan' },
  { key: 'withdrawTaxMillionths', words: '估税比例', kind: 'percent' },
];

/** The terms of withdrawals: they hold for what is asked for from now on. */
export default function WithdrawTermsScreen() {
  const read = useRead('admin.viewWithdrawalTerms', {});
  return (
    <AdminScreen area="staff.owner" title="提现条件">
      {() => (
        <Shown of={read} fault="条件没取到">
          {({ terms }) => <Form terms={terms} />}
        </Shown>
      )}
    </AdminScreen>
  );
}

const typedOf = (terms: Terms): Typed => ({
  ...(Object.fromEntries(FIELDS.map(({ key, kind }) => [key, WRITE[kind](terms[key])])) as Typed),
  withdrawNeeds: terms.withdrawNeeds,
});

function Form({ terms }: { terms: Terms }) {
  const [typed, setTyped] = useState<Typed>(() => typedOf(terms));
  const save = useAct('admin.saveSettings', ['admin.viewWithdrawalTerms']);
  const requestId = useRequestId(typed);
  const figures = FIELDS.map(({ key, kind }) => [key, READ[kind](typed[key])] as const);
  const isRight = figures.every(([, figure]) => figure !== null);
  const act = () =>
    save.mutate(
      {
        ...(Object.fromEntries(figures) as Partial<Terms>),
        withdrawNeeds: typed.withdrawNeeds as PayeeNeeds,
        requestId,
      },
      { onSuccess: go.back },
    );
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>从现在起的申请</HeadTitle>
      </View>
      {FIELDS.map(({ key, words, kind, unit }, at) => (
        <Field
          key={key}
          isFirst={at === 0}
          words={words}
          type="digit"
          value={typed[key]}
          max={10}
          unit={unit ?? (kind === 'count' ? '' : UNITS[kind])}
          fault={READ[kind](typed[key]) === null ? '填数字' : null}
          onInput={(value) => setTyped({ ...typed, [key]: value })}
        />
      ))}
      <Choice
        label="收款人要填"
        options={NEEDS}
        chosen={typed.withdrawNeeds as PayeeNeeds}
        onChoose={(key) => setTyped({ ...typed, withdrawNeeds: key })}
      />
      <View className="small muted mt8">
        微信支付对 2,000.00 起的付款要核对姓名，选「不要」时到这个金额也会问。估税只给会员看，不扣。
      </View>
      {save.error ? <Note tone="bad">{refusalWords(save.error)}</Note> : null}
      <Button size="block" className="mt12" isOff={!isRight || save.isPending} onTap={act}>
        {isRight ? '保存' : '有一项不是数字'}
      </Button>
    </View>
  );
}
