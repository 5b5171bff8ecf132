/** A regular expression as MongoDB holds it: pattern and options, compiled for matching when first used. */
export class Regex {
  #compiled: RegExp | undefined;

  constructor(
    readonly pattern: string,
    readonly options: string,
  ) {}

  /**
   * The JavaScript expression for it. The `g` and `y` flags of a caller's literal would make matching remember its
   * last position, so they are dropped; `x` has no counterpart and is refused.
   * @throws Error when an option is unknown or the pattern does not compile.
   */
  get expression(): RegExp {
    if (this.#compiled) return this.#compiled;
    const unknown = [...this.options].find((option) => !'imsugy'.includes(option));
    if (unknown) throw new Error(`invalid flag in regex options: ${unknown}`);
    const flags = [...new Set(this.options)].filter((option) => 'imsu'.includes(option)).join('');
    try {
      this.#compiled = new RegExp(this.pattern, flags);
    } catch (error) {
      throw new Error(`Regular expression is invalid: ${(error as Error).message}`);
    }
    return this.#compiled;
  }

  test(text: string): boolean {
    return this.expression.test(text);
  }
}
