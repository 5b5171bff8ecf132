import { serve } from '../_actions/handler';
import { importAcknowledgement, sync, viewExchange } from './acknowledge';
import { askListing, endAsking } from './asking';
import { exportRegister } from './register';

/** A property exchange: the register for it, what it answers, and a holder's word that an edition may be listed there. */
export const main = serve<'exchange'>({
  'exchange.askListing': askListing,
  'exchange.endAsking': endAsking,
  'exchange.viewExchange': viewExchange,
  'exchange.exportRegister': exportRegister,
  'exchange.importAcknowledgement': importAcknowledgement,
  'exchange.sync': sync,
});
