import { type Figures, type Outcome, refuse as refuseAny } from '@shared/kernel';

/** Every reason for which a rule refuses an action. Screens have words for each (client/copy). */
export const RULE_REFUSALS = [
  'amount/tooLarge',
  'plan/off',
  'purchase/nothing',
  'sale/nothing',
  'sale/exceedsHolding',
  'sale/locked',
  'sale/exceedsExitQuota',
  'sale/worthNothing',
  'redemption/nothing',
  'redemption/exceedsHolding',
  'redemption/locked',
  'redemption/exceedsExitQuota',
  'redemption/worthNothing',
  'exchange/nothing',
  'exchange/exceedsHolding',
  'exchange/locked',
  'exchange/exceedsExitQuota',
  'exchange/worthNothing',
  'payment/nothing',
  'payment/exceedsHolding',
  'payment/ownMerchant',
  'merchantRedemption/nothing',
  'merchantRedemption/exceedsHolding',
  'merchantRedemption/worthNothing',
  'merchantSale/nothing',
  'merchantSale/exceedsHolding',
  'merchantSale/worthNothing',
  'spending/nothing',
  'spending/exceedsHolding',
  'spending/exceedsShare',
  'reversal/notSettled',
  'reversal/nothing',
  'reversal/nothingLeft',
  'reversal/exceedsOrder',
  'adjustment/nothing',
  'adjustment/exceedsHolding',
  'adjustment/exceedsSupply',
  'collectible/soldOut',
  'collectible/limit',
  'collectible/exceedsCash',
  'collectible/notPayable',
  'giving/nothing',
  'holding/nothing',
  'holding/exceedsFree',
  'holding/exceedsClose',
  'giving/toOneself',
  'giving/tooSoon',
  'giving/tooMany',
] as const;
export type RuleRefusal = (typeof RULE_REFUSALS)[number];

/** What a rule answers. */
export type RuleOutcome<T> = Outcome<T, RuleRefusal>;

/** A refusal with its figures, in units. */
export const refuse = <Code extends RuleRefusal>(code: Code, figures: Figures = {}) => refuseAny(code, figures);
