import { serve } from '../_actions/handler';
import { apply, preview } from './apply';
import { askArbitration, confirmExchange, giveParcel, list, placePicture, view, withdraw } from './buyer';
import { answer, listOfShop, viewOfShop } from './shop';

/** Cases of after-sales: by their buyers, and by the owners of shops. */
export const main = serve<'afterSales'>({
  'afterSales.preview': preview,
  'afterSales.apply': apply,
  'afterSales.view': view,
  'afterSales.list': list,
  'afterSales.withdraw': withdraw,
  'afterSales.giveParcel': giveParcel,
  'afterSales.askArbitration': askArbitration,
  'afterSales.confirmExchange': confirmExchange,
  'afterSales.placePicture': placePicture,
  'afterSales.answer': answer,
  'afterSales.listOfShop': listOfShop,
  'afterSales.viewOfShop': viewOfShop,
});
