// The type tests beside this file hold: `npm run check` reads them too, this one reads them alone.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

test('what must not compile does not', () => {
  const root = join(__dirname, '../..');
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const checked = spawnSync(process.execPath, [compiler, '--noEmit', '-p', join(__dirname, 'tsconfig.json')], {
    cwd: root,
    encoding: 'utf8',
  });
  expect({ status: checked.status, said: checked.stdout + checked.stderr }).toEqual({ status: 0, said: '' });
});
