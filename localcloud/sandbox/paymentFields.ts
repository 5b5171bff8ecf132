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

interface Declared {
  readonly needed: readonly string[];
  /** Lists of which one field at least is needed. */
  readonly oneOf?: readonly string[];
  readonly optional?: readonly string[];
}

/**
 * What each interface takes, as its document's table of parameters has it, by the names on the wire. Others are refused:
 * the cashier would take no notice of them, and what was meant by them would not happen.
 */
const DECLARED = {
  unifiedOrder: {
    needed: [
      ...['sub_mch_id', 'nonce_str', 'body', 'out_trade_no', 'total_fee', 'spbill_create_ip'],
      ...['function_name', 'env_id'],
    ],
    optional: [
      ...['device_info', 'detail', 'attach', 'fee_type', 'time_start', 'time_expire', 'goods_tag', 'trade_type'],
      ...['product_id', 'limit_pay', 'openid', 'sub_openid', 'sub_appid', 'receipt', 'scene_info'],
    ],
  },
  queryOrder: { needed: ['sub_mch_id', 'nonce_str'], oneOf: ['transaction_id', 'out_trade_no'] },
  closeOrder: { needed: ['sub_mch_id', 'nonce_str', 'out_trade_no'] },
  refund: {
    needed: ['sub_mch_id', 'nonce_str', 'out_refund_no', 'total_fee', 'refund_fee'],
    oneOf: ['transaction_id', 'out_trade_no'],
    optional: ['function_name', 'env_id', 'refund_fee_type', 'refund_desc', 'refund_account'],
  },
  queryRefund: {
    needed: ['sub_mch_id', 'nonce_str'],
    oneOf: ['refund_id', 'out_refund_no', 'transaction_id', 'out_trade_no'],
    optional: ['offset'],
  },
} satisfies Record<string, Declared>;

export type PaymentInterface = keyof typeof DECLARED;

/** The fields of a request to an interface. @throws PaymentRefusal where they are not as its document says. */
export function readFields(apiName: PaymentInterface, request: Record<string, unknown>): PaymentFields {
  const { needed, oneOf = [], optional = [] }: Declared = DECLARED[apiName];
  const fields = new PaymentFields(request);
  const unknown = Object.keys(request).find((name) => ![...needed, ...oneOf, ...optional].includes(name));
  if (unknown) throw new PaymentRefusal('', `参数${unknown}未知`);
  const missing = needed.find((name) => !fields.has(name));
  if (missing) throw new PaymentRefusal('', `缺少参数${missing}`);
  if (oneOf.length > 0 && !oneOf.some((name) => fields.has(name)))
    throw new PaymentRefusal('', `缺少参数：${oneOf.join('、')}须传其一`);
  fields.text('sub_mch_id', 32);
  if (!/^[0-9A-Za-z]{1,32}$/.test(fields.text('nonce_str', 32)))
    throw new PaymentRefusal('', '参数nonce_str格式错误：不长于32位的字母和数字');
  return fields;
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
