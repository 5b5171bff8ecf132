import { inOneLine } from '../../../scripts/verify/index';
import { differences } from '../books';
import { differencesOf } from './figures';
import { type History, historyOf } from './generate';
import { play } from './play';
import type { EmptyShop } from './shop';

/** Plays a history on both sides. @returns what differs, told so that it can be done again; null if nothing. */
export async function differenceOf(shop: EmptyShop, history: History): Promise<string | null> {
  await shop.empty();
  let first: string | undefined;
  try {
    const played = await play(shop.world, history);
    [first] = [...differencesOf(shop.world, history, played)].map(inOneLine);
    first ??= differences(shop.world)[0];
  } catch (error) {
    first = (error as Error).stack ?? String(error);
  }
  return first === undefined ? null : told(history, first);
}

/**
 * Plays the histories of these seeds, in as many shops at once as there are. `onDifference` is told of each that differs;
 * @returns how many do.
 */
export async function playSeeds(
  shops: readonly EmptyShop[],
  seeds: readonly number[],
  onDifference: (told: string) => void,
): Promise<number> {
  const left = [...seeds].reverse();
  let differing = 0;
  const playOn = async (shop: EmptyShop) => {
    for (let seed = left.pop(); seed !== undefined; seed = left.pop()) {
      const told = await differenceOf(shop, historyOf(seed));
      if (told === null) continue;
      differing += 1;
      onDifference(told);
    }
  };
  await Promise.all(shops.map(playOn));
  return differing;
}

/** So many seeds, from one on. */
export const seedsFrom = (from: number, runs: number): number[] => Array.from({ length: runs }, (_, at) => from + at);

const told = ({ seed, scenario, manner }: History, first: string): string =>
  [
    `seed ${seed}: ${first}`,
    `scenario ${JSON.stringify(scenario)}`,
    `settled after ${manner.settleAfterDays} days, days closed late: ${[...manner.missed]}`,
    `joined on ${JSON.stringify([...manner.joinDay])}, ordered early ${JSON.stringify([...manner.early])}`,
    `in vain ${JSON.stringify(manner.inVain)}`,
  ].join('\n');
