/** Why a plan does not count an order (rules §5 Who counts). */
type NotCountedWhy = 'notNamed' | 'planOff' | 'ownShop' | 'notAccepted';

/** An order, or a part of it, as one plan sees it when it settles. */
interface CountsFor {
  /** Whether its goods take part in the plan. */
  readonly isNamed: boolean;
  /** Whether the plan is on. */
  readonly isOn: boolean;
  /** Whether it was bought from a shop of the buyer's own. */
  readonly isOwnShop: boolean;
  /** Whether the buyer had accepted the plan's rules before it settled. */
  readonly hasAccepted: boolean;
}

/**
 * Why a plan does not count an order, or null where it does: its grants, its turnover and its volume (rules §5 Who
 * counts). Of several reasons the first in the order of NotCountedWhy is told.
 */
export function whyNotCounted({ isNamed, isOn, isOwnShop, hasAccepted }: CountsFor): NotCountedWhy | null {
  if (!isNamed) return 'notNamed';
  if (!isOn) return 'planOff';
  if (isOwnShop) return 'ownShop';
  return hasAccepted ? null : 'notAccepted';
}
