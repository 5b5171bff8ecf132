import { refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { firstOf, type Join } from '../_actions/joins';
import { DIRECTORY_ID } from '../_books/pages/downline';
import { sealAlike, unseal } from '../_platform/phone';
import { directories } from '../_store/collections';
import type { DirectoryDocument } from '../_store/documents/pages';

/** Parts of the text that a branch is named by; ids are plain letters and digits. */
const SEPARATOR = ' ';
const PURPOSE = 'branch';

/**
 * Names a member of a viewer's downline so that the viewer can look below it. Only who was found below the viewer is named
 * so, and as long as no line has moved behind another referrer since, whoever was below still is: so the name alone
 * proves it, at any depth, without a walk up a thousand referrers. Sealed: nobody else can make one or read it.
 */
export const nameBranch = (viewerId: string, memberId: string, moved: number): string =>
  sealAlike([PURPOSE, viewerId, moved, memberId].join(SEPARATOR));

/** The member whom a branch names; undefined for any other text. */
export function memberOfBranch(branch: string): string | undefined {
  return partsOf(branch)?.memberId;
}

function partsOf(branch: string): { viewerId: string; moved: string; memberId: string } | undefined {
  try {
    const [purpose, viewerId, moved, memberId] = unseal(branch).split(SEPARATOR);
    return purpose === PURPOSE && viewerId && moved && memberId ? { viewerId, moved, memberId } : undefined;
  } catch {
    return undefined;
  }
}

/** How often a line was moved behind another referrer: names of before are worth nothing after it. */
export const movedJoin = (): Join<number> => ({
  lookup: {
    from: directories.name,
    pipeline: [{ $match: { _id: DIRECTORY_ID } }, { $project: { moved: true } }],
  },
  read: (found) => firstOf<Pick<DirectoryDocument, 'moved'>>(found)?.moved ?? 0,
});

/** Refused: a branch that was not given to this viewer, or before a line moved. */
export function openBranch(branch: string, viewerId: string, moved: number): Outcome<string, 'team/notOpened'> {
  const parts = partsOf(branch);
  const isOpen = parts?.viewerId === viewerId && parts.moved === String(moved);
  return isOpen ? done(parts.memberId) : refuse('team/notOpened');
}
