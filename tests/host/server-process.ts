import { startLocalCloud } from '../../localcloud';

// A local cloud in a process of its own, to be killed: `node FILE DATA_DIR FUNCTIONS_DIR`. Prints its address.
const [, , dataDir, functionsDir] = process.argv;
startLocalCloud({ dataDir: dataDir!, functionsDir: functionsDir!, workers: 2 })
  .then((cloud) => process.send!({ url: cloud.url, now: cloud.now() }))
  .catch((error: Error) => process.send!({ error: error.message }));
