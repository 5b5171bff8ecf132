import type { Appetite, Person } from './types';

/** A member with a part to play: what is fixed by hand, the rest is made up. */
export type NamedPerson = Pick<Person, 'key' | 'name' | 'referrer' | 'joinDay'> & {
  readonly accepts?: boolean;
  readonly appetite?: Appetite;
  /** For the list of demo accounts: what this account shows. Those without are not listed. */
  readonly shows?: string;
};

/** Those that everything starts from; in an order in which referrers come first. */
export const namedPeople: readonly NamedPerson[] = [
  {
    key: 'admin',
    name: '林知秋',
    referrer: null,
    joinDay: 0,
    appetite: 'none',
    shows: 'administrator: orders to ship, a refund to decide, plans, clearances, closes',
  },
  {
    key: 'second-admin',
    name: '周远',
    referrer: null,
    joinDay: 0,
    appetite: 'none',
    shows: 'second administrator: approves what the first proposes',
  },
  {
    key: 'leader',
    name: '陈静',
    referrer: null,
    joinDay: 0,
    appetite: 'large',
    shows: 'leader of a large team: highest rank, all bonuses, ranks below her, points of all three plans',
  },
  {
    key: 'branch',
    name: '何川',
    referrer: 'leader',
    joinDay: 0,
    appetite: 'regular',
    shows: 'leader of a branch in 陈静’s team: a rank of his own, same ranks below him',
  },
  {
    key: 'merchant',
    name: '许嘉禾',
    referrer: null,
    joinDay: 0,
    appetite: 'light',
    shows: 'merchant: owns 青岚粮油店, which takes stable points; an order at the own shop counts for nothing',
  },
  {
    key: 'referrer',
    name: '王小满',
    referrer: 'leader',
    joinDay: 1,
    appetite: 'none',
    shows: 'referrer: bought little himself, invited many; points and bonuses for their orders',
  },
  {
    key: 'buyer',
    name: '李牧',
    referrer: 'referrer',
    joinDay: 3,
    appetite: 'none',
    shows: 'buyer: orders in every state, from unpaid to settled and refunded',
  },
  {
    key: 'newcomer',
    name: '赵新',
    referrer: 'referrer',
    joinDay: 58,
    accepts: false,
    appetite: 'none',
    shows: 'newcomer: nothing bought, rules not read yet',
  },
  {
    key: 'undecided',
    name: '沈默',
    referrer: 'branch',
    joinDay: 8,
    accepts: false,
    appetite: 'none',
    shows: 'buyer who did not accept the plans’ rules: buys as anybody, gets no points',
  },
  {
    key: 'early',
    name: '程伯年',
    referrer: null,
    joinDay: 0,
    appetite: 'none',
    shows: 'referrer who bought nothing: his points were sold by the forced exit (出局)',
  },
  { key: 'owner-chigu', name: '罗怀谷', referrer: null, joinDay: 0, appetite: 'light' },
  { key: 'owner-helan', name: '马向东', referrer: null, joinDay: 0, appetite: 'light' },
  { key: 'owner-yunshan', name: '叶知春', referrer: 'leader', joinDay: 0, appetite: 'light' },
  { key: 'owner-haiyan', name: '海生', referrer: null, joinDay: 0, appetite: 'light' },
  { key: 'owner-bashi', name: '唐小辣', referrer: 'branch', joinDay: 0, appetite: 'light' },
  { key: 'owner-songhe', name: '宋鹤鸣', referrer: 'early', joinDay: 0, appetite: 'light' },
  { key: 'owner-linxi', name: '溪边人', referrer: 'leader', joinDay: 0, appetite: 'light' },
  { key: 'owner-letu', name: '乐山', referrer: null, joinDay: 0, appetite: 'light' },
  { key: 'owner-antong', name: '安师傅', referrer: null, joinDay: 0, appetite: 'light' },
  { key: 'owner-heyi', name: '何颐', referrer: 'branch', joinDay: 0, appetite: 'light' },
  { key: 'owner-muchun', name: '木春', referrer: null, joinDay: 0, appetite: 'light' },
];
