/** The light and dark of a picture, row by row. */
export interface Shades {
  readonly width: number;
  readonly height: number;
  isDark(x: number, y: number): boolean;
}

/** Data codewords and blocks by version, for the levels that are read: L, M. */
const BLOCKS: Readonly<Record<number, readonly (readonly [codewords: number, blocks: number])[]>> = {
  1: [
    [19, 1],
    [34, 1],
    [55, 1],
    [80, 1],
    [108, 1],
    [136, 2],
  ],
  0: [
    [16, 1],
    [28, 1],
    [44, 1],
    [64, 2],
    [86, 2],
    [108, 4],
  ],
};

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Every seventh row and column of a corner's square: dark, light, three dark, light, dark. */
const isCorner = (at: (x: number, y: number) => boolean, left: number, top: number): boolean =>
  [0, 1, 2, 3, 4, 5, 6].every((step) => {
    const isDark = step !== 1 && step !== 5;
    return at(left + step, top + 3) === isDark && at(left + 3, top + step) === isDark;
  });

/** What is drawn for the camera alone: corners, timing, the one small square, what tells level and mask. */
function isForCamera(x: number, y: number, size: number): boolean {
  if (x === 6 || y === 6) return true;
  if (x < 9 && y < 9) return true;
  if ((x >= size - 8 && y < 9) || (x < 9 && y >= size - 8)) return true;
  return size > 21 && Math.abs(x - (size - 7)) <= 2 && Math.abs(y - (size - 7)) <= 2;
}

/** The bits along the columns, two at a time, up and down in turn, unmasked. */
function bitsOf(at: (x: number, y: number) => boolean, size: number, mask: number): boolean[] {
  const bits: boolean[] = [];
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1)
      for (const x of [right, right - 1]) {
        const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
        if (!isForCamera(x, y, size)) bits.push(at(x, y) !== MASKS[mask]!(x, y));
      }
  }
  return bits;
}

const numberOf = (bits: readonly boolean[]): number => bits.reduce((sum, bit) => sum * 2 + Number(bit), 0);

/**
 * Reads a QR code that fills a square of a picture, with a rim of one light square: versions 1 to 6, levels L and M,
 * bytes. Reads what is drawn and mends nothing: one wrong dot of the data is a wrong text. Undefined for no code.
 */
export function readQr(shades: Shades, left: number, top: number, side: number): string | undefined {
  for (let version = 1; version <= 6; version += 1) {
    const size = 17 + 4 * version;
    const dot = side / (size + 2);
    const at = (x: number, y: number) =>
      shades.isDark(Math.floor(left + (x + 1.5) * dot), Math.floor(top + (y + 1.5) * dot));
    if (isCorner(at, 0, 0) && isCorner(at, size - 7, 0) && isCorner(at, 0, size - 7)) return readVersion(at, version);
  }
  return undefined;
}

function readVersion(at: (x: number, y: number) => boolean, version: number): string | undefined {
  const size = 17 + 4 * version;
  const told = numberOf([at(0, 8), at(1, 8), at(2, 8), at(3, 8), at(4, 8)]) ^ 0b10101;
  const [codewords, blocks] = BLOCKS[told >> 3]?.[version - 1] ?? [0, 0];
  if (blocks === 0) return undefined;
  const bits = bitsOf(at, size, told & 7);
  const words = Array.from({ length: codewords }, (_, nth) => numberOf(bits.slice(nth * 8, nth * 8 + 8)));
  const ordered = Array.from({ length: blocks }, (_, block) =>
    words.filter((_word, nth) => nth % blocks === block),
  ).flat();
  const data = ordered.flatMap((word) => [7, 6, 5, 4, 3, 2, 1, 0].map((place) => ((word >> place) & 1) === 1));
  if (numberOf(data.slice(0, 4)) !== 4) return undefined;
  const length = numberOf(data.slice(4, 12));
  return Buffer.from(Array.from({ length }, (_, nth) => numberOf(data.slice(12 + nth * 8, 20 + nth * 8)))).toString();
}
