import { cloud } from '../_platform/cloud';
import { identities, members } from '../_store/collections';
import type { MemberDocument } from '../_store/documents';

/** Openids of H5 sessions begin so; the platform's own never do. */
const H5_PREFIX = 'h5-';

export const h5Openid = (memberId: string): string => `${H5_PREFIX}${memberId}`;

/** Whether an openid is one of WeChat: neither empty nor of an H5 session. */
export const isWechat = (openid: string): boolean => openid !== '' && !openid.startsWith(H5_PREFIX);

/** The openid of this invocation, by the platform; empty when there is none. */
export const currentOpenid = (): string => cloud.getWXContext().OPENID ?? '';

/** The session under which this invocation came, by the door that vouched for it; undefined when there is none. */
export const currentSession = (): string | undefined => cloud.getWXContext().SESSIONID;

/**
 * The network address of the caller, as the platform saw it: an IPv4 address, or the /64 of an IPv6 one, which is what
 * one household has. Undefined when there is none. What a caller claims in a header is never looked at.
 */
export function currentAddress(): string | undefined {
  const { CLIENTIP, CLIENTIPV6 } = cloud.getWXContext();
  const address = (CLIENTIP || CLIENTIPV6 || '').toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
  return address.includes(':') ? networkOf(address) : address || undefined;
}

/** The first 64 bits of an IPv6 address: 2001:db8::1 gives 2001:db8:0:0. */
function networkOf(address: string): string {
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = tail?.split(':').filter(Boolean) ?? [];
  if (tail !== undefined)
    groups.push(...Array.from({ length: Math.max(8 - groups.length - after.length, 0) }, () => '0'));
  return [...groups, ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

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
