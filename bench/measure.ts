/**
 * How long something takes, in milliseconds: by the clock or by the processor, whichever is less. On a busy machine the
 * clock also counts waiting for others; processor time also counts the engine's helpers, collecting garbage beside it.
 */
export function timeMs(run: () => void): number {
  const processor = process.cpuUsage();
  const start = performance.now();
  run();
  const clockMs = performance.now() - start;
  const { user, system } = process.cpuUsage(processor);
  return Math.min(clockMs, (user + system) / 1_000);
}

/** The middle one of some figures. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The e of time = c × size^e that fits best (least squares over logarithms). */
export function growthExponent(points: readonly { readonly size: number; readonly ms: number }[]): number {
  const xs = points.map(({ size }) => Math.log(size));
  const ys = points.map(({ ms }) => Math.log(ms));
  const mean = (of: readonly number[]) => of.reduce((sum, figure) => sum + figure, 0) / of.length;
  const [x, y] = [mean(xs), mean(ys)];
  const across = xs.reduce((sum, at, i) => sum + (at - x) * (ys[i]! - y), 0);
  return across / xs.reduce((sum, at) => sum + (at - x) ** 2, 0);
}

/** Rows under a heading, columns as wide as they need to be; the first column is text, the others figures. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heading.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ');
  return [line(heading), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}
