import { Canvas, Image, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { spokenPicture } from '../../../components/Picture';
import { CardSkeleton } from '../../../components/states';
import { POSTER, type Poster } from './poster';
import { type PosterSources, paint, pictureOfPoster, wechatCanvas } from './posterHost';

const POSTER_CANVAS = 'invite-poster';

interface PosterProps {
  readonly poster: Poster;
  readonly sources: PosterSources;
  /** In a browser the picture it became; null where it could not be drawn. */
  readonly onDrawn: (source: string | null) => void;
}

const aloud = ({ title, lines }: Poster): string => [title, ...lines].join('，');

/** The poster: a canvas in WeChat, a picture in a browser, where a long press keeps it. */
export const PosterView = process.env.TARO_ENV === 'weapp' ? WechatPoster : BrowserPoster;

function BrowserPoster({ poster, sources, onDrawn }: PosterProps) {
  const [source, setSource] = useState('');
  useEffect(() => {
    let isGone = false;
    const tell = (drawn: string | null) => {
      if (isGone) return;
      setSource(drawn ?? '');
      onDrawn(drawn);
    };
    pictureOfPoster(poster, sources).then(tell, () => tell(null));
    return () => {
      isGone = true;
    };
  }, [poster, sources, onDrawn]);
  if (!source) return <CardSkeleton height={POSTER.height} />;
  return <Image className="poster" src={source} mode="widthFix" {...spokenPicture(aloud(poster))} />;
}

function WechatPoster({ poster, sources, onDrawn }: PosterProps) {
  useEffect(() => {
    let isGone = false;
    Taro.nextTick(() => {
      wechatCanvas(POSTER_CANVAS)
        .then(async (canvas) => {
          if (!canvas) throw new Error('no canvas');
          await paint(canvas, poster, sources);
          if (!isGone) onDrawn(POSTER_CANVAS);
        })
        .catch(() => !isGone && onDrawn(null));
    });
    return () => {
      isGone = true;
    };
  }, [poster, sources, onDrawn]);
  return (
    <View className="poster" {...{ role: 'img' }} aria-label={aloud(poster)}>
      <Canvas type="2d" id={POSTER_CANVAS} canvasId={POSTER_CANVAS} className="poster-canvas" />
    </View>
  );
}
