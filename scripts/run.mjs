// Runs one TypeScript entry point: bundled by esbuild into .cache/ and run from there. The bundle is kept and used
// again until one of the files it was made from changes, so that a command answers in a fraction of a second.
//   node scripts/run.mjs scripts/simulate.ts FILE
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const entry = process.argv[2];
if (!entry) {
  console.error('usage: node scripts/run.mjs ENTRY.ts [arguments]');
  process.exit(2);
}
const name = entry.replace(/[^\w]+/g, '-');
const bundle = join(root, '.cache', 'scripts', `${name}.mjs`);
const inputsFile = `${bundle}.inputs.json`;

/** A bundle is fresh while every file it was made from has the size and time it had then. */
function isFresh() {
  if (!existsSync(bundle) || !existsSync(inputsFile)) return false;
  const inputs = JSON.parse(readFileSync(inputsFile, 'utf8'));
  return Object.entries(inputs).every(([file, stamp]) => {
    const stat = statSync(join(root, file), { throwIfNoEntry: false });
    return stat && `${stat.size}:${stat.mtimeMs}` === stamp;
  });
}

if (!isFresh()) {
  const { build } = await import('esbuild');
  mkdirSync(dirname(bundle), { recursive: true });
  const result = await build({
    entryPoints: [join(root, entry)],
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    write: false,
    metafile: true,
    sourcemap: 'inline',
    logLevel: 'warning',
    external: ['libsql', 'esbuild', 'playwright-core', 'wx-server-sdk', '@cloudbase/*'],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  const inputs = {};
  for (const file of [...Object.keys(result.metafile.inputs), 'package-lock.json', 'scripts/run.mjs']) {
    const stat = statSync(join(root, file), { throwIfNoEntry: false });
    if (stat) inputs[file] = `${stat.size}:${stat.mtimeMs}`;
  }
  // Written beside and renamed, so that two commands started together never read half a bundle.
  const part = `${bundle}.${process.pid}`;
  writeFileSync(part, result.outputFiles[0].contents);
  renameSync(part, bundle);
  writeFileSync(part, JSON.stringify(inputs));
  renameSync(part, inputsFile);
}

process.argv.splice(1, 2, join(root, entry));
await import(pathToFileURL(bundle).href);
