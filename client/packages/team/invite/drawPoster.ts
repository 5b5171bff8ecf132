import type { Context, Drawing, DrawnImage } from '../../../features/drawing/drawing';
import { drawInside, drawSquares, INK, wrapped, write } from '../../../features/drawing/ink';
import { drawBasket } from './drawBasket';
import { POSTER, type Poster, type PosterSources } from './poster';

const SLOGAN = ['好好买菜，', '账目清楚。'] as const;

const EDGE = 24;
const TOP_HEIGHT = 264;
const CODE = { x: POSTER.width - EDGE - 96, y: TOP_HEIGHT + 20, size: 96 } as const;

/** A poster as what is drawn of it. */
export const drawingOf = (poster: Poster, sources: PosterSources): Drawing => ({
  ...POSTER,
  spoken: [poster.title, ...poster.lines].join('，'),
  fileName: '明禾邀请海报.png',
  paint: async (context, pictureOf) => {
    const [code, goods] = await Promise.all([
      sources.squares ?? pictureOf(sources.codeFileId),
      pictureOf(poster.look === 'goods' ? sources.goodsPicture : null),
    ]);
    drawPoster(context, poster, { code, goods });
  },
});

/** What a poster's pictures are for the canvas that draws it. */
interface PosterPictures {
  /** The dark squares of a code, or its picture; null where there is none. */
  readonly code: readonly (readonly boolean[])[] | DrawnImage | null;
  readonly goods: DrawnImage | null;
}

function drawPoster(context: Context, poster: Poster, pictures: PosterPictures): void {
  context.fillStyle = INK.paper;
  context.fillRect(0, 0, POSTER.width, POSTER.height);
  drawTop(context, poster, pictures);
  write(context, poster.title, EDGE, TOP_HEIGHT + 24, '600 17px', INK.text);
  poster.lines.forEach((line, nth) => {
    write(context, line, EDGE, TOP_HEIGHT + 54 + nth * 22, '13px', INK.soft);
  });
  drawCode(context, poster, pictures.code);
}

function drawTop(context: Context, { look, goodsTitle }: Poster, { goods }: PosterPictures): void {
  if (look === 'words') {
    drawWords(context);
    return;
  }
  context.fillStyle = INK.ground;
  context.fillRect(0, 0, POSTER.width, TOP_HEIGHT);
  if (look === 'basket') {
    SLOGAN.forEach((line, nth) => {
      write(context, line, EDGE, EDGE + nth * 31, '600 22px', INK.text);
    });
    drawBasket(context);
    return;
  }
  wrapped(context, goodsTitle, '600 20px', POSTER.width - 2 * EDGE, 2).forEach((line, nth) => {
    write(context, line, EDGE, EDGE + nth * 28, '600 20px', INK.text);
  });
  if (goods) drawInside(context, goods, { x: 83, y: 80, size: 176 });
}

/** Words alone, between two rules. */
function drawWords(context: Context): void {
  SLOGAN.forEach((line, nth) => {
    write(context, line, EDGE, 72 + nth * 52, '600 36px', INK.text);
  });
  context.fillStyle = INK.line;
  context.fillRect(EDGE, 40, POSTER.width - 2 * EDGE, 1);
  context.fillRect(EDGE, TOP_HEIGHT - 1, POSTER.width - 2 * EDGE, 1);
  write(context, '明禾', EDGE, TOP_HEIGHT - 40, '15px', INK.soft);
}

function drawCode(context: Context, { caption, inviteCode }: Poster, code: PosterPictures['code']): void {
  const { x, y, size } = CODE;
  if (code === null) {
    write(context, '邀请码', x, y + 24, '13px', INK.soft);
    write(context, inviteCode, x, y + 46, '600 16px', INK.text);
    return;
  }
  if (isSquares(code)) drawSquares(context, code, CODE);
  else context.drawImage(code, x, y, size, size);
  context.textAlign = 'center';
  write(context, caption, x + size / 2, y + size + 8, '12px', INK.soft);
  context.textAlign = 'left';
}

const isSquares = (code: NonNullable<PosterPictures['code']>): code is readonly (readonly boolean[])[] =>
  Array.isArray(code);
