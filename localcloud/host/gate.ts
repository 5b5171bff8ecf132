/** Lets a number of callers through at one time; the others wait in order, at most `waitLimit` of them. */
export class Gate {
  #inside = 0;
  readonly #waiting: Array<() => void> = [];

  constructor(
    readonly width: number,
    readonly waitLimit: number,
  ) {}

  get inside(): number {
    return this.#inside;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves to true inside, or at once to false when too many wait already. Every true needs one `leave`. */
  async enter(): Promise<boolean> {
    if (this.#inside < this.width) {
      this.#inside += 1;
      return true;
    }
    if (this.#waiting.length >= this.waitLimit) return false;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return true; // the one who left handed its place over
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#inside -= 1;
  }
}
