import { type LocalCloudOptions, startLocalCloud } from '../../localcloud';

// A local cloud in a process of its own, to be killed: `node FILE OPTIONS_AS_JSON`. Tells its parent its address.
startLocalCloud(JSON.parse(process.argv[2]!) as LocalCloudOptions)
  .then((cloud) => process.send!({ url: cloud.url }))
  .catch((error: Error) => process.send!({ error: error.message }));
