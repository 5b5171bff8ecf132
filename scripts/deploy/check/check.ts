import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkDeclared, checkGiven, type Given, readVariables } from '../variables';
import { functionNames, readBundle } from './bundles';
import { checkCompiled } from './compiled';
import { checkSheets, checkTemplates } from './compilers';
import { checkDeclarations, checkPlaces, readPrivacy } from './declarations';
import type { Fault } from './fault';
import { checkIndexes, type Query, readIndexes } from './indexes';
import { checkPermissions } from './permissions';
import { checkLoading, checkRuntime } from './runtime';
import { type Budgets, functionSizes, packageSizes, sizeTable, tooLarge } from './sizes';
import { checkSyntax } from './syntax';
import { checkTimeouts } from './timeouts';

const WEAPP = 'dist/weapp';
const FUNCTIONS = 'dist/cloudfunctions';

interface CheckOptions {
  /** The project's folder, or a copy with `client`, `cloudfunctions`, `config` and `dist`. */
  readonly root: string;
  readonly runtime: string;
  /** What the operator set; nothing is asked of it where there are no settings yet. */
  readonly given: Given | undefined;
  /** Compiles with miniprogram-ci too, whose libraries must be there then. */
  readonly isCompiled: boolean;
  readonly log: (line: string) => void;
}

const readJson = <T>(file: string, otherwise: T): T =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : otherwise;

/** The mini-program's part: what an upload would be refused for, or what an older phone could not read. */
async function checkClient({ root, isCompiled, log }: CheckOptions, budgets: Budgets): Promise<Fault[]> {
  const folder = join(root, WEAPP);
  if (!existsSync(join(folder, 'app.json'))) return [{ place: WEAPP, what: 'is not built: npm run build:weapp' }];
  const { requiredPrivateInfos = [] } = readJson<{ requiredPrivateInfos?: string[] }>(join(folder, 'app.json'), {});
  const sizes = packageSizes(folder, budgets.weapp);
  log('Packages of the mini-program:');
  for (const line of sizeTable(sizes)) log(line);
  const compiled = isCompiled ? await checkCompiled(root, root) : undefined;
  if (compiled) log(`miniprogram-ci compiled ${compiled.files} files.`);
  else log('miniprogram-ci is not asked (--no-compiler).');
  return [
    ...checkSheets(folder, WEAPP),
    ...checkTemplates(folder, WEAPP),
    ...(compiled?.faults ?? []),
    ...checkSyntax(folder, WEAPP),
    ...tooLarge(sizes, WEAPP),
    ...checkDeclarations(join(root, 'client'), readPrivacy(root)),
    ...checkPlaces(join(root, 'client'), requiredPrivateInfos, `${WEAPP}/app.json`),
  ];
}

/** The functions' part: what would not run there, would be cut, refused, or slow. */
function checkFunctions({ root, runtime, given, log }: CheckOptions, budgets: Budgets): Fault[] {
  const folder = join(root, FUNCTIONS);
  const names = existsSync(folder) ? functionNames(folder) : [];
  if (names.length === 0) return [{ place: FUNCTIONS, what: 'is not built: npm run build:functions' }];
  const sizes = functionSizes(folder, names, budgets.functions);
  log('Functions:');
  for (const line of sizeTable(sizes)) log(line);
  const variables = readVariables(root);
  const bundles = names.map((name) => readBundle(folder, name));
  const { queries } = readJson<{ queries: Query[] }>(join(root, 'cloudfunctions/queries.json'), { queries: [] });
  return [
    ...tooLarge(sizes, FUNCTIONS),
    ...bundles.flatMap((bundle) => [
      ...checkRuntime(bundle, runtime),
      ...checkTimeouts(bundle),
      ...checkPermissions(bundle),
      ...(Object.keys(variables).length > 0 ? checkDeclared(bundle, variables) : []),
    ]),
    ...checkLoading(folder),
    ...checkIndexes(queries, readIndexes(join(root, 'cloudfunctions/database.json'))),
    ...(given ? checkGiven(variables, given) : []),
  ];
}

/**
 * Holds what is built against what the platform takes, without the network. Prints sizes; @returns every fault with its
 * place.
 */
export async function check(options: CheckOptions): Promise<Fault[]> {
  const budgets = readJson<Budgets>(join(options.root, 'config/budgets.json'), {});
  return [...(await checkClient(options, budgets)), ...checkFunctions(options, budgets)];
}
