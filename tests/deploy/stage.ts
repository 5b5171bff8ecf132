import { join } from 'node:path';
import { STEP_NAMES, type StepName } from '../../scripts/deploy/arguments';
import type { MiniProgramRequest } from '../../scripts/deploy/libraries';
import { perform } from '../../scripts/deploy/perform';
import { cloudBase } from '../../scripts/deploy/platform/cloudbase';
import type { ManagerNode } from '../../scripts/deploy/platform/library';
import type { Deployment } from '../../scripts/deploy/steps/step';
import { readVariables } from '../../scripts/deploy/variables';
import { writeProject } from './project';

const plainFunction = (timeout: number): string => JSON.stringify({ timeout, memorySize: 256 });

/** A project with the functions that a deployment itself speaks with. */
export const deployable = (): string =>
  writeProject({
    'project.config.json': '{}',
    'upload.key': 'a key',
    'dist/weapp/app.js': "wx.cloud.init({ env: 'shop-test' });\n",
    'dist/cloudfunctions/account/index.js': 'exports.main = async () => null;\n',
    'dist/cloudfunctions/account/config.json': plainFunction(20),
    'dist/cloudfunctions/migration/index.js': 'exports.main = async () => null;\n',
    'dist/cloudfunctions/migration/config.json': plainFunction(60),
  });

export const SECRET = 'k'.repeat(40);
export const START_MS = Date.parse('2026-03-02T09:00:00+08:00');

/** A deployment of the project over a library; what it says, waits and uploads is kept. */
export interface Staged {
  readonly deployment: Deployment;
  readonly said: string[];
  readonly waited: number[];
  readonly uploads: MiniProgramRequest[];
}

export function staged(root: string, library: ManagerNode, changes: Partial<Deployment> = {}): Staged {
  const said: string[] = [];
  const waited: number[] = [];
  const uploads: MiniProgramRequest[] = [];
  let nowMs = START_MS;
  const clock = {
    now: () => nowMs,
    sleep: async (ms: number) => {
      waited.push(ms);
      nowMs += ms;
    },
  };
  const deployment: Deployment = {
    root,
    config: {
      appId: 'wx0123456789abcdef',
      environment: 'shop-test',
      region: 'ap-shanghai',
      runtime: 'Nodejs18.15',
      version: '1.2.3',
      description: '',
      variables: {},
    },
    variables: readVariables(root),
    given: { values: {}, environment: { PHONE_KEY: SECRET, WX_UPLOAD_KEY_FILE: join(root, 'upload.key') } },
    clock,
    log: (line) => said.push(line),
    hasDemo: false,
    isAlone: false,
    demo: async () => ({
      pictures: [{ file: join(root, 'upload.key'), cloudPath: 'goods/demo/1f34e.webp' }],
      documents: (fileIdOf) => [
        { collection: 'goods', documents: [{ _id: 'apple', pictures: [fileIdOf('goods/demo/1f34e.webp')] }] },
      ],
    }),
    platform: cloudBase(library, 'shop-test', clock),
    miniProgram: async (request) => {
      uploads.push(request);
      return null;
    },
    program: () => false,
    ...changes,
  };
  return { deployment, said, waited, uploads };
}

/** All steps behind the check. */
export const ALL = STEP_NAMES.filter((name) => name !== 'check');

/** Performs all steps; what it was refused with, if it was. */
export async function deploy(deployment: Deployment, names: readonly StepName[] = ALL): Promise<Error | undefined> {
  try {
    await perform(names, deployment);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
