import type { StaffOrder } from '@shared/contract';
import { showAmount } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/Button';
import { Field } from '../../components/form/Field';
import { readYuan, writeYuan } from '../../components/form/yuan';
import { HeadTitle } from '../../components/HeadTitle';
import { Note } from '../../components/Note';
import { refusalWords } from '../../copy/refusals';
import { useAct, useRequestId } from '../../gateway';
import { type Staff, TOUCHED } from './staff';

type Price = NonNullable<StaffOrder['price']>;

interface PriceCardProps {
  readonly as: Staff;
  readonly orderId: string;
  readonly price: Price;
}

/** Another price of an order that waits to be paid: goods and sending, down, and up again to what it was placed for. */
export function PriceCard({ as, orderId, price }: PriceCardProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>改价</HeadTitle>
      </View>
      <View className="small muted mb8">
        买家付款前可以减价、免运费，也可以改回，不会高过下单时的价。买家会收到新旧价和理由。
      </View>
      {isOpen ? (
        <Form key={price.changes} as={as} orderId={orderId} price={price} onDone={() => setOpen(false)} />
      ) : (
        <View className="mt8">
          <Button kind="plain" size="small" onTap={() => setOpen(true)}>
            改这一单的价
          </Button>
        </View>
      )}
    </View>
  );
}

/** What is wrong with a sum that is typed. */
const faultOf = (fen: number | null, most: number): string | null =>
  fen === null ? '填金额，最多两位小数' : fen > most ? `最多 ${showAmount(most, 'cash')}` : null;

function Form({ as, orderId, price, onDone }: PriceCardProps & { readonly onDone: () => void }) {
  const [off, setOff] = useState(writeYuan(price.offFen));
  const [freight, setFreight] = useState(writeYuan(price.freightFen));
  const [reason, setReason] = useState('');
  const [offFen, freightFen] = [readYuan(off), readYuan(freight)];
  const faults = [faultOf(offFen, price.mostOffFen), faultOf(freightFen, price.mostFreightFen)] as const;
  const content = {
    orderId,
    changes: price.changes,
    offFen: offFen ?? 0,
    freightFen: freightFen ?? 0,
    reason: reason.trim(),
  };
  const requestId = useRequestId(content);
  const change = useAct(`${as}.changePrice` as const, TOUCHED[as]);
  const isSame = offFen === price.offFen && freightFen === price.freightFen;
  const missing = faults[0] ?? faults[1] ?? (isSame ? '先改数目' : content.reason === '' ? '先写理由' : null);
  const before = price.goodsFen - price.offFen + price.freightFen;
  const after = price.goodsFen - content.offFen + content.freightFen;
  return (
    <>
      <Field isFirst words="商品减" value={off} type="digit" unit="元" fault={faults[0]} onInput={setOff} />
      <Field words="运费" value={freight} type="digit" unit="元" fault={faults[1]} onInput={setFreight} />
      <Field words="理由" value={reason} max={100} hint="买家看得到" onInput={setReason} />
      <View className="small muted mt8">
        商品加运费：{showAmount(before, 'cash')} → {showAmount(after, 'cash')}
      </View>
      {change.error ? <Note tone="bad">{refusalWords(change.error)}</Note> : null}
      <View className="btns mt8">
        <Button kind="plain" isOff={change.isPending} onTap={onDone}>
          不改了
        </Button>
        <Button
          kind="line"
          isOff={missing !== null || change.isPending}
          onTap={() => change.mutate({ ...content, requestId }, { onSuccess: onDone })}
        >
          {missing ?? (change.isPending ? '正在改' : `改为 ${showAmount(after, 'cash')}`)}
        </Button>
      </View>
    </>
  );
}
