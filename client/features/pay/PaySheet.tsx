import { View } from '@tarojs/components';
import { useState } from 'react';
import { Amount } from '../../components/Amount';
import { Button } from '../../components/Button';
import { Note } from '../../components/Note';
import { Sheet } from '../../components/Sheet';
import { localPay } from './localPay';
import type { Pay } from './usePay';

/** Browser only: stands for WeChat's own payment sheet, and can end as that one can. */
export function PaySheet({ pay, payee }: { pay: Pay; payee: string }) {
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState(false);
  const { sheet } = pay;
  const act = async (outcome: 'paid' | 'cancelled' | 'failed') => {
    if (!sheet || isBusy) return;
    setBusy(true);
    const isTold = await localPay(sheet.prepayId, outcome);
    setBusy(false);
    setFault(!isTold);
    if (isTold) pay.end(sheet.orderId, outcome);
  };
  return (
    <Sheet
      title="微信支付"
      isDemo
      isOpen={sheet !== null}
      onClose={() => void act('cancelled')}
      foot={
        <View className="bar flow">
          <Button size="block" isOff={isBusy} onTap={() => void act('paid')}>
            {isBusy ? '正在付款' : '付款'}
          </Button>
          <View className="btns pay-others">
            <Button kind="plain" isOff={isBusy} onTap={() => void act('failed')}>
              让付款失败
            </Button>
            <Button kind="plain" isOff={isBusy} onTap={() => void act('cancelled')}>
              不付了
            </Button>
          </View>
        </View>
      }
    >
      <View className="flow gap4 center pay-figure">
        <View className="small muted">付给 {payee}</View>
        <View>
          <Amount units={sheet?.totalFen ?? 0} asset="cash" size="hero" />
        </View>
      </View>
      <Note>这里代替微信的付款窗口，不会动真钱。付款的结果由支付通知确认，和真的一样。</Note>
      {fault ? <Note tone="bad">付款没有送到，没有扣款。再试一次。</Note> : null}
    </Sheet>
  );
}
