import type { MemberPage, OutputOf } from '@shared/contract';
import { ASSET_WORDS, showPhone, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Choice } from '../../../components/form/Choice';
import { Field } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { Row } from '../../../components/Row';
import { Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRead, useRequestId } from '../../../gateway';
import { AdminScreen } from '../parts/AdminScreen';
import { Proposed, ReasonToPropose } from '../parts/Proposing';
import { type Adjustable, DECIMALS, readPoints } from './typed';

const CHANGES = [
  { key: 'add', words: '补发' },
  { key: 'remove', words: '收回' },
] as const;
type Change = (typeof CHANGES)[number]['key'];

const ASSETS = (Object.keys(DECIMALS) as Adjustable[]).map((key) => ({ key, words: ASSET_WORDS[key] }));

/** Points added to a member or removed: worked out first, then proposed with a reason; another administrator approves. */
export default function AdjustScreen() {
  const memberId = decodeURIComponent(useRouter().params.id ?? '');
  return (
    <AdminScreen area="staff.money" title="申请调整">
      {() => <Loaded memberId={memberId} />}
    </AdminScreen>
  );
}

function Loaded({ memberId }: { memberId: string }) {
  const read = useRead('admin.viewMember', { memberId });
  return (
    <Shown of={read} fault="会员没取到">
      {(member) => (
        <>
          <View className="card card-tight">
            <Row isFirst title={member.nickname} sub={`${showPhone(member.phoneMasked)} · ${member.joinDay} 加入`} />
          </View>
          <Adjust member={member} />
        </>
      )}
    </Shown>
  );
}

function Adjust({ member: { memberId } }: { member: MemberPage }) {
  const [change, setChange] = useState<Change>('add');
  const [asset, setAsset] = useState<Adjustable>('spendable');
  const [typed, setTyped] = useState('');
  const preview = useAct('admin.previewAdjustment');
  const units = readPoints(typed, asset);
  const again =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      preview.reset();
    };
  const missing = typed === '' ? '先填数量' : units === null ? `最多 ${DECIMALS[asset]} 位小数` : null;
  return (
    <>
      <View className="card flow gap8">
        <Choice isFirst label="补发还是收回" options={CHANGES} chosen={change} onChoose={again(setChange)} />
        <Choice label="哪种积分" options={ASSETS} chosen={asset} onChoose={again(setAsset)} />
        <Field
          words="数量"
          type="digit"
          value={typed}
          max={16}
          hint="0"
          fault={preview.error ? refusalWords(preview.error) : null}
          onInput={again(setTyped)}
        />
        {preview.data ? null : (
          <Button
            kind="line"
            size="block"
            isOff={missing !== null || preview.isPending}
            onTap={() => preview.mutate({ memberId, change, asset, units: units ?? 0 })}
          >
            {preview.isPending ? '正在算' : (missing ?? '算一算')}
          </Button>
        )}
      </View>
      {preview.data ? <Propose asked={{ memberId, change, asset, units: units ?? 0 }} preview={preview.data} /> : null}
    </>
  );
}

interface Asked {
  readonly memberId: string;
  readonly change: Change;
  readonly asset: Adjustable;
  readonly units: number;
}

/** Where the money of it comes from, or goes to (rules §5). */
function moneyWords({ change, asset }: Asked): string {
  if (asset === 'spendable') return change === 'add' ? '可用积分由平台发出，不动池。' : '收回的可用积分作废，不动池。';
  if (asset === 'stable')
    return change === 'add'
      ? '平台出资买进同值的增值积分，放进恒定积分的储备。'
      : '收回的恒定积分作废，储备不动，多出来的归平台。';
  return change === 'add'
    ? '按今天的价新发，钱由平台付进托底池，价不变低。'
    : '平台按今天的价买回，不收手续费，从托底池付给平台，积分销毁。';
}

function Propose({ asked, preview }: { asked: Asked; preview: OutputOf<'admin.previewAdjustment'> }) {
  const { asset } = asked;
  const [reason, setReason] = useState('');
  const propose = useAct('admin.proposeAdjustment', ['admin.listProposals', 'admin.viewMember']);
  const requestId = useRequestId([asked, reason]);
  if (propose.data) return <Proposed words="提出了，等另一位管理员复核。余额还没有变。" />;
  return (
    <View className="card flow gap8">
      <View className="head is-close">
        <HeadTitle>会怎样</HeadTitle>
        <View className="head-right">按现在算</View>
      </View>
      <LedgerRow label={`${ASSET_WORDS[asset]}，现在`}>{showPlain(preview.beforeUnits, asset)}</LedgerRow>
      <LedgerRow label="调整后">{showPlain(preview.afterUnits, asset)}</LedgerRow>
      {preview.fundedFen > 0 ? <LedgerRow label="平台付进池">{showPlain(preview.fundedFen, 'cash')}</LedgerRow> : null}
      {preview.boughtBackFen > 0 ? (
        <LedgerRow label="从池付给平台">{showPlain(preview.boughtBackFen, 'cash')}</LedgerRow>
      ) : null}
      <View className="small muted">{moneyWords(asked)}复核时按那一刻再算。</View>
      <ReasonToPropose
        isFirst
        reason={reason}
        hint="为什么要调整"
        fault={propose.error ? refusalWords(propose.error) : null}
        isBusy={propose.isPending}
        onReason={setReason}
        onPropose={(why) => propose.mutate({ ...asked, reason: why, requestId })}
      />
    </View>
  );
}
