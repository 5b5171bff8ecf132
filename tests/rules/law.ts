import fc from 'fast-check';

/**
 * Random histories that a law must hold over: as many as `npm test` has time for. `npm run test:laws` takes many more;
 * mutation testing, which runs every law many times, fewer.
 */
const RUNS = Number(process.env.FAST_CHECK_RUNS ?? 300);

/** A claim that must hold for everything that can be drawn. A failure names the seed with which it comes back. */
export function law<Given extends [unknown, ...unknown[]]>(
  name: string,
  ...given: [...{ [K in keyof Given]: fc.Arbitrary<Given[K]> }, (...values: Given) => void]
): void {
  test(name, () => {
    fc.assert(fc.property(...(given as unknown as [fc.Arbitrary<unknown>, (value: unknown) => void])), {
      numRuns: RUNS,
    });
  });
}
