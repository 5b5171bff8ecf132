import type { Asset, EntryKind } from '@shared/contract';

/** Kinds of lines that a member looks for together. */
export const ENTRY_GROUPS = {
  shopping: '购物和退款',
  points: '增值积分',
  exits: '卖出、兑换和付款',
  dividend: '分红',
  release: '每日释放',
  bonus: '奖励',
  withdrawal: '提现',
  correction: '冲正和调整',
} as const;
export type EntryGroup = keyof typeof ENTRY_GROUPS;

/** What a statement may be asked for, of kinds and of assets. */
export const STATEMENT_GROUPS: readonly { readonly key: EntryGroup | 'all'; readonly words: string }[] = [
  { key: 'all', words: '全部类型' },
  ...(Object.keys(ENTRY_GROUPS) as EntryGroup[]).map((key) => ({ key, words: ENTRY_GROUPS[key] })),
];
export const STATEMENT_ASSETS: readonly { readonly key: Asset | 'all'; readonly words: string }[] = [
  { key: 'all', words: '全部' },
  { key: 'cash', words: '现金' },
  { key: 'spendable', words: '可用' },
  { key: 'remaining', words: '待释放' },
  { key: 'appreciating', words: '增值' },
  { key: 'stable', words: '恒定' },
  { key: 'quota', words: '额度' },
  { key: 'weight', words: '股数' },
  { key: 'exitQuota', words: '出局' },
];

/** Where each kind of line is looked for, and the other side of what it moved: between whom and whom. */
export const ENTRY_MOVES = {
  'order.pay': { group: 'shopping', move: '我 → 订单' },
  'order.giveBack': { group: 'shopping', move: '订单 → 我' },
  'order.refund': { group: 'shopping', move: '订单 → 我' },
  'appreciation.purchase': { group: 'points', move: '托底池发行 → 我' },
  'appreciation.referral': { group: 'points', move: '托底池发行 → 我' },
  'appreciation.forcedExit': { group: 'exits', move: '我的积分 → 托底池 → 我的现金' },
  'points.sale': { group: 'exits', move: '我的积分 → 托底池 → 我的现金' },
  'points.exchange': { group: 'exits', move: '我的积分 → 储备，恒定积分 → 我' },
  'points.redemption': { group: 'exits', move: '我的积分 → 托底池 → 商品' },
  'points.redemptionBack': { group: 'exits', move: '商品 → 我的恒定积分' },
  'collectible.take': { group: 'shopping', move: '我 → 藏品' },
  'stable.payment': { group: 'exits', move: '我 → 商户' },
  'stable.paymentBack': { group: 'exits', move: '商户 → 我' },
  'withdrawal.request': { group: 'withdrawal', move: '我的现金 → 提现冻结' },
  'withdrawal.returned': { group: 'withdrawal', move: '提现冻结 → 我的现金' },
  'dividend.grant': { group: 'dividend', move: '我的订单 → 我' },
  'dividend.referral': { group: 'dividend', move: '推荐的订单 → 我' },
  'dividend.proportional': { group: 'dividend', move: '分红池 → 我' },
  'dividend.tier': { group: 'dividend', move: '档位池 → 我' },
  'release.grant': { group: 'release', move: '我的订单 → 我' },
  'order.reversal': { group: 'correction', move: '我 → 冲正的订单' },
  adjustment: { group: 'correction', move: '平台调整' },
  'owed.paid': { group: 'correction', move: '我 → 我欠的' },
  'release.static': { group: 'release', move: '我的待释放 → 可用' },
  'release.firstGeneration': { group: 'bonus', move: '我的待释放 → 可用' },
  'release.secondGeneration': { group: 'bonus', move: '我的待释放 → 可用' },
  'release.team': { group: 'bonus', move: '我的待释放 → 可用' },
  'release.sameRank': { group: 'bonus', move: '我的待释放 → 可用' },
} as const satisfies Record<EntryKind, { readonly group: EntryGroup; readonly move: string }>;

/** The kinds of a group. */
export const kindsOf = (group: EntryGroup): EntryKind[] =>
  (Object.keys(ENTRY_MOVES) as EntryKind[]).filter((kind) => ENTRY_MOVES[kind].group === group);
