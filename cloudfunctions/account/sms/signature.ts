import { createHash, createHmac } from 'node:crypto';

/** What is signed: a POST of JSON to an API of Tencent Cloud. */
interface Signed {
  /** The API by its short name: `sms`. */
  readonly service: string;
  readonly host: string;
  readonly action: string;
  readonly body: string;
  readonly atSeconds: number;
  readonly secretId: string;
  readonly secretKey: string;
}

export const JSON_TYPE = 'application/json; charset=utf-8';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/**
 * The Authorization header of a call to Tencent Cloud, by its signature method v3 (TC3-HMAC-SHA256): the request in its
 * canonical form is hashed, and the hash signed by a key that holds for one day and one service.
 */
export function authorizationOf({ service, host, action, body, atSeconds, secretId, secretKey }: Signed): string {
  const names = 'content-type;host;x-tc-action';
  const headers = `content-type:${JSON_TYPE}\nhost:${host}\nx-tc-action:${action.toLowerCase()}\n`;
  const canonical = ['POST', '/', '', headers, names, sha256(body)].join('\n');
  const day = new Date(atSeconds * 1000).toISOString().slice(0, 10);
  const scope = `${day}/${service}/tc3_request`;
  const toSign = ['TC3-HMAC-SHA256', String(atSeconds), scope, sha256(canonical)].join('\n');
  const key = hmac(hmac(hmac(`TC3${secretKey}`, day), service), 'tc3_request');
  const signature = hmac(key, toSign).toString('hex');
  return `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
}
