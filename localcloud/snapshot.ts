import { refuseNewerExport } from './dataVersion';
import { type Content, cannotImport, type Document, type Engine } from './engine';
import { RESERVED_PREFIX } from './sandbox';
import { type FileStorage, nameFolder, type StagedFiles } from './storage';

/** Data that is ready to stand in the place of all there is. */
export interface Prepared {
  /** Documents, with the name of the folder of the files among them. */
  content: Content;
  files: StagedFiles;
}

/** Writes documents and stored files as they are at this moment to one file. @throws TransferRefusal, RangeError. */
export const exportAll = (engine: Engine, storage: FileStorage, file: string): Promise<void> =>
  engine.exportTo(file, () => storage.view());

/**
 * Reads an export whole, stored files into a folder of their own. Nothing that is there changes.
 * @throws TransferRefusal when it cannot be taken in.
 */
export async function readAll(engine: Engine, storage: FileStorage, file: string): Promise<Prepared> {
  const files = await storage.stage();
  try {
    const content = await engine.readExport(file, (carried) => files.put(carried));
    refuseNewerExport(file, content);
    for (const [name, check] of Object.entries(CHECKS))
      for (const document of content.get(`${RESERVED_PREFIX}${name}`) ?? [])
        if (!check(document))
          throw cannotImport(
            file,
            `the document ${JSON.stringify(document._id)} of ${RESERVED_PREFIX}${name} is none that the local cloud keeps there`,
          );
    return { content: nameFolder(content, files.folder), files };
  } catch (error) {
    await files.discard();
    throw error;
  }
}

/** Neither documents nor files. */
export async function emptiness(storage: FileStorage): Promise<Prepared> {
  const files = await storage.stage();
  return { content: nameFolder(new Map(), files.folder), files };
}

const isMoment = (value: unknown): boolean => Number.isSafeInteger(value) && Math.abs(value as number) <= 8.64e15;
const isText = (value: unknown): boolean => typeof value === 'string';
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What timers, clock and accounts are opened from: with anything else there the world could not be opened again. */
const CHECKS: Record<string, (document: Document) => boolean> = {
  clock: ({ offsetMs, frozenAtMs, ranUntilMs }) =>
    isMoment(offsetMs) && (frozenAtMs === null || isMoment(frozenAtMs)) && isMoment(ranUntilMs),
  tasks: ({ _id, dueAt, kind, label, details }) =>
    isText(_id) && isMoment(dueAt) && isText(kind) && isText(label) && isObject(details),
  demo: ({ isComplete, accounts }) =>
    typeof isComplete === 'boolean' &&
    Array.isArray(accounts) &&
    accounts.every((account) => isObject(account) && [account.name, account.phone, account.shows].every(isText)),
  inbox: ({ sequence, at, to, text }) => isMoment(sequence) && isMoment(at) && isText(to) && isText(text),
};
