import { DATA_VERSION, DATA_VERSION_PLACE, FIRST_DATA_VERSION } from '@shared/contract';
import { dataVersions, members } from './collections';
import type { DataVersionDocument } from './documents/platform';

const { id: ID } = DATA_VERSION_PLACE;

/**
 * The version of the data. Where none is kept it is the newest in an environment in which nobody has signed in yet, and
 * the first one in any other; that is kept from then on.
 */
export async function readDataVersion(): Promise<DataVersionDocument> {
  const kept = await dataVersions.get(ID);
  if (kept) return kept;
  const isUsed = (await members.find({}, { limit: 1, fields: { _id: true } })).length > 0;
  await dataVersions.add({ _id: ID, version: isUsed ? FIRST_DATA_VERSION : DATA_VERSION, place: null });
  return (await dataVersions.get(ID))!;
}

let isKnown = false;

/**
 * Whether the data has the form that this code works with. Asked once: data never goes back, and newer data comes with
 * newer functions. Until it is so nothing may be read or written.
 */
export async function isDataCurrent(): Promise<boolean> {
  isKnown ||= (await readDataVersion()).version === DATA_VERSION;
  return isKnown;
}
