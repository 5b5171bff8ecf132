import { drawBasket } from './drawBasket';
import { POSTER, type Poster, type PosterPictures } from './poster';

/** A printed card is light in both themes. */
const INK = { paper: '#FBFCFB', ground: '#E6EEE4', text: '#13201B', soft: '#53615B', line: '#C9D6CC' } as const;
const FONT = '-apple-system, "PingFang SC", "Noto Sans CJK SC", sans-serif';
const SLOGAN = ['好好买菜，', '账目清楚。'] as const;

const EDGE = 24;
const TOP_HEIGHT = 264;
const CODE = { x: POSTER.width - EDGE - 96, y: TOP_HEIGHT + 20, size: 96 } as const;

type Context = CanvasRenderingContext2D;

function write(context: Context, text: string, x: number, y: number, font: string, color: string): void {
  context.font = `${font} ${FONT}`;
  context.fillStyle = color;
  context.fillText(text, x, y);
}

/** Draws a poster into a context of its size. */
export function drawPoster(context: Context, poster: Poster, pictures: PosterPictures): void {
  context.textBaseline = 'top';
  context.textAlign = 'left';
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

/** A text in lines of that width; what a last line has no room for ends in an ellipsis. */
function wrapped(context: Context, text: string, font: string, width: number, most: number): string[] {
  context.font = `${font} ${FONT}`;
  const lines: string[] = [];
  let line = '';
  for (const letter of text) {
    if (context.measureText(line + letter).width <= width) {
      line += letter;
      continue;
    }
    if (lines.length + 1 === most) return [...lines, `${line.slice(0, -1)}…`];
    lines.push(line);
    line = letter;
  }
  return line === '' ? lines : [...lines, line];
}

/** A picture within a square, whole. */
function drawInside(
  context: Context,
  picture: NonNullable<PosterPictures['goods']>,
  { x, y, size }: { readonly x: number; readonly y: number; readonly size: number },
): void {
  const share = size / Math.max(picture.width, picture.height, 1);
  const [width, height] = [picture.width * share, picture.height * share];
  context.drawImage(picture, x + (size - width) / 2, y + (size - height) / 2, width, height);
}

function drawCode(context: Context, { caption, inviteCode }: Poster, code: PosterPictures['code']): void {
  const { x, y, size } = CODE;
  if (code === null) {
    write(context, '邀请码', x, y + 24, '13px', INK.soft);
    write(context, inviteCode, x, y + 46, '600 16px', INK.text);
    return;
  }
  if (isSquares(code)) drawSquares(context, code);
  else context.drawImage(code, x, y, size, size);
  context.textAlign = 'center';
  write(context, caption, x + size / 2, y + size + 8, '12px', INK.soft);
  context.textAlign = 'left';
}

const isSquares = (code: NonNullable<PosterPictures['code']>): code is readonly (readonly boolean[])[] =>
  Array.isArray(code);

/** Squares end where the next begin, in whole dots of the picture: a camera sees no gaps. */
function drawSquares(context: Context, squares: readonly (readonly boolean[])[]): void {
  const { x, y, size } = CODE;
  const edge = (nth: number) => Math.round((nth * size * POSTER.scale) / squares.length) / POSTER.scale;
  context.fillStyle = INK.text;
  squares.forEach((row, down) => {
    row.forEach((isDark, across) => {
      if (!isDark) return;
      const [left, top] = [edge(across), edge(down)];
      context.fillRect(x + left, y + top, edge(across + 1) - left, edge(down + 1) - top);
    });
  });
}
