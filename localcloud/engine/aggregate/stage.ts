import type { Fields } from '../value/value';

/** One step of a pipeline: documents in, documents out. The documents that come in are left as they are. */
export type Stage = (documents: Fields[]) => Fields[];
