import { cloud } from './cloud';
import { identities, members } from './collections';
import type { MemberDocument } from './documents';

/** Openids of H5 sessions begin so; the platform's own never do. */
const H5_PREFIX = 'h5-';

export const h5Openid = (memberId: string): string => `${H5_PREFIX}${memberId}`;

/** Whether an openid is one of WeChat: neither empty nor of an H5 session. */
export const isWechat = (openid: string): boolean => openid !== '' && !openid.startsWith(H5_PREFIX);

/** The openid of this invocation, by the platform; empty when there is none. */
export const currentOpenid = (): string => cloud.getWXContext().OPENID ?? '';

/**
 * Where this invocation comes from, its first step: `wx_client`, `wx_http`, `wx_trigger`, `wx_paycallback`. A function
 * that calls itself adds `,scf` to it.
 */
export const currentSource = (): string => (cloud.getWXContext().SOURCE ?? '').split(',')[0] ?? '';

/** The member whom an openid belongs to, or null. */
export async function memberOf(openid: string): Promise<MemberDocument | null> {
  if (openid === '') return null;
  const memberId = openid.startsWith(H5_PREFIX)
    ? openid.slice(H5_PREFIX.length)
    : (await identities.get(openid))?.memberId;
  return memberId ? members.get(memberId) : null;
}
