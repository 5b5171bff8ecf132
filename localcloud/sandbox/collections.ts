import type { DatabaseSchema } from '../engine';
import { RESERVED_PREFIX } from './records';

const index = (field: string): { name: string; fields: Array<{ field: string; order: 1 }> } => ({
  name: field,
  fields: [{ field, order: 1 }],
});

/** The sandboxes' collections with what they are looked up by. */
export const reservedCollections: DatabaseSchema['collections'] = {
  [`${RESERVED_PREFIX}payments`]: { indexes: [index('prepayId'), index('transactionId')] },
  [`${RESERVED_PREFIX}refunds`]: { indexes: [index('refundId'), index('outTradeNo')] },
  [`${RESERVED_PREFIX}inbox`]: { indexes: [index('sequence'), index('to')] },
  [`${RESERVED_PREFIX}topUps`]: { indexes: [] },
  [`${RESERVED_PREFIX}exchangeRegisters`]: { indexes: [] },
  [`${RESERVED_PREFIX}exchangeAnswering`]: { indexes: [] },
  [`${RESERVED_PREFIX}exchangeAnswered`]: { indexes: [] },
  [`${RESERVED_PREFIX}transfers`]: { indexes: [] },
};
