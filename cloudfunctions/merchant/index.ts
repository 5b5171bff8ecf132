import { serve } from '../_actions/handler';
import { apply, placePicture, viewApplication, withdrawApplication } from './application';
import { changeStock, listGoods, saveCalendar, shelveGoods, viewGoods } from './goods';
import { home } from './home';
import { listOrders, viewOrder } from './orders';
import { statement, viewOwed } from './owed';
import { previewRedemption, previewSale, redeemStable, sellPoints, viewPoints } from './points';
import { changePrice, correctParcel, seeReminder, ship, viewAnswers, viewShippingAddress } from './sending';
import { changeShop, viewShop } from './shop';
import { askPayment, givePaymentBack, listPayments, viewPayment, viewTill } from './till';
import { listRedeemed, listVisits, redeemVoucher, viewVoucher } from './vouchers';

/** What the owner of a shop does in it: orders to send, goods, the till, what the shop tells. */
export const main = serve<'merchant'>({
  'merchant.home': home,
  'merchant.listOrders': listOrders,
  'merchant.viewOrder': viewOrder,
  'merchant.viewShippingAddress': viewShippingAddress,
  'merchant.viewAnswers': viewAnswers,
  'merchant.ship': ship,
  'merchant.changePrice': changePrice,
  'merchant.correctParcel': correctParcel,
  'merchant.seeReminder': seeReminder,
  'merchant.listGoods': listGoods,
  'merchant.viewGoods': viewGoods,
  'merchant.changeStock': changeStock,
  'merchant.shelveGoods': shelveGoods,
  'merchant.saveCalendar': saveCalendar,
  'merchant.viewVoucher': viewVoucher,
  'merchant.redeemVoucher': redeemVoucher,
  'merchant.listRedeemed': listRedeemed,
  'merchant.listVisits': listVisits,
  'merchant.viewShop': viewShop,
  'merchant.changeShop': changeShop,
  'merchant.viewOwed': viewOwed,
  'merchant.statement': statement,
  'merchant.viewTill': viewTill,
  'merchant.askPayment': askPayment,
  'merchant.listPayments': listPayments,
  'merchant.viewPayment': viewPayment,
  'merchant.givePaymentBack': givePaymentBack,
  'merchant.viewPoints': viewPoints,
  'merchant.previewRedemption': previewRedemption,
  'merchant.redeemStable': redeemStable,
  'merchant.previewSale': previewSale,
  'merchant.sellPoints': sellPoints,
  'merchant.placePicture': placePicture,
  'merchant.apply': apply,
  'merchant.viewApplication': viewApplication,
  'merchant.withdrawApplication': withdrawApplication,
});
