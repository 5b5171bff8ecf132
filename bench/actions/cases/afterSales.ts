import type { ActionName } from '@shared/contract';
import { asking, asMerchant, caseAgreed, caseAsked, caseRefused, exchangeSent, paid, shipped } from '../orders';
import { nextNumber, nextRequestId } from '../scene';
import { by, type CasesOf } from './case';

export const afterSalesCases: CasesOf<Extract<ActionName, `afterSales.${string}`>> = {
  'afterSales.preview': [
    by('buyer', async (scene) => ({
      orderId: await shipped(scene),
      lines: [{ skuId: scene.goods.skuId, quantity: 1 }],
    })),
  ],
  'afterSales.apply': [
    by('buyer', async (scene) => asking(scene, await paid(scene)), 'unsent'),
    by('buyer', async (scene) => asking(scene, await shipped(scene)), 'sent'),
  ],
  'afterSales.view': [by('buyer', async (scene) => ({ caseId: await caseAsked(scene) }))],
  'afterSales.list': [by('buyer', () => ({}))],
  'afterSales.withdraw': [
    by('buyer', async (scene) => ({ caseId: await caseAsked(scene), requestId: nextRequestId() })),
  ],
  'afterSales.giveParcel': [
    by('buyer', async (scene) => ({
      caseId: await caseAgreed(scene, 'return'),
      parcel: { carrier: '德邦', trackingNo: `B${nextNumber()}000` },
      requestId: nextRequestId(),
    })),
  ],
  'afterSales.askArbitration': [
    by('buyer', async (scene) => ({
      caseId: await caseRefused(scene),
      words: '没有用过',
      requestId: nextRequestId(),
    })),
  ],
  'afterSales.confirmExchange': [
    by('buyer', async (scene) => ({ caseId: await exchangeSent(scene), requestId: nextRequestId() })),
  ],
  'afterSales.placePicture': [
    by('buyer', () => ({ kind: 'afterSales' as const, type: 'webp' as const, bytes: 12, digest: '0'.repeat(64) })),
  ],
  'afterSales.answer': [
    by('leader', (scene) =>
      asMerchant(scene, async () => ({
        caseId: await caseAsked(scene),
        answer: { is: 'agreed' as const },
        requestId: nextRequestId(),
      })),
    ),
  ],
  'afterSales.listOfShop': [by('leader', (scene) => asMerchant(scene, async () => ({})))],
  'afterSales.viewOfShop': [
    by('leader', (scene) => asMerchant(scene, async () => ({ caseId: await caseAsked(scene) }))),
  ],
};
