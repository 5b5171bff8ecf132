import { _, type Aggregate, type CollectionReference, type DocumentReference, database } from './cloud';
import { patiently } from './patience';
import { withoutUndefined } from './plain';
import { countRequest } from './requests';
import { isTooLarge } from './tooLarge';
import type { Transaction } from './transactions';

/** A stored document. */
export interface Stored {
  readonly _id: string;
}

/** Changes of a document: values replace what is there, operators act on it. Keys may be paths: `lines.0.stock`. */
type Changes = Record<string, unknown>;
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

const messageOf = (error: unknown): string => String((error as Error)?.message ?? error);

const isDuplicate = (error: unknown): boolean => /E11000|duplicate key/i.test(messageOf(error));

/** A document was to be new and was there before. Tried again, it would be there again. */
export class Existing extends Error {}

/** The order of a list, down to the last tie: it ends in `_id`. */
export type Keys = readonly (readonly [field: string, order: 'asc' | 'desc'])[];
/** Where a list goes on: the values of its keys at the last document seen. */
export type Place = readonly (string | number)[];

/** What lies behind a place in the order of the keys. */
export function behind(keys: Keys, place: Place): Condition {
  const ways = keys.map(([field, order], at) => ({
    ...Object.fromEntries(keys.slice(0, at).map(([before], index) => [before, place[index]])),
    [field]: order === 'asc' ? _.gt(place[at]) : _.lt(place[at]),
  }));
  return (ways.length === 1 ? ways[0] : _.or(...ways)) as Condition;
}

const both = (condition: Condition, more: Condition | undefined): Condition =>
  more ? (_.and(condition, more) as never) : condition;

interface Paging {
  readonly keys: Keys;
  readonly after?: Place | undefined;
  readonly fields?: Record<string, unknown> | undefined;
}

/** Documents that a walk reads at once unless it says otherwise: fewer where they are large. */
const WALK_AT_ONCE = 100;

