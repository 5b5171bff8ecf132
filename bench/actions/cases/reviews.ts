import type { ActionName } from '@shared/contract';
import { asOwner, received, reviewed } from '../orders';
import { nextRequestId, type Scene } from '../scene';
import { by, type CasesOf } from './case';

const said = (requestId = nextRequestId()) => ({ words: '放到今天还是脆的', requestId });

/** What the owner of the shop asks with. */
const owner = <Input>(input: (scene: Scene) => Promise<Input> | Input) =>
  by('leader', (scene) => {
    asOwner(scene);
    return input(scene);
  });

export const reviewCases: CasesOf<Extract<ActionName, `reviews.${string}`>> = {
  'reviews.summary': [by('guest', ({ goods }) => ({ goodsId: goods.goodsId }))],
  'reviews.list': [by('guest', ({ goods }) => ({ goodsId: goods.goodsId }))],
  'reviews.ofOrder': [by('buyer', async (scene) => ({ orderId: await received(scene) }))],
  'reviews.listWaiting': [by('buyer', () => ({}))],
  'reviews.listMine': [by('buyer', () => ({}))],
  'reviews.placePicture': [
    by('buyer', () => ({ kind: 'review' as const, type: 'webp' as const, bytes: 12, digest: '0'.repeat(64) })),
  ],
  'reviews.write': [
    by('buyer', async (scene) => ({
      orderId: await received(scene),
      skuId: scene.goods.skuId,
      stars: 5,
      ...said(),
    })),
  ],
  'reviews.add': [by('buyer', async (scene) => ({ reviewId: await reviewed(scene), ...said() }))],
  'reviews.listOfShop': [owner(() => ({}))],
  'reviews.answer': [owner(async (scene) => ({ reviewId: await reviewed(scene), ...said() }))],
};
