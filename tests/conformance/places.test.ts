import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFolderError, openEngine } from '../../localcloud/engine';
import { explained } from '../../localcloud/engine/store/refusals';

// Where a data folder cannot be: said in words, and never as a damage of what is there.
let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'places-'));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

const refusalAt = (folder: string): string => {
  try {
    openEngine({ dataDir: folder, now: () => 0, schema: { collections: {} } });
  } catch (error) {
    expect(error).toBeInstanceOf(DataFolderError);
    return (error as Error).message;
  }
  throw new Error('it was opened');
};

describe('a path that can be no folder', () => {
  test('a file', () => {
    const file = join(place, 'file');
    writeFileSync(file, 'mine');
    expect(refusalAt(file)).toBe(`The data folder ${file} cannot be made: ${file} is a file. Choose another folder.`);
    const below = join(file, 'a', 'b');
    expect(refusalAt(below)).toBe(`The data folder ${below} cannot be made: ${file} is a file. Choose another folder.`);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('a link to nowhere, to a file, or to itself', () => {
    for (const [name, target, says] of [
      ['nowhere', 'none', 'is a link to a place that is not there'],
      ['file', 'a-file', 'is a link to a file'],
      ['itself', 'itself', 'is a link to a place that is not there'],
    ] as const) {
      writeFileSync(join(place, 'a-file'), '');
      const link = join(place, name);
      symlinkSync(join(place, target), link);
      for (const folder of [link, join(link, 'below')])
        expect(refusalAt(folder)).toBe(
          `The data folder ${folder} cannot be made: ${link} ${says}. Choose another folder.`,
        );
    }
  });

  test('a name that is too long, or has a zero in it', () => {
    expect(refusalAt(join(place, 'x'.repeat(300)))).toMatch(
      /cannot be made: .*name too long.*Choose another folder\.$/,
    );
    expect(refusalAt(`${place}/a\0b`)).toMatch(/cannot be made: .*null bytes.* Choose another folder\.$/);
  });

  const onLinux = process.platform === 'linux' ? test : test.skip;
  onLinux('a place where the system makes no folders: told, and the attempt ends', () => {
    expect(refusalAt('/proc/none/below')).toMatch(/^The data folder \/proc\/none\/below cannot be made: ENOENT/);
  });

  test('a folder in the place of a file of it', () => {
    for (const name of ['cloud.sqlite', 'cloud.mark', 'cloud.lock']) {
      const folder = join(place, `with-${name}`);
      mkdirSync(join(folder, name), { recursive: true });
      expect(refusalAt(folder)).toBe(
        `The data folder ${folder} cannot be used: ${join(folder, name)} is a folder, not a file. Nothing was written; choose another folder.`,
      );
    }
  });
});

describe('a failure of the system is told as what it is', () => {
  // The codes are those that the file system and SQLite give: a test that runs as root meets none of them.
  const cases: Array<[string, string, RegExp]> = [
    ['EACCES', "EACCES: permission denied, open 'x'", /cannot be written \(EACCES.*\)\. Give yourself the right/],
    ['EPERM', 'EPERM: operation not permitted', /cannot be written \(EPERM/],
    ['EROFS', "EROFS: read-only file system, mkdir 'x'", /cannot be written \(EROFS/],
    ['SQLITE_READONLY', 'attempt to write a readonly database', /cannot be written \(attempt/],
    ['SQLITE_READONLY_DIRECTORY', 'attempt to write a readonly database', /cannot be written \(attempt/],
    ['SQLITE_CANTOPEN', 'unable to open database file', /cannot be written \(unable/],
    ['', 'Unable to open connection to local database x: 14', /cannot be written \(Unable/],
    ['ENOSPC', 'ENOSPC: no space left on device, write', /the disk is full \(ENOSPC.*\)\. Make room/],
    ['EDQUOT', 'EDQUOT: disk quota exceeded', /the disk is full/],
    ['SQLITE_FULL', 'database or disk is full', /the disk is full/],
    ['SQLITE_BUSY', 'database is locked', /is in use by another local cloud\.$/],
    [
      'SQLITE_CORRUPT',
      'database disk image is malformed',
      /is damaged \(database disk image is malformed\)\. It was left/,
    ],
    ['SQLITE_NOTADB', 'file is not a database', /is damaged \(file is not a database\)\. It was left/],
  ];
  test.each(cases)('%s %s', (code, message, text) => {
    const { message: said } = explained(Object.assign(new Error(message), { code }), place);
    expect(said).toMatch(text);
    expect(said.startsWith(`The data folder ${place} `)).toBe(true);
    expect(/damaged/.test(said)).toBe(text.source.includes('damaged'));
  });

  test('what SQLite quotes of a damaged text is readable, and one line', () => {
    const { message } = explained(new Error('near "U\ufffd\u0007\nX": syntax error'), place);
    expect(message).toContain('(near "U X": syntax error)');
  });
});
