import { serve } from '../_actions/handler';
import { lookingAt } from '../_actions/lookingAt';
import { exchange, previewExchange, previewRedemption, previewSale, redeem, sell } from './exits';
import { explain, explainPrice } from './explain';
import { creditHistory, priceHistory } from './history';
import { certifyHolding, listHoldings, previewHolding, viewHolding } from './holdings';
import { removeRecipient, saveRecipient, viewRecipient } from './payee';
import { proof } from './proof';
import { rules } from './rules';
import { solvency } from './solvency';
import { statement } from './statement';
import { payMerchant, showPayCode, viewPayee, viewPayment } from './till';
import { view } from './view';
import { listWithdrawals, previewWithdrawal, viewWithdraw, viewWithdrawal, withdraw } from './withdraw';

/** Balances, statements, explanations, the open books; what a member does with what is held; withdrawals. */
export const main = serve<'wallet'>({
  'wallet.view': view,
  'wallet.statement': statement,
  'wallet.explain': explain,
  'wallet.viewOf': lookingAt('wallet.viewOf', view),
  'wallet.statementOf': lookingAt('wallet.statementOf', statement),
  'wallet.explainOf': lookingAt('wallet.explainOf', explain),
  'wallet.explainPrice': explainPrice,
  'wallet.priceHistory': priceHistory,
  'wallet.creditHistory': creditHistory,
  'wallet.solvency': solvency,
  'wallet.proof': proof,
  'wallet.rules': rules,
  'wallet.previewSale': previewSale,
  'wallet.sell': sell,
  'wallet.previewExchange': previewExchange,
  'wallet.exchange': exchange,
  'wallet.previewRedemption': previewRedemption,
  'wallet.redeem': redeem,
  'wallet.previewHolding': previewHolding,
  'wallet.exportHolding': certifyHolding,
  'wallet.listHoldings': listHoldings,
  'wallet.viewHolding': viewHolding,
  'wallet.viewPayee': viewPayee,
  'wallet.payMerchant': payMerchant,
  'wallet.viewPayment': viewPayment,
  'wallet.showPayCode': showPayCode,
  'wallet.viewWithdraw': viewWithdraw,
  'wallet.previewWithdrawal': previewWithdrawal,
  'wallet.withdraw': withdraw,
  'wallet.listWithdrawals': listWithdrawals,
  'wallet.viewWithdrawal': viewWithdrawal,
  'wallet.viewRecipient': viewRecipient,
  'wallet.saveRecipient': saveRecipient,
  'wallet.removeRecipient': removeRecipient,
});
