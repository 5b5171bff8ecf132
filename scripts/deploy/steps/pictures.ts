import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { pictureNames } from '../../../localcloud/seed/catalogue';
import { pictureFile } from '../../../localcloud/seed/pictures';
import { DeployStop, type Step, Tally } from './step';

/** Where a demo's picture lies in the cloud storage, by its name. */
const placeOf = (name: string): string => `goods/demo/${name}.webp`;

/**
 * Pictures that an environment needs before anybody uploads one: none of its own, the demo's goods in a trial
 * environment. A picture that is there already, byte for byte, stays.
 */
export const pictures: Step = {
  name: 'pictures',
  title: 'Pictures',
  plan: ({ hasDemo }) =>
    hasDemo
      ? [`${pictureNames.length} pictures of the demo's goods to goods/demo/ of the cloud storage`]
      : ['none: the shop uploads its own (with --with-demo: those of the demo)'],
  run: async ({ hasDemo, platform, log }) => {
    const tally = new Tally(log);
    if (!hasDemo) return tally.done;
    for (const name of pictureNames) {
      const file = pictureFile(name);
      if (!existsSync(file)) throw new DeployStop(`${file} is missing: npm ci in the project's folder`);
      const digest = createHash('md5').update(readFileSync(file)).digest('hex');
      const there = await platform.fileDigest(placeOf(name));
      if (there === digest) {
        tally.kept();
        continue;
      }
      const fileId = await platform.upload(file, placeOf(name));
      if (there === undefined) tally.created(fileId);
      else tally.changed(fileId);
    }
    return tally.done;
  },
};
