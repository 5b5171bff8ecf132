import { refuse } from '@shared/contract';
import type { Outcome } from '@shared/kernel';
import { done } from '@shared/kernel';
import { canonical } from '@shared/proofs';
import type { Collection, Condition, Keys, Stored } from '../_platform/collection';
import { readCursor, writeCursor } from '../_platform/cursors';
import { sha256 } from '../_platform/ids';
import { logFault } from '../_platform/log';

/** What every list is asked with. */
interface Asked {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

interface ListOf {
  /** Distinguishes the lists of one function: a cursor of another is refused. */
  readonly name: string;
  readonly condition: Condition;
  readonly keys: Keys;
  /** What kind of value each key holds. */
  readonly types: readonly ('number' | 'string')[];
  readonly fields?: Record<string, unknown>;
}

/** What a cursor belongs to: the list, and all that was asked of it but how much and from where. */
export function tagOf(name: string, { cursor: _cursor, limit: _limit, ...asked }: Asked): string {
  return sha256(`${name}\n${canonical(asked)}`).slice(0, 10);
}

/**
 * One page of a list action: behind the cursor, in the order of the keys, whatever was added meanwhile. Bounded by rows
 * and by bytes: a page of large documents is shorter, and the list goes on behind it. Refused: a cursor that this list,
 * asked the same way, did not give.
 */
export async function listPage<T extends Stored>(
  collection: Collection<T>,
  asked: Asked,
  { name, condition, keys, types, fields }: ListOf,
): Promise<Outcome<{ found: T[]; next: string | null }, 'cursor/invalid'>> {
  const tag = tagOf(name, asked);
  const after = asked.cursor === undefined ? undefined : readCursor(asked.cursor, tag, types);
  if (asked.cursor !== undefined && !after) return refuse('cursor/invalid');
  const { found, next } = await collection.page(condition, { keys, after, fields, limit: asked.limit });
  return done({ found, next: next && writeCursor(tag, next) });
}

/**
 * What a list shows of each document. One that cannot be shown is told in the log and left out: it keeps nobody from the
 * others.
 */
export function shownOf<T extends Stored, Row>(found: readonly T[], show: (document: T) => Row): Row[] {
  return found.flatMap((document) => {
    try {
      return [show(document)];
    } catch (error) {
      logFault(`${document._id} cannot be shown`, error);
      return [];
    }
  });
}
