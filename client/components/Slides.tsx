import { ScrollView, Swiper, SwiperItem, View } from '@tarojs/components';
import { useEffect, useRef } from 'react';
import { PictureOnly } from './Picture';
import { Tap } from './Tap';

interface SlidesProps {
  readonly pictures: readonly string[];
  /** Which slide is shown, from 0. */
  readonly place: number;
  readonly onPlace: (place: number) => void;
  /** What a tap on a picture does, in words. */
  readonly tapWords: string;
  readonly onTap: () => void;
}

const shownNow = ({ scrollLeft, clientWidth }: HTMLElement): number => Math.round(scrollLeft / clientWidth);

function Slide({ picture, label, onTap }: { picture: string; label: string; onTap: () => void }) {
  return (
    <Tap className="hero-slide slide" label={label} onTap={onTap}>
      <PictureOnly picture={picture} />
    </Tap>
  );
}

/** Slides of a browser: a row that snaps. Taro's own swiper would be loaded by every page, for its components are one module. */
function ScrolledSlides({ pictures, place, onPlace, tapWords, onTap }: SlidesProps) {
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    const { current } = row;
    if (current && shownNow(current) !== place) current.scrollTo({ left: place * current.clientWidth });
  }, [place]);
  return (
    <ScrollView ref={row} className="slides" scrollX onScroll={() => row.current && onPlace(shownNow(row.current))}>
      {pictures.map((picture) => (
        <Slide key={picture} picture={picture} label={tapWords} onTap={onTap} />
      ))}
    </ScrollView>
  );
}

function SwipedSlides({ pictures, place, onPlace, tapWords, onTap }: SlidesProps) {
  return (
    <Swiper className="slides" current={place} onChange={({ detail }) => onPlace(detail.current)}>
      {pictures.map((picture) => (
        <SwiperItem key={picture}>
          <View className="slide-whole">
            <Slide picture={picture} label={tapWords} onTap={onTap} />
          </View>
        </SwiperItem>
      ))}
    </Swiper>
  );
}

/** Pictures to swipe through, as high as what they stand in. */
export const Slides = process.env.TARO_ENV === 'h5' ? ScrolledSlides : SwipedSlides;
