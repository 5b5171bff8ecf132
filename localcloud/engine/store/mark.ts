import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { sumOf } from './checksum';
import { Damage } from './refusals';

/** The file beside the database that says how far it was acknowledged. */
export const markName = 'cloud.mark';

/** Which folder it belongs to, and the number of its last acknowledged commit. */
export interface Acknowledged {
  folder: number;
  commits: number;
}

/** One line of fixed length, so that it is overwritten in place. */
const line = ({ folder, commits }: Acknowledged): string =>
  `folder ${padded(folder)} acknowledged ${padded(commits)} sum ${padded(sumOf([folder, commits], Buffer.alloc(0)))}\n`;
const padded = (number: number): string => String(number).padStart(16, '0');

/** Reads the mark, or undefined when there is none. @throws Damage when it is not what was written. */
export function readMark(folder: string): Acknowledged | undefined {
  const file = join(folder, markName);
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'latin1');
  const [, owner, commits] = /^folder (\d{16}) acknowledged (\d{16}) /.exec(text) ?? [];
  const mark = { folder: Number(owner), commits: Number(commits) };
  if (owner === undefined || line(mark) !== text)
    throw new Damage(
      `${markName} is not what was written; once it is deleted, the folder opens as far as its log goes`,
    );
  return mark;
}

/**
 * Says of each commit that it was acknowledged, in a place of its own: SQLite takes a write-ahead log for ended where
 * its sums first fail, be it the torn end of a killed write, which nobody was promised, or a damage before much else.
 */
export class Mark {
  readonly #handle: number;
  readonly #folder: number;

  /** Makes the file when it is not there, whole at once. */
  constructor(at: string, acknowledged: Acknowledged) {
    this.#folder = acknowledged.folder;
    const file = join(at, markName);
    if (!existsSync(file)) {
      writeFileSync(`${file}.part`, line(acknowledged), { flush: true, mode: 0o600 } as object);
      renameSync(`${file}.part`, file);
    }
    this.#handle = openSync(file, 'r+');
    this.acknowledge(acknowledged.commits);
  }

  /** To be called after the commit and before its writers are told: the mark never runs ahead. */
  acknowledge(commits: number): void {
    writeSync(this.#handle, line({ folder: this.#folder, commits }), 0, 'latin1');
  }

  close(): void {
    try {
      fsyncSync(this.#handle);
    } finally {
      closeSync(this.#handle);
    }
  }
}
