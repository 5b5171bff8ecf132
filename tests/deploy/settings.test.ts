import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../localcloud/host';
import { readArguments, STEP_NAMES } from '../../scripts/deploy/arguments';
import { EXAMPLE_FILE, readConfigFile } from '../../scripts/deploy/config';
import { scratchFolder } from '../scratch';

it('all steps without a name, one with it, none that is not there', () => {
  expect(readArguments([])).toMatchObject({ steps: STEP_NAMES, isAlone: false, isBuilt: true, isCompiled: true });
  expect(readArguments(['owner', '--config', 'trial.json'])).toMatchObject({
    steps: ['owner'],
    isAlone: true,
    configFile: 'trial.json',
  });
  expect(readArguments(['--skip-check'])?.steps).toEqual(STEP_NAMES.slice(1));
  expect(readArguments(['--help'])).toBeUndefined();
  expect(() => readArguments(['ownr'])).toThrow('there is no step ownr');
  expect(() => readArguments(['owner', 'client'])).toThrow('one step or all');
  expect(() => readArguments(['--with-demos'])).toThrow();
});

describe('the settings', () => {
  let root: string;
  beforeEach(() => {
    root = scratchFolder('deploy-settings');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  const example = JSON.parse(readFileSync(join(projectRoot(), EXAMPLE_FILE), 'utf8'));
  const read = (content: string) => {
    writeFileSync(join(root, 'deploy.config.json'), content);
    return readConfigFile(root);
  };

  it('are as the example, which holds no secret', () => {
    expect(read(JSON.stringify(example))).toEqual(example);
    expect(JSON.stringify(example)).not.toMatch(/secret|key/i);
  });

  it('name every fault with its place', () => {
    expect(() => read('{')).toThrow(/deploy\.config\.json is not JSON/);
    expect(() => read(JSON.stringify({ ...example, appId: 'touristappid', runtime: 'Nodejs8.9' }))).toThrow(
      /deploy\.config\.json, appId: an AppID is .*\ndeploy\.config\.json, runtime: such as Nodejs18\.15; older than Node 16/,
    );
    expect(() => read(JSON.stringify({ ...example, secretKey: 'x' }))).toThrow(/the file: .*secretKey/);
  });

  it('are not there yet', () => expect(readConfigFile(root)).toBeUndefined());
});
