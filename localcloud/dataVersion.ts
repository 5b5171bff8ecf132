import { DATA_VERSION, DATA_VERSION_PLACE, FIRST_DATA_VERSION } from '@shared/contract';
import { type Content, cannotImport, DataFolderError, type Document, type Engine, type Kept } from './engine';

// Of the shop's documents the local cloud knows this much: which version they have, so that a folder or an export of
// another version is brought up to date, or refused, before anybody works with it (docs/migrations.md).

const { collection: PLACE, id: ID } = DATA_VERSION_PLACE;

/** The version of some documents; null where there are none of the shop's, and so nothing that could be older. */
const versionFrom = (kept: Document | undefined, hasMembers: boolean): number | null => {
  if (kept) return Number(kept.version);
  return hasMembers ? FIRST_DATA_VERSION : null;
};

/** The version of the data of an engine; null where nobody has signed in yet. */
export const versionOfEngine = (engine: Engine): number | null =>
  versionFrom(
    engine.hasCollection(PLACE) ? engine.get(PLACE, ID) : undefined,
    engine.hasCollection('members') && engine.count('members') > 0,
  );

const versionOfContent = (content: Content): number | null =>
  versionFrom(
    content.get(PLACE)?.find(({ _id }) => _id === ID),
    (content.get('members')?.length ?? 0) > 0,
  );

/** Whether a step of a migration has begun on the data of an engine. */
export const isBegun = (engine: Engine): boolean =>
  engine.hasCollection(PLACE) && (engine.get(PLACE, ID)?.place ?? null) !== null;

/** How many documents of a collection are the shop's own: the note of their version says nothing of what is there. */
export const countOwn = (engine: Engine, collection: string): number =>
  collection === PLACE ? engine.count(collection, { _id: { $ne: ID } }) : engine.count(collection);

/**
 * What is to stand in the place of all documents, with its version: what nobody has signed in to is new, and so of the
 * newest. The functions have seen the version of what stood there before, and do not look again.
 */
export function withVersion(content: Content): Content {
  if (versionOfContent(content) !== null) return content;
  const others = (content.get(PLACE) ?? []).filter(({ _id }) => _id !== ID);
  return content.set(PLACE, [...others, { _id: ID, version: DATA_VERSION, place: null }]);
}

const newer = (version: number): string =>
  `its data has version ${version}, this program knows ${DATA_VERSION}. Use the newer program`;

/** @throws DataFolderError for a folder of newer data. */
export const refuseNewerFolder =
  (folder: string | null) =>
  ({ rows }: Kept): void => {
    const kept = rows.find(({ collection, document }) => collection === PLACE && document._id === ID)?.document;
    const version = versionFrom(kept, false) ?? 0;
    if (version > DATA_VERSION)
      throw new DataFolderError(
        `The data folder ${folder} cannot be opened: ${newer(version)}, or another folder. Nothing was written.`,
      );
  };

/** @throws TransferRefusal for an export of newer data. */
export function refuseNewerExport(file: string, content: Content): void {
  const version = versionOfContent(content) ?? 0;
  if (version > DATA_VERSION) throw cannotImport(file, newer(version));
}
