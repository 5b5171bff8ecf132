import { createHash } from 'node:crypto';
import { request } from 'node:http';
import type { LocalCloudOptions, Reply } from '../../localcloud';
import type { TestWorld } from './world';

type SeenRequest = Parameters<NonNullable<LocalCloudOptions['beforeRequest']>>[0];

/** Calls an action over HTTP from an address of this machine's own network, 127.0.0.2 and the like. */
export function callFrom(
  world: TestWorld,
  address: string,
  action: string,
  input: Record<string, unknown>,
  { token, headers = {} }: { token?: string; headers?: Record<string, string> } = {},
): Promise<Reply> {
  const { hostname, port } = new URL(world.cloud.url);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        hostname,
        port,
        path: '/call',
        method: 'POST',
        localAddress: address,
        agent: false,
        headers: {
          'content-type': 'application/json',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString()) as Reply));
      },
    );
    sent.on('error', reject);
    sent.end(JSON.stringify({ action, input }));
  });
}

/** A token under which calls come with an openid of WeChat. */
export async function wechat(world: TestWorld, openid: string): Promise<string> {
  const token = `token-of-${openid}`;
  const session = { openid, expiresAt: Number.MAX_SAFE_INTEGER };
  await world.cloud.engine.set('sessions', createHash('sha256').update(token).digest('hex'), session as never);
  return token;
}

/** The newest code in a phone's inbox. */
export const codeOf = (world: TestWorld, phone: string): string => /\d{6}/.exec(world.cloud.inbox(phone)[0]!.text)![0];

/** A code that is not this one. */
export const otherThan = (code: string): string => (code === '000000' ? '000001' : '000000');

/** A seam that a test may open and close while the world runs. */
export class Seam {
  readonly seen: SeenRequest[] = [];
  #hold: (request: SeenRequest) => Promise<void> | void = () => undefined;

  readonly beforeRequest = (request: SeenRequest): Promise<void> | void => {
    this.seen.push(request);
    return this.#hold(request);
  };

  /** The next `count` requests that match wait for each other; what comes after them passes. */
  meet(count: number, matches: (request: SeenRequest) => boolean): void {
    const waiting: (() => void)[] = [];
    this.#hold = (request) => {
      if (!matches(request)) return undefined;
      return new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length < count) return;
        this.open();
        for (const go of waiting) go();
      });
    };
  }

  /** Before the next request that matches, once, something else is done. */
  before(matches: (request: SeenRequest) => boolean, act: () => Promise<void>): void {
    this.#hold = (request) => {
      if (!matches(request)) return undefined;
      this.open();
      return act();
    };
  }

  open(): void {
    this.#hold = () => undefined;
  }
}
