/** Why an invocation gave no result. */
export type FailureKind =
  | 'notFound'
  | 'thrown'
  | 'timeout'
  | 'memory'
  | 'crashed'
  | 'busy'
  | 'tooDeep'
  | 'requestTooLarge'
  | 'resultTooLarge'
  | 'closed';

/** The platform's number for each failure, as `errCode` of wx.cloud.callFunction. */
const ERROR_CODES: Record<FailureKind, number> = {
  notFound: -501000,
  thrown: -504002,
  timeout: -504003,
  memory: -504002,
  crashed: -504002,
  busy: -501004,
  tooDeep: -504002,
  requestTooLarge: -501007,
  resultTooLarge: -604001,
  closed: -501002,
};

/** A cloud function that could not be run or did not come to an end: what the caller of callFunction is told. */
export class FunctionError extends Error {
  constructor(
    readonly kind: FailureKind,
    message: string,
  ) {
    super(message);
    this.name = 'FunctionError';
  }

  get errCode(): number {
    return ERROR_CODES[this.kind];
  }

  /** The code of a nested call's answer on the wire. */
  get wireCode(): string {
    return this.kind === 'busy'
      ? 'EXCEED_CONCURRENT_REQUEST_LIMIT'
      : this.kind === 'requestTooLarge'
        ? 'INVALID_PARAM'
        : 'FUNCTIONS_EXECUTE_FAIL';
  }
}
