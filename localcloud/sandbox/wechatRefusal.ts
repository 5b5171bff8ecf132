/** A call that WeChat's interface refuses, as `{errcode, errmsg}`. */
export class WechatRefusal extends Error {
  constructor(
    readonly errcode: number,
    message: string,
  ) {
    super(message);
  }
}

const fault = (why: string): WechatRefusal => new WechatRefusal(47001, `data format error: ${why}`);

type Json = Record<string, unknown>;

/** An object of a request with what it must and may have; anything else is refused. @throws WechatRefusal */
export function readObject(value: unknown, name: string, needed: readonly string[], optional: readonly string[]): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw fault(`${name} must be an object`);
  const object = value as Json;
  const unknown = Object.keys(object).find((key) => !needed.includes(key) && !optional.includes(key));
  if (unknown) throw fault(`${name}.${unknown} is not known`);
  const missing = needed.find((key) => object[key] === undefined || object[key] === null || object[key] === '');
  if (missing) throw fault(`${name}.${missing} is missing`);
  return object;
}

/** A text of 1 to `most` characters. @throws WechatRefusal */
export function readText(value: unknown, name: string, most: number): string {
  if (typeof value !== 'string' || value === '' || value.length > most)
    throw fault(`${name} must be a text of 1 to ${most} characters`);
  return value;
}

/** One of some numbers. @throws WechatRefusal */
export function readOne<N extends number>(value: unknown, name: string, numbers: readonly N[]): N {
  if (!numbers.includes(value as N)) throw fault(`${name} must be one of ${numbers.join(', ')}`);
  return value as N;
}
