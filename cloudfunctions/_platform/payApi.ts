import { constants, createPrivateKey, createPublicKey, createSign, createVerify, publicEncrypt } from 'node:crypto';
import { OUTSIDE_MS } from './budget';
import { newToken } from './ids';
import { merchantNumber } from './merchant';
import { exchange } from './post';
import { countRequest } from './requests';
import { needed, variable } from './variables';

// WeChat Pay's interfaces of version 3, over HTTPS: what cloudPay has no call for. A request is signed by the merchant's
// key, an answer is believed only where WeChat Pay's own key signed it (docs/platform.md, Money out).

/** An answer whose signature is right; `body` is empty where it was no JSON. */
export interface PayAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** WeChat Pay's own, or what stands in for it: the local cloud's sandbox (variable PAY_API). */
const baseAddress = (): string => variable('PAY_API') ?? 'https://api.mch.weixin.qq.com';

/** An answer whose time is further away is a recorded one. */
const TOO_OLD_SECONDS = 300;

const pem = (label: string, base64: string): string =>
  `-----BEGIN ${label}-----\n${(base64.match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`;

const merchantKey = () => createPrivateKey(pem('PRIVATE KEY', needed('PAY_PRIVATE_KEY')));
const platformKey = () => createPublicKey(pem('PUBLIC KEY', needed('PAY_PUBLIC_KEY')));

/** The machine's own clock: the demo clock may stand days ahead of it, and both sides compare with real time. */
const secondsNow = (): number => Math.floor((performance.timeOrigin + performance.now()) / 1000);

function authorization(method: string, path: string, body: string): string {
  const [nonce, stamp] = [newToken().slice(0, 32), String(secondsNow())];
  const signature = createSign('RSA-SHA256')
    .update(`${method}\n${path}\n${stamp}\n${nonce}\n${body}\n`)
    .sign(merchantKey(), 'base64');
  const parts = {
    mchid: merchantNumber(),
    nonce_str: nonce,
    signature,
    timestamp: stamp,
    serial_no: needed('PAY_SERIAL'),
  };
  const said = Object.entries(parts).map(([name, value]) => `${name}="${value}"`);
  return `WECHATPAY2-SHA256-RSA2048 ${said.join(',')}`;
}

/** Whether WeChat Pay's key signed an answer, lately. */
function isSigned(text: string, headers: Readonly<Record<string, string | string[] | undefined>>): boolean {
  const [stamp, nonce, signature, serial] = ['timestamp', 'nonce', 'signature', 'serial'].map((name) =>
    String(headers[`wechatpay-${name}`] ?? ''),
  ) as [string, string, string, string];
  if (serial !== needed('PAY_PUBLIC_KEY_ID')) return false;
  if (!(Math.abs(secondsNow() - Number(stamp)) <= TOO_OLD_SECONDS)) return false;
  return createVerify('RSA-SHA256').update(`${stamp}\n${nonce}\n${text}\n`).verify(platformKey(), signature, 'base64');
}

function read(text: string): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/**
 * Asks WeChat Pay once. @returns its answer, a refusal included, or null when there was none that can be believed:
 * nothing is known then of what was done.
 */
export async function askPay(method: 'GET' | 'POST', path: string, content?: object): Promise<PayAnswer | null> {
  const body = content ? JSON.stringify(content) : '';
  countRequest();
  try {
    const { status, text, headers } = await exchange(`${baseAddress()}${path}`, {
      method,
      body,
      withinMs: OUTSIDE_MS,
      headers: {
        accept: 'application/json',
        'user-agent': 'shop',
        ...(body ? { 'content-type': 'application/json' } : {}),
        authorization: authorization(method, path, body),
        'wechatpay-serial': needed('PAY_PUBLIC_KEY_ID'),
      },
    });
    if (isSigned(text, headers)) return { status, body: read(text) };
    console.error(`${method} ${path}: an answer of status ${status} that WeChat Pay did not sign`);
  } catch (error) {
    console.warn(`${method} ${path} was not answered: ${(error as Error)?.message ?? String(error)}`);
  }
  return null;
}

/** A personal text as WeChat Pay takes it: by its key, RSA-OAEP. */
export const sealForPay = (text: string): string =>
  publicEncrypt({ key: platformKey(), padding: constants.RSA_PKCS1_OAEP_PADDING }, Buffer.from(text)).toString(
    'base64',
  );
