import { createHash, randomBytes } from 'node:crypto';
import type { Task } from '../clock';
import { delayedTask } from './delayedCalls';

import type { Faults } from './faults';
import type { Inbox } from './inbox';
import { qrPng } from './png';
import { type OpenApiAnswer, type Parameter, readParameters, writeAnswer } from './protobuf';
import type { Records } from './records';

/** Platform numbers, as the SDK knows them. */
const NOT_FOUND = -604100;
const NO_PERMISSION = -604101;
const SYSTEM_ERROR = -601001;
const BAD_REQUEST = -601002;

/** The caller's permission and identity, as far as an open interface asks for it. */
interface OpenApiCaller {
  openapi: ReadonlySet<string>;
  openid: string;
  /** Whether the invocation that asks still runs: what is not answered is not answered until it ends. */
  isWaiting: () => boolean;
}

/** A code spent for a phone number: it works once. */
export interface SpentCode {
  _id: string;
  at: number;
}

type Json = Record<string, unknown>;
type Interface = (parameters: Json, caller: OpenApiCaller) => Promise<Json | { png: Buffer }>;

/** An error that the interface itself answers, as `{errcode, errmsg}`. */
class OpenApiRefusal extends Error {
  constructor(
    readonly errcode: number,
    message: string,
  ) {
    super(message);
  }
}

/** A phone number of the mainland with its country code, as sendSms wants it. */
const PHONE = /^\+86(1\d{10})$/;
/** In the sandbox the code of a phone button names the number: `phone-13800000000-NONCE`. */
const PHONE_CODE = /^phone-(1\d{10})(-[\w-]{1,64})?$/;
/** Texts with one of these count as risky, so that a refusal can be tried out. */
const RISKY_WORDS = ['违规内容测试', '赌博', '色情'];

function text(parameters: Json, key: string, most: number): string {
  const value = parameters[key];
  if (typeof value !== 'string' || value.length === 0) throw new OpenApiRefusal(47001, `${key} is missing`);
  if (value.length > most) throw new OpenApiRefusal(40097, `${key} is longer than ${most}`);
  return value;
}

interface OpenApiOptions {
  inbox: Inbox;
  spentCodes: Records<SpentCode>;
  faults: () => Faults;
  now: () => number;
  appId: string;
  /** Plans the push of what was found in a picture. */
  pushVerdict: (traceId: string, isRisky: boolean) => Promise<void>;
  envId: string;
  hasFunction: (name: string) => boolean;
  plan: (task: Task) => Promise<void>;
}

/** Answers wx.openapi.*: phone number, text and picture check, mini-program code, short link, subscribed message, SMS. */
export class OpenApiSandbox {
  readonly #options: OpenApiOptions;
  readonly #interfaces: Record<string, Interface>;

