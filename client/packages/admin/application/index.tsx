import type { OutputOf } from '@shared/contract';
import { showMoment, showPhone } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { PictureOnly } from '../../../components/Picture';
import { Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { APPLICATION_STATES, INDUSTRY_WORDS } from '../../../copy/terms';
import { useAct, useRead, useRequestId } from '../../../gateway';
import { AdminScreen } from '../parts/AdminScreen';

type Whole = OutputOf<'admin.viewApplication'>;

const TOUCHED = ['admin.viewApplication', 'admin.listApplications', 'admin.listOwed', 'admin.listShops'] as const;

/** One application: who applies, the licence, and the decision. */
export default function ApplicationScreen() {
  const applicationId = decodeURIComponent(useRouter().params.id ?? '');
  return (
    <AdminScreen area="staff.shop" title="开店申请">
      {() => <Loaded applicationId={applicationId} />}
    </AdminScreen>
  );
}

function Loaded({ applicationId }: { applicationId: string }) {
  const read = useRead('admin.viewApplication', { applicationId });
  return (
    <Shown of={read} fault="申请没取到">
      {(one) => (
        <>
          <Asked one={one} />
          {one.state === 'submitted' ? <Decide one={one} /> : null}
        </>
      )}
    </Shown>
  );
}

function Asked({ one }: { one: Whole }) {
  const { words, tone } = APPLICATION_STATES[one.state];
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>{one.shopName}</HeadTitle>
        <View className={`tag ${tone}`}>{words}</View>
      </View>
      <LedgerRow label="行业">{INDUSTRY_WORDS[one.industry]}</LedgerRow>
      <LedgerRow label="联系人">
        {one.contactName} {showPhone(one.phone)}
      </LedgerRow>
      <LedgerRow label="提交">{showMoment(one.atMs)}</LedgerRow>
      {one.words ? <View className="quote mt8">{one.words}</View> : null}
      <View className="flow gap12 mt12" aria-label={`执照图片，${one.licences.length} 张`}>
        {one.licences.map((licence) => (
          <View key={licence} className="licence pic g1">
            <PictureOnly picture={licence} />
          </View>
        ))}
      </View>
      {one.decided ? (
        <View className="quote mt8">
          {one.decided.reason}
          <View className="cap muted">{showMoment(one.decided.atMs)}</View>
        </View>
      ) : null}
      <View className="small muted mt8">电话和执照只为审核看。谁在什么时候看过，会记下来。</View>
    </View>
  );
}

function Decide({ one }: { one: Whole }) {
  const { applicationId, shopName, atMs } = one;
  const [reason, setReason] = useState('');
  const decide = useAct('admin.decideApplication', TOUCHED);
  const approveId = useRequestId(['approve', applicationId, atMs, reason]);
  const refuseId = useRequestId(['refuse', applicationId, atMs, reason]);
  const { ask, sheet } = useAskFirst();
  const say = async (isApproved: boolean) => {
    const isSure = await ask(
      isApproved
        ? {
            title: `通过「${shopName}」`,
            words: '会建好这家店，申请人成为店主。商品、价格和结算价由你加。',
            yes: '通过',
          }
        : { title: '不通过', words: '原因会告诉申请人，对方可以改好再交。', yes: '不通过' },
    );
    if (isSure) decide.mutate({ applicationId, isApproved, reason, requestId: isApproved ? approveId : refuseId });
  };
  const isOff = decide.isPending || reason.trim() === '';
  return (
    <View className="card">
      {sheet}
      <View className="head is-close">
        <HeadTitle>审核</HeadTitle>
      </View>
      <Field isFirst isLong words="答复" value={reason} max={200} hint="申请人会看到" onInput={setReason} />
      {decide.error ? <Note tone="bad">{refusalWords(decide.error)}</Note> : null}
      <View className="btns mt8">
        <Button kind="plain" isOff={isOff} onTap={() => void say(false)}>
          {reason.trim() === '' ? '先写答复' : '不通过'}
        </Button>
        <Button isOff={isOff} onTap={() => void say(true)}>
          通过
        </Button>
      </View>
    </View>
  );
}
