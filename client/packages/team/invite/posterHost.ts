import Taro from '@tarojs/taro';
import { otherPictureAddress, pictureAddress } from '../../../gateway';
import { drawPoster } from './drawPoster';
import { POSTER, type Poster, type PosterPictures } from './poster';

/** What the poster's pictures are read from: a text as squares in a browser, WeChat's own picture there. */
export interface PosterSources {
  readonly squares: readonly (readonly boolean[])[] | null;
  readonly codeFileId: string | null;
  readonly goodsPicture: string | null;
}

/** A canvas as both hosts have one; WeChat's makes its pictures itself. */
type PosterCanvas = HTMLCanvasElement & { createImage?(): HTMLImageElement };

const isWeapp = process.env.TARO_ENV === 'weapp';

/** A picture that has come; null for one that does not. */
function loaded(canvas: PosterCanvas, source: string): Promise<HTMLImageElement | null> {
  return new Promise((resolve) => {
    const image = canvas.createImage ? canvas.createImage() : new Image();
    // A storage of another origin lets its pictures be drawn only when it is asked so.
    if (!isWeapp && /^https?:/.test(source)) image.crossOrigin = 'anonymous';
    image.onload = () => resolve(image);
    image.onerror = () => resolve(null);
    image.src = source;
  });
}

async function pictureOf(canvas: PosterCanvas, picture: string | null): Promise<HTMLImageElement | null> {
  if (!picture) return null;
  const address = isWeapp ? await otherPictureAddress(picture) : pictureAddress(picture, POSTER.width);
  return address ? loaded(canvas, address) : null;
}

/** Draws a poster into a canvas, once its pictures have come. */
export async function paint(canvas: PosterCanvas, poster: Poster, sources: PosterSources): Promise<void> {
  canvas.width = POSTER.width * POSTER.scale;
  canvas.height = POSTER.height * POSTER.scale;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the canvas gives no context');
  const [code, goods] = await Promise.all([
    sources.squares ?? pictureOf(canvas, sources.codeFileId),
    poster.look === 'goods' ? pictureOf(canvas, sources.goodsPicture) : null,
  ]);
  context.setTransform(POSTER.scale, 0, 0, POSTER.scale, 0, 0);
  drawPoster(context, poster, { code, goods } satisfies PosterPictures);
}

/** The poster as a picture of a browser's page, which a long press keeps. */
export async function pictureOfPoster(poster: Poster, sources: PosterSources): Promise<string> {
  const canvas = document.createElement('canvas');
  await paint(canvas, poster, sources);
  return canvas.toDataURL('image/png');
}

/** WeChat's canvas of this page. */
export const wechatCanvas = (id: string): Promise<PosterCanvas | null> =>
  new Promise((resolve) => {
    Taro.createSelectorQuery()
      .select(`#${id}`)
      .fields({ node: true, size: true })
      .exec(([found]) => resolve((found as { node?: PosterCanvas } | null)?.node ?? null));
  });
