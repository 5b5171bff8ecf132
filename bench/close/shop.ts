import { addDays, type BusinessDay, fen, microPoints, startOfBusinessDay } from '@shared/kernel';
import type { LocalCloud } from '../../localcloud';
import { Chance } from '../../localcloud/seed/chance';
import { type Crowd, PAGE_SIZE, pageIdOf, pagesOf } from './crowd';
import type { DirectoryDocument, MemberDocument, PoolDocument, WalletDocument } from './live';
import { pageOf } from './pages';
import { memberOf, walletOf } from './people';

/** The documents of a local cloud. */
export type Engine = LocalCloud['engine'];

/** Of one appreciating point, in fen. */
const PRICE_FEN = 150;
const PURCHASES = 1000;

/** Writes documents past the functions. */
export const insert = async (
  engine: Engine,
  name: string,
  documents: readonly { readonly _id: string }[],
): Promise<void> => {
  await engine.insert(name, documents as never);
};

/**
 * Writes a crowd into an open shop, past the functions: members, wallets, the pages of the release and their directory,
 * and the pool behind their points. A page at a time: nothing but the crowd's own figures is held besides.
 */
export async function writeCrowd(engine: Engine, crowd: Crowd, today: BusinessDay): Promise<void> {
  const joinDay = addDays(today, -100);
  const joinedAtMs = startOfBusinessDay(joinDay);
  let held = 0;
  for (let page = 0; page < pagesOf(crowd); page += 1) {
    const chance = new Chance(1_000_003 * (page + 1));
    const pageId = pageIdOf(page);
    const members: MemberDocument[] = [];
    const wallets: WalletDocument[] = [];
    for (let number = page * PAGE_SIZE; number < Math.min((page + 1) * PAGE_SIZE, crowd.members); number += 1) {
      const depth = crowd.release.depth[number]!;
      members.push(memberOf({ number, referrer: crowd.referrer[number]!, depth, pageId, joinDay, joinedAtMs }));
      const wallet = walletOf(number, chance, PRICE_FEN);
      wallets.push(wallet);
      held += wallet.pointsMicroPoints;
    }
    await insert(engine, 'members', members);
    await insert(engine, 'wallets', wallets);
    await insert(engine, 'pages', [pageOf(crowd, page)]);
  }
  const directory: DirectoryDocument = {
    _id: 'pages',
    pages: Array.from({ length: pagesOf(crowd) }, (_, page) => pageIdOf(page)),
    made: pagesOf(crowd),
  };
  await insert(engine, 'platform', [directory]);
  await fillPool(engine, held);
}

/** Puts so many points of members into the open pool, at the price that their exit quotas were made for. */
async function fillPool(engine: Engine, held: number): Promise<void> {
  const { _id, ...pool } = engine.get('platform', 'pool') as unknown as PoolDocument;
  const circulating = pool.seedMicroPoints + held;
  const filled: Omit<PoolDocument, '_id'> = {
    ...pool,
    purchases: PURCHASES,
    state: {
      ...pool.state,
      pool: fen(Math.ceil((circulating / 1_000_000) * PRICE_FEN)),
      circulating: microPoints(circulating),
      minted: microPoints(circulating),
    },
  };
  await engine.set('platform', _id, filled as never);
}
