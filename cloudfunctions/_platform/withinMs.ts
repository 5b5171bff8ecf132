/** No answer came in time. What was asked for may have been done all the same. */
class NoAnswer extends Error {}

/**
 * Waits for an answer so long and no longer, of the machine's own clock. Throws NoAnswer when there is none by then;
 * a failure that comes later is nobody's any more.
 */
export async function withinMs<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`no answer within ${ms} ms`)), ms);
  });
  answer.catch(() => undefined);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
