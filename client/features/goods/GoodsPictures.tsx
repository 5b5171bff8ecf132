import { ScrollView, Swiper, SwiperItem, View } from '@tarojs/components';
import { useEffect, useRef, useState } from 'react';
import { PictureOnly } from '../../components/Picture';
import { Tap } from '../../components/Tap';

interface SlidesProps {
  readonly pictures: readonly string[];
  /** Which slide is shown, from 0. */
  readonly place: number;
  readonly onPlace: (place: number) => void;
}

const shownNow = ({ scrollLeft, clientWidth }: HTMLElement): number => Math.round(scrollLeft / clientWidth);

/** Slides of a browser: a row that snaps. Taro's own swiper would be loaded by every page, for its components are one module. */
function ScrolledSlides({ pictures, place, onPlace }: SlidesProps) {
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    const { current } = row;
    if (current && shownNow(current) !== place) current.scrollTo({ left: place * current.clientWidth });
  }, [place]);
  return (
    <ScrollView ref={row} className="slides" scrollX onScroll={() => row.current && onPlace(shownNow(row.current))}>
      {pictures.map((picture) => (
        <View key={picture} className="hero-slide slide">
          <PictureOnly picture={picture} />
        </View>
      ))}
    </ScrollView>
  );
}

function SwipedSlides({ pictures, place, onPlace }: SlidesProps) {
  return (
    <Swiper className="slides" current={place} onChange={({ detail }) => onPlace(detail.current)}>
      {pictures.map((picture) => (
        <SwiperItem key={picture}>
          <View className="hero-slide">
            <PictureOnly picture={picture} />
          </View>
        </SwiperItem>
      ))}
    </Swiper>
  );
}

const Slides = process.env.TARO_ENV === 'h5' ? ScrolledSlides : SwipedSlides;

/** The pictures of a product: one, or several to swipe through; its count leads to the next, for those who cannot swipe. */
export function GoodsPictures({ pictures, ground }: { pictures: readonly string[]; ground: number }) {
  const [place, setPlace] = useState(0);
  const count = pictures.length;
  if (count < 2) {
    return (
      <View className={`hero hero-slide g${ground}`}>
        <PictureOnly picture={pictures[0] ?? ''} />
      </View>
    );
  }
  return (
    <View className={`hero g${ground}`}>
      <Slides pictures={pictures} place={place} onPlace={setPlace} />
      <Tap
        className="tag tag-raised hero-count"
        label={`第 ${place + 1} 张图，共 ${count} 张，看下一张`}
        onTap={() => setPlace((place + 1) % count)}
      >
        {place + 1} / {count}
      </Tap>
    </View>
  );
}
