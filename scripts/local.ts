// npm run local -- COMMAND: steers the running local cloud, or opens its data folder when none runs.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../localcloud/host';
import { prepareFunctions } from './functions/prepare';
import { readCommand, USAGE, UsageError } from './local/command';
import { perform } from './local/perform';

try {
  const { values, positionals } = parseArgs({
    options: { data: { type: 'string' }, help: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const dataDir = resolve(values.data ?? join(projectRoot(), '.local/data'));
  if (values.help) console.log(USAGE);
  else
    console.log(
      await perform(readCommand(positionals), { dataDir, prepareFunctions: () => prepareFunctions(console.error) }),
    );
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  const isUsage = error instanceof UsageError || code?.startsWith('ERR_PARSE_ARGS');
  console.error(isUsage ? `${message}\n${USAGE}` : message);
  process.exitCode = isUsage ? 2 : 1;
}
