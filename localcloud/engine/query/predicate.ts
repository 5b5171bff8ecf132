import type { Fields, Value } from '../value/value';

/** Whether a document, or an element of an array, fulfils a query. */
export type Predicate = (value: Value) => boolean;
/** Whether a value found at a path fulfils one condition; undefined is a missing field. */
export type LeafTest = (value: Value | undefined) => boolean;

/** What a query needs to know of its surroundings. */
export interface MatchContext {
  /** For `$$NOW` in `$expr`. */
  now: number;
  /** Values of `let` in a lookup's pipeline, seen by `$expr`. */
  variables?: Fields;
}
