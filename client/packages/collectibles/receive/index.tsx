import type { OfferedEdition } from '@shared/contract';
import { readGiftCode, showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { headingProps } from '../../../components/headingProps';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Picture } from '../../../components/Picture';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, EmptyState, Shown, SignInState } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { pausedWords } from '../../../features/collectibles/giving';
import { collectedWords, numberWords } from '../../../features/collectibles/words';
import { isOffline, useAct, useRead, useRequestId, useSession } from '../../../gateway';
import { go } from '../../../state/routes';
import '../collectibles.css';
import { RightsCard } from '../parts/RightsCard';

const TOUCHED = ['collectibles.listMine', 'collectibles.countMine', 'account.me'] as const;

/** Where an edition that somebody gives is accepted: by the code of a link, or one that is typed. */
export default function ReceiveScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const linked = decodeURIComponent(useRouter().params.code ?? '');
  const [code, setCode] = useState(linked);
  if (!isSignedIn)
    return (
      <Screen title="收下藏品">
        <SignInState words="登录后才能收下，登录完会回到这里。" />
      </Screen>
    );
  if (code === '') return <Typing onCode={setCode} />;
  return <Receive code={code} onAnew={() => setCode('')} />;
}

/** Asks for a code: nothing is accepted by it yet. */
function Typing({ onCode }: { onCode: (code: string) => void }) {
  const [typed, setTyped] = useState('');
  const code = readGiftCode(typed);
  const isLong = typed.replace(/[\s-]/g, '').length >= 10;
  return (
    <Screen title="收下藏品">
      <View className="card flow gap12">
        <Field
          isFirst
          words="赠送码"
          value={typed}
          max={20}
          hint="10 位字母和数字"
          fault={isLong && code === undefined ? '码是 10 位，没有 0、1 和字母 I、O' : null}
          onInput={setTyped}
        />
        <Button isOff={code === undefined} onTap={() => code && onCode(code)}>
          看看是哪一份
        </Button>
      </View>
      <Note>先看清再收下。收下不用付钱，谁向你收钱都不要给。</Note>
    </Screen>
  );
}

function Receive({ code, onAnew }: { code: string; onAnew: () => void }) {
  const isDemo = useRead('account.me', {}).value?.isDemo ?? false;
  const read = useRead('collectibles.viewOffer', { code });
  const accept = useAct('collectibles.acceptOffer', TOUCHED);
  const [tries, setTries] = useState(0);
  const requestId = useRequestId([code, tries]);
  const submit = () =>
    accept.mutate(
      { code, requestId },
      {
        onSuccess: ({ editionId }) => go.editionInstead(editionId),
        // Whether it was done is not known without an answer: the same is asked again.
        onError: (error) => {
          if (isOffline(error)) return;
          setTries(tries + 1);
          // What it was refused for is told of the edition as well, and stays told.
          read.again();
        },
      },
    );
  const refused = read.error && !isOffline(read.error) && !accept.isSuccess ? read.error : null;
  if (refused)
    return (
      <Screen title="收下藏品" isDemo={isDemo}>
        <EmptyState
          icon="warn"
          title="没有收下"
          words={refusalWords(refused)}
          act={{ words: '换一个码', onTap: onAnew }}
        />
      </Screen>
    );
  const offered = read.value;
  const isOff = !offered || offered.paused !== null || accept.isPending || accept.isSuccess;
  return (
    <Screen
      title="收下藏品"
      isDemo={isDemo}
      foot={
        <View className="bar">
          <Button size="block" isOff={isOff} onTap={submit}>
            {offered?.paused ? '暂时不能收下' : accept.isPending ? '正在收下' : '收下'}
          </Button>
        </View>
      }
    >
      <Shown of={read} fault="这一份没取到，还没有收下" skeleton={<CardSkeleton height={220} />}>
        {(value) => <Offered offered={value} />}
      </Shown>
      {accept.error ? <Note tone="bad">{refusalWords(accept.error)}</Note> : null}
    </Screen>
  );
}

/** What is given, by whom, and until when. */
function Offered({ offered }: { offered: OfferedEdition }) {
  const { title, picture, ground, fromMasked, issuerName, untilMs, paused, collectedAtMs } = offered;
  return (
    <View className="flow gap12">
      <View className="card flow gap12">
        <View className="flex gap12">
          <Picture picture={picture} ground={ground} size={96} />
          <View className="grow">
            <View className="bold wrap" {...headingProps(2)}>
              {title}
            </View>
            <View className="small muted">{numberWords(offered)}</View>
            <View className="small muted wrap">{issuerName} 发行</View>
          </View>
        </View>
        <View>
          <LedgerRow label="谁送的">{fromMasked}</LedgerRow>
          <LedgerRow label="要付">不用付钱</LedgerRow>
          <LedgerRow label="收下的时间">{showMoment(untilMs)} 以前</LedgerRow>
        </View>
      </View>
      {paused ? <Note tone="warn">{pausedWords(paused)}，现在收不下，仍归送的人。恢复后码还有效就能收。</Note> : null}
      <RightsCard
        title="收下后能做什么"
        of={offered}
        goodsSub={collectedAtMs === null ? '可以提一次，运费店家付' : `${collectedWords(collectedAtMs)}，只能提一次`}
      />
      <Note>收下后归你，编号不变，经过里多一步。它代表一份货或一项优惠，不代表价格。</Note>
    </View>
  );
}
