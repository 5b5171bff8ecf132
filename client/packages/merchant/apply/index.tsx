import type { Application, Industry } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { Field, Options } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { PicturePicker } from '../../../components/PicturePicker';
import { Screen } from '../../../components/Screen';
import { EmptyState, Shown, SignInState } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { refusalWords } from '../../../copy/refusals';
import { APPLICATION_STATES, INDUSTRY_WORDS } from '../../../copy/terms';
import { useAct, useRead, useRequestId, useSession } from '../../../gateway';
import { go } from '../../../state/routes';

const TOUCHED = ['merchant.viewApplication'] as const;

/** Applies for a shop of one's own, and tells what became of it. */
export default function ApplyScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const me = useRead('account.me', {}, { isOn: isSignedIn });
  const read = useRead('merchant.viewApplication', {}, { isOn: isSignedIn });
  return (
    <Screen title="申请开店" isDemo={me.value?.isDemo}>
      {!isSignedIn ? (
        <SignInState words="登录后才能申请。" />
      ) : me.value?.shop ? (
        <EmptyState
          icon="home"
          title="你已经有店了"
          words={me.value.shop.name}
          act={{ words: '去我的店', onTap: () => go.merchant('home') }}
        />
      ) : (
        <Shown of={read} fault="申请没取到">
          {({ application }) =>
            application === null ? (
              <Form />
            ) : application.state === 'submitted' ? (
              <Waiting application={application} />
            ) : (
              <>
                <Past application={application} />
                <Form />
              </>
            )
          }
        </Shown>
      )}
    </Screen>
  );
}

/** What became of the last application. */
function Past({ application: { state, shopName, decided } }: { application: Application }) {
  if (state === 'withdrawn') return <Note>上一份「{shopName}」你撤回了，可以重新交。</Note>;
  return (
    <Note tone="warn">
      上一份「{shopName}」{APPLICATION_STATES[state].words}：{decided?.reason ?? ''}
    </Note>
  );
}

function Waiting({ application }: { application: Application }) {
  const { applicationId, shopName, industry, contactName, phoneMasked, atMs } = application;
  const withdraw = useAct('merchant.withdrawApplication', TOUCHED);
  const requestId = useRequestId([applicationId, atMs]);
  const { ask, sheet } = useAskFirst();
  const takeBack = async () => {
    if (await ask({ title: '撤回申请', words: '平台不再审这一份，可以改好再交。', yes: '撤回' }))
      withdraw.mutate({ applicationId, requestId });
  };
  return (
    <View className="card">
      {sheet}
      <View className="head">
        <HeadTitle>等平台审核</HeadTitle>
        <View className="head-right">{showMoment(atMs)} 提交</View>
      </View>
      <LedgerRow label="店名">{shopName}</LedgerRow>
      <LedgerRow label="行业">{INDUSTRY_WORDS[industry]}</LedgerRow>
      <LedgerRow label="联系人">
        {contactName} {phoneMasked}
      </LedgerRow>
      <View className="small muted mt8">结果会写在这里。执照只给审核的管理员看，每次看都有记录。</View>
      {withdraw.error ? <Note tone="bad">{refusalWords(withdraw.error)}</Note> : null}
      <View className="btns mt8">
        <Button kind="plain" isOff={withdraw.isPending} onTap={() => void takeBack()}>
          撤回申请
        </Button>
      </View>
    </View>
  );
}

const FIELDS = [
  { key: 'shopName', words: '店名', max: 20, hint: '买家看到的名字' },
  { key: 'contactName', words: '联系人', max: 20, hint: '平台找谁' },
  { key: 'phone', words: '手机号', max: 11, hint: '平台打这个电话' },
] as const;

function Form() {
  const [said, setSaid] = useState({ shopName: '', contactName: '', phone: '', words: '' });
  const [industry, setIndustry] = useState<Industry>('grocery');
  const [licences, setLicences] = useState<readonly string[]>([]);
  const apply = useAct('merchant.apply', TOUCHED);
  const content = { ...said, industry, licences: [...licences] };
  const requestId = useRequestId(content);
  const missing = missingOf(said, licences);
  return (
    <>
      <View className="card">
        {FIELDS.map(({ key, words, max, hint }, at) => (
          <Field
            key={key}
            isFirst={at === 0}
            words={words}
            type={key === 'phone' ? 'number' : 'text'}
            value={said[key]}
            max={max}
            hint={hint}
            onInput={(value) => setSaid((all) => ({ ...all, [key]: value.trim() }))}
          />
        ))}
        <Options label="行业">
          {(Object.keys(INDUSTRY_WORDS) as Industry[]).map((key) => (
            <Tap
              key={key}
              role="radio"
              className={`opt ${key === industry ? 'is-on' : ''}`}
              isOn={key === industry}
              onTap={() => setIndustry(key)}
            >
              {INDUSTRY_WORDS[key]}
            </Tap>
          ))}
        </Options>
        <Field
          isLong
          words="说明"
          value={said.words}
          max={300}
          hint="卖什么、从哪里发货"
          onInput={(words) => setSaid((all) => ({ ...all, words }))}
        />
        <View className="ask">
          <View className="field-name ask-head">营业执照，最多 3 张</View>
          <PicturePicker
            kind="licence"
            what="执照图片"
            most={3}
            isLed={false}
            pictures={licences}
            onChange={setLicences}
          />
          <View className="small muted mt8 mb12">只给审核的管理员看，每次看都有记录。</View>
        </View>
      </View>
      {apply.error ? <Note tone="bad">{refusalWords(apply.error)}</Note> : null}
      <Button
        size="block"
        isOff={missing !== null || apply.isPending}
        onTap={() => apply.mutate({ ...content, requestId })}
      >
        {missing ?? (apply.isPending ? '正在提交' : '提交申请')}
      </Button>
    </>
  );
}

function missingOf(
  said: { readonly shopName: string; readonly contactName: string; readonly phone: string },
  licences: readonly string[],
): string | null {
  if (said.shopName.length < 2) return '先填店名';
  if (said.contactName === '') return '先填联系人';
  if (!/^1[3-9]\d{9}$/.test(said.phone)) return '先填 11 位手机号';
  return licences.length === 0 ? '先放营业执照' : null;
}