  constructor(options: OpenApiOptions) {
    this.#options = options;
    this.#interfaces = {
      'phonenumber.getPhoneNumber': (parameters) => this.#phoneNumber(parameters),
      'security.msgSecCheck': (parameters) => this.#textCheck(parameters),
      'security.mediaCheckAsync': (parameters) => this.#pictureCheck(parameters),
      'wxacode.getUnlimited': (parameters) => this.#code(parameters),
      'shortlink.generate': (parameters) => this.#shortLink(parameters),
      'subscribeMessage.send': (parameters) => this.#subscribedMessage(parameters),
      'cloudbase.sendSms': (parameters) => this.#sms(parameters),
      'cloudbase.addDelayedFunctionTask': (parameters) => this.#delayedCall(parameters),
    };
  }

  /** Answers one call, request and answer as protobuf. Never throws: every failure is an answer of the platform. */
  async answer(apiName: string, request: Buffer, caller: OpenApiCaller): Promise<Buffer> {
    const answer = await this.#answer(apiName, request, caller);
    const { silentNext } = this.#options.faults();
    if ((silentNext[apiName] ?? 0) > 0) {
      silentNext[apiName]! -= 1;
      while (caller.isWaiting()) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return writeAnswer(answer);
  }

  async #answer(apiName: string, request: Buffer, caller: OpenApiCaller): Promise<OpenApiAnswer> {
    const called = Object.hasOwn(this.#interfaces, apiName) ? this.#interfaces[apiName] : undefined;
    if (!called) return { errorCode: NOT_FOUND };
    if (!caller.openapi.has(apiName)) return { errorCode: NO_PERMISSION };
    const { failNext } = this.#options.faults();
    if ((failNext[apiName] ?? 0) > 0) {
      failNext[apiName]! -= 1;
      return { errorCode: SYSTEM_ERROR };
    }
    try {
      const result = await called(readJson(readParameters(request)), caller);
      if ('png' in result && Buffer.isBuffer(result.png)) return { content: result.png, contentType: 'image/png' };
      return json({ errcode: 0, errmsg: 'ok', ...result });
    } catch (error) {
      if (error instanceof OpenApiRefusal) return json({ errcode: error.errcode, errmsg: error.message });
      return { errorCode: BAD_REQUEST };
    }
  }

  async #phoneNumber(parameters: Json): Promise<Json> {
    const code = text(parameters, 'code', 100);
    const phone = PHONE_CODE.exec(code)?.[1];
    if (!phone || this.#options.spentCodes.get(code)) throw new OpenApiRefusal(40029, 'invalid code');
    await this.#options.spentCodes.put({ _id: code, at: this.#options.now() });
    const timestamp = Math.floor(this.#options.now() / 1000);
    const watermark = { timestamp, appid: this.#options.appId };
    return { phone_info: { phoneNumber: phone, purePhoneNumber: phone, countryCode: '86', watermark } };
  }

  async #textCheck(parameters: Json): Promise<Json> {
    const content = text(parameters, 'content', 2500);
    const isRisky = RISKY_WORDS.some((word) => content.includes(word));
    const trace = createHash('sha256').update(content).digest('hex').slice(0, 24);
    if (parameters.version === 2) {
      // As on the platform: under the openid of somebody who is there, for one of four scenes.
      text(parameters, 'openid', 64);
      if (![1, 2, 3, 4].includes(parameters.scene as number))
        throw new OpenApiRefusal(40097, 'scene is none of 1 to 4');
      return {
        trace_id: trace,
        result: isRisky ? { suggest: 'risky', label: 20001 } : { suggest: 'pass', label: 100 },
      };
    }
    if (isRisky) throw new OpenApiRefusal(87014, 'risky content');
    return {};
  }

  /** Looked at later: the verdict is pushed. A picture whose address names one of the risky words counts as risky. */
  async #pictureCheck(parameters: Json): Promise<Json> {
    const address = decodeURI(text(parameters, 'media_url', 1000));
    text(parameters, 'openid', 64);
    if (parameters.media_type !== 2 || parameters.version !== 2) throw new OpenApiRefusal(40097, 'pictures, version 2');
    if (![1, 2, 3, 4].includes(parameters.scene as number)) throw new OpenApiRefusal(40097, 'scene is none of 1 to 4');
    const trace = randomBytes(12).toString('hex');
    await this.#options.pushVerdict(
      trace,
      ['risky', ...RISKY_WORDS].some((word) => address.includes(word)),
    );
    return { trace_id: trace };
  }

  async #code(parameters: Json): Promise<{ png: Buffer }> {
    const scene = text(parameters, 'scene', 32);
    if (!/^[\w!#$&'()*+,/:;=?@\-.~%]+$/.test(scene)) throw new OpenApiRefusal(40169, 'invalid length for scene');
    const page = typeof parameters.page === 'string' ? parameters.page : '';
    if (/^\/|\?/.test(page)) throw new OpenApiRefusal(41030, 'invalid page: no slash before it, no query behind it');
    const width = typeof parameters.width === 'number' ? Math.min(Math.max(parameters.width, 280), 1280) : 430;
    return { png: qrPng(`${this.#options.appId}/${page}?scene=${scene}`, width) };
  }

  /** A short link as WeChat writes them: it names the mini-program, the page's title and the link. */
  async #shortLink(parameters: Json): Promise<Json> {
    const page = text(parameters, 'page_url', 1024);
    if (page.startsWith('/')) throw new OpenApiRefusal(40066, 'invalid url');
    const title = typeof parameters.page_title === 'string' ? parameters.page_title : '';
    const id = createHash('sha256').update(`${page}\n${this.#options.now()}`).digest('base64url').slice(0, 12);
    return { link: `#小程序://演示/${title.slice(0, 20)}/${id}` };
  }

  async #subscribedMessage(parameters: Json): Promise<Json> {
    const to = text(parameters, 'touser', 64);
    const template = text(parameters, 'template_id', 64);
    const { data } = parameters;
    if (typeof data !== 'object' || data === null) throw new OpenApiRefusal(47003, 'argument invalid! data is missing');
    const entries = Object.entries(data).map(([field, entry]: [string, { value?: unknown } | null]) => ({
      field,
      value: String(entry?.value ?? ''),
    }));
    // As the platform checks them, as far as it is of use here: a thing is short, a time is one.
    const wrong = entries.find(
      ({ field, value }) =>
        value === '' ||
        (/^thing\d+$/.test(field) && [...value].length > 20) ||
        (/^time\d+$/.test(field) && !/\d{1,2}:\d{2}$/.test(value)),
    );
    if (wrong) throw new OpenApiRefusal(47003, `argument invalid! data.${wrong.field}.value is invalid`);
    // Whoever has accepted nothing: in the sandbox, nobody has accepted a template of this name.
    if (template.includes('refused')) throw new OpenApiRefusal(43101, 'user refuse to accept the msg');
    const values = entries.map(({ value }) => value);
    await this.#options.inbox.add('subscribe', to, `[${template}] ${values.join(' ')}`);
    return {};
  }

  async #delayedCall(parameters: Json): Promise<Json> {
    const { now, plan, envId, hasFunction } = this.#options;
    if (text(parameters, 'env', 64) !== envId) throw new OpenApiRefusal(-501000, 'invalid env');
    const functionName = text(parameters, 'function_name', 60);
    if (!hasFunction(functionName)) throw new OpenApiRefusal(-501000, `there is no function ${functionName}`);
    const task = delayedTask(functionName, text(parameters, 'data', 100_000), parameters.delay_time, now());
    if (!task) throw new OpenApiRefusal(40097, 'delay_time must be 6 seconds to 30 days, data JSON text');
    await plan(task);
    return {};
  }

  async #sms(parameters: Json): Promise<Json> {
    text(parameters, 'env', 64);
    const numbers = parameters.phone_number_list;
    if (!Array.isArray(numbers) || numbers.length === 0 || numbers.length > 1000)
      throw new OpenApiRefusal(40097, 'phone_number_list needs 1 to 1000 numbers');
    const phones = numbers.map((number) => (typeof number === 'string' ? PHONE.exec(number)?.[1] : undefined));
    const wrong = phones.indexOf(undefined);
    if (wrong >= 0)
      throw new OpenApiRefusal(40097, `"${String(numbers[wrong])}" is no number of the form +861xxxxxxxxxx`);
    const words = smsText(parameters);
    for (const phone of phones) await this.#options.inbox.add('sms', phone!, words);
    return {
      send_status_list: numbers.map((number, index) => ({
        serial_no: `${this.#options.now()}:${index}`,
        phone_number: number,
        code: 'Ok',
        message: 'send success',
        iso_code: 'CN',
      })),
    };
  }
}

function smsText(parameters: Json): string {
  if (parameters.sms_type !== 'Notification') return text(parameters, 'content', 30);
  const template = text(parameters, 'template_id', 64);
  const values = parameters.template_param_list;
  if (!Array.isArray(values) || !values.every((value) => typeof value === 'string'))
    throw new OpenApiRefusal(40097, 'template_param_list must be a list of texts');
  return `[${template}] ${values.join(' ')}`;
}

function readJson(parameters: Parameter[]): Json {
  const values = Object.create(null) as Json;
  for (const { key, value, contentType } of parameters)
    values[key] = contentType ? value : (JSON.parse(value.toString()) as unknown);
  return values;
}

const json = (value: Json): OpenApiAnswer => ({
  content: Buffer.from(JSON.stringify(value)),
  contentType: 'application/json; charset=UTF-8',
});
