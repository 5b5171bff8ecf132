import { duplicateKey } from './collection';
import { computed, holdLarge } from './compute';
import { checkSize, matching, newDocument, newDocuments, replacement } from './documents';
import type { MatchContext } from './query/predicate';
import type { UpdateResult } from './requests';
import type { Planned, State } from './state';
import { documentKey, type Written } from './transaction';
import { PendingKeys } from './uniqueness';
import { checkPath, makeSpot, put } from './update/paths';
import { compileUpdate } from './update/update';
import { cloneValue, type Document, type Fields, fieldOf, isFields, isOperators, type Value } from './value/value';

/** Writes outside transactions. Each works out its changes, then waits for locks, then keeps them as one. */
export class Writes {
  constructor(readonly state: State) {}

  #context(): MatchContext {
    return { now: this.state.now() };
  }

  insert(name: string, all: Fields[]): Promise<string[]> {
    const { limits } = this.state;
    this.state.collection(name);
    const documents = newDocuments(all, limits);
    return this.state.write(() => {
      // Asked for anew at each attempt, here and below: while a write waited, an import may have replaced everything.
      const collection = this.state.collection(name);
      const keys = new PendingKeys(collection);
      const planned: Planned<string[]> = { changes: [], result: [] };
      const ids = new Set<Value>();
      for (const document of documents) {
        const id = document._id;
        const isTaken = collection.get(id) !== undefined || ids.has(id);
        if (isTaken) {
          planned.awaits = this.state.locks.get(documentKey(name, id));
          planned.error = duplicateKey(name, '_id', document, true);
          break;
        }
        if (!this.#claim(planned, keys, document, true)) break;
        ids.add(id);
        planned.result.push(id);
      }
      return planned;
    });
  }

  /** Adds a changed document to the plan unless one of its unique keys is taken. */
  #claim(planned: Planned<unknown>, keys: PendingKeys, after: Document, isInsert: boolean): boolean {
    const { collection } = keys;
    for (const index of collection.indexes) index.check(after, isInsert);
    const taken = keys.takenBy(after);
    if (taken) {
      // Its holder may be about to go: then the open transaction decides.
      planned.awaits = this.state.locks.get(documentKey(collection.name, taken.holder));
      planned.error = duplicateKey(collection.name, taken.index, after, isInsert);
      return false;
    }
    keys.add(after._id, after);
    planned.changes.push({ collection: collection.name, id: after._id, after });
    return true;
  }

  update(name: string, query: Fields, fields: Fields, isMulti: boolean, isUpsert: boolean): Promise<UpdateResult> {
    const { limits } = this.state;
    const update = computed(limits, [], () => compileUpdate(fields), fields);
    this.state.collection(name);
    const plan = () => {
      const collection = this.state.collection(name);
      const keys = new PendingKeys(collection);
      const context = this.#context();
      const planned: Planned<UpdateResult> = { changes: [], result: { matched: 0, updated: 0 } };
      for (const document of matching(collection, query, context)) {
        planned.result.matched += 1;
        const after = update.apply(document, query, context);
        if (after !== document) {
          holdLarge(checkSize(after, limits, false));
          if (!this.#claim(planned, keys, after, false)) return planned;
          planned.result.updated += 1;
        }
        if (!isMulti) return planned;
      }
      if (planned.result.matched === 0 && isUpsert) {
        const seed = newDocument(equalities(query), this.state.limits);
        const after = update.apply(seed, query, context, true);
        checkSize(after, this.state.limits, true);
        if (this.#claim(planned, keys, after, true)) planned.result.upsertedId = after._id;
      }
      return planned;
    };
    return this.state.write(() => computed(limits, [query], plan, fields));
  }

  /** Updates the first match and answers with it as it is then. */
  async updateAndReturn(
    name: string,
    query: Fields,
    fields: Fields,
  ): Promise<{ updated: number; document?: Document }> {
    const { limits } = this.state;
    const update = computed(limits, [], () => compileUpdate(fields), fields);
    this.state.collection(name);
    const plan = () => {
      const collection = this.state.collection(name);
      const keys = new PendingKeys(collection);
      const context = this.#context();
      const planned: Planned<{ updated: number; document?: Document }> = { changes: [], result: { updated: 0 } };
      for (const document of matching(collection, query, context)) {
        const after = update.apply(document, query, context);
        checkSize(after, this.state.limits, false);
        if (after !== document && !this.#claim(planned, keys, after, false)) return planned;
        planned.result = { updated: 1, document: after };
        break;
      }
      return planned;
    };
    return this.state.write(() => computed(limits, [query], plan, fields));
  }

  /** A replacement counts as an update even when nothing differs: so the platform answers. */
  set(name: string, id: Value, fields: Fields): Promise<UpdateResult> {
    this.state.collection(name);
    const after = replacement(id, fields, this.state.limits);
    return this.state.write(() => {
      const collection = this.state.collection(name);
      const exists = collection.get(id) !== undefined;
      const planned: Planned<UpdateResult> = {
        changes: [],
        result: exists ? { matched: 1, updated: 1 } : { matched: 0, updated: 0, upsertedId: id as string },
      };
      this.#claim(planned, new PendingKeys(collection), after, !exists);
      return planned;
    });
  }

  remove(name: string, query: Fields, isMulti: boolean): Promise<number> {
    this.state.collection(name);
    const plan = () => {
      const collection = this.state.collection(name);
      const changes: Written[] = [];
      for (const { _id: id } of matching(collection, query, this.#context())) {
        changes.push({ collection: name, id, after: undefined });
        if (!isMulti) break;
      }
      return { changes, result: changes.length };
    };
    return this.state.write(() => computed(this.state.limits, [query], plan));
  }
}

/** What an upsert starts from: the fields that the query wants equal to something. */
function equalities(query: Fields): Fields {
  const fields: Fields = {};
  for (const path of Object.keys(query)) {
    if (path === '$and' && Array.isArray(query.$and)) {
      for (const branch of query.$and) if (isFields(branch)) Object.assign(fields, equalities(branch));
    } else if (path[0] !== '$') {
      const operand = query[path] as Value;
      const value = isOperators(operand) ? fieldOf(operand, '$eq') : operand;
      if (value === undefined) continue;
      put(makeSpot(fields, checkPath(path)), cloneValue(value));
    }
  }
  return fields;
}
