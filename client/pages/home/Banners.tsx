import type { BannerShown } from '@shared/contract';
import { ScrollView, Swiper, SwiperItem, View } from '@tarojs/components';
import { useRef, useState } from 'react';
import { Amount } from '../../components/Amount';
import { PictureOnly } from '../../components/Picture';
import { Tap } from '../../components/Tap';
import { follow } from '../../state/leads';

interface SlidesProps {
  readonly banners: readonly BannerShown[];
  readonly onPlace: (place: number) => void;
}

/** A row of a browser that snaps. Taro's own swiper would be loaded by every page, for its components are one module. */
function ScrolledSlides({ banners, onPlace }: SlidesProps) {
  const row = useRef<HTMLElement>(null);
  const tell = () => {
    const { current } = row;
    const first = current?.querySelector('.banner');
    if (current && first) onPlace(Math.round(current.scrollLeft / (first.clientWidth + GAP_PX)));
  };
  return (
    <ScrollView ref={row} className="banners" scrollX onScroll={tell}>
      {banners.map((banner, at) => (
        <Slide key={keyOf(banner)} banner={banner} place={at} of={banners.length} />
      ))}
    </ScrollView>
  );
}

/** Between two banners, as in home.css. */
const GAP_PX = 12;

function SwipedSlides({ banners, onPlace }: SlidesProps) {
  return (
    <Swiper className="banners" nextMargin="12px" onChange={({ detail }) => onPlace(detail.current)}>
      {banners.map((banner, at) => (
        <SwiperItem key={keyOf(banner)}>
          <Slide banner={banner} place={at} of={banners.length} />
        </SwiperItem>
      ))}
    </Swiper>
  );
}

const Slides = process.env.TARO_ENV === 'h5' ? ScrolledSlides : SwipedSlides;

const keyOf = ({ title, picture }: BannerShown): string => `${title} ${picture}`;

/** What the operator puts first. The next one shows at the edge; none moves by itself. */
export function Banners({ banners }: { banners: readonly BannerShown[] }) {
  const [place, setPlace] = useState(0);
  if (banners.length === 0) return null;
  if (banners.length === 1) return <Slide banner={banners[0]!} place={0} of={1} />;
  return (
    <View
      className="banner-box"
      {...{ role: 'region' }}
      aria-label={`轮播，第 ${place + 1} 张，共 ${banners.length} 张`}
    >
      <Slides banners={banners} onPlace={setPlace} />
      <View className="banner-dots" aria-hidden="true">
        {banners.map((banner, at) => (
          <View key={keyOf(banner)} className={`banner-dot ${at === place ? 'is-on' : ''}`} />
        ))}
      </View>
    </View>
  );
}

function Slide({ banner, place, of }: { banner: BannerShown; place: number; of: number }) {
  const { over, title, picture, ground, priceFen, target } = banner;
  return (
    <Tap
      className={`banner g${ground} ${of === 1 ? 'is-alone' : ''}`}
      role="link"
      label={of === 1 ? title : `${title}，第 ${place + 1} 张`}
      onTap={() => follow(target)}
    >
      <View className="grow flow gap4 top">
        {over ? <View className="cap muted">{over}</View> : null}
        <View className="figure bold banner-title">
          {title.split(' ').map((line) => (
            <View key={line}>{line}</View>
          ))}
        </View>
        {priceFen === null ? null : (
          <View className="mt4">
            <Amount units={priceFen} asset="cash" size="title" />
          </View>
        )}
      </View>
      {picture ? <PictureOnly picture={picture} widthPx={180} /> : null}
    </Tap>
  );
}
