import type { PlanKind } from '@shared/contract';
import type { MemberDocument } from '../_store/documents';

/** Whether somebody had accepted a plan's rules by a moment (rules §5). */
export const hasAcceptedBy = (accepted: MemberDocument['accepted'], plan: PlanKind, atMs: number): boolean =>
  (accepted[plan] ?? []).some((one) => one.atMs <= atMs);
