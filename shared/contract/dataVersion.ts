/**
 * The form of what is stored, of the whole environment: counted up by every migration (docs/migrations.md). The functions
 * work with data of this version alone.
 */
export const DATA_VERSION = 10;

/** Data of before there were versions. */
export const FIRST_DATA_VERSION = 1;

/** Where the version is kept: the document of that id, with `version`, in that collection. */
export const DATA_VERSION_PLACE = { collection: 'platform', id: 'dataVersion' } as const;
