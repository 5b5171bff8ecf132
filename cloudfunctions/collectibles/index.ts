import { serve } from '../_actions/handler';
import { acceptOffer, viewOffer } from './acceptOffer';
import { certificate, viewHashes } from './certificate';
import { collect } from './collect';
import { enterDraw, viewDraw, viewDrawPage } from './draw';
import { countMine, listMine, viewEdition } from './mine';
import { endOffer, offer } from './offer';
import { listSeries, viewSeries } from './series';
import { previewTaking, take } from './take';

/** Collectibles: what can be taken, what somebody has, gives away and is given, and the goods behind it. */
export const main = serve<'collectibles'>({
  'collectibles.listSeries': listSeries,
  'collectibles.viewSeries': viewSeries,
  'collectibles.enterDraw': enterDraw,
  'collectibles.viewDraw': viewDraw,
  'collectibles.viewDrawPage': viewDrawPage,
  'collectibles.previewTaking': previewTaking,
  'collectibles.take': take,
  'collectibles.listMine': listMine,
  'collectibles.countMine': countMine,
  'collectibles.viewEdition': viewEdition,
  'collectibles.collect': collect,
  'collectibles.offer': offer,
  'collectibles.viewOffer': viewOffer,
  'collectibles.acceptOffer': acceptOffer,
  'collectibles.endOffer': endOffer,
  'collectibles.certificate': certificate,
  'collectibles.viewHashes': viewHashes,
});
