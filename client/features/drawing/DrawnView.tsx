import { Canvas, Image, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { spokenPicture } from '../../components/Picture';
import { CardSkeleton } from '../../components/states';
import type { Drawing } from './drawing';
import './drawing.css';
import { paintOn, sourceOf, wechatCanvas } from './host';

const CANVAS = 'drawn';

interface DrawnProps {
  /** The same as long as nothing of it changes: another one is drawn anew. */
  readonly drawing: Drawing;
  /** In a browser the picture it became, in WeChat the canvas it is on; null where it could not be drawn. */
  readonly onDrawn: (drawn: string | null) => void;
}

const shapeOf = ({ width, height }: Drawing) => ({ aspectRatio: `${width} / ${height}` });

/** A drawing: a canvas in WeChat, a picture in a browser, where a long press keeps it. */
export const DrawnView = process.env.TARO_ENV === 'weapp' ? WechatDrawn : BrowserDrawn;

function BrowserDrawn({ drawing, onDrawn }: DrawnProps) {
  const [source, setSource] = useState('');
  useEffect(() => {
    let isGone = false;
    const tell = (drawn: string | null) => {
      if (isGone) return;
      setSource(drawn ?? '');
      onDrawn(drawn);
    };
    sourceOf(drawing).then(tell, () => tell(null));
    return () => {
      isGone = true;
    };
  }, [drawing, onDrawn]);
  if (!source) return <CardSkeleton height={drawing.height} />;
  return (
    <Image className="drawn" style={shapeOf(drawing)} src={source} mode="widthFix" {...spokenPicture(drawing.spoken)} />
  );
}

function WechatDrawn({ drawing, onDrawn }: DrawnProps) {
  useEffect(() => {
    let isGone = false;
    Taro.nextTick(() => {
      wechatCanvas(CANVAS)
        .then(async (canvas) => {
          if (!canvas) throw new Error('no canvas');
          await paintOn(canvas, drawing);
          if (!isGone) onDrawn(CANVAS);
        })
        .catch(() => !isGone && onDrawn(null));
    });
    return () => {
      isGone = true;
    };
  }, [drawing, onDrawn]);
  return (
    <View className="drawn" style={shapeOf(drawing)} {...{ role: 'img' }} aria-label={drawing.spoken}>
      <Canvas type="2d" id={CANVAS} canvasId={CANVAS} className="drawn-canvas" style={shapeOf(drawing)} />
    </View>
  );
}
