import { _, aggregate } from '../_platform/cloud';
import { closes, dayStates, directories, shops } from '../_store/collections';
import { DAY_STATE_ID } from '../_store/dayState';
import type { CloseDocument } from '../_store/documents';
import type { PoolDocument, SettingsDocument } from '../_store/documents/platform';
import { SETTINGS_ID, type Settings, settingsFrom } from '../_store/settings';
import { DIRECTORY_ID } from './pages/downline';
import { POOL_ID } from './pool';

/** What holds for everybody at the moment of reading. */
export interface PlatformNow {
  readonly settings: Settings;
  /** Null before the appreciation's first plan. */
  readonly pool: PoolDocument | null;
  /** The newest finished close. */
  readonly close: CloseDocument | null;
  /** Shops that take stable points. */
  readonly merchants: number;
  /** The last page in pre-order: a downline that reaches its end ends there. Null before the first close. */
  readonly lastPageId: string | null;
}

/**
 * Settings, pool, last close, the number of merchants and the last page in one request: screens need them together.
 * There is no close without the day's own document, which the lookups are laid beside.
 */
export async function readPlatformNow(): Promise<PlatformNow> {
  const [row] = await dayStates.aggregate((pipeline) =>
    pipeline
      .match({ _id: _.in([SETTINGS_ID, POOL_ID, DAY_STATE_ID]) })
      .group({ _id: null, kept: aggregate.push('$$ROOT') })
      .lookup({
        from: closes.name,
        pipeline: [{ $match: { stage: 'closed' } }, { $sort: { _id: -1 } }, { $limit: 1 }],
        as: 'closes',
      })
      .lookup({
        from: shops.name,
        pipeline: [{ $match: { takesStable: true } }, { $count: 'shops' }],
        as: 'merchants',
      })
      .lookup({
        from: directories.name,
        pipeline: [{ $match: { _id: DIRECTORY_ID } }, { $project: { last: { $arrayElemAt: ['$pages', -1] } } }],
        as: 'directory',
      })
      .limit(1),
  );
  const kept = (row?.kept ?? []) as readonly { readonly _id: string }[];
  const named = (id: string) => kept.find(({ _id }) => _id === id);
  return {
    settings: settingsFrom((named(SETTINGS_ID) as SettingsDocument | undefined) ?? null),
    pool: (named(POOL_ID) as PoolDocument | undefined) ?? null,
    close: ((row?.closes ?? []) as CloseDocument[])[0] ?? null,
    merchants: ((row?.merchants ?? []) as readonly { readonly shops: number }[])[0]?.shops ?? 0,
    lastPageId: ((row?.directory ?? []) as readonly { readonly last?: string }[])[0]?.last ?? null,
  };
}
