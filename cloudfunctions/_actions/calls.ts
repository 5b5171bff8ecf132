import type { Details, Reply } from '@shared/contract';
import { newId } from '../_platform/ids';
import { logCall, logFault } from '../_platform/log';
import { requestsMade } from '../_platform/requests';
import { checkVariables } from '../_platform/variables';
import { countFailure } from '../_store/alerts';
import { currentSource } from './identity';

/** A reply that says why something was not done. */
export const failure = (code: string, message: string, details: Details = {}): Reply<never> => ({
  ok: false,
  code,
  message,
  details,
});

/** What an own mistake answers: a reference to its lines in the log, and nothing of what happened. */
async function unexpected(call: string, reference: string, error: unknown): Promise<Reply<never>> {
  logFault(`${reference} ${call}`, error);
  await countFailure(Date.now());
  return failure('internal', `something went wrong, reference ${reference}`, { reference });
}

/**
 * Does the work of one call of a function, and writes the call's line into the log. A function whose variables are
 * missing or wrong does nothing. Whatever is thrown is answered as `internal`, with the reference of the line.
 */
export async function answerCall<T extends object>(
  functionName: string,
  call: string,
  work: () => Promise<T>,
): Promise<T | Reply<never>> {
  const reference = newId('E', 8);
  const before = requestsMade();
  const began = performance.now();
  let answer: T | Reply<never>;
  try {
    checkVariables(functionName);
    answer = await work();
  } catch (error) {
    answer = await unexpected(call, reference, error);
  }
  const { ok, code } = answer as { readonly ok?: boolean; readonly code?: string };
  logCall({
    call,
    reference,
    outcome: ok === false ? String(code) : 'ok',
    ms: Math.round(performance.now() - began),
    requests: requestsMade() - before,
  });
  return answer;
}

/**
 * The entry point of a function that the platform alone calls: a client can call any by its name, so `mayCall` looks who
 * it is. Never throws: what a timer did not do, the next one does, and what is answered without `errcode: 0` is told
 * again.
 */
export const calledByPlatform =
  <Event, T extends object>(
    functionName: string,
    mayCall: (event: Event) => boolean | Promise<boolean>,
    work: (event: Event) => Promise<T>,
  ) =>
  (event: Event): Promise<T | Reply<never>> =>
    answerCall(functionName, functionName, async () =>
      (await mayCall(event)) ? work(event) : failure('identity/notAllowed', 'only the platform calls this'),
    );

/** Whether the platform's timer calls. */
export const isTimer = (): boolean => currentSource() === 'wx_trigger';
