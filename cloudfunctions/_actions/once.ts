import { type Details, refuse, refuseAgain } from '@shared/contract';
import type { Outcome } from '@shared/kernel';
import { type Run, type Transaction, transact } from '../_platform/transactions';
import { requests } from '../_store/collections';
import type { RequestDocument } from '../_store/documents';
import type { Caller, Request } from './outcomes';

/** Longer than any client goes on repeating a request. */
const KEPT_MS = 7 * 86_400_000;

const recordOf = (request: Request, memberId: string, nowMs: number, outcome: Outcome<unknown>): RequestDocument => ({
  _id: request.id!,
  memberId,
  hash: request.hash,
  expiresAtMs: nowMs + KEPT_MS,
  outcome: outcome.ok
    ? { ok: true, value: outcome.value ?? null }
    : { ok: false, code: outcome.refusal.code, figures: outcome.refusal.figures as Details },
});

/** What was answered before; another body under the same id is refused. */
function kept<T, R extends string>(
  { hash, outcome }: RequestDocument,
  request: Request,
): Outcome<T, R | 'request/reused'> {
  if (hash !== request.hash) return refuse('request/reused');
  return outcome.ok ? { ok: true, value: outcome.value as T } : refuseAgain(outcome.code as R, outcome.figures);
}

/** What a request was answered before, or null: asked before anything that its effect has changed is looked at. */
export async function answeredBefore<T, R extends string>({
  request,
}: Caller): Promise<Outcome<T, R | 'request/reused'> | null> {
  const before = request.id === null ? null : await requests.get(request.id);
  return before && kept(before, request);
}

/** Whether a request was answered before: what costs something besides its work need not be done again. */
export const isAnswered = async ({ request }: Pick<Caller, 'request'>): Promise<boolean> =>
  request.id !== null && (await requests.get(request.id)) !== null;

/** Keeps an outcome, unless the request was answered meanwhile. @returns what counts. */
export async function keepOutcome<T, R extends string>(
  { request, member, nowMs }: Caller,
  outcome: Outcome<T, R>,
): Promise<Outcome<T, R | 'request/reused'>> {
  if (!request.id || (await requests.add(recordOf(request, member._id, nowMs, outcome)))) return outcome;
  const before = await requests.get(request.id);
  return before ? kept(before, request) : outcome;
}

/**
 * Does work that takes more than one transaction, and may be repeated until it has an outcome: the outcome is kept
 * behind it, so that the same request is answered the same and another body under its id is refused. A refusal with one
 * of the codes of `passing` says nothing of the request, and is not kept.
 */
export async function untilDone<T, R extends string>(
  caller: Caller,
  work: () => Promise<Outcome<T, R>>,
  passing: readonly R[],
): Promise<Outcome<T, R | 'request/reused'>> {
  const before = caller.request.id ? await requests.get(caller.request.id) : null;
  if (before) return kept(before, caller.request);
  const outcome = await work();
  return !outcome.ok && passing.includes(outcome.refusal.code) ? outcome : keepOutcome(caller, outcome);
}

/**
 * Does the work of one request once: in a transaction that keeps the request's hash and outcome together with its
 * effect. The same request again, at the same moment or within a week, gets the same answer and changes nothing,
 * refusals included; another body under the same id is refused as `request/reused`. What is kept is the outcome of the
 * work: let it be small, and read what is shown besides afterwards. A refusal of the work writes nothing else.
 * Without a request id it is a transaction like any other. `run` is how transactions run (see `inTurn`).
 */
export async function once<T, R extends string>(
  caller: Caller,
  work: (transaction: Transaction) => Promise<Outcome<T, R>>,
  run: Run = transact,
): Promise<Outcome<T, R | 'request/reused'>> {
  const { request, member, nowMs } = caller;
  if (!request.id) return run(work);
  const id = request.id;
  const outcome = await run(async (transaction): Promise<Outcome<T, R | 'request/reused'>> => {
    const before = await requests.get(id, transaction);
    if (before) return kept(before, request);
    const worked = await work(transaction);
    if (worked.ok) await requests.put(recordOf(request, member._id, nowMs, worked), transaction);
    return worked;
  });
  return outcome.ok ? outcome : keepOutcome(caller, outcome);
}
