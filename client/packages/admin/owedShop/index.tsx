import type { OutputOf } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { readYuan } from '../../../components/form/yuan';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { OwedLedger } from '../../../features/owed/OwedLedger';
import { ShopLines } from '../../../features/owed/ShopLines';
import { useAct, useListPages, useRead, useRequestId } from '../../../gateway';
import { AdminScreen } from '../parts/AdminScreen';
import { TOUCHED } from './touched';
import { WaitingCard } from './WaitingCard';

type Owed = OutputOf<'admin.viewOwed'>;

/** What one shop is owed: of what it is made, what was paid, and a payout to record. */
export default function OwedShopScreen() {
  const shopId = decodeURIComponent(useRouter().params.id ?? '');
  return (
    <AdminScreen area="staff.money" title="付给商家">
      {(me) => <Loaded shopId={shopId} memberId={me.memberId} />}
    </AdminScreen>
  );
}

function Loaded({ shopId, memberId }: { shopId: string; memberId: string }) {
  const read = useRead('admin.viewOwed', { shopId });
  return (
    <Shown of={read} fault="欠款没取到">
      {(owed) => (
        <>
          <View className="card">
            <View className="head is-close">
              <HeadTitle>{owed.shop.name}</HeadTitle>
            </View>
            <OwedLedger owed={owed.shop} isOwn={false} />
          </View>
          {owed.waiting.map((one) => (
            <WaitingCard key={one.proposalId} proposal={one} isOwn={one.proposedBy === memberId} />
          ))}
          {owed.shop.owedFen > 0 ? <PayCard owed={owed} /> : null}
          <Lines shopId={shopId} />
        </>
      )}
    </Shown>
  );
}

/** Money that has left by a bank, with its number there. */
function PayCard({ owed }: { owed: Owed }) {
  const { shopId, name, owedFen } = owed.shop;
  const [typed, setTyped] = useState('');
  const [reference, setReference] = useState('');
  const pay = useAct('admin.payOut', TOUCHED);
  const requestId = useRequestId([shopId, owedFen, typed, reference]);
  const { ask, sheet } = useAskFirst();
  const amountFen = readYuan(typed);
  const isAlone = amountFen !== null && amountFen <= owed.aloneFen;
  const missing = !amountFen ? '先填金额' : reference.trim().length < 4 ? '先填银行单号' : null;
  const record = async () => {
    if (!amountFen) return;
    const words = isAlone
      ? `记下后从欠款里减掉 ${showPlain(amountFen, 'cash')} 元，不能收回。`
      : `超过今天一个人能记的 ${showPlain(owed.aloneFen, 'cash')} 元，要另一位管理员复核后才记。`;
    const yes = isAlone ? '记付款' : '提交复核';
    if (await ask({ title: `付给${name} ${showPlain(amountFen, 'cash')} 元`, words, yes }))
      pay.mutate(
        { shopId, amountFen, reference, requestId },
        {
          onSuccess: () => {
            setTyped('');
            setReference('');
          },
        },
      );
  };
  return (
    <View className="card">
      {sheet}
      <View className="head is-close">
        <HeadTitle>记一笔付款</HeadTitle>
        <View className="head-right">还欠 {showPlain(owedFen, 'cash')}</View>
      </View>
      <Field
        isFirst
        words="金额"
        type="digit"
        value={typed}
        max={12}
        unit="元"
        hint={showPlain(owedFen, 'cash')}
        fault={typed !== '' && amountFen === null ? '填金额，最多两位小数' : null}
        onInput={setTyped}
      />
      <Field words="银行单号" value={reference} max={60} hint="转账回单上的号码" onInput={setReference} />
      {pay.error ? <Note tone="bad">{refusalWords(pay.error)}</Note> : null}
      <Button size="block" className="mt8" isOff={missing !== null || pay.isPending} onTap={() => void record()}>
        {missing ?? (isAlone ? '记付款' : '提交复核')}
      </Button>
    </View>
  );
}

function Lines({ shopId }: { shopId: string }) {
  return <ShopLines list={useListPages('admin.listShopLines', { shopId, limit: 20 }, (page) => page.lines)} />;
}
