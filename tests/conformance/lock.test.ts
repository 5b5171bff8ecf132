import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { lockFolder } from '../../localcloud/engine/store/lock';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});
const file = (): string => join(folder, 'cloud.lock');

test('one has it at a time; given back it leaves no trace', () => {
  const first = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(/locked/);
  first.release();
  expect(existsSync(file())).toBe(false);
  const second = lockFolder(folder);
  expect(() => lockFolder(folder)).toThrow(/locked/);
  second.release();
});

test('from a folder that is refused it takes away only what it made', () => {
  lockFolder(folder).retreat();
  expect(existsSync(file())).toBe(false);
  writeFileSync(file(), ''); // what a killed process leaves
  lockFolder(folder).retreat();
  expect(existsSync(file())).toBe(true);
});

test('a lock on a file that its holder removes at that moment keeps the next one out all the same', () => {
  const execute = Database.prototype.exec;
  let isFirst = true;
  jest.spyOn(Database.prototype, 'exec').mockImplementation(function (this: InstanceType<typeof Database>, sql) {
    // Between the opening of the file and its locking, the one who had it gives it back.
    if (isFirst) rmSync(file());
    isFirst = false;
    return execute.call(this, sql);
  });
  const lock = lockFolder(folder);
  expect(existsSync(file())).toBe(true);
  expect(() => lockFolder(folder)).toThrow(/locked/);
  lock.release();
});
