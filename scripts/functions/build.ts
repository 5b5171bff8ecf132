import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { projectRoot, readFunctions } from '../../localcloud/host';

export const DIST_FUNCTIONS = 'dist/cloudfunctions';

/** The oldest Node that the platform offers to new functions. */
const TARGET = 'node16';

/** Methods newer than that runtime: esbuild lowers syntax, not these. */
const TOO_NEW =
  /\b(?:structuredClone\(|\w+\.(?:findLast|findLastIndex|toSorted|toReversed|toSpliced)\(|(?:Object|Map)\.groupBy\()/g;

interface BuildFunctionsOptions {
  /** Folder of the sources, one folder a function; the project's own when left out. */
  sourceDir?: string;
  outDir?: string;
  log?: (line: string) => void;
}

interface BuiltFunction {
  name: string;
  bytes: number;
}

/**
 * Bundles every `SOURCE/<name>/index.ts` into `OUT/<name>/{index.js, package.json, config.json}`, the form in which it
 * is uploaded and in which the local cloud runs it. wx-server-sdk stays outside: the platform installs it from
 * package.json, at exactly the version that is tested here. Throws an Error with every fault found.
 */
export async function buildFunctions(options: BuildFunctionsOptions = {}): Promise<BuiltFunction[]> {
  const root = projectRoot();
  const sourceDir = options.sourceDir ?? join(root, 'cloudfunctions');
  const outDir = options.outDir ?? join(root, DIST_FUNCTIONS);
  const names = readdirSync(sourceDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(sourceDir, entry.name, 'index.ts')))
    .map((entry) => entry.name)
    .sort();
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  const result = await build({
    entryPoints: names.map((name) => ({ in: join(sourceDir, name, 'index.ts'), out: join(name, 'index') })),
    outdir: outDir,
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: TARGET,
    charset: 'utf8',
    legalComments: 'none',
    external: ['wx-server-sdk'],
    metafile: true,
    logLevel: 'silent',
  }).catch((error: { errors?: Array<{ text: string; location: { file: string; line: number } | null }> }) => {
    const faults = (error.errors ?? []).map(({ text, location }) =>
      location ? `${location.file}:${location.line}: ${text}` : text,
    );
    throw new Error(faults.length > 0 ? faults.join('\n') : String(error));
  });
  const sdk = versionOf(root, 'wx-server-sdk');
  const built: BuiltFunction[] = [];
  for (const name of names) {
    const folder = join(outDir, name);
    const manifest = {
      name,
      version: '1.0.0',
      private: true,
      main: 'index.js',
      dependencies: { 'wx-server-sdk': sdk },
    };
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    const config = join(sourceDir, name, 'config.json');
    if (existsSync(config)) copyFileSync(config, join(folder, 'config.json'));
    const output = result.metafile.outputs[relative(root, join(folder, 'index.js'))];
    built.push({ name, bytes: output?.bytes ?? 0 });
    checkSyntax(join(folder, 'index.js'));
    const tooNew = new Set(readFileSync(join(folder, 'index.js'), 'utf8').match(TOO_NEW));
    if (tooNew.size > 0) options.log?.(`${name}: warning: not in ${TARGET}: ${[...tooNew].join(' ')}`);
  }
  const schema = join(sourceDir, 'database.json');
  if (existsSync(schema)) copyFileSync(schema, join(outDir, 'database.json'));
  readFunctions(outDir); // refuses a config that the platform would
  return built;
}

function versionOf(root: string, name: string): string {
  return (JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as { version: string })
    .version;
}

function checkSyntax(file: string): void {
  const checked = spawnSync(process.execPath, ['--check', file], { encoding: 'utf8' });
  if (checked.status !== 0) throw new Error(`${file}: ${checked.stderr}`);
}
