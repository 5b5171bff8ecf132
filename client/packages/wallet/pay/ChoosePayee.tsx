import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { Way } from '../../../components/Way';
import { type PayeeCode, readPayLink } from '../../../features/exits/payLink';
import { go } from '../../../state/routes';

const isWeapp = process.env.TARO_ENV === 'weapp';

/** Whom to pay: scanned, or typed by the shop's number; or one's own code is shown instead. */
export function ChoosePayee({ onPayee }: { onPayee: (payee: PayeeCode) => void }) {
  const [typed, setTyped] = useState('');
  const [isOther, setOther] = useState(false);
  const shopId = typed.trim();
  const scan = async () => {
    // Closed by whoever scans: nothing was read.
    const read = await Taro.scanCode({ scanType: ['qrCode'] }).catch(() => null);
    if (!read) return;
    const payee = readPayLink(read.result);
    setOther(payee === null);
    if (payee) onPayee(payee);
  };
  return (
    <Screen title="付给商户" stops={['merchantPayments']}>
      <View className="card flow gap12">
        {isWeapp ? (
          <Button onTap={() => void scan()}>扫店里的收款码</Button>
        ) : (
          <View className="small muted">用相机扫店里的收款码，会打开这一页。扫不了，就输店号。</View>
        )}
        {isOther ? <Note tone="bad">扫到的不是收款码，没有付。请店家打开收款码再扫。</Note> : null}
        <Field isFirst words="店号" value={typed} max={40} hint="收款码下面写着" onInput={setTyped} />
        <Button kind={isWeapp ? 'line' : 'filled'} isOff={!/^[\w:.-]+$/.test(shopId)} onTap={() => onPayee({ shopId })}>
          下一步
        </Button>
      </View>
      <View className="card card-tight">
        <Way icon="card" title="让店家扫我的付款码" isFirst onTap={go.payCode} />
      </View>
    </Screen>
  );
}
