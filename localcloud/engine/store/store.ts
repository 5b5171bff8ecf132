import { DataFolderError } from '../errors';
import { closeFolder, type OpenFolder, openFolder } from './folder';
import type { Content } from './tables';
import { type Step, TableWriter } from './writing';

/** What a folder keeps: its collections, and its documents, each with the name of its collection. */
export type { Content as Kept } from './tables';
export type { Step } from './writing';

/** Where writes are kept. */
export interface Store {
  /** What was kept before; given once, then forgotten. */
  load(): Content;
  /** Settles when the steps are kept, all of them or, after a failure, none. */
  write(steps: Step[]): Promise<void>;
  /** Settles when everything written so far is kept; rejects when a write has failed. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Keeps nothing: a folderless engine forgets everything when it ends. */
export const forgetfulStore: Store = {
  load: () => ({ collections: [], rows: [] }),
  write: () => Promise.resolve(),
  settled: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/**
 * Writes through to SQLite in WAL mode. Writes of one turn of the event loop share one SQLite transaction (group
 * commit) and are acknowledged after it, so what was acknowledged survives a kill, and a write is there whole or not
 * at all. `synchronous=NORMAL` hands each commit to the operating system: enough for a killed process; after a power
 * cut the last commits may be missing, which the mark tells at the next opening.
 */
export class SqliteStore implements Store {
  readonly #open: OpenFolder;
  readonly #writer: TableWriter;
  #waiting: Array<{ steps: Step[]; resolve: () => void; reject: (error: Error) => void }> = [];
  #last: Promise<void> = Promise.resolve();
  #failure: Error | undefined;
  #content: Content | undefined;

  /** `look`: see openFolder. @throws DataFolderError when the folder is in use, damaged, not writable, or not one of a local cloud. */
  constructor(
    readonly folder: string,
    look?: (content: Content) => void,
  ) {
    this.#open = openFolder(folder, look);
    const { content, ...counted } = this.#open.kept;
    this.#open.kept.content = { collections: [], rows: [] };
    this.#content = content;
    this.#writer = new TableWriter(this.#open.sqlite, counted);
  }

  load(): Content {
    const content = this.#content ?? { collections: [], rows: [] };
    this.#content = undefined;
    return content;
  }

  write(steps: Step[]): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure);
    const written = new Promise<void>((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#flush());
      this.#waiting.push({ steps, resolve, reject });
    });
    this.#last = written.catch(() => {});
    return written;
  }

  async settled(): Promise<void> {
    await this.#last;
    if (this.#failure) throw this.#failure;
  }

  #flush(): void {
    const writes = this.#waiting;
    this.#waiting = [];
    if (writes.length === 0) return;
    try {
      this.#open.sqlite.exec('BEGIN IMMEDIATE');
      for (const { steps } of writes) for (const step of steps) this.#writer.keep(step);
      const commit = this.#writer.endCommit();
      this.#open.sqlite.exec('COMMIT');
      this.#open.mark.acknowledge(commit);
    } catch (error) {
      this.#undo();
      // Memory is ahead of the folder now; going on would acknowledge writes that rest on lost ones.
      this.#failure = new DataFolderError(
        `The data folder ${this.folder} could not be written (${(error as Error).message}). Nothing more is accepted; start the local cloud again.`,
      );
      for (const { reject } of writes) reject(this.#failure);
      return;
    }
    for (const { resolve } of writes) resolve();
  }

  #undo(): void {
    try {
      this.#open.sqlite.exec('ROLLBACK');
    } catch {
      // The failure itself has rolled it back.
    }
  }

  async close(): Promise<void> {
    this.#flush();
    await this.#last;
    closeFolder(this.#open, this.folder);
  }
}
