import { createContext, Script } from 'node:vm';
import { exceeded } from './errors';
import { inspect } from './inspect';
import { type Limits, platformLimits } from './limits';
import type { Value } from './value/value';

/** What the request that is computed now has made so far; requests are computed one after another, never within. */
interface Budget {
  limits: Limits;
  /** Bytes of what a pipeline has made and may still hold. */
  held: number;
  /** Bytes of everything that the expression evaluated now has made on the way to its result. */
  made: number;
}

let budget: Budget | null = null;

const room = createContext({ compute: undefined as unknown });
const script = new Script('compute()');

/**
 * Computes the answer to a request, or the changes that it asks for, within the limits of time and bytes. What is
 * computed must change nothing that outlives its failure: it may be stopped between any two steps, without `finally`.
 * @param asked what the request brought: queries, orders, pipelines. @param data what it brought to be stored.
 * @throws DatabaseError LimitExceeded when it is too large, too deep, or takes too long.
 */
export function computed<Result>(
  limits: Limits,
  asked: ReadonlyArray<Value | undefined>,
  compute: () => Result,
  data?: Value,
): Result {
  const isCostly = inspect(asked, data, limits);
  const outer = budget;
  budget = { limits, held: 0, made: 0 };
  try {
    // The watch over the time costs some 0.05 ms: what can only take long by the number of documents goes without.
    return isCostly && !outer ? watched(limits, compute) : compute();
  } catch (error) {
    throw plain(error, limits);
  } finally {
    budget = outer;
  }
}

/** Stops what runs too long wherever it is, a regular expression or a loop: V8 ends it, no check could be forgotten. */
function watched<Result>(limits: Limits, compute: () => Result): Result {
  room.compute = compute;
  try {
    return script.runInContext(room, { timeout: limits.computeMs }) as Result;
  } finally {
    room.compute = undefined;
  }
}

/** V8's own complaints about what no limit caught before, in words that say what to do. */
function plain(error: unknown, limits: Limits): unknown {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
    return exceeded(
      `The request took more than ${limits.computeMs} ms to compute and was stopped: a pattern that tries too many ways, or too much work for one request. Nothing was changed`,
    );
  if (isExhaustion(error))
    return exceeded(`The request cannot be computed (${String(message).slice(-100)}): ask for less`);
  return error;
}

/** Whether V8 itself refused to go on: a stack too deep, a text or an array too long, a pattern too large. */
export const isExhaustion = (error: unknown): boolean =>
  (error instanceof RangeError && /call stack|Invalid (string|array) length/.test(error.message)) ||
  (error instanceof SyntaxError && /Stack overflow$|too (big|large)$/i.test(error.message));

/** Begins the evaluation of one expression, or of one update, on one document. */
export function beginEvaluation(): void {
  if (budget) budget.made = 0;
}

/** Counts a value of so many bytes that an expression makes, before it is made where its size is known before. */
export function make(bytes: number): void {
  if (!budget) return;
  const { valueBytes, evaluationBytes } = budget.limits;
  if (bytes > valueBytes) throw exceeded(`An expression makes a value of more than ${valueBytes} bytes`);
  budget.made += bytes;
  if (budget.made > evaluationBytes)
    throw exceeded(`The request makes more than ${evaluationBytes} bytes on one document`);
}

/** Counts bytes that a pipeline, or an update of many documents, holds until its end. */
export function hold(bytes: number): void {
  if (!budget) return;
  budget.held += bytes;
  const { pipelineBytes } = budget.limits;
  if (budget.held > pipelineBytes)
    throw exceeded(`The request makes and holds more than ${pipelineBytes} bytes: ask for less at a time`);
}

/** Counts a row that a stage makes: what it names by itself, not what it shares with the row that it was made from. */
export const holdRow = (row: object): void => hold(48 + 8 * Object.keys(row).length);

/** Counts a changed document that is larger than the usual; of these there are only as many as are stored. */
export function holdLarge(bytes: number): void {
  if (bytes > 64 * 1024) hold(bytes);
}

/** How many bytes one computed value may have; unlimited outside a request. */
export const valueBytes = (): number => budget?.limits.valueBytes ?? Number.POSITIVE_INFINITY;

/** The limits of the request that is computed now; the platform's outside of one. */
export const limitsNow = (): Limits => budget?.limits ?? platformLimits;

/** Runs a pipeline within a pipeline: of what it made only its result, measured by `size`, stays held. */
export function heldByResult<Result>(run: () => Result, size: (result: Result, most: number) => number): Result {
  const before = budget?.held ?? 0;
  const result = run();
  if (budget) budget.held = before + size(result, budget.held - before);
  return result;
}
