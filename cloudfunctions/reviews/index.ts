import { serve } from '../_actions/handler';
import { list, summary } from './list';
import { listMine, listWaiting, ofOrder } from './own';
import { answer, listOfShop } from './shop';
import { add, placePicture, write } from './write';

/** What buyers say of what they received. */
export const main = serve<'reviews'>({
  'reviews.summary': summary,
  'reviews.list': list,
  'reviews.ofOrder': ofOrder,
  'reviews.listWaiting': listWaiting,
  'reviews.listMine': listMine,
  'reviews.placePicture': placePicture,
  'reviews.write': write,
  'reviews.add': add,
  'reviews.listOfShop': listOfShop,
  'reviews.answer': answer,
});
