import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import promises from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseSchema, DataFolderError, type Engine, openEngine } from '../../localcloud/engine';
import { SqliteStore } from '../../localcloud/engine/store/store';

// Exports: of one moment, whole, for their owner alone, and in the place of nothing but an export.
let folder: string;
let engine: Engine;
const schema: DatabaseSchema = { collections: { left: {}, right: {}, many: {} } };
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'export-'));
  engine = openEngine({ dataDir: null, now: () => 0, schema });
  await engine.insert('left', [{ _id: 'a', balance: 100 }]);
  await engine.insert('right', [{ _id: 'b', balance: 0 }]);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});
const at = (name: string): string => join(folder, name);
const mode = (file: string): string => (statSync(file).mode & 0o777).toString(8);

async function transfer(): Promise<void> {
  const id = engine.transactions.begin(null);
  engine.transactions.update(id, 'left', 'a', { $inc: { balance: -1 } });
  engine.transactions.update(id, 'right', 'b', { $inc: { balance: 1 } });
  await engine.transactions.commit(id);
}

async function balances(file: string): Promise<number> {
  const copy = openEngine({ dataDir: null, now: () => 0, schema });
  await copy.importFrom(file);
  const [left, right] = [copy.get('left', 'a')!.balance as number, copy.get('right', 'b')!.balance as number];
  await copy.close();
  return left + right;
}

/** Does something before every piece of a file that is being written, and tells how often. */
function beforeEachPiece(act: () => Promise<unknown>): { times: number } {
  const counted = { times: 0 };
  const open = promises.open;
  jest.spyOn(promises, 'open').mockImplementation(async (...given) => {
    const handle = await open(...given);
    for (const name of ['write', 'writeFile'] as const) {
      const write = handle[name].bind(handle) as (...content: unknown[]) => Promise<unknown>;
      Object.assign(handle, {
        [name]: async (...content: unknown[]) => {
          counted.times += 1;
          await act();
          return write(...content);
        },
      });
    }
    return handle;
  });
  return counted;
}

describe('an export is of one moment', () => {
  test('whatever is transferred between its documents while it is written', async () => {
    const pieces = beforeEachPiece(transfer);
    for (let round = 0; round < 10; round += 1) {
      await engine.exportTo(at('all'));
      expect(await balances(at('all'))).toBe(100);
    }
    expect(pieces.times).toBeGreaterThan(10);
    expect(engine.get('right', 'b')!.balance).toBe(pieces.times);
  });

  test('what is written after the call is not in it, what was written before is', async () => {
    await transfer();
    const writing = engine.exportTo(at('all'));
    await engine.insert('many', [{ _id: 'later' }]);
    await engine.remove('right', {});
    await writing;
    const copy = openEngine({ dataDir: null, now: () => 0, schema });
    await copy.importFrom(at('all'));
    expect(copy.get('right', 'b')).toEqual({ _id: 'b', balance: 1 });
    expect(copy.count('many')).toBe(0);
    await copy.close();
  });

  test.each([4, 20])('%i at once are all whole, to one file and to many', async (count) => {
    await engine.insert(
      'many',
      Array.from({ length: 500 }, (_unused, i) => ({ _id: `d${i}`, text: 'x'.repeat(5000) })),
    );
    const files = Array.from({ length: count }, (_unused, i) => at(i % 2 === 0 ? 'same' : `own${i}`));
    await Promise.all(files.map((file) => engine.exportTo(file)));
    for (const file of new Set(files)) expect(await balances(file)).toBe(100);
    expect(readdirSync(folder).sort()).toEqual([...new Set(files)].map((file) => file.slice(folder.length + 1)).sort());
  });

  test('and of what is kept: with a folder that cannot be written, nothing is exported', async () => {
    const kept = openEngine({ dataDir: at('data'), now: () => 0, schema });
    const unwritten = new DataFolderError('The data folder could not be written');
    jest.spyOn(SqliteStore.prototype, 'settled').mockRejectedValueOnce(unwritten);
    await expect(kept.exportTo(at('all'))).rejects.toThrow(unwritten);
    expect(readdirSync(folder)).toEqual(['data']);
    await kept.close();
  });
});

