import { functionParts, weappParts } from '../../built/sizes';
import type { Fault } from './fault';

const KB = 1024;
/** Bytes that a package may have: the main one is what everybody waits for at the first opening. */
const MAIN_LIMIT = 1024 * KB;
/** The platform's own limit of every package. */
const PACKAGE_LIMIT = 2048 * KB;

/** A package or a function, its bytes and what it may have. */
interface Size {
  readonly name: string;
  readonly bytes: number;
  readonly limit: number;
  /** Smaller than the limit, and ours: `config/budgets.json`. */
  readonly budget: number | undefined;
}

/** Budgets in bytes as config/budgets.json gives them. */
export interface Budgets {
  readonly weapp?: Readonly<Record<string, number>>;
  readonly functions?: Readonly<Record<string, number>>;
}

/** The sizes of a built mini-program by package. */
export const packageSizes = (folder: string, budgets: Budgets['weapp'] = {}): Size[] =>
  Object.entries(weappParts(folder)).map(([name, bytes]) => ({
    name,
    bytes,
    limit: name === 'main' ? MAIN_LIMIT : PACKAGE_LIMIT,
    budget: budgets[name],
  }));

/** The platform takes a zip of 1.5 MB as text; a bundle of this size stays below it whatever it holds. */
const FUNCTION_LIMIT = 1536 * KB;

/** The sizes of the built functions, as they are uploaded. */
export const functionSizes = (folder: string, names: readonly string[], budgets: Budgets['functions'] = {}): Size[] => {
  const parts = functionParts(folder);
  return names.map((name) => ({ name, bytes: parts[name]!, limit: FUNCTION_LIMIT, budget: budgets[name] }));
};

const kb = (bytes: number): string => `${(bytes / KB).toFixed(1)} KB`;

/** Packages or functions above their limit or their budget. */
export const tooLarge = (sizes: readonly Size[], shown: string): Fault[] =>
  sizes.flatMap(({ name, bytes, limit, budget }) => {
    const place = `${shown}, ${name}`;
    if (bytes > limit) return [{ place, what: `${kb(bytes)} is above the limit of ${kb(limit)}` }];
    if (budget !== undefined && bytes > budget)
      return [{ place, what: `${kb(bytes)} is above its budget of ${kb(budget)} (config/budgets.json)` }];
    return [];
  });

/** A table of sizes for people. */
export const sizeTable = (sizes: readonly Size[]): string[] =>
  sizes.map(
    ({ name, bytes, limit, budget }) =>
      `  ${name.padEnd(20)} ${kb(bytes).padStart(10)}  of ${kb(budget ?? limit).padStart(10)}${budget === undefined ? ' (limit)' : ' (budget)'}`,
  );
