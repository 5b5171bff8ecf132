import type { ActionName } from '@shared/contract';
import { asOwner, messageOf, threadOf, unhurried } from '../orders';
import { nextRequestId, type Scene } from '../scene';
import { by, type CasesOf } from './case';

const said = () => ({ words: '什么时候到新货', requestId: nextRequestId() });

/** What the owner of the shop asks with. */
const owner = <Input>(input: (scene: Scene) => Promise<Input> | Input) =>
  by('leader', (scene) => {
    asOwner(scene);
    return input(scene);
  });

export const messageCases: CasesOf<Extract<ActionName, `messages.${string}`>> = {
  'messages.list': [by('buyer', () => ({}))],
  'messages.markRead': [by('buyer', async (scene) => ({ messageId: await messageOf(scene) }))],
  'messages.markAllRead': [by('buyer', () => ({ untilMs: 0 }))],
  'messages.templates': [by('buyer', () => ({}))],
  'messages.noteAccepted': [by('buyer', () => ({ templates: ['shipped' as const], requestId: nextRequestId() }))],
  'messages.viewThread': [by('buyer', ({ goods }) => ({ shopId: goods.shopId }))],
  'messages.say': [
    by('buyer', (scene) => {
      unhurried(scene);
      return { shopId: scene.goods.shopId, ...said() };
    }),
  ],
  'messages.seeThread': [by('buyer', ({ goods }) => ({ shopId: goods.shopId, upTo: 1 }))],
  'messages.placePicture': [
    by('buyer', () => ({ kind: 'service' as const, type: 'webp' as const, bytes: 12, digest: '0'.repeat(64) })),
  ],
  'messages.listThreadsOfShop': [owner(() => ({}))],
  'messages.viewThreadOfShop': [owner(async (scene) => ({ threadId: await threadOf(scene) }))],
  'messages.answerOfShop': [owner(async (scene) => ({ threadId: await threadOf(scene), ...said() }))],
  'messages.seeThreadOfShop': [owner(async (scene) => ({ threadId: await threadOf(scene), upTo: 1 }))],
  'messages.listThreadsOfPlatform': [by('admin', () => ({}))],
  'messages.viewThreadOfPlatform': [by('admin', async (scene) => ({ threadId: await threadOf(scene) }))],
  'messages.answerOfPlatform': [by('admin', async (scene) => ({ threadId: await threadOf(scene), ...said() }))],
  'messages.seeThreadOfPlatform': [by('admin', async (scene) => ({ threadId: await threadOf(scene), upTo: 1 }))],
};
