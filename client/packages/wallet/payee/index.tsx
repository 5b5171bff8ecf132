import type { OutputOf } from '@shared/contract';
import { isIdNumber, showFullMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { TickRow } from '../../../components/controls';
import { Field } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { Shown, SignInState } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRead, useRequestId, useSession } from '../../../gateway';
import { go } from '../../../state/routes';

type Payee = OutputOf<'wallet.viewRecipient'>;

const TOUCHED = ['wallet.viewRecipient', 'wallet.viewWithdraw'] as const;

/** Who is paid: told for withdrawals alone, with a consent of its own that can be taken back. */
export default function PayeeScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const read = useRead('wallet.viewRecipient', {}, { isOn: isSignedIn });
  const isDemo = useRead('account.me', {}, { isOn: isSignedIn }).value?.isDemo;
  return (
    <Screen title="收款人" isDemo={isDemo}>
      {isSignedIn ? (
        <Shown of={read} fault="收款人没取到">
          {(value) => (
            <>
              {value.payee ? <KeptCard value={value} /> : null}
              <FormCard value={value} />
            </>
          )}
        </Shown>
      ) : (
        <SignInState words="登录后才能填收款人。" />
      )}
    </Screen>
  );
}

function KeptCard({ value }: { value: Payee }) {
  const { payee, mayRemove } = value;
  const remove = useAct('wallet.removeRecipient', TOUCHED);
  const requestId = useRequestId(['remove', payee?.consentedAtMs]);
  const { ask, sheet } = useAskFirst();
  const act = async () => {
    const question = { title: '撤回同意', words: '姓名和身份证号马上删除。以后提现要重新填。', yes: '撤回并删除' };
    if (await ask(question)) remove.mutate({ requestId });
  };
  return (
    <View className="card">
      {sheet}
      <Row isFirst title="姓名" value={payee!.nameMasked} />
      {payee!.numberMasked ? <Row title="身份证号" value={payee!.numberMasked} /> : null}
      <Row title="同意于" value={showFullMoment(payee!.consentedAtMs)} />
      {remove.error ? <Note tone="bad">{refusalWords(remove.error)}</Note> : null}
      <Button kind="plain" size="block" className="mt8" isOff={!mayRemove || remove.isPending} onTap={() => void act()}>
        {mayRemove ? '撤回同意，删除' : '有提现没结束，先不能删'}
      </Button>
    </View>
  );
}

function FormCard({ value: { needs, payee } }: { value: Payee }) {
  const [name, setName] = useState('');
  const [number, setNumber] = useState('');
  const [consents, setConsents] = useState(false);
  const save = useAct('wallet.saveRecipient', TOUCHED);
  const requestId = useRequestId([name, number, payee?.consentedAtMs]);
  const wantsNumber = needs === 'nameAndNumber';
  const idNumber = number.trim().toUpperCase();
  const isWrong = wantsNumber && idNumber.length >= 18 && !isIdNumber(idNumber);
  const missing =
    name.trim().length < 2
      ? '先填姓名'
      : wantsNumber && !isIdNumber(idNumber)
        ? '先填身份证号'
        : consents
          ? null
          : '先读过并同意';
  const act = () =>
    save.mutate(
      { name: name.trim(), ...(wantsNumber ? { idNumber } : {}), consents: true, requestId },
      { onSuccess: go.back },
    );
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>{payee ? '换一个' : '填收款人'}</HeadTitle>
      </View>
      <Field isFirst words="姓名" value={name} max={30} hint="和身份证上一样" onInput={setName} />
      {wantsNumber ? (
        <Field
          words="身份证号"
          value={number}
          max={18}
          hint="18 位"
          fault={isWrong ? '看清 18 位再填' : null}
          onInput={setNumber}
        />
      ) : null}
      <View className="mt12">
        <TickRow isOn={consents} label="同意为提现保存收款人" onTap={() => setConsents(!consents)}>
          同意店家为提现保存{wantsNumber ? '姓名和身份证号' : '姓名'}
          ：加密保存，付款时交给微信支付核对，按季度报税务时用；管理员看一次记一次。随时可以撤回，撤回就删除。
        </TickRow>
      </View>
      {save.error ? <Note tone="bad">{refusalWords(save.error)}</Note> : null}
      <Button size="block" className="mt12" isOff={missing !== null || save.isPending} onTap={act}>
        {missing ?? '保存收款人'}
      </Button>
    </View>
  );
}
