import { DATA_VERSION, DATA_VERSION_PLACE } from '@shared/contract';
import type { HasTime } from '../_platform/budget';
import { dataVersions } from '../_store/collections';
import { readDataVersion } from '../_store/dataVersion';
import type { MigrationPlace } from '../_store/documents/platform';
import { remainingOf, walk } from './step';
import { steps } from './steps';

/** How far the data has come. */
export interface Migrated {
  readonly isDone: boolean;
  /** The version that it had when this was called, and the one that it is to have. */
  readonly from: number;
  readonly to: number;
  /** The step that is under way; '' where none is. */
  readonly step: string;
  /** Documents that this step has still to look at. */
  readonly remaining: number;
}

const { id: ID } = DATA_VERSION_PLACE;
const BEGINNING: MigrationPlace = { pass: 0, after: null };

/** Does the steps that are missing, each from where it stopped, until all are done or the time is up. */
export async function migrate(hasTime: HasTime): Promise<Migrated> {
  const { version: from, place: begun } = await readDataVersion();
  let place = begun ?? BEGINNING;
  for (let version = from; version < DATA_VERSION; version += 1, place = BEGINNING) {
    const step = steps.find(({ to }) => to === version + 1);
    if (!step) throw new Error(`there is no step from version ${version} of the data`);
    const passes = await step.passes();
    const keep = (next: MigrationPlace) => dataVersions.change(ID, { place: next });
    const stopped = await walk(passes, place, hasTime, async (next) => void (await keep(next)));
    if (stopped)
      return { isDone: false, from, to: DATA_VERSION, step: step.name, remaining: await remainingOf(passes, stopped) };
    await dataVersions.changeWhere({ _id: ID, version }, { version: step.to, place: null });
    console.info(`the data has version ${step.to}: ${step.name}`);
  }
  return { isDone: true, from, to: DATA_VERSION, step: '', remaining: 0 };
}
