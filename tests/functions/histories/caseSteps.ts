// What becomes of pieces that somebody wants to give back: buyers, shops and the platform, each as one call.
import type { AfterSalesDocument, OrderDocument } from '../../../cloudfunctions/_store/documents';
import { answering, type Call, type Chance, call, caseIn, ofCase, ofOrder, type Steps } from './calls';

function apply(order: OrderDocument, chance: Chance, requestId: string): Call {
  // Teas come in two sizes of one price: those can be exchanged.
  const teas = order.lines.filter(({ goodsId }) => goodsId === 'tea');
  const kind =
    teas.length > 0 && chance.is(2) ? 'exchange' : chance.of(['refund', 'return', 'return', 'exchange'] as const)!;
  const open = kind === 'exchange' && teas.length > 0 ? teas : order.lines;
  const some = open.slice(0, 1 + chance.number(open.length));
  const lines = some.map(({ skuId, quantity }) => ({
    skuId,
    quantity: chance.is(3) ? quantity : 1 + chance.number(quantity),
    ...(kind === 'exchange' ? { toSkuId: skuId === 'tea-0' ? 'tea-1' : 'tea-0' } : {}),
  }));
  return call('afterSales.apply', { orderId: order._id, kind, lines, reason: 'damaged', words: '压坏了', requestId });
}

const returnTo = { name: '退货组', phone: '0532-88886610', region: '山东省青岛市', detail: '正阳路 188 号' };
const someOf = (one: AfterSalesDocument, chance: Chance) => {
  const lines = one.lines.slice(0, 1 + chance.number(one.lines.length));
  return lines.map(({ skuId, quantity }) => ({ skuId, quantity: 1 + chance.number(quantity) }));
};

/** Steps of after-sales by name, each with how often it comes. */
export const CASE_STEPS: Steps = {
  'asks back': [14, ofOrder(['paid', 'shipped', 'received'], apply)],
  withdraws: [
    3,
    ofCase(['asked', 'agreed', 'refused'], ({ _id }, _chance, requestId) =>
      call('afterSales.withdraw', { caseId: _id, requestId }),
    ),
  ],
  'sends back': [
    16,
    ofCase(['agreed', 'returning'], ({ _id }, chance, requestId) =>
      call('afterSales.giveParcel', {
        caseId: _id,
        parcel: { carrier: '顺丰', trackingNo: `SF9${_id.slice(-8)}${chance.number(9)}` },
        requestId,
      }),
    ),
  ],
  'asks the platform': [
    12,
    ofCase(['refused'], ({ _id }, _chance, requestId) =>
      call('afterSales.askArbitration', { caseId: _id, words: '照片里看得见', pictures: [], requestId }),
    ),
  ],
  'receives the other': [
    8,
    ofCase(['exchangeSent'], ({ _id }, _chance, requestId) =>
      call('afterSales.confirmExchange', { caseId: _id, requestId }),
    ),
  ],
  'the shop agrees': [
    14,
    answering(['asked'], (_one, chance) => ({
      is: 'agreed',
      returnTo,
      freightFen: chance.is(3) ? chance.number(900) : 0,
    })),
  ],
  'the shop refuses': [
    8,
    answering(['asked', 'returning'], () => ({ is: 'refused', words: '看不出坏在哪里', pictures: [] })),
  ],
  'the shop accepts': [
    16,
    answering(['returning'], (one, chance) => ({
      is: 'accepted',
      ...(chance.is(2) ? { lines: someOf(one, chance), words: '其余的用过了' } : {}),
      pictures: [],
    })),
  ],
  'the shop sends the other': [
    16,
    answering(['exchanging'], ({ _id }, chance) => ({
      is: 'exchangeSent',
      parcel: { carrier: '德邦', trackingNo: `DP${_id.slice(-8)}${chance.number(9)}` },
    })),
  ],
  'the platform decides': [
    14,
    (bazaar, chance, requestId) => {
      const one = caseIn(bazaar, chance, 'arbitration');
      if (!one) return undefined;
      const decision = chance.is(2)
        ? ({ for: 'shop' } as const)
        : ({ for: 'buyer', ...(chance.is(2) ? { lines: someOf(one, chance) } : {}) } as const);
      return call(
        'admin.decideAfterSales',
        { caseId: one._id, decision, words: '看过双方的照片', requestId },
        bazaar.world.admins[1],
      );
    },
  ],
};
