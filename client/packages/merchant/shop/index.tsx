import type { InputOf, OutputOf } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { useSeen } from '../../../components/form/useSeen';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRead, useRequestId } from '../../../gateway';
import { MerchantScreen } from '../parts/MerchantScreen';

type Shop = OutputOf<'merchant.viewShop'>;
type Words = Pick<
  Required<InputOf<'merchant.changeShop'>>,
  'notice' | 'servicePhone' | 'serviceHours' | 'deliveryWord' | 'afterSalesWord'
>;

const FIELDS = [
  { key: 'notice', words: '公告', max: 60, hint: '例如：周日不发货' },
  { key: 'servicePhone', words: '客服电话', max: 20, hint: '买家能打的号码' },
  { key: 'serviceHours', words: '客服时间', max: 30, hint: '例如：每天 9:00–21:00' },
  { key: 'deliveryWord', words: '发货说明', max: 30, hint: '例如：下单次日发出' },
  { key: 'afterSalesWord', words: '售后说明', max: 40, hint: '例如：签收后 7 天可退' },
] as const;

/** What the shop tells its visitors. */
export default function ShopWordsScreen() {
  return <MerchantScreen title="公告与说明">{() => <Loaded />}</MerchantScreen>;
}

function Loaded() {
  const read = useRead('merchant.viewShop', {});
  return (
    <Shown of={read} fault="店铺没取到">
      {(shop) => <Form shop={shop} />}
    </Shown>
  );
}

function Form({ shop }: { shop: Shop }) {
  const { seen, onSaved, onError } = useSeen(shop.seen);
  const { notice, servicePhone, serviceHours, deliveryWord, afterSalesWord } = shop;
  const before: Words = { notice, servicePhone, serviceHours, deliveryWord, afterSalesWord };
  const [words, setWords] = useState(before);
  const [within, setWithin] = useState(String(shop.answerWithinHours ?? ''));
  const withinFault = /^(|[1-9]|[1-6]\d|7[0-2])$/.test(within) ? null : '1 到 72 的整数';
  const answerWithinHours = within === '' ? null : Number(within);
  const save = useAct('merchant.changeShop', ['merchant.viewShop', 'merchant.home', 'shop.viewShop', 'shop.viewGoods']);
  const changed = {
    ...Object.fromEntries(FIELDS.flatMap(({ key }) => (words[key] === before[key] ? [] : [[key, words[key]]]))),
    ...(answerWithinHours === shop.answerWithinHours ? {} : { answerWithinHours }),
  };
  const requestId = useRequestId([shop.shopId, changed, before, seen]);
  const isSame = Object.keys(changed).length === 0;
  return (
    <>
      <View className="card">
        {FIELDS.map(({ key, words: name, max, hint }, at) => (
          <Field
            key={key}
            isFirst={at === 0}
            words={name}
            value={words[key]}
            max={max}
            hint={hint}
            onInput={(value) => setWords((all) => ({ ...all, [key]: value }))}
          />
        ))}
        <Field
          words="多久答复"
          value={within}
          type="number"
          max={2}
          hint="可以不填"
          unit="小时内"
          fault={withinFault}
          onInput={(typed) => setWithin(typed.trim())}
        />
        {save.error ? <Note tone="bad">{refusalWords(save.error)}</Note> : null}
        <Button
          size="block"
          className="mt8"
          isOff={isSame || withinFault !== null || save.isPending}
          onTap={() => save.mutate({ ...changed, seen, requestId }, { onSuccess: onSaved, onError })}
        >
          {save.isPending ? '正在保存' : isSame ? '没有改动' : '保存'}
        </Button>
      </View>
      <View className="card">
        <View className="head is-close">
          <HeadTitle>和平台约定的</HeadTitle>
        </View>
        <LedgerRow label="店名">{shop.name}</LedgerRow>
        <LedgerRow label="运费">
          {shop.freightFen === 0 ? '包邮' : `${showPlain(shop.freightFen, 'cash')} 元`}
          {shop.freightFen > 0 && shop.freeFreightFromFen > 0
            ? `，满 ${showPlain(shop.freeFreightFromFen, 'cash')} 元免`
            : ''}
        </LedgerRow>
        <LedgerRow label="可用积分">{shop.takesSpendable ? '收' : '不收'}</LedgerRow>
        <LedgerRow label="恒定积分">{shop.takesStable ? '收' : '不收'}</LedgerRow>
        <View className="small muted mt8">要改这些，联系平台。</View>
      </View>
    </>
  );
}
