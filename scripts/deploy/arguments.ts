import { parseArgs } from 'node:util';

/** The steps by name, in their order. */
export const STEP_NAMES = [
  'check',
  'database',
  'storage',
  'functions',
  'migrate',
  'permissions',
  'pictures',
  'client',
  'owner',
  'checklist',
] as const;

/** Steps that are run by their name alone. */
const ALONE = ['rekey'] as const;

export type StepName = (typeof STEP_NAMES)[number] | (typeof ALONE)[number];

export const USAGE = `usage: npm run deploy -- [STEP] [OPTIONS]
  STEP           one of ${STEP_NAMES.join(', ')}; all in this order without one;
                 or ${ALONE.join(', ')}: another PHONE_KEY, with the one that is there in PHONE_KEY_BEFORE
  --dry-run      print what would be done, without the network and without a secret
  --with-demo    a trial environment: the demo's pictures too
  --config FILE  settings of another environment than deploy.config.json
  --skip-check   all steps but the check, when it was just done
  --no-build     check what dist/ holds, and build nothing
  --no-compiler  check without miniprogram-ci, whose libraries (292 MB) are then not needed
Settings are in deploy.config.json (see deploy.config.example.json); secrets come from the environment:
  TENCENTCLOUD_SECRETID, TENCENTCLOUD_SECRETKEY   keys of the account that owns the environment
  WX_UPLOAD_KEY_FILE                              file of the upload key
  and those variables of the functions that cloudfunctions/variables.json calls secret
Described in docs/deploy.md.`;

export interface DeployArguments {
  readonly steps: readonly StepName[];
  readonly isAlone: boolean;
  /** File of the settings; deploy.config.json when left out. */
  readonly configFile: string | undefined;
  readonly isDry: boolean;
  readonly hasDemo: boolean;
  readonly isBuilt: boolean;
  readonly isCompiled: boolean;
}

/** Reads the command line; `undefined` when help is asked for. Throws an Error in words when it is not understood. */
export function readArguments(args: readonly string[]): DeployArguments | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      'with-demo': { type: 'boolean', default: false },
      config: { type: 'string' },
      'skip-check': { type: 'boolean', default: false },
      'no-build': { type: 'boolean', default: false },
      'no-compiler': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const skipped = values['skip-check'];
  const [name, ...rest] = positionals;
  if (rest.length > 0) throw new Error(`one step or all, not ${positionals.join(' ')}`);
  if (name !== undefined && !([...STEP_NAMES, ...ALONE] as readonly string[]).includes(name))
    throw new Error(`there is no step ${name}`);
  return {
    steps: (name === undefined ? [...STEP_NAMES] : [name as StepName]).filter((step) => !skipped || step !== 'check'),
    configFile: values.config,
    isAlone: name !== undefined,
    isDry: values['dry-run'],
    hasDemo: values['with-demo'],
    isBuilt: !values['no-build'],
    isCompiled: !values['no-compiler'],
  };
}
