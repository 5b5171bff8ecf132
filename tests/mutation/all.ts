// Every test of kernel, plans and rules in one file, for mutation testing alone: see jest.config.cjs beside this.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Tests by folder, those that fail fastest first; MUTATION_TESTS names some of them, to look at one part alone. */
const FOLDERS = (process.env.MUTATION_TESTS ?? 'kernel,plans,rules,release,simulate').split(',');
/** Tests of a process of its own, of large files, of 100,000 members: too slow to be run for every mutant. */
const LEFT_OUT = ['command.test.ts', 'limits.test.ts', 'chain.test.ts'];

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(__dirname, '..', folder))
    .filter((file) => file.endsWith('.test.ts') && !LEFT_OUT.includes(file))
    .map((file) => `${folder}/${file}`),
);
const isProperty = (file: string) => file.includes('.property.');
for (const file of [...files.filter((name) => !isProperty(name)), ...files.filter(isProperty)])
  describe(file, () => {
    require(join(__dirname, '..', file));
  });
