import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Cron, parseCron } from '../clock';

/** A timer of a function, from its config.json. */
interface Trigger {
  functionName: string;
  name: string;
  cron: Cron;
}

/** A built function: its file and what its config.json says of it. */
export interface HostedFunction {
  name: string;
  file: string;
  timeoutMs: number;
  memoryMb: number;
  triggers: Trigger[];
  /** Names of the open interfaces it may call (`permissions.openapi`). */
  openapi: ReadonlySet<string>;
}

const DEFAULT_TIMEOUT_S = 3;
const MAX_TIMEOUT_S = 60;
const DEFAULT_MEMORY_MB = 256;
const MEMORY_SIZES = [128, 256, 512, 1024, 2048, 3072];

interface Config {
  timeout?: unknown;
  memory?: unknown;
  memorySize?: unknown;
  triggers?: unknown;
  permissions?: { openapi?: unknown };
}

/**
 * Reads every `DIR/<name>/index.js` with its config.json. Throws an Error that names the file and the setting when a
 * config is malformed or asks for what the platform does not give.
 */
export function readFunctions(directory: string): Map<string, HostedFunction> {
  const functions = new Map<string, HostedFunction>();
  if (!existsSync(directory)) throw new Error(`no functions at ${directory}: run "npm run build:functions" first`);
  for (const entry of readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = resolve(directory, entry.name, 'index.js');
    if (!entry.isDirectory() || !existsSync(file)) continue;
    functions.set(entry.name, readFunction(entry.name, file, join(directory, entry.name, 'config.json')));
  }
  return functions;
}

function readFunction(name: string, file: string, configFile: string): HostedFunction {
  const refuse = (why: string): never => {
    throw new Error(`${configFile}: ${why}`);
  };
  let config: Config = {};
  if (existsSync(configFile))
    try {
      config = JSON.parse(readFileSync(configFile, 'utf8')) as Config;
    } catch (error) {
      refuse(`is not JSON (${(error as Error).message})`);
    }
  const timeout = config.timeout ?? DEFAULT_TIMEOUT_S;
  if (typeof timeout !== 'number' || !Number.isInteger(timeout) || timeout < 1 || timeout > MAX_TIMEOUT_S)
    return refuse(`timeout must be whole seconds from 1 to ${MAX_TIMEOUT_S}`);
  const memory = config.memory ?? config.memorySize ?? DEFAULT_MEMORY_MB;
  if (typeof memory !== 'number' || !MEMORY_SIZES.includes(memory))
    return refuse(`memory must be one of ${MEMORY_SIZES.join(', ')} MB`);
  const openapi = config.permissions?.openapi ?? [];
  if (!Array.isArray(openapi) || !openapi.every((item) => typeof item === 'string'))
    return refuse('permissions.openapi must be a list of interface names');
  return {
    name,
    file,
    timeoutMs: timeout * 1000,
    memoryMb: memory,
    triggers: readTriggers(name, config.triggers ?? [], refuse),
    openapi: new Set(openapi as string[]),
  };
}

function readTriggers(functionName: string, triggers: unknown, refuse: (why: string) => never): Trigger[] {
  if (!Array.isArray(triggers)) return refuse('triggers must be a list');
  if (triggers.length > 1) return refuse('the platform takes one trigger a function');
  return triggers.map((trigger: { name?: unknown; type?: unknown; config?: unknown } | null) => {
    const { name, type, config } = trigger ?? {};
    if (typeof name !== 'string' || !/^[A-Za-z][\w-]{0,59}$/.test(name))
      return refuse('a trigger needs a name: letters, digits, "-" and "_", a letter first, at most 60');
    if (type !== 'timer') return refuse(`trigger "${name}": the only type is "timer"`);
    if (typeof config !== 'string') return refuse(`trigger "${name}" needs a timer expression in "config"`);
    try {
      return { functionName, name, cron: parseCron(config) };
    } catch (error) {
      return refuse((error as Error).message);
    }
  });
}
