import { serve } from '../_actions/handler';
import { listAddresses, readAddress, removeAddress, saveAddress } from './addresses';
import { chooseCartLines, removeCartLines, setCartLine, viewCart } from './cart';
import { confirmPayment } from './confirmPayment';
import { home } from './home';
import { listCategories, listGoods, viewGoods } from './listGoods';
import { cancelOrder, confirmReceipt, listOrders, requestRefund, viewOrder } from './orders';
import { payOrder } from './payOrder';
import { placeOrder } from './placeOrder';
import { previewOrder } from './previewOrder';

/** Goods, cart, checkout, orders, after-sales. */
export const main = serve<'shop'>({
  'shop.home': home,
  'shop.listCategories': listCategories,
  'shop.listGoods': listGoods,
  'shop.viewGoods': viewGoods,
  'shop.viewCart': viewCart,
  'shop.setCartLine': setCartLine,
  'shop.chooseCartLines': chooseCartLines,
  'shop.removeCartLines': removeCartLines,
  'shop.listAddresses': listAddresses,
  'shop.saveAddress': saveAddress,
  'shop.readAddress': readAddress,
  'shop.removeAddress': removeAddress,
  'shop.previewOrder': previewOrder,
  'shop.placeOrder': placeOrder,
  'shop.payOrder': payOrder,
  'shop.confirmPayment': confirmPayment,
  'shop.cancelOrder': cancelOrder,
  'shop.listOrders': listOrders,
  'shop.viewOrder': viewOrder,
  'shop.confirmReceipt': confirmReceipt,
  'shop.requestRefund': requestRefund,
});
