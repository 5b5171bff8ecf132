import type { MatchContext } from '../query/predicate';
import type { Fields } from '../value/value';

/** One step of a pipeline: documents in, documents out. The documents that come in are left as they are. */
export type Stage = (documents: Fields[]) => Fields[];

/** How a stage has a pipeline of its own run; given to it, since pipelines are made of stages. */
export interface InnerPipelines {
  /** @throws DatabaseError when one is too long or malformed, before a document is looked at. */
  check(stages: Fields[], context: MatchContext): void;
  /** Runs one on a collection, or on `source` in the place of the whole of it. */
  run(collection: string, stages: Fields[], context: MatchContext, source?: Fields[]): Fields[];
}
