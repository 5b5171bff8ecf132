import type { Appetite, Person } from './types';

/** A member with a part to play: what is fixed by hand, the rest is made up. */
export type NamedPerson = Pick<Person, 'key' | 'name' | 'referrer' | 'joinDay'> & {
  readonly accepts?: boolean;
  readonly appetite?: Appetite;
  /** For the list of demo accounts: what this account shows. Those without are not listed. */
  readonly shows?: string;
  /** What it is called there, in a word. */
  readonly role?: string;
};

/** Those that everything starts from; in an order in which referrers come first. */
export const namedPeople: readonly NamedPerson[] = [
  {
    key: 'admin',
    name: '林知秋',
    referrer: null,
    joinDay: 0,
    appetite: 'none',
    role: '管理员',
    shows: '发货、答退款、商品、方案、许可、收盘',
  },
  {
    key: 'second-admin',
    name: '周远',
    referrer: null,
    joinDay: 0,
    appetite: 'none',
    role: '复核管理员',
    shows: '复核另一位管理员提交的调整和许可',
  },
  {
    key: 'leader',
    name: '陈静',
    referrer: null,
    joinDay: 0,
    appetite: 'large',
    role: '团队长',
    shows: '团队最大，等级最高，三个方案的积分都有',
  },
  {
    key: 'branch',
    name: '何川',
    referrer: 'leader',
    joinDay: 0,
    appetite: 'regular',
    role: '分支团队长',
    shows: '在陈静的团队里，自己也有等级',
  },
  {
    key: 'merchant',
    name: '许嘉禾',
    referrer: null,
    joinDay: 0,
    appetite: 'light',
    role: '商户',
    shows: '开着青岚粮油店，收恒定积分；买自己店的不计入',
  },
  {
    key: 'referrer',
    name: '王小满',
    referrer: 'leader',
    joinDay: 1,
    appetite: 'none',
    role: '推荐人',
    shows: '自己买得少，邀请的人多，有推荐来的积分和奖励',
  },
  {
    key: 'buyer',
    name: '李牧',
    referrer: 'referrer',
    joinDay: 3,
    appetite: 'none',
    role: '消费者',
    shows: '每种状态的订单都有，从待付款到已结算、已退款',
  },
  {
    key: 'newcomer',
    name: '赵新',
    referrer: 'referrer',
    joinDay: 58,
    accepts: false,
    appetite: 'none',
    role: '新会员',
    shows: '还没买过，方案规则还没读',
  },
  {
    key: 'undecided',
    name: '沈默',
    referrer: 'branch',
    joinDay: 8,
    accepts: false,
    appetite: 'none',
    role: '不同意规则的消费者',
    shows: '照常买和退，不记积分',
  },
  {
    key: 'early',
    name: '程伯年',
    referrer: null,
    joinDay: 0,
    appetite: 'none',
    role: '出局的推荐人',
    shows: '没买过，推荐得的积分已按出局卖出',
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
