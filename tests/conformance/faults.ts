import { Collection } from '../../localcloud/engine/collection';
import { KeyIndex } from '../../localcloud/engine/keys/keys';
import { SortedList } from '../../localcloud/engine/keys/sortedList';
import type { State } from '../../localcloud/engine/state';
import type { Store } from '../../localcloud/engine/store/store';

/** What a step throws that was told to fail. */
export class Fault extends Error {}

type Method = (...given: unknown[]) => unknown;

/**
 * Makes the n-th step of a write throw: each call of an index, a sorted list, a collection or the store is two steps,
 * one before it has done anything and one after it has done everything. `isLasting` makes all later ones throw too.
 */
export async function withFault(
  store: Store,
  at: number,
  isLasting: boolean,
  write: () => Promise<unknown>,
): Promise<{ error: unknown; steps: number }> {
  let steps = 0;
  const step = (name: string): void => {
    steps += 1;
    if (steps === at || (isLasting && steps > at)) throw new Fault(`step ${steps}, ${name}`);
  };
  const seams: Array<[object, string[]]> = [
    [KeyIndex.prototype, ['add', 'remove', 'fill', 'keysOf']],
    [SortedList.prototype, ['add', 'remove', 'fill']],
    [Collection.prototype, ['put', 'remove', 'fill']],
    [store, ['write']],
  ];
  const restores = seams.flatMap(([owner, names]) =>
    names.map((name) => {
      const own = Object.getOwnPropertyDescriptor(owner, name);
      const original = (owner as Record<string, Method>)[name]!;
      const replaced: Method = function (this: unknown, ...given) {
        step(`before ${name}`);
        const result = original.apply(this, given);
        // What the store has taken it will keep: nobody takes that back, so it fails before or not at all.
        if (name !== 'write') step(`after ${name}`);
        return result;
      };
      Object.defineProperty(owner, name, { value: replaced, configurable: true, writable: true });
      return () => {
        if (own) Object.defineProperty(owner, name, own);
        else delete (owner as Record<string, unknown>)[name];
      };
    }),
  );
  try {
    await write();
    return { error: undefined, steps };
  } catch (error) {
    return { error, steps };
  } finally {
    for (const restore of restores) restore();
  }
}

/** The order of `_id` as its own index gives it. */
function byId(collection: Collection): unknown {
  const { documents, isSorted } = collection.candidates({}, [{ path: '_id', order: 1 }]);
  return { isSorted, ids: [...documents].map(({ _id }) => _id) };
}

/** Everything that memory holds: documents in their order, what every index gives, locks and snapshots. */
export function imageOf(state: State): unknown {
  return {
    collections: [...state.collections.values()].map((collection) => ({
      name: collection.name,
      rows: [...collection.rows].map(([id, { number, document }]) => ({ id, number, document: { ...document } })),
      byId: byId(collection),
      indexes: collection.indexes.map((index) => {
        const entered = [...index.range([], undefined, false)];
        const texts = [...collection.rows.values()].flatMap(({ document }) => index.uniqueTexts(document));
        return {
          name: index.name,
          isMultikey: index.isMultikey,
          entered: entered.map((document) => document._id),
          // The very documents of the rows, not earlier ones of the same id.
          areCurrent: entered.every((document) => collection.get(document._id) === document),
          backward: [...index.range([], undefined, true)].map((document) => document._id),
          holders: texts.map((text) => [text, index.holderOf(text)?._id]),
          strangers: ['"1:x', '"1:y', '"1:z', '#7', 'null'].map((text) => [text, index.holderOf(text)?._id]),
        };
      }),
    })),
    locks: [...state.locks].map(([lock, { id }]) => [lock, id]),
    transactions: [...state.transactions.values()].map(({ id, before, writes, locks }) => ({
      id,
      before: [...before],
      writes: [...writes],
      locks: [...locks],
    })),
  };
}
