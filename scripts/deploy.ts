// npm run deploy -- [STEP]: holds the build against the platform, then brings it there (docs/deploy.md).
import { projectRoot } from '../localcloud/host';
import { deployCommand } from './deploy/command';

// The deployment's libraries keep connections open that nobody needs any more.
process.exit(await deployCommand(projectRoot(), process.argv.slice(2)));
