import { serve } from '../_actions/handler';
import { listAddresses, readAddress, removeAddress, saveAddress } from './addresses';
import { listAlike } from './alike';
import { listBought } from './bought';
import { buyAgain } from './buyAgain';
import { chooseCartLines, removeCartLines, restoreCartLines, setCartLine, viewCart } from './cart';
import { listCategories } from './categories';
import { confirmPayment } from './confirmPayment';
import { countGoods } from './countGoods';
import { listCoupons, listHeldCoupons, takeCoupon } from './coupons';
import { listFavourites, setFavourite } from './favourites';
import { home } from './home';
import { listGoods } from './listGoods';
import { listOrders } from './listOrders';
import { forgetLooks, listLooks, noteLook } from './looks';
import { cancelOrder, confirmReceipt, viewOrder } from './orders';
import { extendReceipt, hideOrder, remindShipping } from './ownActs';
import { viewParcels } from './parcels';
import { payOrder } from './payOrder';
import { placeOrder } from './placeOrder';
import { previewOrder } from './previewOrder';
import { awaitRestock, listRestocks } from './restocks';
import { saveInvoice } from './saveInvoice';
import { countSearch, searchStart, suggest } from './searching';
import { askTopUp, viewTopUps } from './topUps';
import { viewGoods } from './viewGoods';
import { viewNights } from './viewNights';
import { viewPurchase } from './viewPurchase';
import { viewShop } from './viewShop';
import { viewStops } from './viewStops';
import { bookVisit, giveUpVisit, listVouchers, viewVisits, viewVoucher } from './vouchers';

/** Goods, cart, checkout, orders, after-sales. */
export const main = serve<'shop'>({
  'shop.home': home,
  'shop.viewStops': viewStops,
  'shop.listCategories': listCategories,
  'shop.listGoods': listGoods,
  'shop.countGoods': countGoods,
  'shop.searchStart': searchStart,
  'shop.suggest': suggest,
  'shop.countSearch': countSearch,
  'shop.listBought': listBought,
  'shop.viewGoods': viewGoods,
  'shop.viewShop': viewShop,
  'shop.listAlike': listAlike,
  'shop.setFavourite': setFavourite,
  'shop.listFavourites': listFavourites,
  'shop.noteLook': noteLook,
  'shop.listLooks': listLooks,
  'shop.forgetLooks': forgetLooks,
  'shop.awaitRestock': awaitRestock,
  'shop.listRestocks': listRestocks,
  'shop.listCoupons': listCoupons,
  'shop.takeCoupon': takeCoupon,
  'shop.listHeldCoupons': listHeldCoupons,
  'shop.viewCart': viewCart,
  'shop.setCartLine': setCartLine,
  'shop.chooseCartLines': chooseCartLines,
  'shop.removeCartLines': removeCartLines,
  'shop.restoreCartLines': restoreCartLines,
  'shop.listAddresses': listAddresses,
  'shop.saveAddress': saveAddress,
  'shop.readAddress': readAddress,
  'shop.removeAddress': removeAddress,
  'shop.previewOrder': previewOrder,
  'shop.placeOrder': placeOrder,
  'shop.payOrder': payOrder,
  'shop.confirmPayment': confirmPayment,
  'shop.viewPurchase': viewPurchase,
  'shop.saveInvoice': saveInvoice,
  'shop.cancelOrder': cancelOrder,
  'shop.listOrders': listOrders,
  'shop.viewOrder': viewOrder,
  'shop.confirmReceipt': confirmReceipt,
  'shop.viewParcels': viewParcels,
  'shop.remindShipping': remindShipping,
  'shop.extendReceipt': extendReceipt,
  'shop.buyAgain': buyAgain,
  'shop.hideOrder': hideOrder,
  'shop.listVouchers': listVouchers,
  'shop.viewVoucher': viewVoucher,
  'shop.viewVisits': viewVisits,
  'shop.bookVisit': bookVisit,
  'shop.giveUpVisit': giveUpVisit,
  'shop.viewTopUps': viewTopUps,
  'shop.askTopUp': askTopUp,
  'shop.viewNights': viewNights,
});
