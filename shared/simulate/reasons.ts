import { decimalText, type Refusal } from '@shared/kernel';
import type { RuleRefusal } from '../rules';

type Words = (figure: (name: string, decimals: number) => string) => string;

const points =
  (verb: string): Words =>
  (figure) =>
    `holds ${figure('held', 6)} points, cannot ${verb} ${figure('asked', 6)}`;
const stable =
  (verb: string): Words =>
  (figure) =>
    `holds ${figure('held', 2)} stable points, cannot ${verb} ${figure('asked', 2)}`;
const locked: Words = (figure) => `of ${figure('held', 6)} points some are locked, ${figure('asked', 6)} are not free`;
const exit: Words = (figure) => `worth ${figure('gross', 2)}, above the exit quota of ${figure('quota', 2)}`;
const worthless: Words = (figure) => `${figure('asked', 6)} points would pay 0.00`;

/** Why an event was refused, in words with its figures, for an operator. */
const REASONS: Record<RuleRefusal, Words> = {
  'amount/tooLarge': () => 'an amount would reach 2^53 units',
  'plan/off': () => 'the plan of this event is off',
  'purchase/nothing': () => 'a purchase of 0.00',
  'sale/nothing': () => 'a sale of 0.000000 points',
  'sale/exceedsHolding': points('sell'),
  'sale/locked': locked,
  'sale/exceedsExitQuota': exit,
  'sale/worthNothing': worthless,
  'redemption/nothing': () => 'a redemption of 0.000000 points',
  'redemption/exceedsHolding': points('redeem'),
  'redemption/locked': locked,
  'redemption/exceedsExitQuota': exit,
  'redemption/worthNothing': worthless,
  'exchange/nothing': () => 'an exchange of 0.000000 points',
  'exchange/exceedsHolding': points('exchange'),
  'exchange/locked': locked,
  'exchange/exceedsExitQuota': exit,
  'exchange/worthNothing': worthless,
  'payment/nothing': () => 'a payment of 0.00',
  'payment/exceedsHolding': stable('pay'),
  'payment/ownMerchant': () => 'nobody pays a merchant of their own',
  'merchantRedemption/nothing': () => 'a redemption of 0.00',
  'merchantRedemption/exceedsHolding': stable('redeem'),
  'merchantRedemption/worthNothing': (figure) => `${figure('asked', 2)} stable points are worth 0.000000 points`,
  'merchantSale/nothing': () => 'a sale of 0.000000 points',
  'merchantSale/exceedsHolding': points('sell'),
  'merchantSale/worthNothing': worthless,
  'spending/nothing': () => 'a spending of 0.00',
  'spending/exceedsHolding': (figure) =>
    `holds ${figure('held', 2)} spendable points, cannot spend ${figure('asked', 2)}`,
  'spending/exceedsShare': (figure) => `at most ${figure('limit', 2)} may be spent, not ${figure('asked', 2)}`,
  'reversal/notSettled': (figure) => `the purchase ${JSON.stringify(figure('order', 0))} has not been settled`,
  'reversal/nothing': () => 'a reversal of 0.00',
  'reversal/nothingLeft': (figure) => `nothing is left of the ${figure('amount', 2)} of the purchase`,
  'reversal/exceedsOrder': (figure) =>
    `${figure('left', 2)} is left of the purchase, cannot reverse ${figure('asked', 2)}`,
  'adjustment/nothing': () => 'an adjustment of 0',
  'adjustment/exceedsHolding': (figure) => {
    const decimals = figure('asset', 0) === 'appreciating' ? 6 : 2;
    return `holds ${figure('held', decimals)}, cannot remove ${figure('asked', decimals)}`;
  },
  'collectible/soldOut': (figure) => `all ${figure('supply', 0)} editions are taken`,
  'collectible/limit': (figure) => `has taken ${figure('taken', 0)} of the series, at most ${figure('most', 0)} each`,
  'collectible/exceedsCash': (figure) => `holds ${figure('held', 2)} in cash, cannot pay ${figure('asked', 2)}`,
  'collectible/notPayable': (figure) => `points cannot be worth ${figure('worth', 2)} to the fen`,
  'giving/nothing': () => 'holds no edition of the series',
  'holding/nothing': () => 'a certificate of 0.000000 points',
  'holding/exceedsFree': locked,
  'holding/exceedsClose': (figure) =>
    `held ${figure('held', 6)} points at the close, cannot certify ${figure('asked', 6)} more`,
  'giving/toOneself': () => 'nobody gives to themselves',
  'giving/tooSoon': () => 'it has not been held long enough',
  'giving/tooMany': (figure) => `at most ${figure('most', 0)} are given a year`,
  'adjustment/exceedsSupply': (figure) => `${figure('left', 6)} points are left to issue, not ${figure('asked', 6)}`,
};

/** A refusal in words, its figures shown in their unit. */
export const reasonOf = (refusal: Refusal<RuleRefusal>): string =>
  REASONS[refusal.code]((name, decimals) => {
    const figure = refusal.figures[name];
    return typeof figure === 'number' ? decimalText(figure, decimals) : String(figure);
  });
