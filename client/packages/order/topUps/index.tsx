import type { OutputOf, TopUpGoods } from '@shared/contract';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Button } from '../../../components/Button';
import { Segments } from '../../../components/controls';
import { LedgerRow, LedgerSum } from '../../../components/Ledger';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, EmptyState, Shown } from '../../../components/states';
import { useAnswers } from '../../../features/asks/useAnswers';
import { useRead, useSession } from '../../../gateway';
import { useCheckoutChoice } from '../../../state/checkout';
import { go } from '../../../state/routes';
import { AccountCard, usualAccounts } from './AccountCard';
import { AmountPicker } from './AmountPicker';
import { EarlierCard } from './EarlierCard';
import { PaceCard } from './PaceCard';
import './topUps.css';

type Counter = OutputOf<'shop.viewTopUps'>;

/** The counter of top-ups: what to, how much, how long it takes; then the checkout. */
export default function TopUpsScreen() {
  const goodsId = decodeURIComponent(useRouter().params.id ?? '');
  const counter = useRead('shop.viewTopUps', {});
  const me = useRead('account.me', {}, { isOn: useSession((all) => all.token !== null) });
  if (counter.value) {
    const first = counter.value.goods.find((one) => one.goodsId === goodsId) ?? counter.value.goods[0];
    if (first) return <Counted counter={counter.value} first={first} isDemo={me.value?.isDemo} />;
  }
  return (
    <Screen title="充值" isDemo={me.value?.isDemo}>
      <Shown of={counter} fault="充值没取到" skeleton={<CounterSkeleton />}>
        {() => (
          <EmptyState
            icon="phone"
            title="还没有能充的"
            words="店家上架充值后会在这里。"
            act={{ words: '去逛逛', onTap: go.home }}
          />
        )}
      </Shown>
    </Screen>
  );
}

function CounterSkeleton() {
  return (
    <>
      <CardSkeleton height={132} />
      <CardSkeleton height={160} />
    </>
  );
}

interface CountedProps {
  readonly counter: Counter;
  readonly first: TopUpGoods;
  readonly isDemo: boolean | undefined;
}

/** The size that a counter opens on: the dearest up to a hundred yuan is what most take; else the first that is there. */
const usualSku = ({ skus }: TopUpGoods): string | null => {
  const there = skus.filter(({ isSoldOut }) => !isSoldOut);
  return (there.find(({ faceFen }) => faceFen === 10_000) ?? there[0])?.skuId ?? null;
};

function Counted({ counter, first, isDemo }: CountedProps) {
  const [goodsId, setGoodsId] = useState(first.goodsId);
  const [chosen, setChosen] = useState<string | null>(null);
  const goods = counter.goods.find((one) => one.goodsId === goodsId) ?? first;
  // What is told is of the goods, whichever size is chosen: kept under their id.
  const answers = useAnswers(usualAccounts(counter.goods, counter.own));
  const isSignedIn = useSession((all) => all.token !== null);
  const tell = useCheckoutChoice((all) => all.tell);
  const skuId = goods.skus.some((one) => one.skuId === chosen) ? chosen : usualSku(goods);
  const sku = goods.skus.find((one) => one.skuId === skuId) ?? null;
  const asking = { skuId: goods.goodsId, title: goods.title, asks: goods.asks };
  const fault = answers.faultIn([asking]);
  const submit = () => {
    if (!isSignedIn) return go.signIn();
    if (!sku) return undefined;
    if (fault) return answers.tryAll();
    tell({ [sku.skuId]: answers.given(asking).answers ?? {} });
    return go.checkout([{ skuId: sku.skuId, quantity: 1 }]);
  };
  return (
    <Screen
      title="充值"
      isDemo={isDemo}
      foot={
        <View className="bar">
          <View className="grow small muted">充错号码不能撤回</View>
          <Button size="tall" className="btn-wide" isOff={sku === null} onTap={submit}>
            {payWords(isSignedIn, sku !== null, answers.isTried ? fault : null)}
          </Button>
        </View>
      }
    >
      <Segments
        label="充什么"
        options={counter.goods.map((one) => ({ key: one.goodsId, words: one.title }))}
        chosen={goods.goodsId}
        onChoose={setGoodsId}
      />
      <AccountCard key={goods.goodsId} goods={goods} own={counter.own} answers={answers} />
      <AmountPicker skus={goods.skus} chosen={skuId} onChoose={setChosen} />
      <PaceCard pace={counter.pace} />
      {sku ? <Sums sku={sku} /> : null}
      {counter.own ? <EarlierCard earlier={counter.own.earlier} /> : null}
    </Screen>
  );
}

function payWords(isSignedIn: boolean, hasSize: boolean, fault: string | null): string {
  if (!hasSize) return '今天没有';
  if (!isSignedIn) return '登录后充值';
  return fault ? '号码还没填对' : '去付款';
}

/** What is paid. Where the size says what it is worth, what it is cheaper by. */
function Sums({ sku }: { sku: TopUpGoods['skus'][number] }) {
  const { faceFen, priceFen } = sku;
  const lessFen = faceFen === null ? 0 : faceFen - priceFen;
  return (
    <View className="card">
      {faceFen !== null && lessFen > 0 ? (
        <>
          <LedgerRow label="面额">
            <Amount units={faceFen} asset="cash" />
          </LedgerRow>
          <LedgerRow label="立减">
            <Amount units={lessFen} asset="cash" isTaken />
          </LedgerRow>
        </>
      ) : (
        <LedgerRow label={sku.label}>
          <Amount units={priceFen} asset="cash" />
        </LedgerRow>
      )}
      <LedgerSum label="应付">
        <Amount units={priceFen} asset="cash" size="title" />
      </LedgerSum>
      <View className="cap muted mt8">充值不收可用积分，也不计入任何方案。</View>
    </View>
  );
}
