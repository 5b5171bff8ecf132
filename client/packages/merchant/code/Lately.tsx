import type { OutputOf, TillPayment } from '@shared/contract';
import { showMoment, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { useAskFirst } from '../../../components/AskFirst';
import { AssetGlyph } from '../../../components/Asset';
import { Link } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { More } from '../../../components/More';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { refusalWords } from '../../../copy/refusals';
import { newRequestId, serverNow, useAct, useListPages } from '../../../gateway';

const MINUTE_MS = 60_000;

/** What came in, newest first; each may be given back whole. */
export function Lately({ today }: { today: OutputOf<'merchant.viewTill'>['today'] }) {
  const list = useListPages('merchant.listPayments', { limit: 20 }, (page) => page.payments);
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <View className="card card-low">
      <View className="head">
        <HeadTitle>收到的</HeadTitle>
        <View className="head-right">
          今天 {today.payments} 笔，{showPlain(today.cents, 'stable')}
        </View>
      </View>
      {list.rows.length === 0 ? <View className="small muted nothing-todo">还没有收到过。</View> : null}
      {list.rows.map((one, at) => (
        <View key={one.paymentId}>
          <Row
            isFirst={at === 0}
            lead={<AssetGlyph asset="stable" />}
            title={
              <View className="flex gap8 wraps">
                {one.payerMasked}
                <Tag payment={one} />
              </View>
            }
            sub={[showMoment(one.paidAtMs ?? 0), one.note].filter(Boolean).join(' · ')}
            value={<Amount units={one.amountCents ?? 0} asset="stable" sign="change" />}
            label={`${one.payerMasked} 付的 ${showPlain(one.amountCents ?? 0, 'stable')}`}
            onTap={() => setOpenId(openId === one.paymentId ? null : one.paymentId)}
          />
          {openId === one.paymentId ? <GiveBack payment={one} /> : null}
        </View>
      ))}
      <More hasMore={list.hasMore} isLoading={list.isLoading} onMore={list.more} isEnd={false} />
    </View>
  );
}

function Tag({ payment: { state, paidAtMs } }: { payment: TillPayment }) {
  if (state === 'givenBack') return <View className="tag">已退</View>;
  return serverNow() - (paidAtMs ?? 0) < MINUTE_MS ? <View className="tag tag-ok">刚刚</View> : null;
}

function GiveBack({ payment }: { payment: TillPayment }) {
  const { paymentId, payerMasked, amountCents, state, backAtMs } = payment;
  const act = useAct('merchant.givePaymentBack', ['merchant.listPayments', 'merchant.viewTill', 'merchant.viewOwed']);
  const [requestId, setRequestId] = useState(newRequestId);
  const question = useAskFirst();
  if (state === 'givenBack') return <View className="small muted mb12">{showMoment(backAtMs ?? 0)} 退给了顾客。</View>;
  const giveBack = async () => {
    const isSure = await question.ask({
      title: '退给顾客',
      words: `把 ${showPlain(amountCents ?? 0, 'stable')} 恒定积分整笔退给 ${payerMasked}。退了不能撤回。`,
      yes: '退',
    });
    if (isSure) act.mutate({ paymentId, requestId }, { onError: () => setRequestId(newRequestId()) });
  };
  return (
    <View className="mb12 flow gap8">
      <View className="flex between gap8">
        <View className="cap muted mono wrap">{paymentId}</View>
        <Link label={`整笔退给 ${payerMasked}`} onTap={() => void giveBack()}>
          整笔退给顾客
        </Link>
      </View>
      {act.error ? <Note tone="bad">{refusalWords(act.error)}</Note> : null}
      {question.sheet}
    </View>
  );
}
