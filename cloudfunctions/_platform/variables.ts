import declaration from '../variables.json';

/** A variable as variables.json declares it: the same file is read by the deployment, which checks it beforehand. */
interface Declared {
  /** The functions that read it. */
  readonly functions: readonly string[];
  readonly required?: boolean;
  /** Variables by name, and the value of each that makes this one needed. */
  readonly requiredWhen?: Readonly<Record<string, string>>;
  readonly secret: boolean;
  readonly pattern: string;
  readonly what: string;
}

type VariableName = keyof typeof declaration.variables;

const declared: Readonly<Record<string, Declared>> = declaration.variables;

/** Whether this is the local cloud, where sandboxes stand in for whatever is not set. */
export const isLocalCloud = (): boolean => process.env.TCB_ENV === 'local-env';

/** The id of the environment that the function runs in, as the platform sets it; empty where it does not. */
export const environmentName = (): string => process.env.TCB_ENV ?? '';

/** A variable's value; undefined where it is not set, or set to nothing. */
export const variable = (name: VariableName): string | undefined => process.env[name] || undefined;

/** A variable that the function cannot work without. Throws VariablesWrong, which names it, where it is not set. */
export function needed(name: VariableName): string {
  const value = variable(name);
  if (value === undefined) throw new VariablesWrong([`${name} is missing`]);
  return value;
}

/** Variables of this deployment are missing or wrong. The message names them and never tells a value. */
class VariablesWrong extends Error {
  constructor(faults: readonly string[]) {
    super(`variables: ${faults.join('; ')}`);
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What is wrong with the variables of one function: each named, with what it is for, without its value. */
function faultsIn(environment: Environment, functionName: string): string[] {
  return Object.entries(declared).flatMap(([name, { functions, required, requiredWhen, pattern, what }]) => {
    if (!functions.includes(functionName)) return [];
    const value = environment[name];
    const causes = Object.entries(requiredWhen ?? {}).filter(([other, cause]) => environment[other] === cause);
    if (value) return new RegExp(pattern, 'u').test(value) ? [] : [`${name} is not as it must be (${what})`];
    if (!required && causes.length === 0) return [];
    const why = causes.map(([other, cause]) => `, needed with ${other}=${cause}`).join('');
    return [`${name} is missing${why} (${what})`];
  });
}

let isChecked = false;

/**
 * Checks the variables of a function, at its first call: throws VariablesWrong at this call and every later one until
 * they are right. In the local cloud nothing is needed.
 */
export function checkVariables(functionName: string): void {
  if (isChecked || isLocalCloud()) return;
  const faults = faultsIn(process.env, functionName);
  if (faults.length > 0) throw new VariablesWrong(faults);
  isChecked = true;
}
