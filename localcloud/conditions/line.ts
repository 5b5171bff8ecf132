import { tooManyAtOnce } from './refusal';

/** So many at a time; who comes later waits in line, first come, first served. */
export class Line {
  readonly #connections: number;
  readonly #bound: number;
  #busy = 0;
  readonly #waiting: Array<() => void> = [];

  /** @param connections how many are worked on at a time. @param bound how many may wait. */
  constructor(connections: number, bound: number) {
    this.#connections = connections;
    this.#bound = bound;
  }

  /** Works when it is its turn. Rejects with ConditionRefusal when the line is full; nothing was begun then. */
  async through<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#turn();
    try {
      return await work();
    } finally {
      // Handed on without becoming free between: nobody who comes now gets past those who wait.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#busy -= 1;
    }
  }

  async #turn(): Promise<void> {
    if (this.#busy < this.#connections) this.#busy += 1;
    else if (this.#waiting.length >= this.#bound) throw tooManyAtOnce(this.#connections, this.#waiting.length);
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
