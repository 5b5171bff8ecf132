import type { AfterSalesCard, OutputOf } from '@shared/contract';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useRef, useState } from 'react';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, EmptyState, Shown } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { CASE_KINDS } from '../../../copy/afterSales';
import { refusalWords } from '../../../copy/refusals';
import { CaseLedger } from '../../../features/afterSales/CaseLedger';
import { newRequestId, useAct, useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import '../service.css';
import { type Chosen, LinesCard } from './LinesCard';
import { type Why, WhyCard } from './WhyCard';

type Previewed = OutputOf<'afterSales.preview'>;
type Kind = AfterSalesCard['kind'];

const TOUCHED = [
  'shop.viewOrder',
  'shop.listOrders',
  'afterSales.list',
  'afterSales.preview',
  'account.me',
  'wallet.view',
  'shop.listHeldCoupons',
] as const;

/** Asks pieces of an order back: which, why, and what goes back for them. */
export default function ApplyScreen() {
  const orderId = decodeURIComponent(useRouter().params.id ?? '');
  const me = useRead('account.me', {});
  const may = useRead('afterSales.preview', { orderId });
  const [kind, setKind] = useState<Kind>('refund');
  const [chosen, setChosen] = useState<Readonly<Record<string, Chosen>>>({});
  const [why, setWhy] = useState<Why>({ reason: null, words: '', pictures: [] });
  const apply = useAct('afterSales.apply', TOUCHED);
  // One act, however often it is sent.
  const requestId = useRef(newRequestId());
  const lines = Object.entries(chosen).map(([skuId, { quantity, toSkuId }]) => ({
    skuId,
    quantity,
    ...(kind === 'exchange' && toSkuId ? { toSkuId } : {}),
  }));
  const missing = missingWords(may.value, kind, chosen, why);
  const change = (skuId: string, one: Chosen | null) =>
    setChosen(({ [skuId]: _before, ...others }) => (one ? { ...others, [skuId]: one } : others));
  const submit = () => {
    if (!why.reason) return;
    apply.mutate(
      {
        orderId,
        kind,
        lines,
        reason: why.reason,
        words: why.words,
        pictures: [...why.pictures],
        requestId: requestId.current,
      },
      {
        onSuccess: ({ caseId }) => go.afterSalesInstead(caseId),
        // What is changed after a refusal is another act.
        onError: () => {
          requestId.current = newRequestId();
        },
      },
    );
  };
  const isOpen = may.value && (may.value.how === 'asked' || may.value.how === 'atOnce');
  return (
    <Screen
      title="申请售后"
      isDemo={me.value?.isDemo}
      foot={
        isOpen && may.value ? (
          <View className="bar">
            <View className="grow small muted">{footWords(may.value)}</View>
            <Button isOff={missing !== null || apply.isPending} onTap={submit}>
              {missing ?? (apply.isPending ? '正在提交' : '提交申请')}
            </Button>
          </View>
        ) : null
      }
    >
      <Shown of={may} fault="订单没取到" signIn="登录后才能申请售后。" skeleton={<CardSkeleton height={320} />}>
        {(value) =>
          isOpen ? (
            <>
              {apply.error ? <Note tone="bad">{refusalWords(apply.error)}</Note> : null}
              {value.kinds.length > 1 ? (
                <KindCard
                  kinds={value.kinds}
                  chosen={kind}
                  onChoose={(one) => {
                    setKind(one);
                    setChosen({});
                  }}
                />
              ) : null}
              <LinesCard of={value} isExchange={kind === 'exchange'} chosen={chosen} onChange={change} />
              <WhyCard why={why} onChange={setWhy} />
              {kind !== 'exchange' && lines.length > 0 ? (
                <BackCard orderId={orderId} lines={lines.map(({ skuId, quantity }) => ({ skuId, quantity }))} />
              ) : null}
            </>
          ) : (
            <Closed of={value} />
          )
        }
      </Shown>
    </Screen>
  );
}

function missingWords(
  may: Previewed | undefined,
  kind: Kind,
  chosen: Readonly<Record<string, Chosen>>,
  why: Why,
): string | null {
  const all = Object.values(chosen);
  if (!may) return '请稍等';
  if (all.length === 0) return '先选哪几件';
  if (kind === 'exchange' && all.some(({ toSkuId }) => toSkuId === null)) return '先选换成哪个';
  return why.reason ? null : '先选为什么';
}

const footWords = ({ how, answerWithinDays }: Previewed): string =>
  how === 'atOnce' ? '还没发货，提交后直接退' : `店家 ${answerWithinDays * 24} 小时内答复，过时自动同意`;

function KindCard({
  kinds,
  chosen,
  onChoose,
}: {
  kinds: readonly Kind[];
  chosen: Kind;
  onChoose: (kind: Kind) => void;
}) {
  return (
    <View className="card">
      <View className="kinds" {...{ role: 'radiogroup' }} aria-label="要什么">
        {kinds.map((kind) => (
          <Tap
            key={kind}
            role="radio"
            className={`kind ${kind === chosen ? 'is-on' : ''}`}
            isOn={kind === chosen}
            onTap={() => onChoose(kind)}
          >
            <View className="bold">{CASE_KINDS[kind].words}</View>
            <View className="kind-sub">{CASE_KINDS[kind].sub}</View>
          </Tap>
        ))}
      </View>
    </View>
  );
}

/** What would go back, by the function's own sums. */
function BackCard({ orderId, lines }: { orderId: string; lines: { skuId: string; quantity: number }[] }) {
  const read = useRead('afterSales.preview', { orderId, lines });
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>退多少，怎么退</HeadTitle>
      </View>
      <Shown of={read} fault="没算出来" skeleton={<CardSkeleton />}>
        {({ ledger }) => (
          <>
            <CaseLedger ledger={ledger} />
            <View className="cap muted mt8">
              {ledger.isRedeemed
                ? '兑换的商品退成恒定积分，1 元 1 个，不退现金，通常马上就到。'
                : '付款时什么样，就什么样退回，零钱通常 1 到 3 天。订单还没结算，没有要收回的积分。'}
            </View>
          </>
        )}
      </Shown>
    </View>
  );
}

function Closed({ of }: { of: Previewed }) {
  if (of.how === 'reversal')
    return (
      <EmptyState
        icon="clock"
        title="退货期已满，订单已结算"
        words="已结算的订单要由店家提出、两位管理员复核才能退。有质量问题，带上订单号联系店家说明情况。"
        act={{ words: '看订单', onTap: () => go.order(of.orderId) }}
      />
    );
  return (
    <EmptyState
      icon="box"
      title="现在不能申请售后"
      words="没有付款、已经退完或退货期满的订单不能申请，过了免费取消时间又不能退的房间也是。"
      act={{ words: '看订单', onTap: () => go.order(of.orderId) }}
    />
  );
}
