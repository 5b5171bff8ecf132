import { createHash } from 'node:crypto';
import { request } from 'node:http';
import type { Reply } from '../../localcloud';
import type { TestWorld } from './world';

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
