import type { Fen, MicroPoints } from '@shared/kernel';
import type { AppreciationPlan, DividendPlan, ReleasePlan } from '@shared/plans';
import type { AppreciationGrant } from '../appreciation';
import type { DividendGrant } from '../dividends';
import type { ReleaseGrant } from './releaseOrder';

/** What a plan gave for an order: the cash that it counted, and the version of the plan by which it settled. */
interface By<Plan> {
  readonly counted: Fen;
  readonly plan: Plan;
}

/**
 * Everything that one order gave, with the figures that explain it: a plan that did not count it gave null (rules §1, §3,
 * §4, §5). A reversal takes back of this; of the plans it reads only the shares of the turnover and the release ladder.
 */
export interface OrderGrants {
  readonly appreciation: (AppreciationGrant & By<AppreciationPlan> & { readonly mintedBefore: MicroPoints }) | null;
  readonly dividend: (DividendGrant & By<DividendPlan>) | null;
  /** Level 0 and nothing granted where it reached no tier: it counts as volume all the same. */
  readonly release: (ReleaseGrant & By<ReleasePlan>) | null;
}
