import Taro from '@tarojs/taro';
import { otherPictureAddress, pictureAddress } from '../../gateway';
import { DOTS, type Drawing, type DrawnImage } from './drawing';

/** A canvas as both hosts have one; WeChat's makes its pictures itself. */
type Canvas = HTMLCanvasElement & { createImage?(): HTMLImageElement };

const isWeapp = process.env.TARO_ENV === 'weapp';

/** A picture that has come; null for one that does not. */
function loaded(canvas: Canvas, source: string): Promise<HTMLImageElement | null> {
  return new Promise((resolve) => {
    const image = canvas.createImage ? canvas.createImage() : new Image();
    // A storage of another origin lets its pictures be drawn only when it is asked so.
    if (!isWeapp && /^https?:/.test(source)) image.crossOrigin = 'anonymous';
    image.onload = () => resolve(image);
    image.onerror = () => resolve(null);
    image.src = source;
  });
}

/** Draws into a canvas, once the pictures have come. */
export async function paintOn(canvas: Canvas, drawing: Drawing): Promise<void> {
  canvas.width = drawing.width * DOTS;
  canvas.height = drawing.height * DOTS;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the canvas gives no context');
  const pictureOf = async (picture: string | null): Promise<DrawnImage | null> => {
    if (!picture) return null;
    const address = isWeapp ? await otherPictureAddress(picture) : pictureAddress(picture, drawing.width);
    return address ? loaded(canvas, address) : null;
  };
  context.setTransform(DOTS, 0, 0, DOTS, 0, 0);
  context.textBaseline = 'top';
  context.textAlign = 'left';
  await drawing.paint(context, pictureOf);
}

/** A drawing as a picture of a browser's page, which a long press keeps. */
export async function sourceOf(drawing: Drawing): Promise<string> {
  const canvas = document.createElement('canvas');
  await paintOn(canvas, drawing);
  return canvas.toDataURL('image/png');
}

/** WeChat's canvas of this page. */
export const wechatCanvas = (id: string): Promise<Canvas | null> =>
  new Promise((resolve) => {
    Taro.createSelectorQuery()
      .select(`#${id}`)
      .fields({ node: true, size: true })
      .exec(([found]) => resolve((found as { node?: Canvas } | null)?.node ?? null));
  });
