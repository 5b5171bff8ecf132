import type { SeriesPage } from '@shared/contract';
import { showCount, showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { useStopped } from '../../../components/StopNote';
import { refusalWords } from '../../../copy/refusals';
import { reservedWords } from '../../../features/collectibles/words';
import { serverNow, useAct, useRequestId } from '../../../gateway';
import { go } from '../../../state/routes';

const TOUCHED = ['collectibles.viewSeries', 'collectibles.listSeries'] as const;

/** Whether those who were drawn are still waited for. */
const isReserved = ({ drawStanding }: SeriesPage): boolean => (drawStanding?.drawn?.reservedUntilMs ?? 0) > serverNow();

/** Why the caller cannot take one of a series that was drawn; null where they can, and where there is no draw. */
export function notDrawnWords(series: SeriesPage): string | null {
  const { drawStanding } = series;
  if (!drawStanding?.drawn || drawStanding.mine === 'drawn') return null;
  if (drawStanding.mine === 'notEntered') return '抽签领，你没有报名';
  return isReserved(series) ? '这次没有抽到你' : null;
}

/** What the caller has to do with the draw, in a sentence. */
function mineWords(series: SeriesPage): { readonly words: string; readonly tone: 'ok' | 'warn' } | null {
  const { drawStanding, takenByMe, left } = series;
  if (!drawStanding || takenByMe > 0 || left === 0) return null;
  const { mine, drawn } = drawStanding;
  if (mine === 'entered') return { words: '你报过名了。抽签前什么都不用付，抽完回来看结果。', tone: 'ok' };
  if (!drawn || mine === 'notEntered') return null;
  const until = showMoment(drawn.reservedUntilMs);
  if (mine === 'drawn')
    return isReserved(series)
      ? { words: `抽到你了。${until} 前给你留着，过了别的报名的人也能领。`, tone: 'ok' }
      : { words: '抽到你了，留着的时间已过，还有剩的，现在还能领。', tone: 'warn' };
  return isReserved(series)
    ? { words: `这次没有抽到你。${until} 后还有剩的，报过名的都能领。`, tone: 'warn' }
    : { words: '还有剩的，报过名的现在都能领。', tone: 'ok' };
}

/** How it is drawn who may take one, and where to work it out again; nothing where whoever comes first may. */
export function DrawCard({ series }: { series: SeriesPage }) {
  const { drawStanding, supply, seriesId } = series;
  if (!drawStanding) return null;
  const { drawn } = drawStanding;
  const mine = mineWords(series);
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>抽签领</HeadTitle>
        <View className="head-right">{drawn ? '抽过了' : '还没抽'}</View>
      </View>
      {mine ? <Note tone={mine.tone}>{mine.words}</Note> : null}
      <View className="mt8">
        {drawn ? (
          <>
            <LedgerRow label="报名的">{showCount(drawn.entered)} 人</LedgerRow>
            <LedgerRow label="抽中">{showCount(Math.min(drawn.entered, supply))} 人</LedgerRow>
            <LedgerRow label="抽签时间">{showMoment(drawn.atMs)}</LedgerRow>
            <LedgerRow label="中签的先领，到">{showMoment(drawn.reservedUntilMs)}</LedgerRow>
          </>
        ) : (
          <View className="small muted">
            报名不用付，截止后抽 {showCount(supply)} 人。中签的先领 {reservedWords(drawStanding)}
            ，过了还有剩的，报过名的都能领。
          </View>
        )}
      </View>
      <View className="mt8">
        <Row
          isFirst
          title={drawn ? '公布的种子和名单' : '种子已经定下'}
          sub={drawn ? '谁都能在自己的设备上重抽一遍' : '它的哈希在图文指纹里，抽完公布，改不了'}
          onTap={() => go.draw(seriesId)}
        />
      </View>
    </View>
  );
}

/** Enters the draw, once, until it ends. */
export function EnterBar({ series, isSignedIn }: { series: SeriesPage; isSignedIn: boolean }) {
  const { seriesId, state, drawStanding } = series;
  const enter = useAct('collectibles.enterDraw', TOUCHED);
  const requestId = useRequestId(['enter', seriesId]);
  const stopped = useStopped('orders');
  const hasEntered = drawStanding?.mine === 'entered' || enter.data !== undefined;
  const off = state === 'drawing' ? '报名完了，等抽签' : hasEntered ? '已报名，等抽签' : stopped;
  const words = enter.isPending ? '正在报名' : isSignedIn ? '报名抽签，不用付' : '登录后报名';
  return (
    <View className="bar">
      {enter.error ? <Note tone="bad">{refusalWords(enter.error)}</Note> : null}
      <Button
        size="block"
        isOff={off !== null || enter.isPending}
        onTap={() => (isSignedIn ? enter.mutate({ seriesId, requestId }) : go.signIn())}
      >
        {off ?? words}
      </Button>
    </View>
  );
}
