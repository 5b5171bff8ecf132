import type { ActionName } from '@shared/contract';
import { draft, drafted, drawnFor, offered, offering, onOffer, taken, taking } from '../collectibles';
import { acknowledging, exportable, listable, listingAsked } from '../exchange';
import { nextRequestId } from '../scene';
import { by, type CasesOf } from './case';

/** What has to do with collectibles. */
export type CollectibleAction = Extract<
  ActionName,
  | `collectibles.${string}`
  | `exchange.${string}`
  | `admin.${'save' | 'drop' | 'issue' | 'view' | 'list'}Series`
  | 'admin.listEditions'
>;

export const collectibleCases: CasesOf<CollectibleAction> = {
  'collectibles.listSeries': [by('guest', () => ({}))],
  'collectibles.viewSeries': [by('buyer', onOffer)],
  'collectibles.previewTaking': [by('buyer', async (scene) => ({ seriesId: (await taking(scene)).seriesId }))],
  'collectibles.take': [by('buyer', taking)],
  'collectibles.listMine': [by('buyer', () => ({}))],
  'collectibles.countMine': [by('buyer', () => ({}))],
  'collectibles.viewEdition': [by('buyer', async (scene) => ({ editionId: await taken(scene) }))],
  'collectibles.certificate': [by('buyer', async (scene) => ({ editionId: await taken(scene) }))],
  'collectibles.viewHashes': [by('guest', () => ({ day: '2026-03-01' }))],
  'collectibles.enterDraw': [
    by('buyer', async (scene) => ({ ...(await drawnFor(scene)), requestId: nextRequestId() })),
  ],
  'collectibles.viewDraw': [by('guest', drawnFor)],
  'collectibles.viewDrawPage': [by('guest', async (scene) => ({ ...(await drawnFor(scene)), nth: 0 }))],
  'collectibles.collect': [
    by('buyer', async (scene) => ({
      editionId: await taken(scene),
      addressId: scene.buyer.addressId,
      requestId: nextRequestId(),
    })),
  ],
  'collectibles.offer': [by('buyer', offering)],
  'collectibles.viewOffer': [by('leader', async (scene) => ({ code: (await offered(scene)).code }))],
  'collectibles.acceptOffer': [
    by('leader', async (scene) => ({ code: (await offered(scene)).code, requestId: nextRequestId() })),
  ],
  'collectibles.endOffer': [
    by('buyer', async (scene) => ({ editionId: (await offered(scene)).editionId, requestId: nextRequestId() })),
  ],
  'exchange.askListing': [by('buyer', listable)],
  'exchange.endAsking': [
    by('buyer', async (scene) => ({ editionId: await listingAsked(scene), requestId: nextRequestId() })),
  ],
  'exchange.viewExchange': [by('admin', () => ({}))],
  'exchange.exportRegister': [by('admin', exportable)],
  'exchange.importAcknowledgement': [by('admin', acknowledging)],
  'exchange.sync': [by('admin', () => ({}))],
  'admin.listSeries': [by('admin', () => ({}))],
  'admin.viewSeries': [by('admin', onOffer)],
  'admin.saveSeries': [by('admin', draft)],
  'admin.dropSeries': [
    by('admin', async (scene) => ({ seriesId: (await drafted(scene)).seriesId, requestId: nextRequestId() })),
  ],
  'admin.issueSeries': [by('admin', drafted)],
  'admin.listEditions': [by('admin', onOffer)],
};
