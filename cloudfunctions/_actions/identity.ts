import { type Aggregate, cloud } from '../_platform/cloud';
import { isLocalCloud } from '../_platform/variables';
import { identities, members } from '../_store/collections';
import type { MemberDocument } from '../_store/documents';
import type { Join, Joined } from './joins';

/** Openids of H5 sessions begin so; the platform's own never do. */
const H5_PREFIX = 'h5-';

export const h5Openid = (memberId: string): string => `${H5_PREFIX}${memberId}`;

/** Whether an openid is one of WeChat: neither empty nor of an H5 session. */
export const isWechat = (openid: string): boolean => openid !== '' && !openid.startsWith(H5_PREFIX);

/** The openid of this invocation, by the platform; empty when there is none. */
export const currentOpenid = (): string => cloud.getWXContext().OPENID ?? '';

/**
 * The openid that a check of a text or a picture is asked under: WeChat wants one that has been in the mini-program
 * lately. Null for a session of the H5, which has none; in the local cloud the sandbox takes any.
 */
export const openidForChecks = (): string | null => {
  const openid = currentOpenid();
  return isWechat(openid) || (isLocalCloud() && openid !== '') ? openid : null;
};

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

/** A caller: the member, null for nobody, and what was joined, empty without a member. */
interface CallerRead<T extends readonly unknown[] = readonly unknown[]> {
  readonly member: MemberDocument | null;
  readonly joined: T;
}

/**
 * The member whom an openid belongs to and whatever is joined, in one request: nothing of it is older than this
 * invocation, and who was closed or lost a role meanwhile is told as such.
 */
export async function callerOf<const Joins extends readonly Join<unknown>[]>(
  openid: string,
  joins: Joins,
): Promise<CallerRead<Joined<Joins>>> {
  const nobody = { member: null, joined: [] as unknown as Joined<Joins> };
  if (openid === '') return nobody;
  const withJoins = (pipeline: Aggregate): Aggregate =>
    joins.reduce((rows, { lookup }, at) => rows.lookup({ ...lookup, as: `joined${at}` }), pipeline).limit(1);
  const [row] = openid.startsWith(H5_PREFIX)
    ? await members.aggregate((pipeline) =>
        withJoins(
          pipeline
            .match({ _id: openid.slice(H5_PREFIX.length) })
            .project({ _id: false, memberId: '$_id', member: '$$ROOT' }),
        ),
      )
    : await identities.aggregate((pipeline) =>
        withJoins(
          pipeline
            .match({ _id: openid })
            .lookup({ from: members.name, localField: 'memberId', foreignField: '_id', as: 'found' })
            .project({ _id: false, memberId: true, member: { $arrayElemAt: ['$found', 0] } }),
        ),
      );
  if (!row?.member) return nobody;
  const joined = joins.map(({ read }, at) => read((row[`joined${at}`] ?? []) as unknown[]));
  return { member: row.member as MemberDocument, joined: joined as unknown as Joined<Joins> };
}

/** The same of a member whose id is known. Throws when there is no such member. */
export async function readMember<const Joins extends readonly Join<unknown>[]>(
  memberId: string,
  joins: Joins,
): Promise<{ readonly member: MemberDocument; readonly joined: Joined<Joins> }> {
  const { member, joined } = await callerOf(h5Openid(memberId), joins);
  if (!member) throw new Error(`there is no member ${memberId}`);
  return { member, joined };
}
