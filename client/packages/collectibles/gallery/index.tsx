import type { OutputOf } from '@shared/contract';
import { showCount } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Link } from '../../../components/Button';
import { Segments } from '../../../components/controls';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown, SignInState } from '../../../components/states';
import { tradeWords } from '../../../features/collectibles/words';
import { useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';
import '../collectibles.css';
import { Mine } from './Mine';
import { SeriesCards, SeriesList } from './Series';

type Tab = 'mine' | 'take' | 'collected';

/** One's own collectibles, and those that can be taken. */
export default function GalleryScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const asked = useRouter().params.tab;
  const [tab, setTab] = useState<Tab>(asked === 'take' || !isSignedIn ? 'take' : 'mine');
  const isDemo = useRead('account.me', {}, { isOn: isSignedIn }).value?.isDemo;
  const counts = useRead('collectibles.countMine', {}, { isOn: isSignedIn }).value;
  const first = useRead('collectibles.listSeries', { limit: 20 });
  const open = first.value ? openIn(first.value) : null;
  const chips = [
    { key: 'mine', words: `我的${counts ? ` ${showCount(counts.held)}` : ''}` },
    { key: 'take', words: `能领的${open ? ` ${open.words}` : ''}` },
    { key: 'collected', words: `领过的货${counts ? ` ${showCount(counts.collected)}` : ''}` },
  ] as const;
  return (
    <Screen title="藏品" isDemo={isDemo}>
      <Segments<Tab> options={chips} chosen={tab} label="看哪些藏品" onChoose={setTab} />
      {tab === 'take' ? (
        <SeriesList />
      ) : isSignedIn ? (
        <Mine
          key={tab}
          filter={tab === 'mine' ? 'held' : 'collected'}
          open={open?.count ?? 0}
          onTake={() => setTab('take')}
        />
      ) : (
        <SignInState words="登录后才能看到你的藏品。" />
      )}
      {tab === 'mine' && isSignedIn ? (
        <>
          <View className="head section-head">
            <HeadTitle>能领的</HeadTitle>
            <View className="head-right">{tradeWords(open?.series ?? [])}</View>
          </View>
          <Shown of={first} fault="能领的没取到" skeleton={<CardSkeleton height={220} />}>
            {(value) => <SeriesCards series={openIn(value).series} />}
          </Shown>
        </>
      ) : null}
      <View className="card card-tight">
        <Row
          isFirst
          title="收下别人送的"
          sub="输对方给的码，不用付钱"
          lead={
            <View className="muted flex">
              <Icon name="plus" size={22} />
            </View>
          }
          onTap={go.receive}
        />
      </View>
      <Note>每一份有编号、有经过，别人也能核对真假。它代表一份货或一项优惠，不代表价格。</Note>
      {process.env.TARO_ENV === 'h5' ? (
        <View className="center">
          <Link onTap={go.check}>核对别人给的证书</Link>
        </View>
      ) : null}
    </Screen>
  );
}

/** Of the first page, those that can be taken now or will be: they come first. */
function openIn({ series, next }: OutputOf<'collectibles.listSeries'>) {
  const open = series.filter(({ state }) => state === 'open' || state === 'coming');
  const hasMore = next !== null && open.length === series.length;
  return { series: open, count: open.length, words: `${open.length}${hasMore ? '+' : ''}` };
}
