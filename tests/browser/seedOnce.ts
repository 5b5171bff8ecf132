// Plays the demo's short history into a folder, for all browser tests of a run: argument: the folder.
import { startLocalCloud } from '../../localcloud';
import { demoVariables, seedDemo } from '../../localcloud/seed';
import { DAYS, FUNCTIONS, MEMBERS } from './seeded';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('the folder is missing');
const cloud = await startLocalCloud({ dataDir: folder, functionsDir: FUNCTIONS, variables: demoVariables });
await cloud.demo.begin();
await cloud.demo.complete(await seedDemo(cloud, { log: () => undefined, members: MEMBERS, days: DAYS }));
await cloud.close();