/** A typed door to one collection. Every write says how many documents it changed: a guard that failed changes 0. */
export class Collection<T extends Stored> {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  get #all(): CollectionReference {
    countRequest();
    return database.collection(this.name);
  }

  #doc(id: string, transaction?: Transaction): DocumentReference {
    if (!transaction) return this.#all.doc(id);
    countRequest();
    return transaction.collection(this.name).doc(id);
  }

  /** The document with an id, or null. */
  async get(id: string, transaction?: Transaction): Promise<T | null> {
    const { data } = await patiently(() => this.#doc(id, transaction).get());
    return (data as T | undefined) ?? null;
  }

  /** Some fields of a document with an id, or null. */
  async getFields(id: string, fields: Record<string, unknown>): Promise<Partial<T> | null> {
    const { data } = await patiently(() => this.#all.doc(id).field(fields).get());
    return (data as Partial<T> | undefined) ?? null;
  }

  /** The documents with these ids, in any order; missing ones are left out. Large ones come in several answers. */
  async getMany(ids: readonly string[], fields?: Record<string, unknown>): Promise<T[]> {
    const found: T[] = [];
    const waiting: string[][] = [];
    const asked = [...new Set(ids)];
    for (let from = 0; from < asked.length; from += 100) waiting.push(asked.slice(from, from + 100));
    for (let some = waiting.shift(); some; some = waiting.shift())
      try {
        found.push(...(await this.find({ _id: _.in(some) }, { limit: some.length, fields })));
      } catch (error) {
        if (!isTooLarge(error) || some.length === 1) throw error;
        const half = Math.ceil(some.length / 2);
        waiting.unshift(some.slice(0, half), some.slice(half));
      }
    return found;
  }

  /**
   * One page of a list, behind a place: at most `limit` documents, fewer where they would not fit into one answer.
   * `next` is where the list goes on, null at its end. Throws when a single document is larger than an answer.
   */
  async page(
    condition: Condition,
    { keys, after, fields, limit }: Paging & { readonly limit: number },
  ): Promise<{ found: T[]; next: Place | null }> {
    const rest = both(condition, after && behind(keys, after));
    const isChoice = fields && Object.values(fields).some((value) => value !== false);
    const read = isChoice ? { ...Object.fromEntries(keys.map(([field]) => [field, true])), ...fields } : fields;
    for (let count = limit; ; count = Math.ceil(count / 2))
      try {
        const some = await this.find(rest, { orderBy: keys, limit: count + 1, fields: read });
        const found = some.slice(0, count);
        const last = some.length > count ? (found.at(-1) as Record<string, unknown> | undefined) : undefined;
        return { found, next: last ? keys.map(([field]) => last[field] as string | number) : null };
      } catch (error) {
        if (!isTooLarge(error)) throw error;
        if (count > 1) continue;
        // The document behind the page was one too many.
        const [only] = await this.find(rest, { orderBy: keys, limit: 1, fields: read });
        const place = keys.map(([field]) => (only as unknown as Record<string, unknown>)[field] as string | number);
        return { found: [only!], next: place };
      }
  }

  /**
   * Every document that meets a condition, in the order of the keys, however many there are: the next ones are read
   * behind the last seen, so that what was changed, or could not be, does not stop the walk. One that is larger than an
   * answer is told in the log and passed over.
   */
  async *walk(
    condition: Condition,
    { keys, after, fields, atOnce: most = WALK_AT_ONCE }: Paging & { readonly atOnce?: number },
  ): AsyncGenerator<T> {
    let place: Place | null | undefined = after;
    let atOnce = most;
    for (;;) {
      let page: { found: T[]; next: Place | null };
      try {
        page = await this.page(condition, { keys, after: place, fields, limit: atOnce });
      } catch (error) {
        if (!isTooLarge(error)) throw error;
        const names = Object.fromEntries(keys.map(([field]) => [field, true]));
        page = await this.page(condition, { keys, after: place, fields: names, limit: 1 });
        console.error(`${this.name}/${page.found[0]?._id} is larger than an answer and was passed over`);
        page = { found: [], next: page.next };
      }
      yield* page.found;
      if (!page.next) return;
      place = page.next;
      atOnce = Math.min(most, Math.max(page.found.length, 1) * 2);
    }
  }

  async find(condition: Condition, finding: Finding): Promise<T[]> {
    let query = this.#all.where(condition);
    for (const [field, order] of finding.orderBy ?? []) query = query.orderBy(field, order);
    if (finding.skip) query = query.skip(finding.skip);
    if (finding.fields) query = query.field(finding.fields);
    const limited = query.limit(finding.limit);
    const { data } = await patiently(() => limited.get());
    return data as T[];
  }

  async count(condition: Condition): Promise<number> {
    return (await patiently(() => this.#all.where(condition).count())).total;
  }

  /** Adds a document. @returns false when one with the same id, or the same value of a unique index, exists. */
  async add(document: T): Promise<boolean> {
    try {
      await patiently(() => this.#all.add({ data: withoutUndefined(document) }));
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /**
   * Adds documents in one request, inside a transaction; none of them may exist. Throws Existing when one with the same
   * id, or the same value of a unique index, does: the transaction is lost then.
   */
  async addAll(documents: readonly T[], transaction: Transaction): Promise<void> {
    if (documents.length === 0) return;
    countRequest();
    try {
      await patiently(() => transaction.collection(this.name).add({ data: documents.map(withoutUndefined) }));
    } catch (error) {
      if (isDuplicate(error)) throw new Existing(`${this.name}: one of ${documents.length} documents is there already`);
      throw error;
    }
  }

  /** Adds or replaces, inside a transaction or on its own. */
  async put(document: T, transaction?: Transaction): Promise<void> {
    const { _id, ...fields } = withoutUndefined(document);
    await patiently(() => this.#doc(_id, transaction).set({ data: fields }));
  }

  /** Changes the document with an id. @returns whether it exists. */
  async change(id: string, changes: Changes, transaction?: Transaction): Promise<boolean> {
    const { stats } = await patiently(() => this.#doc(id, transaction).update({ data: replacing(changes) }));
    return stats.updated > 0;
  }

  /** Changes every document that meets the condition, outside of any transaction. @returns how many. */
  async changeWhere(condition: Condition, changes: Changes): Promise<number> {
    const { stats } = await patiently(() => this.#all.where(condition).update({ data: replacing(changes) }));
    return stats.updated;
  }

  async remove(id: string, transaction?: Transaction): Promise<boolean> {
    const { stats } = await patiently(() => this.#doc(id, transaction).remove());
    return stats.removed > 0;
  }

  async removeWhere(condition: Condition): Promise<number> {
    return (await patiently(() => this.#all.where(condition).remove())).stats.removed;
  }

  /** The rows of a pipeline. It must end in a limit: without one the platform gives 20 rows. */
  async aggregate(build: (pipeline: Aggregate) => Aggregate): Promise<Record<string, unknown>[]> {
    return (await patiently(() => build(this.#all.aggregate()).end())).list;
  }

  /** Σ of fields over the documents that meet a condition, made by the database. */
  async sum<K extends string>(condition: Condition, fields: readonly K[]): Promise<Record<K, number>> {
    const group: Record<string, unknown> = { _id: null };
    for (const field of fields) group[field] = _.aggregate.sum(`$${field}`);
    const [row = {}] = await this.aggregate((pipeline) => pipeline.match(condition).group(group).limit(1));
    return Object.fromEntries(fields.map((field) => [field, Number(row[field] ?? 0)])) as Record<K, number>;
  }
}
