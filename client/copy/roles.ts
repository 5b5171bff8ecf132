import type { StaffArea, StaffRole } from '@shared/roles';

/** The roles of those who run the shop, and what each may do. */
export const STAFF_ROLES: Readonly<Record<StaffRole, { readonly title: string; readonly does: string }>> = {
  owner: { title: '店主', does: '什么都能做：定角色、登记许可、定方案、改设置' },
  operator: { title: '运营', does: '管商品、首页、券、运费、商家、订单、售后和客服，能起草方案' },
  finance: { title: '财务', does: '审核提现、付给商家、调整积分，能看账' },
  support: { title: '客服', does: '看订单、发货、核销、答复售后和买家' },
};

/** Whose a page is, as one is told whose it is not. */
export const AREA_ROLES: Readonly<Record<StaffArea, string>> = {
  'staff.any': '管理员',
  'staff.shop': '店主和运营',
  'staff.orders': '店主、运营和客服',
  'staff.members': '管理员',
  'staff.money': '店主和财务',
  'staff.plans': '店主和运营',
  'staff.owner': '店主',
};
