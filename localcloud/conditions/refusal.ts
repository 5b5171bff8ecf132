/** The platform's codes: https://docs.cloudbase.net/error-code/basic/ (wx-server-sdk tells the first one as -501004). */
type ConditionCode = 'EXCEED_CONCURRENT_REQUEST_LIMIT' | 'EXCEED_RATELIMIT';

/** A request that the cloud does not take up, by the platform's code; nothing was done. */
export class ConditionRefusal extends Error {
  constructor(
    readonly code: ConditionCode,
    message: string,
  ) {
    super(message);
    this.name = 'ConditionRefusal';
  }
}

export const tooManyAtOnce = (connections: number, waiting: number): ConditionRefusal =>
  new ConditionRefusal(
    'EXCEED_CONCURRENT_REQUEST_LIMIT',
    `[LimitExceeded] exceed concurrent request limit: ${connections} requests are being answered and ${waiting} wait.`,
  );

export const tooManyASecond = (requestsPerSecond: number): ConditionRefusal =>
  new ConditionRefusal(
    'EXCEED_RATELIMIT',
    `[LimitExceeded] exceed request rate limit: more than ${requestsPerSecond} requests within a second.`,
  );
