import type { EditionPage } from '@shared/contract';
import { showCount, showDayOf } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter, useShareAppMessage } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { headingProps } from '../../../components/headingProps';
import { Icon } from '../../../components/Icon';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { useStopped } from '../../../components/StopNote';
import { CardSkeleton, Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { receivePath } from '../../../features/collectibles/giving';
import { showNumber } from '../../../features/collectibles/words';
import { GoodsPictures } from '../../../features/goods/GoodsPictures';
import { useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';
import '../collectibles.css';
import { RightsCard } from '../parts/RightsCard';
import { CollectSheet } from './CollectSheet';
import { GiveSheet, type Giving, GivingRow, OfferCard, useGiving } from './Giving';
import { HistoryCard } from './HistoryCard';
import { type Listing, ListingRow, ListingSheets, useListing } from './Listing';

/** One edition of one's own: what it can do, how it came here, and its goods, which are sent for once. */
export default function EditionScreen() {
  const editionId = decodeURIComponent(useRouter().params.id ?? '');
  const isSignedIn = useSession((all) => all.isSignedIn);
  const isDemo = useRead('account.me', {}, { isOn: isSignedIn }).value?.isDemo ?? false;
  const read = useRead('collectibles.viewEdition', { editionId });
  const [isCollecting, setCollecting] = useState(false);
  const listing = useListing(editionId);
  const edition = read.value;
  const giving = useGiving(editionId, edition?.giving.offeredUntilMs ?? null);
  // What goes into a chat: the edition's name and the way to accept it, and no amount.
  useShareAppMessage(() =>
    giving.code
      ? { title: `送你一份藏品「${edition?.title ?? ''}」`, path: receivePath(giving.code) }
      : {
          title: edition?.title ?? '藏品',
          path: `/packages/collectibles/series/index?id=${encodeURIComponent(edition?.seriesId ?? '')}`,
        },
  );
  return (
    <Screen
      title="藏品"
      isDemo={isDemo}
      isFlush={edition !== undefined}
      foot={edition ? <EditionBar edition={edition} onCollect={() => setCollecting(true)} /> : null}
      over={
        edition ? (
          <>
            <CollectSheet
              edition={edition}
              isOpen={isCollecting}
              isDemo={isDemo}
              onClose={() => setCollecting(false)}
            />
            <GiveSheet edition={edition} offering={giving.offering} isDemo={isDemo} />
            <ListingSheets edition={edition} listing={listing} isDemo={isDemo} />
          </>
        ) : null
      }
    >
      <Shown of={read} fault="这一份没取到" signIn="登录后才能看到你的藏品。" skeleton={<CardSkeleton height={360} />}>
        {(value) => (
          <>
            <GoodsPictures pictures={value.pictures} ground={value.ground} />
            <View className="pad flow gap12 goods-body">
              <About edition={value} giving={giving} listing={listing} />
            </View>
          </>
        )}
      </Shown>
    </Screen>
  );
}

interface AboutProps {
  readonly edition: EditionPage;
  readonly giving: Giving;
  readonly listing: Listing;
}

function About({ edition, giving, listing }: AboutProps) {
  const { title, number, supply, issuer, issuedAtMs, goods, collectedAtMs, orderId, state } = edition;
  const isCollected = collectedAtMs !== null;
  return (
    <>
      <View>
        <View className="edition-head">
          <View className="title bold" {...headingProps(2)}>
            {title}
          </View>
          <View className="flex baseline gap4" {...{ role: 'img' }} aria-label={`第 ${number} 份，共 ${supply} 份`}>
            <View className="title bold">{showNumber(number)}</View>
            <View className="muted">/ {showCount(supply)}</View>
          </View>
        </View>
        <View className="small muted">
          {issuer.name} · {showDayOf(issuedAtMs)} 发行 · 发行后内容不能改
        </View>
      </View>
      <OfferCard edition={edition} giving={giving} />
      {giving.offering.refused && !giving.offering.isOpen ? (
        <Note tone="bad">{refusalWords(giving.offering.refused)}</Note>
      ) : null}
      {orderId ? <Note tone="ok">货已下单，寄给你。到哪一步了，看订单。</Note> : null}
      <RightsCard
        title="它能做什么"
        of={edition}
        goodsSub={isCollected ? `${showDayOf(collectedAtMs)} 提过，只能提一次` : '提一次，运费店家付'}
        {...(goods
          ? {
              tag: isCollected ? (
                <View className="tag">已提货</View>
              ) : state === 'held' ? (
                <View className="tag tag-ok">可提货</View>
              ) : null,
            }
          : {})}
      />
      <HistoryCard edition={edition} />
      <View className="card card-tight">
        <CertificateRow editionId={edition.editionId} />
        <GivingRow edition={edition} onGive={giving.offering.open} />
        <ListingRow edition={edition} listing={listing} />
        <Row
          lead={
            <View className="muted flex">
              <Icon name="page" size={22} />
            </View>
          }
          title="这一种的介绍"
          sub="来历、编号、图文指纹"
          onTap={() => go.collectibleSeries(edition.seriesId)}
        />
      </View>
    </>
  );
}

/** The way to its certificate: as of the last close, or why there is none yet. */
const CertificateRow = ({ editionId }: { editionId: string }) => (
  <Row
    isFirst
    lead={
      <View className="muted flex">
        <Icon name="shield" size={22} />
      </View>
    }
    title="证书"
    sub="上一次收盘时归谁，能存成图片和文件，别人也能核对"
    onTap={() => go.certificate(editionId)}
  />
);

/** The one act of the page: its goods are sent for, and then looked for in their order. */
function EditionBar({ edition, onCollect }: { edition: EditionPage; onCollect: () => void }) {
  const { goods, orderId, state, collectedAtMs } = edition;
  const stopped = useStopped('orders');
  if (orderId)
    return (
      <View className="bar">
        <Button kind="line" size="block" onTap={() => go.order(orderId)}>
          看订单
        </Button>
      </View>
    );
  if (!goods || collectedAtMs !== null) return null;
  const isHeld = state === 'held';
  return (
    <View className="bar">
      <Button size="block" isOff={!isHeld || stopped !== null} onTap={onCollect}>
        {stopped ?? (isHeld ? '提货，寄给我' : state === 'offered' ? '正在送，收回后才能提货' : '现在不能动，不能提货')}
      </Button>
    </View>
  );
}
