/** How to take back the changes that a write makes to memory, so that it is done whole or not at all. */
export class Journal {
  #undos: Array<() => void> | undefined;
  #serial = 0;

  /** The number of the write that is being made. */
  get serial(): number {
    return this.#serial;
  }

  /** Notes, before or just after a change, how to take it back. It must not throw: it puts back what was there. */
  note(undo: () => void): void {
    this.#undos?.push(undo);
  }

  /**
   * Makes a change whose parts note how to take them back.
   * @returns what the change gave, and a function that takes it back while no earlier change has been.
   * @throws what the change threw, after everything it had done was taken back.
   */
  whole<Result>(change: () => Result): { result: Result; undo: () => void } {
    const undos: Array<() => void> = [];
    const undo = (): void => {
      for (const step of undos.splice(0).reverse()) step();
    };
    this.#serial += 1;
    this.#undos = undos;
    try {
      return { result: change(), undo };
    } catch (error) {
      this.#undos = undefined;
      undo();
      throw error;
    } finally {
      this.#undos = undefined;
    }
  }
}
