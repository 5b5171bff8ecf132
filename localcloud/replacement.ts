import type { Content, Engine } from './engine';
import { HttpRefusal } from './http';
import type { Passage } from './passage';
import { emptiness, type Prepared, readAll } from './snapshot';
import type { FileStorage } from './storage';

interface ReplacementOptions {
  engine: Engine;
  storage: FileStorage;
  /** What comes from outside: closed from the first moment until the new data is complete. */
  outside: Passage;
  /** What is done with the data, for whomever; closed, and waited for, while the data is exchanged. */
  inside: Passage;
  /** The requests of the functions: they pass until what asked for them has ended. */
  functions: Passage;
  /** Whether demo data is being made: it would be written into whatever stands there. */
  isDemoBeingMade(): boolean;
  /** Lets nothing happen by itself any more; settles when what runs has ended. */
  stop(): Promise<void>;
  /** What is to stand in the place of all documents, as it is to be written. */
  prepare(content: Content): Content;
  /** Brings the data to the version of the functions. */
  bringUpToDate(): Promise<void>;
  /** Opens all that stands on the documents anew, as they are now. Faults stay as they were set, if so asked. */
  reopen(keepsFaults: boolean): Promise<void>;
  /** Lets timers run by themselves again, if they did. */
  resume(): void;
  /** Whether the clock stands. */
  isFrozen(): boolean;
  /** Lets the clock run on from where it stands. */
  letTimeRun(): Promise<void>;
}

const WHY = 'the local cloud is taking in other data: ask again in a moment';
const WHY_DEMO = 'the demo data is being made: ask again when it is complete';

/**
 * Puts other data in the place of all there is, one at a time. Until the new data is checked, nothing is touched: a
 * refused import leaves timers, notices and calls alone. Then the doors close, what is on its way is answered, and
 * documents and stored files are exchanged by one transaction. However it ends, everything goes on from what is there.
 */
export class Replacement {
  readonly #options: ReplacementOptions;
  #isUnderWay = false;

  constructor(options: ReplacementOptions) {
    this.#options = options;
  }

  /**
   * Data of an older version is brought up to date before anybody comes in.
   * @throws TransferRefusal when the file cannot be taken in; HttpRefusal 409 when other data is being taken in.
   */
  importFrom(file: string): Promise<void> {
    const { engine, storage, outside, bringUpToDate } = this.#options;
    return this.#alone(async () => {
      const prepared = await readAll(engine, storage, file);
      const open = outside.close(WHY);
      try {
        await this.#exchange(prepared, true);
        await bringUpToDate();
      } finally {
        open();
      }
    });
  }

  /** Empties everything; `emptied` is called before all is opened anew. @throws HttpRefusal 409 */
  clear(emptied: () => void): Promise<void> {
    return this.#alone(() => this.#empty(emptied));
  }

  /**
   * Empties everything, then lets the data be made that belongs there; nothing comes in from outside meanwhile, and no
   * timer runs by itself. When the making fails, time goes on over what was made. @throws HttpRefusal 409
   */
  reset(emptied: () => void, make: () => Promise<void>): Promise<void> {
    const { outside, stop, reopen, isFrozen, letTimeRun } = this.#options;
    return this.#alone(async () => {
      const wasFrozen = isFrozen();
      const open = outside.close(WHY_DEMO);
      try {
        await this.#empty(emptied);
        await make().catch(async (error: unknown) => {
          await stop();
          await reopen(true);
          if (!wasFrozen) await letTimeRun();
          throw error;
        });
      } finally {
        open();
      }
    });
  }

  async #alone(work: () => Promise<void>): Promise<void> {
    if (this.#isUnderWay || this.#options.isDemoBeingMade())
      throw new HttpRefusal(409, 'local/busy', 'other data is being taken in or made: ask again when that is done');
    this.#isUnderWay = true;
    try {
      await work();
    } finally {
      this.#isUnderWay = false;
      this.#options.resume();
    }
  }

  async #empty(emptied: () => void): Promise<void> {
    await this.#exchange(await emptiness(this.#options.storage), false, emptied);
  }

  async #exchange({ content, files }: Prepared, keepsFaults: boolean, between?: () => void): Promise<void> {
    const { engine, outside, inside, functions, stop, reopen, prepare } = this.#options;
    const closed = [outside.close(WHY), inside.close(WHY)];
    let isExchanged = false;
    try {
      await inside.emptied();
      try {
        await stop();
        // Only now have all ended that may have asked for something.
        closed.push(functions.close(WHY));
        await functions.emptied();
        await engine.replaceAll(prepare(content));
        isExchanged = true;
        between?.();
      } finally {
        await (isExchanged ? files.take() : files.discard());
        await reopen(keepsFaults || !isExchanged);
      }
    } finally {
      for (const open of closed) open();
    }
  }
}
