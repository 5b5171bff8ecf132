import type { OutputOf, StaffOrder } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { readYuan } from '../../../components/form/yuan';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { useAct } from '../../../gateway';
import { go } from '../../../state/routes';
import { useRequestId } from '../parts/AdminScreen';

/** A return behind the settlement, or a fraud: worked out first, proposed with a reason, done by another administrator. */
export function ReverseCard({ order: { orderId, payment } }: { readonly order: StaffOrder }) {
  const [typed, setTyped] = useState('');
  const preview = useAct('admin.previewReversal');
  const cashFen = typed === '' ? undefined : (readYuan(typed) ?? 0);
  const asked = { orderId, ...(cashFen === undefined ? {} : { cashFen }) };
  const hasPoints = payment.spendableCents + payment.stableCents > 0;
  return (
    <View className="card flow gap8">
      <View className="head is-close">
        <HeadTitle>冲正</HeadTitle>
      </View>
      <View className="small muted">
        结算后才退的，或作假的。收回它带来的权益，能退的退给买家。{hasPoints ? '用积分付的部分不在里面。' : ''}
        要另一位管理员复核。
      </View>
      <Field
        isFirst
        words="金额"
        type="digit"
        value={typed}
        max={10}
        hint="元，不填就是余下的全部"
        fault={preview.error ? refusalWords(preview.error) : null}
        onInput={(value) => {
          setTyped(value);
          preview.reset();
        }}
      />
      {preview.data ? (
        <Propose asked={asked} preview={preview.data} />
      ) : (
        <Button kind="line" size="block" isOff={preview.isPending} onTap={() => preview.mutate(asked)}>
          {preview.isPending ? '正在算' : '算一算'}
        </Button>
      )}
    </View>
  );
}

type Preview = OutputOf<'admin.previewReversal'>;

/** What goes where, and why less than was reversed: rows without a figure are left out. */
function rowsOf(preview: Preview): (readonly [label: string, units: number])[] {
  const { cashFen, leftFen, refundableFen, cashierFen, balanceFen, givenUpFen, recoveredFen } = preview;
  const rows = [
    ['冲正之后还剩', leftFen - cashFen],
    ['从池收回', recoveredFen],
    ['留下不退', cashFen - refundableFen],
    ['退回微信支付的账户', cashierFen],
    ['回到现金余额', balanceFen],
    ['账号已注销，归平台', givenUpFen],
    ['还欠分红额度', preview.owedQuotaFen],
    ['还欠出局额度', preview.owedExitQuotaFen],
    ['还欠可用积分', preview.owedSpendableCents],
  ] as const;
  return rows.filter(([, units]) => units > 0);
}

interface ProposeProps {
  readonly asked: { readonly orderId: string; readonly cashFen?: number };
  readonly preview: Preview;
}

function Propose({ asked, preview }: ProposeProps) {
  const [reason, setReason] = useState('');
  const propose = useAct('admin.proposeReversal', ['admin.listProposals']);
  const requestId = useRequestId([asked, reason]);
  if (propose.data)
    return (
      <>
        <Note tone="ok">提出了，等另一位管理员复核。什么都还没有变。</Note>
        <Button kind="line" size="block" onTap={() => go.admin('proposals')}>
          看待复核的
        </Button>
      </>
    );
  const isMissing = reason.trim() === '';
  return (
    <>
      <LedgerRow label="冲正">{showPlain(preview.cashFen, 'cash')}</LedgerRow>
      {rowsOf(preview).map(([label, units]) => (
        <LedgerRow key={label} label={label}>
          {showPlain(units, 'cash')}
        </LedgerRow>
      ))}
      <View className="small muted">按现在算，复核时按那一刻再算。</View>
      <Field
        words="原因"
        value={reason}
        max={200}
        hint="为什么要冲正"
        fault={propose.error ? refusalWords(propose.error) : null}
        onInput={setReason}
      />
      <Button
        size="block"
        isOff={isMissing || propose.isPending}
        onTap={() => propose.mutate({ ...asked, reason: reason.trim(), requestId })}
      >
        {isMissing ? '先写原因' : propose.isPending ? '正在提出' : '提出，等复核'}
      </Button>
    </>
  );
}
