import type { MemberPage } from '@shared/contract';

type Noted = MemberPage['log'][number];

/** What the staff did with a member, by the action that did it. */
const NOTES: Readonly<Record<string, string>> = {
  'admin.blockMember': '停用或恢复账号',
  'admin.blockWithdrawals': '暂停或恢复提现',
  'admin.endMemberSession': '让一台设备退出',
  'admin.viewMemberPhone': '看了手机号',
  'admin.viewPayee': '看了收款人的姓名',
  'admin.proposeAdjustment': '申请调整积分',
  'admin.proposeReferrer': '申请改推荐人',
  'admin.proposeReversal': '申请冲正订单',
  'admin.setRole': '改了角色',
  'wallet.viewOf': '看了余额',
  'wallet.statementOf': '看了流水',
  'wallet.explainOf': '看了一笔怎么算的',
};

/** A line of a member's record. */
export const noteWords = ({ action }: Noted): string => NOTES[action] ?? action;
