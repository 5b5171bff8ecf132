import { serve } from '../_actions/handler';
import { exchange, previewExchange, previewSale, sell } from './exits';
import { explain, explainPrice } from './explain';
import { priceHistory } from './history';
import { rules } from './rules';
import { solvency } from './solvency';
import { statement } from './statement';
import { payMerchant, showPayCode, viewPayee, viewPayment } from './till';
import { view } from './view';

/** Balances, statements, explanations, the open books; and what a member does with what is held. */
export const main = serve<'wallet'>({
  'wallet.view': view,
  'wallet.statement': statement,
  'wallet.explain': explain,
  'wallet.explainPrice': explainPrice,
  'wallet.priceHistory': priceHistory,
  'wallet.solvency': solvency,
  'wallet.rules': rules,
  'wallet.previewSale': previewSale,
  'wallet.sell': sell,
  'wallet.previewExchange': previewExchange,
  'wallet.exchange': exchange,
  'wallet.viewPayee': viewPayee,
  'wallet.payMerchant': payMerchant,
  'wallet.viewPayment': viewPayment,
  'wallet.showPayCode': showPayCode,
});
