import { type Clock, PlatformRefusal } from './platform';

/** Tries of one call, the first included. */
const TRIES = 6;
const FIRST_WAIT_MS = 1_000;

/** Too many at once, busy with the change before, or a line that broke: the same call may be done a little later. */
const PASSING =
  /RequestLimitExceeded|LimitExceeded\.?Frequency|InternalError|ResourceUnavailable|ResourceInUse|FunctionStatusError|Updating|Creating|ECONNRESET|ECONNREFUSED|ETIMEDOUT|ESOCKETTIMEDOUT|EAI_AGAIN|socket hang up|network timeout|too many requests|请求.*频/i;

const SECRET =
  /AuthFailure|SignatureFailure|SecretIdNotFound|InvalidCredential|InvalidAccessKeyId|SignatureDoesNotMatch/i;
const UNAUTHORISED = /UnauthorizedOperation|OperationDenied|AccessDenied/i;

const textOf = (error: unknown): string => {
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string };
  return `${code} ${message || String(error)}`.trim();
};

/** A refusal in words that say what to do. */
function refusalOf(what: string, error: unknown): PlatformRefusal {
  if (error instanceof PlatformRefusal) return error;
  const text = textOf(error);
  const code = String((error as { code?: string })?.code ?? '');
  if (SECRET.test(text))
    return new PlatformRefusal(
      `${what}: the platform does not know these keys (${text}). Set TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY to a pair of the account that owns the environment: console.cloud.tencent.com/cam/capi.`,
      code,
    );
  if (UNAUTHORISED.test(text))
    return new PlatformRefusal(
      `${what}: these keys may not do this (${text}). Give their account QcloudTCBFullAccess, QcloudSCFFullAccess and QcloudCOSFullAccess.`,
      code,
    );
  return new PlatformRefusal(`${what}: ${text}`, code);
}

/**
 * Performs a call, again after 1, 2, 4, 8 and 16 s while the platform is busy or the line breaks. @throws
 * PlatformRefusal in words that say what to do.
 */
export async function withRetries<T>(what: string, clock: Clock, call: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1)
    try {
      return await call();
    } catch (error) {
      if (tried >= TRIES || !PASSING.test(textOf(error)) || SECRET.test(textOf(error))) throw refusalOf(what, error);
      await clock.sleep(FIRST_WAIT_MS * 2 ** (tried - 1));
    }
}
