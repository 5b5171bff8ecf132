/** A call that the cashier refuses, in the shape of its answer. */
export class PaymentRefusal extends Error {
  constructor(
    /** Empty for a malformed request, which fails as a whole (`return_code`). */
    readonly errCode: string,
    message: string,
  ) {
    super(message);
  }
}

/** The fields of a request, each read with its limits. */
export class PaymentFields {
  readonly #fields: Record<string, unknown>;

  constructor(fields: Record<string, unknown>) {
    this.#fields = fields;
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined && this.#fields[name] !== '';
  }

  text(name: string, mostBytes: number): string {
    const value = this.#fields[name];
    if (value === undefined || value === '') throw new PaymentRefusal('', `缺少参数${name}`);
    if (typeof value !== 'string' || Buffer.byteLength(value) > mostBytes)
      throw new PaymentRefusal('', `参数${name}格式错误`);
    return value;
  }

  optionalText(name: string, mostBytes: number): string {
    return this.has(name) ? this.text(name, mostBytes) : '';
  }

  /** A merchant's number: letters, digits and `_-|*@`. */
  number(name: string, most: number): string {
    const value = this.text(name, most);
    if (!/^[\w\-|*@]+$/.test(value)) throw new PaymentRefusal('', `参数${name}格式错误`);
    return value;
  }

  /** An amount in fen, at least 1. */
  fen(name: string): number {
    const value = this.#fields[name];
    if (value === undefined) throw new PaymentRefusal('', `缺少参数${name}`);
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1)
      throw new PaymentRefusal('', `参数${name}格式错误：须为正整数（分）`);
    return value;
  }
}
