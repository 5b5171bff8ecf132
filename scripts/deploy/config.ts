import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { majorOf } from './check/runtime';

const isRuntime = (name: string): boolean => {
  try {
    return majorOf(name) >= 16;
  } catch {
    return false;
  }
};

const config = z.strictObject({
  $comment: z.string().optional(),
  appId: z.string().regex(/^wx[0-9a-f]{16}$/, 'an AppID is "wx" and 16 digits or letters a to f'),
  environment: z.string().regex(/^[a-z][a-z0-9-]{2,60}$/, 'the id of a cloud environment, as its console shows it'),
  region: z.string().regex(/^ap-[a-z]+$/, 'such as ap-shanghai'),
  runtime: z.string().refine(isRuntime, 'such as Nodejs18.15; older than Node 16 the functions cannot run'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'three numbers, such as 1.0.0'),
  description: z.string().max(200),
  /** Values of the functions' variables that are not secret; which function gets one is declared beside them. */
  variables: z.record(z.string(), z.string()),
});

/** Where and what is deployed. Holds no secret. */
export type DeployConfig = z.infer<typeof config>;

export const CONFIG_FILE = 'deploy.config.json';
export const EXAMPLE_FILE = 'deploy.config.example.json';

/** Reads a file of settings. Throws with every fault and its place; `undefined` where the file is not there. */
export function readConfigFile(root: string, name: string = CONFIG_FILE): DeployConfig | undefined {
  const file = resolve(root, name);
  if (!existsSync(file)) return undefined;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${name} is not JSON: ${(error as Error).message}`);
  }
  const read = config.safeParse(content);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => `${name}, ${path.join('.') || 'the file'}: ${message}`);
  throw new Error(faults.join('\n'));
}
