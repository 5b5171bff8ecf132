import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import {
  acknowledgementText,
  canonical,
  type RegisterHead,
  type RegisterPage,
  registerIdOf,
  registerPageText,
  registerText,
} from '@shared/proofs';
import type { Records } from './records';

// Stands in for a property exchange: it takes registers, looks at what is asked to be listed, and answers with signed
// acknowledgements. It has neither prices nor buyers.

/** A register that it was given: `_id` is its id. */
export interface RegisterTaken {
  _id: string;
  day: string;
  key: string;
}

/** What it will answer of an edition, or has: `_id` is the edition and where its history ended. */
export interface Answering {
  _id: string;
  register: string;
  editionId: string;
  head: string;
  dueAtMs: number;
  /** In how many acknowledgements it is still to be told. */
  left: number;
  answer: 'listed' | 'rejected' | 'released';
  number: string;
  reason: string;
}

/** What it has answered: `_id` is its serial number, with zeros before it so that texts are in order. */
export interface Answered {
  _id: string;
  serial: number;
  text: string;
}

interface ExchangeOptions {
  registers: Records<RegisterTaken>;
  answering: Records<Answering>;
  answered: Records<Answered>;
  now: () => number;
}

const NAME = '沙盒交易所';
const MINUTE_MS = 60_000;

const privateKey = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${'e5'.repeat(32)}`, 'hex'),
  format: 'der',
  type: 'pkcs8',
});

/** The sandbox's public key: what the local cloud's functions believe it by. */
export const EXCHANGE_KEY = createPublicKey(privateKey)
  .export({ type: 'spki', format: 'der' })
  .subarray(-32)
  .toString('hex');

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

function isSignedBy(key: string, text: string, signature: string): boolean {
  try {
    const der = Buffer.from(`302a300506032b6570032100${key}`, 'hex');
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'hex'));
  } catch {
    return false;
  }
}

/** An acknowledgement with the sandbox's signature. */
export function acknowledged(rest: object): object {
  const unsigned = { kind: 'acknowledgement', form: 1, exchange: NAME, ...rest, key: EXCHANGE_KEY, signature: '' };
  const signature = sign(null, Buffer.from(acknowledgementText(unsigned)), privateKey).toString('hex');
  return { ...unsigned, signature };
}

/** How it answers of an edition: by the last digit of its number, so that whoever tries one knows what comes. */
interface Course {
  readonly answer: 'listed' | 'rejected';
  readonly afterMs: number;
  readonly times: number;
}
const USUAL: Course = { answer: 'listed', afterMs: 0, times: 1 };
const COURSES: Readonly<Record<string, Course>> = {
  '4': { ...USUAL, answer: 'rejected' },
  '7': { ...USUAL, afterMs: 10 * MINUTE_MS },
  '9': { ...USUAL, times: 2 },
};

type Json = Record<string, unknown>;

/** What the sandbox answers to a request; null for what was not signed by whose it is. */
type Reply = Json | null;

export class ExchangeSandbox {
  readonly #options: ExchangeOptions;
  #chain: Promise<unknown> = Promise.resolve();

  constructor(options: ExchangeOptions) {
    this.#options = options;
  }

  /** Answers one request, one at a time. */
  answer(path: string, asked: Json): Promise<Reply> {
    const turn = this.#chain.then(() => this.#do(path, asked));
    this.#chain = turn.catch(() => undefined);
    return turn;
  }

  async #do(path: string, asked: Json): Promise<Reply> {
    if (path === '/answers') return this.#tell(asked);
    if (path === '/release') return this.#release(String(asked.editionId));
    return path.includes('/pages/') ? this.#takePage(asked as never) : this.#takeHead(asked as never);
  }

  async #takeHead(head: RegisterHead): Promise<Reply> {
    if (!isSignedBy(head.key, registerText(head), head.signature)) return null;
    const _id = registerIdOf(head, hash);
    await this.#options.registers.put({ _id, day: head.day, key: head.key });
    return { register: _id };
  }

  /** The same page again changes nothing: of an edition with the same history it is asked once. */
  async #takePage(page: RegisterPage): Promise<Reply> {
    const register = this.#options.registers.get(page.register);
    if (!register || !isSignedBy(register.key, registerPageText(page), page.signature)) return null;
    for (const { editionId, number, head, state, asksListing } of page.editions) {
      const _id = `${editionId}:${head.slice(0, 16)}`;
      if (!asksListing || state !== 'held' || this.#options.answering.get(_id)) continue;
      const { answer, afterMs, times } = COURSES[String(number).slice(-1)] ?? USUAL;
      await this.#options.answering.put({
        ...{ _id, register: page.register, editionId, head, answer, left: times },
        dueAtMs: this.#options.now() + afterMs,
        number: `SBX-${editionId.slice(-24)}`,
        reason: '资料不全',
      });
    }
    return { register: page.register, record: page.record };
  }

  /** Steers it: gives an edition back that it has listed. */
  async #release(editionId: string): Promise<Reply> {
    const { answering, now } = this.#options;
    const listed = answering.find({ editionId, answer: 'listed', left: 0 })[0];
    if (!listed) return null;
    await answering.put({ ...listed, _id: `${listed._id}:released`, answer: 'released', left: 1, dueAtMs: now() });
    return { editionId };
  }

  /** All that it has answered behind a serial number; what is due is answered under the next. */
  async #tell({ signature, ...asked }: Json): Promise<Reply> {
    if (!isSignedBy(String(asked.key), `answers\n${canonical(asked)}`, String(signature))) return null;
    await this.#answerDue();
    const all = this.#options.answered.find({}, { sort: { _id: 1 } });
    const behind = all.filter(({ serial }) => serial > Number(asked.after));
    return { acknowledgements: behind.slice(0, 10).map(({ text }) => JSON.parse(text) as Json) };
  }

  /** One acknowledgement for each register of which something is due. */
  async #answerDue(): Promise<void> {
    const { answering, answered, now } = this.#options;
    const due = answering.find({ left: { $gt: 0 } }).filter(({ dueAtMs }) => dueAtMs <= now());
    for (const register of new Set(due.map((one) => one.register))) {
      const some = due.filter((one) => one.register === register).slice(0, 500);
      const serial = answered.count() + 1;
      const items = some.map(({ editionId, head, answer, number, reason }) => {
        const of = { kind: 'edition', editionId, answer };
        if (answer === 'released') return { ...of, number };
        return answer === 'listed' ? { ...of, head, number } : { ...of, head, reason };
      });
      const text = JSON.stringify(acknowledged({ serial, register, atMs: now(), items }));
      await answered.put({ _id: String(serial).padStart(9, '0'), serial, text });
      for (const one of some) await answering.put({ ...one, left: one.left - 1 });
    }
  }
}
