import type { LocalCloud } from '../localCloud';
import type { DemoAccount } from '../server';
import { namedPeople } from './people';
import { type PlayOptions, play } from './play';

/**
 * Makes the demo data in an empty cloud by playing its history (see `play`).
 * @returns the named accounts, for the list that is printed: any of them signs in by its phone and a code.
 */
export async function seedDemo(cloud: LocalCloud, options: PlayOptions): Promise<DemoAccount[]> {
  const { actors } = await play(cloud, options);
  const listed = new Set(namedPeople.flatMap(({ key, shows }) => (shows ? [key] : [])));
  await cloud.demo.keepCast(
    [...actors.values()].flatMap(({ person }) => (listed.has(person.key) ? [] : [person.phone])),
  );
  return namedPeople.flatMap(({ key, name, shows, role = '' }) => {
    const actor = actors.get(key);
    return shows && actor ? [{ name, phone: actor.person.phone, role, shows }] : [];
  });
}
