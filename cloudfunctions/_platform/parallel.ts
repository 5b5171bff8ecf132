/** Does pieces of work, so many at a time, until all are done. Throws the first error once those under way have ended. */
export async function inParallel(atOnce: number, work: readonly (() => Promise<unknown>)[]): Promise<void> {
  let next = 0;
  const failed: unknown[] = [];
  const worker = async (): Promise<void> => {
    while (next < work.length && failed.length === 0) {
      const one = work[next]!;
      next += 1;
      try {
        await one();
      } catch (error) {
        failed.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, work.length) }, worker));
  if (failed.length > 0) throw failed[0];
}
