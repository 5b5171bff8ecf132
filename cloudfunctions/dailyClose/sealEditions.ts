import { addDays, type BusinessDay } from '@shared/kernel';
import { chainEditions, type EditionAtClose, editionAtClose, editionLeaf, rootOf } from '@shared/proofs';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { sha256 } from '../_platform/ids';
import { editionDays, editions, series } from '../_store/collections';
import type { CloseDocument } from '../_store/documents';
import type { EditionDayDocument } from '../_store/documents/collectibles';

/** Editions of one record: a power of two, so that the roots of records are nodes of the tree over all editions. */
const EDITIONS_A_RECORD = 512;
const READ_AT_ONCE = 100;

type Editions = NonNullable<CloseDocument['editions']>;

const NONE: Editions = { count: 0, recordRoots: [], root: null, chainedHash: null };

/** A place in the walk over editions is told from one in another walk of the same stage. */
const PLACE = 'edition:';

const rootHash = (hashes: readonly string[]): string =>
  rootOf(
    hashes.map((hash) => ({ sums: [], hash })),
    sha256,
  )!.hash;

/** Fingerprints of series, each read once. */
class Fingerprints {
  readonly #known = new Map<string, string>();

  async of(seriesIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const unknown = [...new Set(seriesIds)].filter((id) => !this.#known.has(id));
    if (unknown.length > 0)
      for (const { _id, fingerprint } of await series.getMany(unknown, { fingerprint: true }))
        this.#known.set(_id, fingerprint!);
    return this.#known;
  }
}

interface Read {
  readonly met: readonly EditionAtClose[];
  /** The last edition that was looked at; null behind the last of all. */
  readonly place: string | null;
}

/** The next editions that somebody had as the day ended, as many as one record holds. */
async function nextRecord(day: string, after: string, fingerprints: Fingerprints): Promise<Read> {
  const met: EditionAtClose[] = [];
  let place = after;
  while (met.length < EDITIONS_A_RECORD) {
    const { found, next } = await editions.page(
      { isTaken: true, _id: _.gt(place) },
      {
        keys: [['_id', 'asc']],
        limit: Math.min(READ_AT_ONCE, EDITIONS_A_RECORD - met.length),
        fields: { seriesId: true, steps: true },
      },
    );
    const prints = await fingerprints.of(found.map(({ seriesId }) => seriesId));
    for (const { _id, seriesId, steps } of found) {
      const one = editionAtClose({ editionId: _id, fingerprint: prints.get(seriesId)! }, steps, day);
      if (one) met.push(one);
      place = _id;
    }
    if (!next) return { met, place: null };
  }
  return { met, place };
}

function recordOf(day: string, nth: number, met: readonly EditionAtClose[]): EditionDayDocument {
  const hashes = met.map((one) => editionLeaf(one, sha256).hash);
  return {
    _id: `${day}:${String(nth).padStart(6, '0')}`,
    ...{ day, nth, firstId: met[0]!.editionId },
    ids: met.map(({ editionId }) => editionId),
    hashes,
    root: rootHash(hashes),
  };
}

/**
 * The tree over all editions as the day ended enters the day's chain of hashes, record by record: an edition at a close
 * follows from its history, so that what happens to it meanwhile is of no matter. `close.at` is `at` while it is made.
 * Nothing is chained on a day on which nobody has any. @returns the hash behind it; null while time is up.
 */
export async function sealEditions(
  { close, hash, at }: { readonly close: CloseDocument; readonly hash: string; readonly at: number },
  keep: (changes: Partial<CloseDocument>) => Promise<void>,
  hasTime: HasTime,
): Promise<{ readonly hash: string } | null> {
  if (close.at > at) return { hash };
  const fingerprints = new Fingerprints();
  let [made, place]: [Editions, string | null] = [close.editions ?? NONE, (close.cursor ?? '').replace(PLACE, '')];
  while (place !== null) {
    if (!hasTime()) return null;
    const read: Read = await nextRecord(close._id, place, fingerprints);
    if (read.met.length > 0) {
      const record = recordOf(close._id, made.recordRoots.length, read.met);
      // Killed behind it, the same record is written again.
      await editionDays.put(record);
      made = { ...made, count: made.count + read.met.length, recordRoots: [...made.recordRoots, record.root] };
    }
    place = read.place;
    if (place !== null) await keep({ editions: made, cursor: PLACE + place });
  }
  if (made.count === 0) {
    await keep({ at: at + 1, cursor: null });
    return { hash };
  }
  const root = rootHash(made.recordRoots);
  const behind = chainEditions(hash, close._id, { count: made.count, root }, sha256);
  // A certificate is made of the last day, or of the one before while that is being closed.
  await editionDays.removeWhere({ day: _.lt(addDays(close._id as BusinessDay, -1)) });
  await keep({ at: at + 1, cursor: null, dayHash: behind, editions: { ...made, root, chainedHash: hash } });
  return { hash: behind };
}
