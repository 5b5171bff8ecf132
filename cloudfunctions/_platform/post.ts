import { request as plainly } from 'node:http';
import { request as secretly } from 'node:https';

const KB = 1024;

interface Answered {
  readonly status: number;
  readonly text: string;
  /** By names in small letters. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

interface Exchange {
  readonly method: 'GET' | 'POST';
  /** '' where nothing is sent. */
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly withinMs: number;
  readonly mostKb?: number;
}

/** Posts a text to an address of another party; see `exchange`. */
export const post = (
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  withinMs: number,
  mostKb = 64,
): Promise<Answered> => exchange(address, { method: 'POST', body, headers, withinMs, mostKb });

/**
 * Asks an address of another party and waits for its whole answer, at most `withinMs`. Rejects when there is none in
 * time, or a larger one than `mostKb`. Redirects are not followed.
 */
export const exchange = (
  address: string,
  { method, body, headers, withinMs, mostKb = 64 }: Exchange,
): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const request = address.startsWith('http:') ? plainly : secretly;
    const length = method === 'POST' ? { 'content-length': String(Buffer.byteLength(body)) } : {};
    const asked = request(address, { method, headers: { ...headers, ...length }, agent: false }, (answer) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      answer.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes > mostKb * KB) asked.destroy(new Error('the answer is too long'));
        else parts.push(part);
      });
      answer.on('error', fail);
      answer.on('end', () => {
        clearTimeout(timer);
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString(), headers: answer.headers });
      });
    });
    // Of the whole exchange: an answer that drips in is late as well.
    const timer = setTimeout(() => asked.destroy(new Error(`no answer within ${withinMs} ms`)), withinMs);
    function fail(error: Error): void {
      clearTimeout(timer);
      reject(error);
    }
    asked.on('error', fail);
    asked.end(body);
  });
