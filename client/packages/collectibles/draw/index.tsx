import type { OutputOf } from '@shared/contract';
import { showCount, showFullMoment, showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { asRefused, type Refused, saveText, useRead, useSession } from '../../../gateway';
import { type Recounted, recount } from './recount';

type Published = OutputOf<'collectibles.viewDraw'>;

/** What is published of a draw, and the draw once more on this device. */
export default function DrawScreen() {
  const seriesId = decodeURIComponent(useRouter().params.id ?? '');
  const isSignedIn = useSession((all) => all.isSignedIn);
  const isDemo = useRead('account.me', {}, { isOn: isSignedIn }).value?.isDemo;
  const read = useRead('collectibles.viewDraw', { seriesId });
  return (
    <Screen title="抽签公开" isDemo={isDemo}>
      <Shown of={read} fault="抽签没取到" skeleton={<CardSkeleton height={320} />}>
        {(draw) => (
          <>
            <Told draw={draw} />
            {draw.drawn ? <Again key={draw.drawn.seed} draw={draw} /> : null}
            <View className="card">
              <View className="head">
                <HeadTitle>怎么抽</HeadTitle>
              </View>
              <View className="flow gap8 small">
                <View>一、发行时定下一个随机的种子，只公布它的哈希。哈希在图文指纹里，指纹不变，种子就换不了。</View>
                <View>二、报名截止，名单定下。名单里只有编号，没有名字和手机。</View>
                <View>三、公布种子。每个人的签号是种子、名单和自己编号的哈希，签号最小的中签。</View>
                <View className="muted">种子、名单都公布，谁都能重算，算出来只有一个结果。</View>
              </View>
            </View>
          </>
        )}
      </Shown>
    </Screen>
  );
}

function Told({ draw: { series, fingerprint, entriesUntilMs, places, drawn } }: { draw: Published }) {
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>{series.title}</HeadTitle>
        <View className="head-right">抽 {showCount(places)} 人</View>
      </View>
      {drawn ? null : <Note>报名到 {showMoment(entriesUntilMs)}，之后抽签，种子和名单那时公布在这里。</Note>}
      <View className="mt8">
        {drawn ? (
          <>
            <LedgerRow label="报名的">{showCount(drawn.entered)} 人</LedgerRow>
            <LedgerRow label="抽签时间">{showFullMoment(drawn.atMs)}</LedgerRow>
          </>
        ) : null}
        <LongHash label="种子的哈希（发行时定下）" hash={series.draw?.commitment ?? ''} />
        {drawn ? <LongHash label="种子（抽完公布）" hash={drawn.seed} /> : null}
        {drawn ? <LongHash label="名单的哈希" hash={drawn.entriesHash} /> : null}
        <LongHash label="图文指纹" hash={fingerprint} />
      </View>
    </View>
  );
}

/** A hash in full, below what it is of: here it is copied and compared. */
const LongHash = ({ label, hash }: { label: string; hash: string }) => (
  <View className="mt8">
    <View className="cap muted">{label}</View>
    <View className="mono wrap">{hash}</View>
  </View>
);

type State =
  | { readonly is: 'idle' }
  | { readonly is: 'reading'; readonly entries: number }
  | { readonly is: 'done'; readonly counted: Recounted }
  | { readonly is: 'failed'; readonly refused: Refused };

/** Draws again on this device, and hands the file of it over. */
function Again({ draw }: { draw: Published }) {
  const [state, setState] = useState<State>({ is: 'idle' });
  const [isSaved, setSaved] = useState<boolean | null>(null);
  const begin = () => {
    setState({ is: 'reading', entries: 0 });
    recount(draw, (entries) => setState({ is: 'reading', entries })).then(
      (counted) => counted && setState({ is: 'done', counted }),
      (error: unknown) => setState({ is: 'failed', refused: asRefused(error) }),
    );
  };
  if (state.is !== 'done')
    return (
      <View className="flow gap8">
        {state.is === 'failed' ? <Note tone="bad">{refusalWords(state.refused)}没有重算，再来一次。</Note> : null}
        <Button size="block" isOff={state.is === 'reading'} onTap={begin}>
          {state.is === 'reading' ? `正在取名单，${showCount(state.entries)} 人` : '在这台设备上重抽一遍'}
        </Button>
      </View>
    );
  const { file, fault } = state.counted;
  const save = async () =>
    setSaved(await saveText(`抽签-${file.series.title}.json`, `${JSON.stringify(file, null, 2)}\n`));
  return (
    <View className="flow gap8">
      {fault ? (
        <Note tone="bad">对不上（{fault.place}）。先不要领，截图联系店家客服。</Note>
      ) : (
        <Note tone="ok">
          {`这台设备从 ${showCount(file.entries.length)} 人里重抽了一遍，抽中 ${showCount(file.drawn.length)} 人，种子、名单、指纹都对得上。`}
        </Note>
      )}
      {isSaved === false ? <Note tone="warn">文件没有保存，再点一次可以重来。</Note> : null}
      {isSaved ? <Note tone="ok">文件已给出。不联网也能核对。</Note> : null}
      <Button kind="line" size="block" onTap={() => void save()}>
        存下抽签文件（JSON）
      </Button>
      <View className="cap muted">用开源的 npm run verify -- --draw 可以不联网重抽。</View>
    </View>
  );
}
