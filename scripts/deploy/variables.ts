import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Bundle } from './check/bundles';
import type { Fault } from './check/fault';
import { nameOf, type Parsed } from './check/parsed';

const declaration = z.strictObject({
  functions: z.array(z.string()),
  required: z.boolean().default(false),
  /** Another variable's value that makes this one needed. */
  requiredWhen: z.record(z.string(), z.string()).default({}),
  secret: z.boolean(),
  /** The step that alone changes a value that is there: what is stored rests on it. */
  changedBy: z.enum(['rekey']).optional(),
  pattern: z.string().optional(),
  what: z.string(),
});

/** The variables that functions read, by name. */
export type Variables = Readonly<Record<string, z.infer<typeof declaration>>>;

const FILE = 'cloudfunctions/variables.json';

/** The declared variables; none where nothing is declared. Throws with the place of what is malformed. */
export function readVariables(root: string): Variables {
  const file = join(root, FILE);
  if (!existsSync(file)) return {};
  const read = z
    .object({ variables: z.record(z.string(), declaration) })
    .safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (read.success) return read.data.variables;
  const [issue] = read.error.issues;
  throw new Error(`${FILE}: ${issue!.path.join('.')}: ${issue!.message}`);
}

/** Names that the platform sets itself, or that only this machine knows. */
const GIVEN = /^(TCB_|TENCENTCLOUD|SCF_|WX_|NODE_ENV$|TZ$)/;

/** The variable that a node reads: `process.env.NAME`, or `variable('NAME')` and `needed('NAME')` of the functions. */
function variableRead(node: Parsed): string | undefined {
  const { type, object, property, computed, callee } = node as Parsed &
    Record<'object' | 'property' | 'callee', Parsed>;
  if (type === 'CallExpression' && /^(variable|needed)\d*$/.test(nameOf(callee) ?? '')) {
    const [given] = node.arguments as Parsed[];
    return given?.type === 'Literal' ? nameOf(given) : undefined;
  }
  const isEnvironment =
    type === 'MemberExpression' &&
    object.type === 'MemberExpression' &&
    nameOf(object.object) === 'process' &&
    nameOf(object.property) === 'env';
  return isEnvironment && !(computed && property.type !== 'Literal') ? nameOf(property) : undefined;
}

/** Variables that a function reads by name and nobody declared for it: nobody would set them. */
export function checkDeclared({ name, nodes, placeOf }: Bundle, variables: Variables): Fault[] {
  const missing = new Map<string, string>();
  for (const node of nodes) {
    const variable = variableRead(node);
    if (variable === undefined || GIVEN.test(variable) || variables[variable]?.functions.includes(name)) continue;
    // Libraries look for variables of many systems; only ours are set.
    const place = placeOf(node);
    if (!place.startsWith('dist/') && !missing.has(variable)) missing.set(variable, place);
  }
  return [...missing].map(([variable, place]) => ({
    place,
    what: `reads ${variable}, which ${FILE} does not declare for the function ${name}`,
  }));
}

/** What the operator set: values of deploy.config.json, and the environment for what is secret. */
export interface Given {
  readonly values: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A variable's value as the operator gave it; nothing where it was left out. */
export function givenValue(name: string, variables: Variables, { values, environment }: Given): string | undefined {
  const value = variables[name]?.secret ? environment[name] : values[name];
  return value === '' ? undefined : value;
}

/** Variables that are needed and missing, malformed, unknown, or secret and written down. Never shows a value. */
export function checkGiven(variables: Variables, given: Given): Fault[] {
  const faults: Fault[] = [];
  for (const name of Object.keys(given.values)) {
    const place = `deploy.config.json, variables.${name}`;
    if (!variables[name]) faults.push({ place, what: `no function reads ${name}` });
    else if (variables[name].secret)
      faults.push({ place, what: `${name} is secret: take it out and set it in the environment` });
  }
  for (const [name, { required, requiredWhen, secret, pattern, what, functions }] of Object.entries(variables)) {
    const place = secret ? `environment variable ${name}` : `deploy.config.json, variables.${name}`;
    const value = givenValue(name, variables, given);
    const because = Object.entries(requiredWhen).find(
      ([other, wanted]) => givenValue(other, variables, given) === wanted,
    );
    if (value === undefined && (required || because)) {
      const why = because ? ` since ${because[0]} is ${because[1]}` : '';
      faults.push({ place, what: `is missing and needed by ${functions.join(', ')}${why}: ${what}` });
    }
    if (value !== undefined && pattern !== undefined && !new RegExp(pattern).test(value))
      faults.push({ place, what: `is not of the form ${pattern}: ${what}` });
  }
  return faults;
}

/** The variables of one function that the operator set, without those that another step alone sets. */
export function variablesOf(functionName: string, variables: Variables, given: Given): Record<string, string> {
  const set: Record<string, string> = {};
  for (const [name, { functions, changedBy, required }] of Object.entries(variables)) {
    if (changedBy && !required) continue;
    const value = functions.includes(functionName) ? givenValue(name, variables, given) : undefined;
    if (value !== undefined) set[name] = value;
  }
  return set;
}
