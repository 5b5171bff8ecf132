import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { DemoAccount, LocalCloud } from '../../localcloud';
import { projectRoot } from '../../localcloud/host';

type Seed = (cloud: LocalCloud, options: { log: (line: string) => void }) => Promise<DemoAccount[]>;

/**
 * Plays the demo's history through an empty cloud. A history cut short by a kill is thrown away and played again; data
 * of somebody's own is left as it is. @returns whether it was played.
 */
export async function seedDemo(cloud: LocalCloud, log: (line: string) => void): Promise<boolean> {
  const source = join(projectRoot(), 'localcloud/seed/index.ts');
  const state = cloud.demo.state();
  if (!existsSync(source) || state === 'complete') return false;
  if (state === 'own') {
    log('This folder holds data of its own, so no demo data is added ("npm run local -- reset" starts anew).');
    return false;
  }
  if (state === 'begun') await cloud.clear();
  // Bundled here, so that the demo's texts and pictures are loaded by the first start alone.
  const outfile = join(projectRoot(), '.cache/scripts/seed.mjs');
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'silent',
    external: ['libsql', 'esbuild', 'wx-server-sdk', '@cloudbase/*'],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  const { seedDemo: seed } = (await import(pathToFileURL(outfile).href)) as { seedDemo: Seed };
  log('Making the demo data (once; up to two minutes) …');
  await cloud.demo.begin();
  await cloud.demo.complete(await seed(cloud, { log }));
  return true;
}
