import type { BoughtAgain, GoodsCard, SectionShown, ShortcutShown } from '@shared/contract';
import { showDayOf, showPlain, showTime } from '@shared/format';
import { View } from '@tarojs/components';
import { type ReactNode, useEffect, useState } from 'react';
import { Amount } from '../../components/Amount';
import { Link } from '../../components/Button';
import { HeadTitle } from '../../components/HeadTitle';
import { Icon } from '../../components/Icon';
import { Picture, PictureOnly } from '../../components/Picture';
import { Tap } from '../../components/Tap';
import { GoodsPrice } from '../../features/goods/GoodsPrice';
import { OfferTaken } from '../../features/goods/OfferLine';
import { QuickAdd } from '../../features/goods/QuickAdd';
import { useBrowsing } from '../../state/browsing';
import { follow } from '../../state/leads';
import { go } from '../../state/routes';

/** Up to ten ways into the shop. */
export function Shortcuts({ shortcuts }: { shortcuts: readonly ShortcutShown[] }) {
  if (shortcuts.length === 0) return null;
  return (
    <View className={`card shortcuts ${shortcuts.length > 4 ? 'shortcuts-five' : ''}`}>
      {shortcuts.map(({ name, picture, ground, target }) => (
        <Tap key={name} className="icons-item" role="link" label={name} onTap={() => follow(target)}>
          {picture ? (
            <Picture picture={picture} ground={ground} size={52} />
          ) : (
            <View className={`pic g${ground} pic-52 title`} aria-hidden="true">
              {name.slice(0, 1)}
            </View>
          )}
          <View>{name}</View>
        </Tap>
      ))}
    </View>
  );
}

function Head({ title, right }: { title: string; right?: ReactNode }) {
  return (
    <View className="head">
      <HeadTitle>{title}</HeadTitle>
      {right ? <View className="head-right">{right}</View> : null}
    </View>
  );
}

/** A product in a row that scrolls sideways. */
function StripCard({ goods, words }: { goods: GoodsCard; words?: string }) {
  return (
    <View className="strip-card">
      <Tap className="strip-open" role="link" label={goods.title} onTap={() => go.goods(goods.goodsId)}>
        <Picture picture={goods.picture} ground={goods.ground} className="strip-pic" />
        <View className="goods-name one-line">{goods.title}</View>
        {words ? <View className="cap muted">{words}</View> : null}
      </Tap>
      <View className="strip-foot">
        <Amount units={goods.priceFen} asset="cash" size="lead" />
        {goods.isSoldOut ? null : <QuickAdd goods={goods} />}
      </View>
    </View>
  );
}

/** 11-16 买过; or how the price differs from then. */
const againWords = ({ changeFen, boughtAtMs }: BoughtAgain): string => {
  if (changeFen) return `比上次${changeFen > 0 ? '贵' : '便宜'} ${showPlain(Math.abs(changeFen), 'cash')}`;
  return `${showDayOf(boughtAtMs)} 买过`;
};

/** What the caller bought before and can buy now. */
export function Again({ again }: { again: readonly BoughtAgain[] }) {
  if (again.length === 0) return null;
  return (
    <View className="card strip">
      <Head
        title="再买一次"
        right={
          <Link label="全部买过的" onTap={go.bought}>
            全部
            <Icon name="next" size={14} />
          </Link>
        }
      />
      <View className="strip-row">
        {again.map((one) => (
          <StripCard key={one.goods.goodsId} goods={one.goods} words={againWords(one)} />
        ))}
      </View>
    </View>
  );
}

/** The operator's sections, in his order. `aheadMs`: how far the shop's clock is ahead of this device's. */
export function Sections({ sections, aheadMs }: { sections: readonly SectionShown[]; aheadMs: number }) {
  return (
    <>
      {sections.map((section, at) => (
        // Sections of one kind may have one title: their place tells them apart.
        // biome-ignore lint/suspicious/noArrayIndexKey: they are never moved while they are shown
        <SectionView key={at} section={section} aheadMs={aheadMs} />
      ))}
    </>
  );
}

function SectionView({ section, aheadMs }: { section: SectionShown; aheadMs: number }) {
  if (section.kind === 'categories') return <Tiles section={section} />;
  if (section.kind === 'offers') return <Offers title={section.title} goods={section.goods} aheadMs={aheadMs} />;
  return (
    <View className="card strip">
      <Head title={section.title} />
      <View className="strip-row">
        {section.goods.map((one) => (
          <StripCard key={one.goodsId} goods={one} />
        ))}
      </View>
    </View>
  );
}

/** 今天 12:00 止，还有 2:18:40; of a later day only until when. */
function endWords(untilMs: number, nowMs: number): string {
  const left = Math.max(0, Math.floor((untilMs - nowMs) / 1000));
  const isToday = showDayOf(untilMs) === showDayOf(nowMs);
  const end = `${isToday ? '今天' : showDayOf(untilMs)} ${showTime(untilMs)} 止`;
  if (!isToday) return end;
  const two = (n: number) => String(n).padStart(2, '0');
  return `${end}，还有 ${Math.floor(left / 3600)}:${two(Math.floor((left % 3600) / 60))}:${two(left % 60)}`;
}

function Offers({ title, goods, aheadMs }: { title: string; goods: readonly GoodsCard[]; aheadMs: number }) {
  const [nowMs, setNow] = useState(Date.now());
  const untilMs = Math.min(...goods.flatMap(({ offer }) => offer?.untilMs ?? []));
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <View className="card card-low">
      <Head title={title} right={Number.isFinite(untilMs) ? endWords(untilMs, nowMs + aheadMs) : null} />
      {goods.map((one, at) => (
        <Tap
          key={one.goodsId}
          className={`item ${at === 0 ? 'is-first' : ''}`}
          role="link"
          label={one.title}
          onTap={() => go.goods(one.goodsId)}
        >
          <Picture picture={one.picture} ground={one.ground} size={84} />
          <View className="item-main">
            <View className="goods-name">{one.title}</View>
            <View className="cap muted">{one.subtitle}</View>
            <View className="item-end">
              <GoodsPrice goods={one} />
              {one.offer ? <OfferTaken offer={one.offer} /> : null}
            </View>
          </View>
        </Tap>
      ))}
      <View className="cap muted offer-foot">划线价是平日价。到点恢复，不再延长。</View>
    </View>
  );
}

function Tiles({ section }: { section: Extract<SectionShown, { kind: 'categories' }> }) {
  const choose = useBrowsing((all) => all.choose);
  return (
    <>
      <View className="section-head">
        <Head title={section.title} />
      </View>
      <View className="grid2">
        {section.categories.map((one) => (
          <Tap
            key={one.categoryId}
            className={`tile g${one.ground}`}
            role="link"
            label={`${one.name}，${one.goodsCount} 件`}
            onTap={() => {
              choose(one.categoryId);
              go.category();
            }}
          >
            <View className="grow">
              <View className="bold">{one.name}</View>
              <View className="cap muted">{one.goodsCount} 件</View>
              {one.lowestFen === null ? null : (
                <View className="cap muted nowrap">
                  <Amount units={one.lowestFen} asset="cash" isPlain /> 起
                </View>
              )}
            </View>
            {one.picture ? <PictureOnly picture={one.picture} widthPx={64} /> : null}
          </Tap>
        ))}
      </View>
    </>
  );
}
