import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The files below these paths (files or folders of `root`), in order of their names. */
function filesOf(root: string, paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const full = join(root, path);
    if (!existsSync(full)) return [];
    if (statSync(full).isFile()) return [path];
    return filesOf(
      root,
      readdirSync(full)
        .filter((name) => name !== 'node_modules' && !name.startsWith('.'))
        .sort()
        .map((name) => join(path, name)),
    );
  });
}

/** Makes something from sources unless it was made from just these before; `stamp` is the file that remembers. */
export async function makeWhenChanged(options: {
  root: string;
  sources: readonly string[];
  /** Must exist, or it is made again. */
  result: string;
  stamp: string;
  make: () => Promise<void> | void;
}): Promise<'made' | 'fresh'> {
  const hash = createHash('sha256');
  for (const file of filesOf(options.root, options.sources))
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(options.root, file)))
      .update('\0');
  const wanted = hash.digest('hex');
  const known = existsSync(options.stamp) ? readFileSync(options.stamp, 'utf8') : '';
  if (known === wanted && existsSync(options.result)) return 'fresh';
  await options.make();
  mkdirSync(dirname(options.stamp), { recursive: true });
  writeFileSync(options.stamp, wanted);
  return 'made';
}
