import type { TillPayment } from '@shared/contract';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { Note } from '../../../components/Note';
import { Sheet } from '../../../components/Sheet';
import { refusalWords } from '../../../copy/refusals';
import { AmountPad, TypedAmount } from '../../../features/exits/AmountPad';
import { unitsTyped } from '../../../features/exits/typed';
import { useAct, useRequestId } from '../../../gateway';

const isWeapp = process.env.TARO_ENV === 'weapp';
const CODE_DIGITS = 10;
const DECIMALS = 2;

interface AskSheetProps {
  /** An amount for whoever scans it, or for the member whose code is read; null while it is closed. */
  readonly of: 'amount' | 'member' | null;
  readonly onAsked: (payment: TillPayment) => void;
  readonly onClose: () => void;
}

/** Names an amount at the till. */
export function AskSheet({ of, onAsked, onClose }: AskSheetProps) {
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const [code, setCode] = useState('');
  const [tries, setTries] = useState(0);
  const act = useAct('merchant.askPayment');
  const cents = unitsTyped(typed, DECIMALS);
  const digits = code.replace(/\D/g, '');
  const isOfMember = of === 'member';
  const input = { amountCents: cents, note, ...(isOfMember ? { code: digits } : {}) };
  const requestId = useRequestId([input, tries]);
  const isWhole = cents > 0 && (!isOfMember || digits.length === CODE_DIGITS);
  const ask = () =>
    act.mutate(
      { ...input, requestId },
      {
        onSuccess: (payment) => {
          setTyped('');
          setNote('');
          setCode('');
          onAsked(payment);
        },
        onSettled: () => setTries(tries + 1),
      },
    );
  const scan = async () => {
    // Closed by whoever scans: nothing was read.
    const read = await Taro.scanCode({ scanType: ['qrCode'] }).catch(() => null);
    if (read) setCode(read.result.slice(0, CODE_DIGITS * 2));
  };
  return (
    <Sheet
      title={isOfMember ? '收顾客的付款码' : '定一个金额'}
      isOpen={of !== null}
      onClose={onClose}
      foot={
        <>
          <AmountPad typed={typed} decimals={DECIMALS} isOff={of === null} onTyped={setTyped} />
          <View className="bar">
            <Button size="block" isOff={!isWhole || act.isPending} onTap={ask}>
              {isOfMember ? '请顾客确认' : '出收款码'}
            </Button>
          </View>
        </>
      }
    >
      {isOfMember ? (
        <View>
          <Field isFirst words="付款码" type="number" value={code} max={14} hint="顾客的 10 位数字" onInput={setCode} />
          {isWeapp ? (
            <Button kind="line" onTap={() => void scan()}>
              扫顾客的码
            </Button>
          ) : null}
        </View>
      ) : null}
      <View>
        <View className="small muted">收多少恒定积分</View>
        <TypedAmount typed={typed} name="收多少" />
      </View>
      <Field isFirst words="备注" value={note} max={40} hint="顾客看得到，可以不填" onInput={setNote} />
      {act.error ? <Note tone="bad">{refusalWords(act.error)}</Note> : null}
    </Sheet>
  );
}
