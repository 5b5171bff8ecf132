import type { Redeemed, VoucherAtTill } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Amount } from '../../components/Amount';
import { Button } from '../../components/Button';
import { Stepper } from '../../components/controls';
import { Field } from '../../components/form/Field';
import { headingProps } from '../../components/headingProps';
import { Icon } from '../../components/Icon';
import { LedgerRow } from '../../components/Ledger';
import { Note } from '../../components/Note';
import { Picture } from '../../components/Picture';
import { refusalWords } from '../../copy/refusals';
import { asRefused, call, type Refused, useAct, useRequestId } from '../../gateway';
import { codeShown, visitWords } from './words';

const isWeapp = process.env.TARO_ENV === 'weapp';
const CODE_DIGITS = 12;
const MINUTE_MS = 60_000;

const digitsOf = (typed: string): string => typed.replace(/\D/g, '');

type Role = 'merchant' | 'admin';

/** The till: a code is typed or scanned, what it stands for is shown, and redeemed once it is confirmed. */
export function Redeem({ as }: { as: Role }) {
  const [typed, setTyped] = useState('');
  const [seen, setSeen] = useState<VoucherAtTill | null>(null);
  const [redeemed, setRedeemed] = useState<Redeemed | null>(null);
  const [fault, setFault] = useState<Refused | null>(null);
  const [isLooking, setLooking] = useState(false);
  const look = async (code: string): Promise<void> => {
    setLooking(true);
    setFault(null);
    setRedeemed(null);
    try {
      setSeen(await (as === 'merchant' ? call('merchant.viewVoucher', { code }) : call('admin.viewVoucher', { code })));
    } catch (error) {
      setFault(asRefused(error));
    } finally {
      setLooking(false);
    }
  };
  const scan = async (): Promise<void> => {
    // Closed by whoever scans: nothing was read.
    const read = await Taro.scanCode({ scanType: ['qrCode'] }).catch(() => null);
    if (!read) return;
    setTyped(digitsOf(read.result));
    await look(read.result.slice(0, 40));
  };
  const anew = () => {
    setSeen(null);
    setTyped('');
    setFault(null);
    setRedeemed(null);
  };
  if (redeemed) return <Done redeemed={redeemed} unit={unitOf(seen)} onAnew={anew} />;
  if (seen) return <AtTill as={as} seen={seen} onAnew={anew} onDone={setRedeemed} />;
  const isWhole = digitsOf(typed).length === CODE_DIGITS;
  return (
    <>
      <View className="card flow gap12">
        <Field
          isFirst
          words="券码"
          type="number"
          value={typed}
          max={20}
          hint="买家报的 12 位数字"
          fault={typed !== '' && digitsOf(typed).length > CODE_DIGITS ? '券码是 12 位数字' : null}
          onInput={setTyped}
        />
        {fault ? <Note tone="bad">{refusalWords(fault)}</Note> : null}
        <Button isOff={!isWhole || isLooking} onTap={() => void look(typed)}>
          查这张券
        </Button>
        {isWeapp ? (
          <Button kind="line" isOff={isLooking} onTap={() => void scan()}>
            扫买家的码
          </Button>
        ) : null}
      </View>
      <Note>查券不会核销，看清再确认。核销后不能撤回。</Note>
    </>
  );
}

interface AtTillProps {
  readonly as: Role;
  readonly seen: VoucherAtTill;
  readonly onAnew: () => void;
  readonly onDone: (redeemed: Redeemed) => void;
}

/** What pieces are counted in: rooms of a stay, portions of all else. */
const unitOf = (seen: VoucherAtTill | null): string => (seen?.isStay ? '间' : '份');

/** What the code stands for, and how many pieces of it are used now. */
function AtTill({ as, seen, onAnew, onDone }: AtTillProps) {
  const { code, left, title, label, buyerMasked, paidAtMs, untilMs, priceFen } = seen;
  const unit = unitOf(seen);
  const [pieces, setPieces] = useState(1);
  const merchant = useAct('merchant.redeemVoucher', ['merchant.listRedeemed', 'merchant.home', 'merchant.listVisits']);
  const admin = useAct('admin.redeemVoucher', ['admin.listVisits']);
  const act = as === 'merchant' ? merchant : admin;
  const requestId = useRequestId([code, left, pieces]);
  const redeem = () => act.mutate({ code, pieces, expectedLeft: left, requestId }, { onSuccess: onDone });
  return (
    <View className="card flow gap12">
      <View className="flex gap8 good-ink">
        <Icon name="check" size={24} />
        <View className="bold" {...headingProps(2)}>
          {seen.isStay ? '码有效，可以办入住' : '券有效，可以核销'}
        </View>
      </View>
      <View className="flex gap12">
        <Picture picture={seen.picture} ground={seen.ground} size={56} />
        <View className="grow">
          <View className="bold wrap">{title}</View>
          <View className="small muted wrap">{label}</View>
          <View className="small muted mono">{codeShown(code)}</View>
        </View>
      </View>
      <View>
        <LedgerRow label="买家">{buyerMasked}</LedgerRow>
        <LedgerRow label="买于">
          {showMoment(paidAtMs)}，{seen.pieces} {unit}
        </LedgerRow>
        <LedgerRow label={`每${unit}`}>
          <Amount units={priceFen} asset="cash" />
        </LedgerRow>
        {seen.terms.appointment ? (
          <LedgerRow label="预约">{seen.visit ? visitWords(seen.visit) : '没有约时间'}</LedgerRow>
        ) : null}
        <LedgerRow label="有效到">{showMoment(untilMs - MINUTE_MS)}</LedgerRow>
        <LedgerRow label="还能用">
          {left} {unit}
        </LedgerRow>
      </View>
      <View className="flex gap12">
        <View className="grow">这次用几{unit}</View>
        <Stepper what={`${unit}数`} count={pieces} atMost={left} onChange={setPieces} />
      </View>
      {act.error ? <Note tone="bad">{refusalWords(act.error)}</Note> : null}
      <View className="btns">
        <Button kind="plain" isOff={act.isPending} onTap={onAnew}>
          不用了
        </Button>
        <Button isOff={act.isPending} onTap={redeem}>
          核销 {pieces} {unit}
        </Button>
      </View>
    </View>
  );
}

function Done({ redeemed, unit, onAnew }: { redeemed: Redeemed; unit: string; onAnew: () => void }) {
  const { title, label, pieces, left, atMs } = redeemed;
  return (
    <View className="card flow gap12" {...{ role: 'status' }}>
      <View className="flex gap8 good-ink">
        <Icon name="check" size={24} />
        <View className="bold" {...headingProps(2)}>
          核销了 {pieces} {unit}
        </View>
      </View>
      <View className="wrap">{[title, label].filter(Boolean).join('，')}</View>
      <View className="small muted">
        {showMoment(atMs)}，{left > 0 ? `还能用 ${left} ${unit}。` : '用完了。'}
      </View>
      <Button kind="line" onTap={onAnew}>
        再核销一张
      </Button>
    </View>
  );
}
