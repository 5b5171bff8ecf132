// What only the platform's own compiler of the mini-program knows.
import { rmSync } from 'node:fs';
import { projectRoot } from '../../../localcloud/host';
import { checkCompiled } from '../../../scripts/deploy/check/compiled';
import { writeProject } from '../project';

const PROJECT = {
  'project.config.json': JSON.stringify({ miniprogramRoot: 'dist/weapp/', appid: 'touristappid', setting: {} }),
  'dist/weapp/pages/home/index.json': '{}',
  'dist/weapp/packages/order/order/index.json': '{}',
};

async function compiled(changes: Record<string, string | undefined> = {}) {
  const project = writeProject({ ...PROJECT, ...changes });
  try {
    return await checkCompiled(projectRoot(), project);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

test('a sound project compiles', async () => {
  const { faults, files } = await compiled();
  expect(faults).toEqual([]);
  expect(files).toBeGreaterThan(5);
});

test('a page that is named and not there is found by its name', async () => {
  const { faults } = await compiled({ 'dist/weapp/pages/home/index.wxml': undefined });
  expect(faults).toHaveLength(1);
  expect(faults[0]!.what).toMatch(/pages\/home\/index/);
});
