import {
  constants,
  createPrivateKey,
  createPublicKey,
  createSign,
  createVerify,
  generateKeyPairSync,
  privateDecrypt,
} from 'node:crypto';

interface Pair {
  /** DER in base64, as variables have keys. */
  readonly secret: string;
  readonly open: string;
}

/** Short keys are made in no time, and guard nothing here. */
function newPair(): Pair {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 1024,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  return { secret: privateKey.toString('base64'), open: publicKey.toString('base64') };
}

let pairs: { readonly merchant: Pair; readonly platform: Pair } | undefined;

/** The merchant's keys and WeChat Pay's own of the local cloud: made when they are first wanted, for this process. */
const keys = () => {
  pairs ??= { merchant: newPair(), platform: newPair() };
  return pairs;
};

const SERIAL = '0'.repeat(39).concat('1');
const PUBLIC_KEY_ID = 'PUB_KEY_ID_00000000000000000001';

/** What a deployment sets to be believed by WeChat Pay, and to believe it. */
export const payVariables = (): Record<string, string> => ({
  PAY_SERIAL: SERIAL,
  PAY_PRIVATE_KEY: keys().merchant.secret,
  PAY_PUBLIC_KEY_ID: PUBLIC_KEY_ID,
  PAY_PUBLIC_KEY: keys().platform.open,
});

const der = (base64: string) => Buffer.from(base64, 'base64');
const platformKey = () => createPrivateKey({ key: der(keys().platform.secret), format: 'der', type: 'pkcs8' });

/** Whether the merchant signed a request. */
export function isSignedByMerchant(method: string, path: string, body: string, authorization: string): boolean {
  const part = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(authorization)?.[1] ?? '';
  if (!authorization.startsWith('WECHATPAY2-SHA256-RSA2048 ') || part('serial_no') !== SERIAL) return false;
  const key = createPublicKey({ key: der(keys().merchant.open), format: 'der', type: 'spki' });
  return createVerify('RSA-SHA256')
    .update(`${method}\n${path}\n${part('timestamp')}\n${part('nonce_str')}\n${body}\n`)
    .verify(key, part('signature'), 'base64');
}

/** The headers by which WeChat Pay signs an answer. */
export function signedAnswer(text: string): Record<string, string> {
  const [stamp, nonce] = [String(Math.floor(Date.now() / 1000)), 'nonce-of-the-sandbox'];
  const signature = createSign('RSA-SHA256').update(`${stamp}\n${nonce}\n${text}\n`).sign(platformKey(), 'base64');
  return {
    'wechatpay-timestamp': stamp,
    'wechatpay-nonce': nonce,
    'wechatpay-signature': signature,
    'wechatpay-serial': PUBLIC_KEY_ID,
  };
}

/** A personal text that was sealed for WeChat Pay. */
export const openedForPay = (sealed: string): string =>
  privateDecrypt(
    { key: platformKey(), padding: constants.RSA_PKCS1_OAEP_PADDING },
    Buffer.from(sealed, 'base64'),
  ).toString('utf8');
