// docs/walk.md: three ways through the house, each place on them there, called from before, each room entered once.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');

interface Place {
  readonly name: string;
  readonly path: string;
}

const text = readFileSync(join(root, 'docs/walk.md'), 'utf8');
const ways = text
  .split(/^## /m)
  .slice(1)
  .map((part) => ({
    title: part.split('\n')[0]!,
    places: [...part.matchAll(/\[`(\w+)`\]\(\.\.\/([\w./-]+)\)/g)].map(
      ([, name, path]): Place => ({
        name: name!,
        path: path!,
      }),
    ),
  }));

/** The room of a path: shared/rules, cloudfunctions/shop, client. */
const roomOf = (path: string): string =>
  /^(shared|cloudfunctions)\//.test(path) ? path.split('/').slice(0, 2).join('/') : path.split('/')[0]!;
const sourceOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Whether a file makes a name known to others. */
const exportsName = (path: string, name: string): boolean =>
  new RegExp(`^export (?:default )?(?:async )?(?:const|function) ${name}\\b`, 'm').test(sourceOf(path));

/** What is entered otherwise than by a call of its name: an action, and what is handed over to be called. */
const byName: Readonly<Record<string, RegExp>> = { placeOrder: /'shop\.placeOrder'/, transact: /\btransact\b/ };

it('there are three ways', () => expect(ways.map(({ places }) => places.length > 8)).toEqual([true, true, true]));

describe.each(ways)('$title', ({ places }) => {
  it.each(places)('$path has $name', ({ name, path }) => {
    expect(existsSync(join(root, path))).toBe(true);
    expect(exportsName(path, name)).toBe(true);
  });

  it.each(places.slice(1).map((place, at) => ({ ...place, before: places.slice(0, at + 1) })))(
    '$name is entered from a place before it',
    ({ name, path, before }) => {
      const mentions = byName[name] ?? new RegExp(`\\b${name}[(<]`);
      const from = before.filter((one) => one.path !== path && mentions.test(sourceOf(one.path)));
      expect(from.length).toBeGreaterThan(0);
    },
  );

  it('comes into no room twice', () => {
    const rooms = places.map(({ path }) => roomOf(path)).filter((room, at, all) => room !== all[at - 1]);
    expect(rooms).toEqual([...new Set(rooms)]);
  });
});
