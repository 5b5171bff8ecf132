// The shop that histories are played in: started once, emptied by an import between two histories.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from '../../scratch';
import { clearEverything, PICTURE, startWorld, type TestWorld } from '../world';

/** A shop without plans, goods and members, to be had again and again. */
export interface EmptyShop {
  readonly world: TestWorld;
  /** Makes it empty again, its clock at the first morning. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

/** Everything is cleared; timers do nothing: a history settles and closes when it says so. */
export async function openEmptyShop(): Promise<EmptyShop> {
  const world = await startWorld({ variables: { PAGE_SPLIT_ABOVE: '3' }, workers: 2, timers: 'none' });
  await clearEverything(world);
  const [first] = world.admins;
  await world.call(
    'admin.saveCategory',
    { categoryId: 'any', name: '任意', industry: 'grocery', picture: PICTURE, ground: 1, order: 1 },
    first,
  );
  const folder = scratchFolder('equality');
  const snapshot = join(folder, 'empty.export');
  await world.cloud.exportTo(snapshot);
  return {
    world,
    empty: () => world.cloud.importFrom(snapshot),
    close: async () => {
      await world.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