describe('an export is its owner’s alone', () => {
  test('by its rights, and those of the folders made for it', async () => {
    const umask = process.umask(0);
    try {
      await engine.exportTo(at('new/deep/all'));
      writeFileSync(at('old'), readFileSync(at('new/deep/all')));
      chmodSync(at('old'), 0o666);
      await engine.exportTo(at('old'));
      expect([mode(at('new')), mode(at('new/deep')), mode(at('new/deep/all')), mode(at('old'))]).toEqual([
        '700',
        '700',
        '600',
        '600',
      ]);
      const kept = openEngine({ dataDir: at('data'), now: () => 0, schema });
      await kept.insert('many', [{ _id: 'x' }]);
      expect(mode(at('data'))).toBe('700');
      for (const name of readdirSync(at('data'))) expect([name, mode(join(at('data'), name))]).toEqual([name, '600']);
      await kept.close();
    } finally {
      process.umask(umask);
    }
  });

  test('under no name that can be foretold: links laid there are not followed', async () => {
    writeFileSync(at('victim'), 'mine');
    for (const name of [`all.${process.pid}.part`, 'all.part', 'all.tmp', `.all.${process.pid}`, 'all~'])
      symlinkSync(at('victim'), at(name));
    const names = jest.spyOn(promises, 'open');
    await engine.exportTo(at('all'));
    await engine.exportTo(at('all'));
    const written = names.mock.calls.filter(([, flags]) => flags !== 'r').map(([name]) => String(name));
    expect(new Set(written).size).toBe(2);
    const { O_EXCL, O_NOFOLLOW } = promises.constants as unknown as Record<string, number>;
    for (const [, flags] of names.mock.calls.filter(([name]) => written.includes(String(name))))
      expect(Number(flags) & (O_EXCL! | O_NOFOLLOW!)).toBe(O_EXCL! | O_NOFOLLOW!);
    expect(readFileSync(at('victim'), 'utf8')).toBe('mine');
  });

  test('and what a killed one left is removed by the next, what a living one writes is not', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const hex = 'a'.repeat(32);
    for (const name of [`.local-cloud-${pid}-${hex}.part`, `.local-cloud-${process.ppid}-${hex}.part`, 'other.part'])
      writeFileSync(at(name), 'half');
    await engine.exportTo(at('all'));
    expect(readdirSync(folder).sort()).toEqual([`.local-cloud-${process.ppid}-${hex}.part`, 'all', 'other.part']);
  });
});

describe('an export is refused, and nothing is changed, where something else stands', () => {
  const places: Array<[string, () => void, RegExp]> = [
    ['a file of somebody else’s', () => writeFileSync(at('all'), 'thesis'), /it exists and is no export/],
    ['an empty file', () => writeFileSync(at('all'), ''), /it exists and is no export/],
    ['a folder', () => mkdirSync(at('all')), /it is a folder/],
    ['a pipe', () => execFileSync('mkfifo', [at('all')]), /it is no regular file/],
    ['a link to a file', () => symlinkSync(at('victim'), at('all')), /it is a link/],
    ['a link to nothing', () => symlinkSync(at('nowhere'), at('all')), /it is a link/],
    ['a link to itself', () => symlinkSync(at('all'), at('all')), /it is a link/],
    [
      'a file for a folder',
      () => writeFileSync(at('all'), '{"format":"local-cloud-export"'),
      /is a file, not a folder/,
    ],
  ];
  test.each(places)('%s', async (name, lay, words) => {
    writeFileSync(at('victim'), '{"format":"local-cloud-export"} but mine');
    lay();
    const before = lstatSync(at('all'));
    const target = name === 'a file for a folder' ? at('all/inside') : at('all');
    await expect(engine.exportTo(target)).rejects.toThrow(words);
    await expect(engine.exportTo(target)).rejects.toThrow('Nothing was written');
    expect([lstatSync(at('all')).ino, lstatSync(at('all')).size]).toEqual([before.ino, before.size]);
    expect(readFileSync(at('victim'), 'utf8')).toBe('{"format":"local-cloud-export"} but mine');
    expect(readdirSync(folder).filter((found) => found.endsWith('.part'))).toEqual([]);
  });

  test.each(['x'.repeat(300), 'a\0b'])('a name that is none: %j', async (name) => {
    await expect(engine.exportTo(at(name))).rejects.toThrow(/cannot be exported to: .*Nothing was written/);
  });

  test('what has come there while it was written', async () => {
    beforeEachPiece(async () => {
      if (!existsSync(at('all'))) writeFileSync(at('all'), 'thesis');
    });
    await expect(engine.exportTo(at('all'))).rejects.toThrow(/it exists and is no export/);
    expect(readFileSync(at('all'), 'utf8')).toBe('thesis');
    expect(readdirSync(folder)).toEqual(['all']);
  });
});
