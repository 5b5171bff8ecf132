import type { MovedLine } from '../../_store/documents';

// Nothing here asks for anything: who verifies the books from a file reckons with the same.

/** The pages of a directory with these behind another; at the front where that is null. */
export function withPagesBehind(
  directory: readonly string[],
  pageIds: readonly string[],
  behind: string | null,
): readonly string[] {
  const moved = new Set(pageIds);
  const rest = directory.filter((pageId) => !moved.has(pageId));
  const nth = behind === null ? 0 : rest.indexOf(behind) + 1;
  return [...rest.slice(0, nth), ...pageIds, ...rest.slice(nth)];
}

/** The pages as a past close saw them: in which order, and how much less deep their members stood then. */
export interface PagesThen {
  readonly pageIds: readonly string[];
  readonly shallowerBy: ReadonlyMap<string, number>;
}

const numberOf = (pageId: string): number => Number(pageId.slice(1));

/**
 * Takes back what lines moved, the last one first. A page that split off since stands right behind where it came from, and
 * goes with it.
 */
export function pagesBefore(directory: readonly string[], lines: readonly MovedLine[]): PagesThen {
  let pageIds = directory;
  const shallowerBy = new Map<string, number>();
  for (const line of [...lines].reverse()) {
    const isYounger = (pageId: string) => numberOf(pageId) > line.made;
    const withYounger = (wanted: (pageId: string) => boolean) => {
      let isIn = false;
      return pageIds.filter((pageId) => {
        if (!isYounger(pageId)) isIn = wanted(pageId);
        return isIn;
      });
    };
    const moved = new Set(line.pageIds);
    const block = withYounger((pageId) => moved.has(pageId));
    const behind = withYounger((pageId) => pageId === line.behind).at(-1) ?? null;
    pageIds = withPagesBehind(pageIds, block, behind);
    for (const pageId of block) shallowerBy.set(pageId, (shallowerBy.get(pageId) ?? 0) + line.deeperBy);
  }
  return { pageIds, shallowerBy };
}
