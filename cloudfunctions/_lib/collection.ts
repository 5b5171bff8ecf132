import { _, type CollectionReference, type DocumentReference, database, type Operator } from './cloud';
import type { Transaction } from './transactions';

/** A stored document. */
export interface Stored {
  readonly _id: string;
}

/** Changes of a document: values replace what is there, operators act on it. Keys may be paths: `lines.0.stock`. */
export type Changes = Record<string, unknown>;
/** A condition: flat, paths as keys, values or operators. */
export type Condition = Record<string, unknown>;

export interface Finding {
  readonly orderBy?: readonly (readonly [field: string, order: 'asc' | 'desc'])[];
  /** At most 1000, which is the platform's own limit. */
  readonly limit: number;
  readonly skip?: number;
  readonly fields?: Record<string, unknown>;
}

const isPlainObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The SDK merges a nested object field by field into what is there; a value here always replaces. */
function replacing(changes: Changes): Changes {
  const written: Changes = {};
  for (const [path, value] of Object.entries(changes))
    if (value !== undefined) written[path] = isPlainObject(value) || Array.isArray(value) ? _.set(value) : value;
  return written;
}

/** The SDK refuses undefined; a field that is undefined is left out. */
export const withoutUndefined = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const isDuplicate = (error: unknown): boolean =>
  /E11000|duplicate key/i.test(String((error as Error)?.message ?? error));

/** A typed door to one collection. Every write says how many documents it changed: a guard that failed changes 0. */
export class Collection<T extends Stored> {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  get #all(): CollectionReference {
    return database.collection(this.name);
  }

  #doc(id: string, transaction?: Transaction): DocumentReference {
    return transaction ? transaction.collection(this.name).doc(id) : this.#all.doc(id);
  }

  /** The document with an id, or null. */
  async get(id: string, transaction?: Transaction): Promise<T | null> {
    const { data } = await this.#doc(id, transaction).get();
    return (data as T | undefined) ?? null;
  }

  /** Some fields of a document with an id, or null. */
  async getFields(id: string, fields: Record<string, unknown>): Promise<Partial<T> | null> {
    const { data } = await this.#all.doc(id).field(fields).get();
    return (data as Partial<T> | undefined) ?? null;
  }

  /** The documents with these ids, in any order; missing ones are left out. */
  async getMany(ids: readonly string[], fields?: Record<string, unknown>): Promise<T[]> {
    const found: T[] = [];
    for (let from = 0; from < ids.length; from += 100) {
      const some = [...new Set(ids.slice(from, from + 100))];
      found.push(...(await this.find({ _id: _.in(some) }, { limit: 100, fields })));
    }
    return found;
  }

  async find(condition: Condition, finding: Finding): Promise<T[]> {
    let query = this.#all.where(condition);
    for (const [field, order] of finding.orderBy ?? []) query = query.orderBy(field, order);
    if (finding.skip) query = query.skip(finding.skip);
    if (finding.fields) query = query.field(finding.fields);
    const { data } = await query.limit(finding.limit).get();
    return data as T[];
  }

  async count(condition: Condition): Promise<number> {
    return (await this.#all.where(condition).count()).total;
  }

  /** Adds a document. @returns false when one with the same id, or the same value of a unique index, exists. */
  async add(document: T): Promise<boolean> {
    try {
      await this.#all.add({ data: withoutUndefined(document) });
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /** Adds or replaces, inside a transaction or on its own. */
  async put(document: T, transaction?: Transaction): Promise<void> {
    const { _id, ...fields } = withoutUndefined(document);
    await this.#doc(_id, transaction).set({ data: fields });
  }

  /** Changes the document with an id. @returns whether it exists. */
  async change(id: string, changes: Changes, transaction?: Transaction): Promise<boolean> {
    const { stats } = await this.#doc(id, transaction).update({ data: replacing(changes) });
    return stats.updated > 0;
  }

  /** Changes every document that meets the condition, outside of any transaction. @returns how many. */
  async changeWhere(condition: Condition, changes: Changes): Promise<number> {
    const { stats } = await this.#all.where(condition).update({ data: replacing(changes) });
    return stats.updated;
  }

  async remove(id: string, transaction?: Transaction): Promise<boolean> {
    const { stats } = await this.#doc(id, transaction).remove();
    return stats.removed > 0;
  }

  async removeWhere(condition: Condition): Promise<number> {
    return (await this.#all.where(condition).remove()).stats.removed;
  }

  /** Σ of fields over the documents that meet a condition, made by the database. */
  async sum<K extends string>(condition: Condition, fields: readonly K[]): Promise<Record<K, number>> {
    const group: Record<string, unknown> = { _id: null };
    for (const field of fields) group[field] = _.aggregate.sum(`$${field}`);
    const { list } = await this.#all.aggregate().match(condition).group(group).limit(1).end();
    const row = list[0] ?? {};
    return Object.fromEntries(fields.map((field) => [field, Number(row[field] ?? 0)])) as Record<K, number>;
  }
}

export type { Operator };
