import { join } from 'node:path';
import { readSchema } from '../../../localcloud/schemaFile';
import type { Index, IndexField } from '../platform/platform';
import { DeployStop, type Step, Tally } from './step';

const CLOSED = 'ADMINONLY';

/** The declared collections with their indexes: the file that the local cloud reads. */
function declared(root: string): [collection: string, indexes: Index[]][] {
  const { collections } = readSchema(join(root, 'cloudfunctions/database.json'), { isNamed: true });
  return Object.entries(collections).map(([name, { indexes = [] }]) => [
    name,
    indexes.map(({ name: index, fields, unique = false }) => ({ name: index, fields, isUnique: unique })),
  ]);
}

const fieldWords = (fields: readonly IndexField[]): string =>
  fields
    .map(({ field, order }) => `${order === -1 ? '-' : ''}${field}${order === '2dsphere' ? ' (place)' : ''}`)
    .join(', ');

const indexWords = ({ fields, isUnique }: Index): string => `${fieldWords(fields)}${isUnique ? ', unique' : ''}`;

/** Collections, their indexes, and the rule that keeps clients out of each: first the rule, since a new one is open. */
export const database: Step = {
  name: 'database',
  title: 'Collections, indexes, security rules',
  plan: ({ root }) =>
    declared(root).map(
      ([name, indexes]) =>
        `collection ${name}, closed to clients${indexes.length > 0 ? `; indexes: ${indexes.map(indexWords).join(' | ')}` : ''}`,
    ),
  run: async ({ root, platform, log }) => {
    const tally = new Tally(log);
    for (const [name, indexes] of declared(root)) {
      if (await platform.createCollection(name)) tally.created(`collection ${name}`);
      else tally.kept();
      if ((await platform.ruleOf(name)) === CLOSED) tally.kept();
      else {
        await platform.closeToClients(name);
        tally.changed(`collection ${name} is closed to clients`);
      }
      const there = new Map((await platform.indexesOf(name)).map((index) => [index.name, index]));
      for (const index of indexes) {
        const found = there.get(index.name);
        if (found && indexWords(found) !== indexWords(index))
          throw new DeployStop(
            `Index ${index.name} of ${name} is there with other fields (${indexWords(found)}; wanted: ${indexWords(index)}). Remove it in the console (云开发 → 数据库 → ${name} → 索引管理) and run this step again: it is made anew.`,
          );
        if (found) tally.kept();
        else {
          await platform.createIndex(name, index);
          tally.created(`index ${name}.${index.name}`);
        }
      }
    }
    return tally.done;
  },
};
