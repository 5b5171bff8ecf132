/** A sum of many whole numbers, exact past 2^53 and quick below it. */
export class ExactSum {
  private small = 0;
  private large = 0n;

  /** Adds a whole number below 2^53 (an amount of any unit). */
  add(units: number): void {
    const next = this.small + units;
    if (next <= Number.MAX_SAFE_INTEGER) this.small = next;
    else {
      this.large += BigInt(this.small);
      this.small = units;
    }
  }

  get total(): bigint {
    return this.large + BigInt(this.small);
  }
}
