/** A request refused before anything was done; told in the shape of every reply. */
export class HttpRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details?: Record<string, unknown>,
  ) {
    super(message);
  }
}

/** Whether a request broke off: its sender went away, or sent what is no HTTP. */
const isBrokenOff = (error: unknown): boolean =>
  ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'EPIPE'].includes((error as NodeJS.ErrnoException)?.code ?? '');

/**
 * What a caller is told of an error. A failure of our own names no files and no traces: those are written to this
 * process's output, where the owner of the machine looks.
 */
export function refusalOf(error: unknown): HttpRefusal {
  if (error instanceof HttpRefusal) return error;
  if (isBrokenOff(error)) return new HttpRefusal(400, 'call/malformed', 'the request broke off');
  console.error(error);
  return new HttpRefusal(500, 'cloud/internal', 'the local cloud failed; its own output says why');
}
