/** What shows something else after an administrator acted on a withdrawal. */
export const TOUCHED = ['admin.listWithdrawals', 'admin.viewWithdrawalTerms'] as const;
