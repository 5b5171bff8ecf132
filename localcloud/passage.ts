import { HttpRefusal } from './http';

/** Lets work through while it is open. Closed, it refuses with words, and can be waited for until nobody is inside. */
export class Passage {
  #inside = 0;
  readonly #closings = new Set<HttpRefusal>();
  readonly #waiting: Array<() => void> = [];

  /** @throws HttpRefusal 503 with the reason of the closing. */
  check(): void {
    const [closing] = this.#closings;
    if (closing) throw closing;
  }

  /** Does something inside. Rejects with HttpRefusal 503 when it is closed; nothing was begun then. */
  async through<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    this.check();
    this.#inside += 1;
    try {
      return await work();
    } finally {
      this.#inside -= 1;
      if (this.#inside === 0) for (const settle of this.#waiting.splice(0)) settle();
    }
  }

  /** Closes it for newcomers. @returns what opens it again; it is open when everyone who closed it has. */
  close(reason: string): () => void {
    const closing = new HttpRefusal(503, 'server/replacing', reason);
    this.#closings.add(closing);
    return () => void this.#closings.delete(closing);
  }

  /** Settles when nobody is inside. */
  emptied(): Promise<void> {
    return this.#inside === 0 ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }
}
