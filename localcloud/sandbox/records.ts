import type { Engine, Fields } from '../engine';

/** Collections of the sandboxes: kept with the rest, out of reach for cloud functions. */
export const RESERVED_PREFIX = 'local__';

/** A typed door to one of the sandboxes' own collections. */
export class Records<T extends { _id: string }> {
  readonly #engine: Engine;
  readonly #collection: string;

  private constructor(engine: Engine, collection: string) {
    this.#engine = engine;
    this.#collection = collection;
  }

  static async open<T extends { _id: string }>(engine: Engine, name: string): Promise<Records<T>> {
    const collection = `${RESERVED_PREFIX}${name}`;
    if (!engine.hasCollection(collection)) await engine.createCollection(collection);
    return new Records<T>(engine, collection);
  }

  get(id: string): T | undefined {
    return this.#engine.get(this.#collection, id) as T | undefined;
  }

  find(query: Fields = {}, options: { sort?: Record<string, 1 | -1>; limit?: number } = {}): T[] {
    return this.#engine.find(this.#collection, query, options) as unknown as T[];
  }

  count(): number {
    return this.#engine.count(this.#collection);
  }

  async put(record: T): Promise<void> {
    const { _id, ...fields } = record;
    await this.#engine.set(this.#collection, _id, fields as unknown as Fields);
  }

  async remove(query: Fields): Promise<void> {
    await this.#engine.remove(this.#collection, query, { multi: true });
  }
}
