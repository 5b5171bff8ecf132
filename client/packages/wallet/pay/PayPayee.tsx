import type { OutputOf } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { AssetChip } from '../../../components/Asset';
import { Button, Link } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import { LedgerRow, LedgerSum } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { useStopped } from '../../../components/StopNote';
import { CardSkeleton, Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { AmountPad, TypedAmount } from '../../../features/exits/AmountPad';
import type { PayeeCode } from '../../../features/exits/payLink';
import { typedOf, unitsTyped } from '../../../features/exits/typed';
import { unlessRefused } from '../../../features/exits/unlessRefused';
import { useConfirmed } from '../../../features/exits/useConfirmed';
import { PayPasswordSheet } from '../../../features/payPassword/PayPasswordSheet';
import { useRead } from '../../../gateway';
import { Paid } from './Paid';

type Payee = OutputOf<'wallet.viewPayee'>;

/** Points have two decimals. */
const DECIMALS = 2;

/** The amount for one shop, what stays, and the payment once it is confirmed. */
export function PayPayee({ payee }: { payee: PayeeCode }) {
  const read = unlessRefused(useRead('wallet.viewPayee', { payee }));
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState('');
  const { value } = read;
  const isFixed = value?.amountCents != null;
  const cents = value?.amountCents ?? unitsTyped(typed, DECIMALS);
  const said = value?.note || note;
  // The receipt counts from what was held before: whom one pays is read anew only where it was refused.
  const pay = useConfirmed(
    'wallet.payMerchant',
    { payee, amountCents: cents, note: said },
    ['wallet.view', 'wallet.statement', 'account.me'],
    { stale: ['wallet.viewPayee'] },
  );
  const stopped = useStopped('merchantPayments');
  if (pay.value) return <Paid payment={pay.value} leftCents={value ? value.heldCents - cents : null} />;
  const isTooMuch = value !== undefined && cents > value.heldCents;
  const canGoOn = stopped === null && value !== undefined && cents > 0 && !isTooMuch;
  return (
    <Screen
      title="付给商户"
      stops={['merchantPayments']}
      isDemo={value?.isDemo}
      foot={
        value ? (
          <>
            {isFixed ? null : <AmountPad typed={typed} decimals={DECIMALS} isOff={pay.isOpen} onTyped={setTyped} />}
            <View className="bar">
              <Button size="block" isOff={!canGoOn} onTap={pay.open}>
                {stopped ?? (isTooMuch ? '恒定积分不够' : cents === 0 ? '先输金额' : '下一步')}
              </Button>
            </View>
          </>
        ) : null
      }
      over={
        <PayPasswordSheet
          title="确认付款"
          isOpen={pay.isOpen}
          isDemo={value?.isDemo}
          what={
            <>
              <View className="small muted">付给 {value?.shopName}</View>
              <Amount units={cents} asset="stable" size="hero" />
            </>
          }
          lines={value ? <Ledger heldCents={value.heldCents} cents={cents} /> : null}
          isBusy={pay.isBusy}
          refused={pay.refused}
          onPassword={pay.confirm}
          onClose={pay.close}
        />
      }
    >
      <Shown of={read} fault="没有付，这个收款码没取到" skeleton={<CardSkeleton height={220} />}>
        {(shown) => (
          <>
            <ShopCard payee={shown} />
            <View className="card">
              <View className="flex between gap8">
                <View className="small muted">付多少</View>
                <AssetChip asset="stable" />
              </View>
              <TypedAmount typed={isFixed ? typedOf(cents, DECIMALS) : typed} name="付多少" />
              <View className="flex between gap8 mt8">
                <View className="small muted">{leftWords(shown.heldCents, cents)}</View>
                {isFixed ? null : <Link onTap={() => setTyped(typedOf(shown.heldCents, DECIMALS))}>全部</Link>}
              </View>
              {shown.untilMs === null ? null : (
                <View className="small muted mt8">店家定的金额，{showMoment(shown.untilMs)} 前付。</View>
              )}
            </View>
            {shown.amountCents === null ? (
              <View className="card card-tight">
                <Field isFirst words="备注" value={note} max={40} hint="店家看得到，可以不填" onInput={setNote} />
              </View>
            ) : null}
            {pay.refused && !pay.isOpen ? <Note tone="bad">{refusalWords(pay.refused)}</Note> : null}
            <View className="small muted center">1 积分当 1 元。付出后不能撤回。要退，找店家退。</View>
          </>
        )}
      </Shown>
    </Screen>
  );
}

const leftWords = (held: number, cents: number): string =>
  cents > held
    ? `有 ${typedOf(held, DECIMALS)}，不够`
    : `有 ${typedOf(held, DECIMALS)}，付后 ${typedOf(held - cents, DECIMALS)}`;

function ShopCard({ payee }: { payee: Payee }) {
  return (
    <View className="card flex gap12">
      <View className="accent-ink flex">
        <Icon name="home" size={26} />
      </View>
      <View className="grow">
        <HeadTitle>{payee.shopName}</HeadTitle>
        {payee.note ? <View className="cap muted wrap">{payee.note}</View> : null}
      </View>
    </View>
  );
}

function Ledger({ heldCents, cents }: { heldCents: number; cents: number }) {
  return (
    <>
      <LedgerRow label="现在有">
        <Amount units={heldCents} asset="stable" />
      </LedgerRow>
      <LedgerRow label="付出">
        <Amount units={cents} asset="stable" isTaken />
      </LedgerRow>
      <LedgerSum label="付后余">
        <Amount units={Math.max(heldCents - cents, 0)} asset="stable" size="lead" />
      </LedgerSum>
    </>
  );
}
