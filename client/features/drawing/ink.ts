import { type Context, DOTS, type DrawnImage } from './drawing';

/** A printed card is light in both themes. */
export const INK = { paper: '#FBFCFB', ground: '#E6EEE4', text: '#13201B', soft: '#53615B', line: '#C9D6CC' } as const;
const FONT = '-apple-system, "PingFang SC", "Noto Sans CJK SC", sans-serif';

/** Where a square lies, and how large it is. */
interface Square {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** Writes a line at its top, from `x` on or, as the context is set, around it or up to it. */
export function write(context: Context, text: string, x: number, y: number, font: string, color: string): void {
  context.font = `${font} ${FONT}`;
  context.fillStyle = color;
  context.fillText(text, x, y);
}

/** A text in lines of that width; what a last line has no room for ends in an ellipsis. */
export function wrapped(context: Context, text: string, font: string, width: number, most: number): string[] {
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
export function drawInside(context: Context, picture: DrawnImage, { x, y, size }: Square): void {
  const share = size / Math.max(picture.width, picture.height, 1);
  const [width, height] = [picture.width * share, picture.height * share];
  context.drawImage(picture, x + (size - width) / 2, y + (size - height) / 2, width, height);
}

/** A code. Squares end where the next begin, in whole dots of the picture: a camera sees no gaps. */
export function drawSquares(context: Context, squares: readonly (readonly boolean[])[], { x, y, size }: Square): void {
  const edge = (nth: number) => Math.round((nth * size * DOTS) / squares.length) / DOTS;
  context.fillStyle = INK.text;
  squares.forEach((row, down) => {
    row.forEach((isDark, across) => {
      if (!isDark) return;
      const [left, top] = [edge(across), edge(down)];
      context.fillRect(x + left, y + top, edge(across + 1) - left, edge(down + 1) - top);
    });
  });
}
