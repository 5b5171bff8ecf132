import { join } from 'node:path';
import { startLocalCloud } from '../../localcloud';
import { projectRoot } from '../../localcloud/host';
import { demoVariables } from '../../localcloud/seed/owner';
import { makePeople } from '../../localcloud/seed/people';
import { openShops } from '../../localcloud/seed/play/opening';
import { Stage } from '../../localcloud/seed/play/stage';
import type { DemoCatalogue } from './steps/step';

/** What the catalogue consists of; members, orders and books are not among it. */
const COLLECTIONS = ['shops', 'categories', 'goods', 'stock'] as const;

/** A picture of the demo in a document, as a path or as a file id. */
const PICTURE = /^(?:cloud:\/\/[^/]+)?\/goods\/(?:demo\/)?([\w-]+)\.webp$/;

const placeOf = (name: string): string => `goods/demo/${name}.webp`;

/** A value with every picture of the demo replaced by what stands for it. */
function withPictures(value: unknown, pictureOf: (name: string) => string): unknown {
  if (typeof value === 'string') {
    const name = PICTURE.exec(value)?.[1];
    return name === undefined ? value : pictureOf(name);
  }
  if (Array.isArray(value)) return value.map((one) => withPictures(one, pictureOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withPictures(one, pictureOf)]));
}

/**
 * The demo's catalogue as the functions of this build write it: shops of the platform, categories, goods and stock, saved
 * by their own actions in a local cloud that is gone afterwards.
 */
export async function makeDemo(functionsDir: string): Promise<DemoCatalogue> {
  const cloud = await startLocalCloud({ dataDir: null, functionsDir, isPassive: true, variables: demoVariables });
  try {
    const stage = new Stage(cloud);
    const [admin] = makePeople({ seed: 1, members: 20, days: 1 }).filter(({ key }) => key === 'admin');
    await stage.join({ ...admin!, referrer: null });
    await openShops(stage);
    const documents = COLLECTIONS.map((name) => [name, cloud.engine.find(name, {}) as object[]] as const);
    const names = new Set<string>();
    withPictures(
      documents.map(([, list]) => list),
      (name) => {
        names.add(name);
        return name;
      },
    );
    const assets = join(projectRoot(), 'node_modules/@lobehub/fluent-emoji-3d/assets');
    return {
      pictures: [...names].sort().map((name) => ({ file: join(assets, `${name}.webp`), cloudPath: placeOf(name) })),
      documents: (fileIdOf) =>
        documents.map(([collection, list]) => ({
          collection,
          documents: withPictures(list, (name) => fileIdOf(placeOf(name))) as object[],
        })),
    };
  } finally {
    await cloud.close();
  }
}
