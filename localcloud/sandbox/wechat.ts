import { randomBytes } from 'node:crypto';
import type { Faults } from './faults';
import type { Payment } from './paymentRecords';
import type { Records } from './records';
import { type Shipping, Shippings } from './shippings';
import { readObject, WechatRefusal } from './wechatRefusal';

type Json = Record<string, unknown>;

/** A token that was given out. */
export interface Token {
  _id: string;
  expiresAt: number;
}

interface WechatOptions {
  payments: Records<Payment>;
  shippings: Records<Shipping>;
  tokens: Records<Token>;
  faults: () => Faults;
  now: () => number;
  appId: string;
}

/** The app's secret, which the local cloud's functions have as a variable. */
export const APP_SECRET = '0123456789abcdef0123456789abcdef';

const TOKEN_LIVES_MS = 7200_000;
/** The next token is there so long before the last one ends, and the last one stays good until its end. */
const NEXT_TOKEN_BEFORE_MS = 5 * 60_000;
const TOKEN_ENDED = 42001;

/** Answers api.weixin.qq.com: tokens in the stable mode, shipping information, the list of carriers. */
export class WechatSandbox {
  readonly #options: WechatOptions;
  readonly #shippings: Shippings;
  readonly #interfaces: Record<string, (body: unknown) => Json | Promise<Json>>;
  #chain: Promise<unknown> = Promise.resolve();

  constructor(options: WechatOptions) {
    this.#options = options;
    const shippings = new Shippings(options);
    this.#shippings = shippings;
    this.#interfaces = {
      '/wxa/sec/order/upload_shipping_info': (body) => shippings.upload(body),
      '/wxa/sec/order/get_order': (body) => shippings.order(body),
      '/cgi-bin/express/delivery/open_msg/get_delivery_list': () => shippings.carriers(),
    };
  }

  /** Answers one call, one at a time. Refusals are answers too; null when nobody answers, though it was done. */
  async answer(path: string, token: string | null, body: unknown): Promise<Json | null> {
    const { silentNext } = this.#options.faults();
    const turn = this.#chain.then(() => this.#answer(path, token, body));
    this.#chain = turn.catch(() => undefined);
    const answer = await turn;
    const name = nameOf(path);
    if ((silentNext[name] ?? 0) === 0) return answer;
    silentNext[name]! -= 1;
    return null;
  }

  /** The payer confirms in WeChat's component. @returns whether there was something to confirm. */
  confirmReceipt(outTradeNo: string): Promise<boolean> {
    return this.#shippings.confirm(outTradeNo);
  }

  async #answer(path: string, token: string | null, body: unknown): Promise<Json> {
    try {
      const called = Object.hasOwn(this.#interfaces, path) ? this.#interfaces[path] : undefined;
      const code = this.#options.faults().refuseNext[nameOf(path)]?.shift();
      if (code === TOKEN_ENDED && token !== null) await this.#options.tokens.remove({ _id: token });
      if (code !== undefined) throw new WechatRefusal(code, 'refused (as told)');
      if (path === '/cgi-bin/stable_token') return await this.#token(body);
      if (!called) throw new WechatRefusal(40066, 'invalid url');
      this.#check(token);
      return { errcode: 0, errmsg: 'ok', ...(await called(body)) };
    } catch (error) {
      if (!(error instanceof WechatRefusal)) throw error;
      return { errcode: error.errcode, errmsg: error.message };
    }
  }

  async #token(body: unknown): Promise<Json> {
    const { tokens, now, appId } = this.#options;
    const asked = readObject(body, 'body', ['grant_type', 'appid', 'secret'], ['force_refresh']);
    if (asked.grant_type !== 'client_credential') throw new WechatRefusal(40002, 'invalid grant_type');
    if (asked.appid !== appId) throw new WechatRefusal(40013, 'invalid appid');
    if (asked.secret !== APP_SECRET) throw new WechatRefusal(40125, 'invalid appsecret');
    const isCurrent = (one: Token): boolean => one.expiresAt - NEXT_TOKEN_BEFORE_MS > now();
    let current = asked.force_refresh === true ? undefined : tokens.find().find(isCurrent);
    if (!current) {
      await tokens.remove({ expiresAt: { $lte: asked.force_refresh === true ? Number.MAX_SAFE_INTEGER : now() } });
      current = { _id: randomBytes(24).toString('hex'), expiresAt: now() + TOKEN_LIVES_MS };
      await tokens.put(current);
    }
    return { access_token: current._id, expires_in: Math.floor((current.expiresAt - now()) / 1000) };
  }

  #check(token: string | null): void {
    if (!token) throw new WechatRefusal(41001, 'access_token missing');
    const known = this.#options.tokens.get(token);
    if (!known) throw new WechatRefusal(40001, 'invalid credential, access_token is invalid or not latest');
    if (known.expiresAt <= this.#options.now()) throw new WechatRefusal(TOKEN_ENDED, 'access_token expired');
  }
}

/** upload_shipping_info of /wxa/sec/order/upload_shipping_info: by which faults name an interface. */
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
