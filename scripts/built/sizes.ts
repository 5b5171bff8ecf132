import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Kinds of builds, as config/budgets.json names them. */
export type Build = 'weapp' | 'h5' | 'functions';

/** What one part of a build weighs, and what it may. Bytes; a part without a budget has none yet, one without bytes is gone. */
interface Weight {
  readonly part: string;
  readonly bytes: number | undefined;
  readonly budget: number | undefined;
}

const bytesIn = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? bytesIn(path) : statSync(path).size);
  }, 0);
const foldersIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    : [];

/** Packages of the mini-program: what its upload weighs, the main one apart from each sub-package. */
export function weappParts(folder: string): Record<string, number> {
  const packages = foldersIn(join(folder, 'packages')).map((name) => [
    `packages/${name}`,
    bytesIn(join(folder, 'packages', name)),
  ]) as [string, number][];
  const main = bytesIn(folder) - packages.reduce((sum, [, bytes]) => sum + bytes, 0);
  return Object.fromEntries([['main', main], ...packages]);
}

/** Each function as it is uploaded, without the SDK, which the platform installs. */
export const functionParts = (folder: string): Record<string, number> =>
  Object.fromEntries(foldersIn(folder).map((name) => [name, bytesIn(join(folder, name))]));

/** The page of H5 and what it asks for itself, packed by brotli where a packed file lies beside: what a first visit fetches. */
function h5Parts(folder: string): Record<string, number> {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const asked = [...page.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, path]) => join(folder, path!));
  const sent = asked.map((file) => (existsSync(`${file}.br`) ? `${file}.br` : file));
  const bytes = sent.reduce((sum, file) => sum + statSync(file).size, Buffer.byteLength(page));
  return { firstVisitBrotli: bytes };
}

const PARTS: Record<Build, { folder: string; parts: (folder: string) => Record<string, number> }> = {
  weapp: { folder: 'dist/weapp', parts: weappParts },
  h5: { folder: 'dist/h5', parts: h5Parts },
  functions: { folder: 'dist/cloudfunctions', parts: functionParts },
};

/** What a build below `root` weighs, part by part, beside config/budgets.json. Throws when it was not built. */
export function weigh(root: string, build: Build): Weight[] {
  const budgets = JSON.parse(readFileSync(join(root, 'config/budgets.json'), 'utf8')) as Record<
    Build,
    Record<string, number>
  >;
  const { folder, parts } = PARTS[build];
  if (!existsSync(join(root, folder))) throw new Error(`${folder} is missing: npm run build:${build}`);
  const found = parts(join(root, folder));
  return [...new Set([...Object.keys(found), ...Object.keys(budgets[build])])].map((part) => ({
    part,
    bytes: found[part],
    budget: budgets[build][part],
  }));
}

/** What is wrong with a part, in words; nothing when it keeps its budget. */
export function faultOf({ part, bytes, budget }: Weight): string | undefined {
  if (bytes === undefined) return `${part} has a budget and is not built`;
  if (budget === undefined) return `${part} has no budget`;
  return bytes > budget ? `${part} is ${bytes - budget} bytes over its budget` : undefined;
}

const kilobytes = (bytes: number | undefined): string => (bytes === undefined ? '–' : (bytes / 1024).toFixed(1));

/** A table of weights for people, KB of 1,024 bytes. */
export function tableOf(build: Build, weights: readonly Weight[]): string {
  const rows = weights.map((weight) => [
    weight.part,
    kilobytes(weight.bytes),
    kilobytes(weight.budget),
    faultOf(weight) ?? '',
  ]);
  const wide = Math.max(build.length, ...rows.map(([part]) => part!.length));
  return [[build, 'KB', 'budget', ''], ...rows]
    .map(([part, size, budget, fault]) =>
      `${part!.padEnd(wide)} ${size!.padStart(9)} ${budget!.padStart(9)}  ${fault}`.trimEnd(),
    )
    .join('\n');
}
