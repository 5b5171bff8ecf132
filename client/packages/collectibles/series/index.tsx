import type { SeriesPage } from '@shared/contract';
import { showCount, showDayOf, showFullMoment, showHash, showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { Button } from '../../../components/Button';
import { Progress } from '../../../components/bars';
import { HeadTitle } from '../../../components/HeadTitle';
import { headingProps } from '../../../components/headingProps';
import { LedgerRow } from '../../../components/Ledger';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown } from '../../../components/states';
import { Price } from '../../../features/collectibles/Price';
import { limitWords, showNumber, tradeWords } from '../../../features/collectibles/words';
import { GoodsPictures } from '../../../features/goods/GoodsPictures';
import { serverNow, useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';
import '../collectibles.css';
import { RightsCard } from '../parts/RightsCard';
import { DrawCard, EnterBar, notDrawnWords } from './draw';

const SOON_MS = 60_000;

/** What is to come is read again when it opens, or when entering ends; a longer way off, and until it is drawn, now and then. */
function untilNext(series: SeriesPage | undefined): number | false {
  if (series?.state === 'drawing') return SOON_MS;
  const nextMs =
    series?.state === 'coming' ? series.opensAtMs : series?.state === 'entering' ? series.closesAtMs : null;
  return nextMs === null ? false : Math.min(Math.max(nextMs - serverNow(), 1_000), SOON_MS);
}

/** One series: what it is, what an edition of it gives, and how it is taken. */
export default function SeriesScreen() {
  const seriesId = decodeURIComponent(useRouter().params.id ?? '');
  const isSignedIn = useSession((all) => all.isSignedIn);
  const isDemo = useRead('account.me', {}, { isOn: isSignedIn }).value?.isDemo;
  const read = useRead('collectibles.viewSeries', { seriesId }, { everyMs: untilNext });
  const series = read.value;
  return (
    <Screen
      title="藏品"
      isDemo={isDemo}
      isFlush={series !== undefined}
      foot={series ? <TakeBar series={series} isSignedIn={isSignedIn} /> : null}
    >
      <Shown of={read} fault="这种藏品没取到" skeleton={<CardSkeleton height={360} />}>
        {(value) => (
          <>
            <GoodsPictures pictures={value.pictures} ground={value.ground} />
            <View className="pad flow gap12 goods-body">
              <About series={value} />
            </View>
          </>
        )}
      </Shown>
    </Screen>
  );
}

function About({ series }: { series: SeriesPage }) {
  const { title, issuer, issuedAtMs, story, supply, left, limit, opensAtMs, closesAtMs, draw } = series;
  const taken = supply - left;
  return (
    <>
      <View>
        <View className="edition-head">
          <View className="title bold" {...headingProps(2)}>
            {title}
          </View>
          <View className="muted">共 {showCount(supply)} 份</View>
        </View>
        <View className="small muted">
          {issuer.name} · {showDayOf(issuedAtMs)} 发行 · 发行后内容不能改
        </View>
      </View>
      <View className="card">
        <View className="head">
          <HeadTitle>怎么领</HeadTitle>
          <View className="head-right">{tradeWords([series])}</View>
        </View>
        <Price price={series.price} size="figure" />
        <View className="mt8">
          <LedgerRow label="每人">{limitWords(limit).replace('每人 ', '')}</LedgerRow>
          <LedgerRow label={draw ? '报名开始' : '开始'}>{showMoment(opensAtMs)}</LedgerRow>
          {closesAtMs === null ? null : (
            <LedgerRow label={draw ? '报名截止' : '截止'}>{showMoment(closesAtMs)}</LedgerRow>
          )}
          <LedgerRow label="领走">
            {showCount(taken)} / {showCount(supply)}
          </LedgerRow>
        </View>
        <View className="mt8">
          <Progress part={taken} whole={supply} tone="accent" words={`领走 ${taken} 份，共 ${supply} 份`} />
        </View>
      </View>
      <DrawCard series={series} />
      <RightsCard title="领到后能做什么" of={series} goodsSub="提一次，运费店家付" />
      {story ? (
        <View className="card">
          <View className="head">
            <HeadTitle>它的来历</HeadTitle>
          </View>
          <View className="flow gap8">
            {story.split('\n').map((line) => (
              <View key={line} className="wrap">
                {line}
              </View>
            ))}
          </View>
        </View>
      ) : null}
      <View className="card">
        <View className="head">
          <HeadTitle>发行</HeadTitle>
        </View>
        <LedgerRow label="编号">
          {showNumber(1)}–{showNumber(supply)}
        </LedgerRow>
        <LedgerRow label="发行的店">{issuer.name}</LedgerRow>
        <LedgerRow label="发行时间">{showFullMoment(issuedAtMs)}</LedgerRow>
        <LedgerRow label="图文指纹">
          <View className="mono">{showHash(series.fingerprint)}</View>
        </LedgerRow>
        <View className="cap muted mt8">图、文、编号、用处变了一处，指纹就不一样。每一份的经过都从它接起。</View>
      </View>
    </>
  );
}

/** Why none can be taken now, on the key itself; null where one can. */
function offWords(series: SeriesPage): string | null {
  const { state, opensAtMs, limit, takenByMe, draw } = series;
  if (limit !== null && takenByMe >= limit) return `每人 ${limit} 份，你领过了`;
  if (state === 'coming') return `${showMoment(opensAtMs)} 开始${draw ? '报名' : '领'}`;
  if (state === 'over') return '已截止，不能再领';
  return state === 'allTaken' ? '领完了' : notDrawnWords(series);
}

function TakeBar({ series, isSignedIn }: { series: SeriesPage; isSignedIn: boolean }) {
  if (series.state === 'entering' || series.state === 'drawing')
    return <EnterBar series={series} isSignedIn={isSignedIn} />;
  return <OpenBar series={series} isSignedIn={isSignedIn} />;
}

function OpenBar({ series, isSignedIn }: { series: SeriesPage; isSignedIn: boolean }) {
  const off = offWords(series);
  const hasSome = series.takenByMe > 0;
  return (
    <View className="bar btns">
      {hasSome ? (
        <Button kind="plain" onTap={() => go.collectibles()}>
          看我的
        </Button>
      ) : null}
      <Button isOff={off !== null} onTap={() => (isSignedIn ? go.takeEdition(series.seriesId) : go.signIn())}>
        {off ?? (isSignedIn ? '领一份' : '登录后领')}
      </Button>
    </View>
  );
}
