/** Whether an answer was refused for its size: the platform gives at most 1 MB at once. */
export const isTooLarge = (error: unknown): boolean =>
  /larger than \d+ bytes|ResponseSizeExceed|(response|result|reply).{0,40}(too large|exceed)/i.test(
    String((error as Error)?.message ?? error),
  );
