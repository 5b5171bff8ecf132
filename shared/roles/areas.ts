/** The roles of those who run the shop; a member may have several. An owner may do everything. */
export const staffRoles = ['owner', 'operator', 'finance', 'support'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** Every role that a member may be given; `merchant` owns a shop of others on the platform. */
export const memberRoles = [...staffRoles, 'merchant'] as const;
export type MemberRole = (typeof memberRoles)[number];

/** The areas of the staff's work, and who works in each beside the owners. */
export const staffAreas = {
  /** What all of them look at: the overview, versions of plans, clearances, closes. */
  'staff.any': ['operator', 'finance', 'support'],
  /** Goods, the look of the shop, coupons, freight, merchants, what two sides of a return can't agree on. */
  'staff.shop': ['operator'],
  /** Orders and their parcels, after-sales, customers' words. */
  'staff.orders': ['operator', 'support'],
  /** Members as persons. */
  'staff.members': ['operator', 'finance', 'support'],
  /** Money and points that leave: withdrawals, what shops are owed, adjustments and reversals. */
  'staff.money': ['finance'],
  /** Drafts of plans, their simulations and proposals. */
  'staff.plans': ['operator'],
  /** Roles, clearances, settings, the first version of a plan. */
  'staff.owner': [],
} as const satisfies Readonly<Record<string, readonly StaffRole[]>>;
export type StaffArea = keyof typeof staffAreas;

/** Who may call an action. Identity and role come from the platform and the member's document, never from input. */
export type Role = 'public' | 'member' | 'merchant' | 'platform' | StaffArea;

/** Whether a role of actions is an area of the staff. */
export const isStaffArea = (role: Role): role is StaffArea => Object.hasOwn(staffAreas, role);

/** Whether who has these roles may work in an area. */
export function worksIn(roles: readonly MemberRole[], area: StaffArea): boolean {
  const others: readonly MemberRole[] = staffAreas[area];
  return roles.some((role) => role === 'owner' || others.includes(role));
}

/** Whether somebody with these roles runs the shop at all. */
export const isStaff = (roles: readonly MemberRole[]): boolean => worksIn(roles, 'staff.any');

/** Where those work who may approve or turn down a proposal: what changes plans or the tree is the owners'. */
export const areaOfProposal = ({ kind }: { readonly kind: string }): StaffArea =>
  kind === 'plans' || kind === 'referrer' ? 'staff.owner' : 'staff.money';
