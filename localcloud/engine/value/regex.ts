/** MongoDB's own bound: what is longer takes long to be compiled alone. */
const maxPattern = 32764;

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
   * @throws Error when an option is unknown, or the pattern is too long or does not compile.
   */
  get expression(): RegExp {
    if (this.#compiled) return this.#compiled;
    const unknown = [...this.options].find((option) => !'imsugy'.includes(option));
    if (unknown) throw new Error(`invalid flag in regex options: ${unknown}`);
    if (this.pattern.length > maxPattern)
      throw new Error(`Regular expression is too long: at most ${maxPattern} characters`);
    if (this.pattern.includes('\0')) throw new Error('Regular expression cannot contain an embedded null byte');
    const flags = [...new Set(this.options)].filter((option) => 'imsu'.includes(option)).join('');
    try {
      const compiled = new RegExp(this.pattern, flags);
      // Only now V8 makes code of it, and may find it nested too deep.
      compiled.test('');
      this.#compiled = compiled;
    } catch (error) {
      // V8 repeats the whole pattern before it says what is wrong.
      const { message } = error as Error;
      throw new Error(`Regular expression is invalid: ${message.length > 300 ? message.slice(-120) : message}`);
    }
    return this.#compiled as RegExp;
  }

  test(text: string): boolean {
    return this.expression.test(text);
  }
}
