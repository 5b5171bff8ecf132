import type { ObjectId } from './objectid';
import type { Regex } from './regex';

/** What a document may hold. Every number of the wire is a JavaScript number here. */
export type Value = null | boolean | number | string | Date | Regex | ObjectId | Value[] | { [key: string]: Value };

/** A subdocument, or a document without its promise of an `_id`. */
export type Fields = { [key: string]: Value };

/** A stored document. Never changed in place: a write puts a new one in its stead, so readers may keep it. */
export type Document = Fields & { _id: string };
