import { done, fen } from '@shared/kernel';
import { type FreightTerms, freightOf } from '@shared/rules';
import type { Handler } from '../_actions/outcomes';
import { freightRuleOf } from '../_orders/freight';

/** An order's freight by a table that is not saved: the rule's own figures, so that a screen never works them out. */
export const previewFreight: Handler<'admin.previewFreight'> = async ({ goodsFen, pieces, grams, ...kept }) => {
  const { groups, elsewhere } = freightRuleOf(kept);
  const sent = { goods: fen(goodsFen), pieces, grams };
  const comesTo = (terms: FreightTerms | null) => (terms ? freightOf(terms, sent) : null);
  return done({ elsewhereFen: comesTo(elsewhere), groupsFen: groups.map(({ terms }) => comesTo(terms)) });
};
