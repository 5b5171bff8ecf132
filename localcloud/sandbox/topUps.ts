import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Records } from './records';

/** A top-up that was taken. */
export interface TopUpTaken {
  _id: string;
  account: string;
  product: string;
  quantity: number;
  takenAtMs: number;
  /** Null for one that never ends. */
  endsAtMs: number | null;
  end: 'succeeded' | 'failed';
  why: string;
  /** How often it was asked for: it is done once. */
  asked: number;
}

interface TopUpOptions {
  topUps: Records<TopUpTaken>;
  now: () => number;
}

/** What the local cloud's functions sign by. */
export const TOP_UP_SECRET = 'top-up-secret-of-the-local-cloud';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** How a top-up goes. `isLost`: the first request never arrives. `isSilent`: the first is done, and never answered. */
interface Course {
  readonly afterMs: number | null;
  readonly end: TopUpTaken['end'];
  readonly why?: string;
  readonly isLost?: boolean;
  readonly isSilent?: boolean;
}

const USUAL: Course = { afterMs: 20 * SECOND_MS, end: 'succeeded' };

/** By the last four digits of the account, so that whoever tries one knows what comes. */
const COURSES: Readonly<Record<string, Course>> = {
  '9001': { afterMs: 0, end: 'failed', why: '号码不存在' },
  '9002': { afterMs: MINUTE_MS, end: 'failed', why: '运营商维护' },
  '9003': { afterMs: 10 * MINUTE_MS, end: 'succeeded' },
  '9004': { afterMs: 5 * MINUTE_MS, end: 'succeeded', isSilent: true },
  '9005': { afterMs: null, end: 'failed' },
  '9006': { afterMs: 0, end: 'succeeded' },
  '9007': { afterMs: 20 * SECOND_MS, end: 'succeeded', isLost: true },
};

type Json = Record<string, unknown>;

/**
 * Stands in for who tops accounts up. A request number is taken once: asked for again it is told how it stands. An end
 * that was told stays. Null when nobody answers.
 */
export class TopUpSandbox {
  readonly #options: TopUpOptions;
  readonly #lost = new Set<string>();
  #chain: Promise<unknown> = Promise.resolve();

  constructor(options: TopUpOptions) {
    this.#options = options;
  }

  /** Whether a text was signed by who may order. */
  isSigned(text: string, stamp: string, signature: string): boolean {
    const right = createHmac('sha256', TOP_UP_SECRET).update(`${stamp}\n${text}`).digest();
    const given = Buffer.from(signature, 'hex');
    return given.length === right.length && timingSafeEqual(given, right);
  }

  /** Answers one request, one at a time. */
  async answer(path: string, asked: Json): Promise<Json | null> {
    const turn = this.#chain.then(() => (path === '/orders' ? this.#take(asked) : this.#tell(String(asked.requestNo))));
    this.#chain = turn.catch(() => undefined);
    return turn;
  }

  async #take(asked: Json): Promise<Json | null> {
    const { topUps, now } = this.#options;
    const requestNo = String(asked.requestNo);
    const account = String(asked.account);
    const before = topUps.get(requestNo);
    if (before) {
      await topUps.put({ ...before, asked: before.asked + 1 });
      return this.#tell(requestNo);
    }
    const course = COURSES[account.slice(-4)] ?? USUAL;
    if (course.isLost && !this.#lost.has(requestNo)) {
      this.#lost.add(requestNo);
      return null;
    }
    await topUps.put({
      _id: requestNo,
      account,
      product: String(asked.product),
      quantity: Number(asked.quantity),
      takenAtMs: now(),
      endsAtMs: course.afterMs === null ? null : now() + course.afterMs,
      end: course.end,
      why: course.why ?? '',
      asked: 1,
    });
    return course.isSilent ? null : this.#tell(requestNo);
  }

  #tell(requestNo: string): Json {
    const { topUps, now } = this.#options;
    const taken = topUps.get(requestNo);
    if (!taken) return { requestNo, state: 'notThere' };
    const { endsAtMs, end, why } = taken;
    if (endsAtMs === null || endsAtMs > now()) return { requestNo, state: 'processing' };
    return { requestNo, state: end, endedAtMs: endsAtMs, ...(end === 'failed' ? { why } : {}) };
  }
}
