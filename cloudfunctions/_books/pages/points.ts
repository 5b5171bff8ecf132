import { type Extent, readPages } from './downline';
import { numbersOf } from './texts';

/** Place of the points in a page's tally (see derived.ts). */
const POINTS = 3;

interface Whole {
  readonly _id: string;
  /** Missing until a close counted the page. */
  readonly tally?: string;
}

interface Part {
  readonly _id: string;
  readonly ownPoints: string;
}

/**
 * Points that the settled orders of downlines were paid with, by member, as of the last close; null where one was not
 * found whole. Pages that a downline holds whole say one figure each, its two ends a column: two requests at most.
 */
export async function pointsOf(extents: ReadonlyMap<string, Extent>): Promise<Map<string, number | null>> {
  const parts = [...extents.values()].filter(({ isWhole }) => isWhole).flatMap((extent) => extent.parts);
  const idsOf = (isPage: boolean) => [
    ...new Set(parts.filter((part) => (part.isPage ?? false) === isPage).map(({ pageId }) => pageId)),
  ];
  const [whole, some] = await Promise.all([
    readPages<Whole>(idsOf(true), { tally: true }),
    readPages<Part>(idsOf(false), { ownPoints: true }),
  ]);
  const tallies = new Map(whole.map(({ _id, tally }) => [_id, tally]));
  const columns = new Map(some.map(({ _id, ownPoints }) => [_id, numbersOf(ownPoints)]));
  const pointsIn = ({ pageId, from, count, isPage }: Extent['parts'][number]): number | null => {
    if (!isPage)
      return (
        columns
          .get(pageId)
          ?.slice(from, from + count)
          .reduce((sum, one) => sum + one, 0) ?? null
      );
    const tally = tallies.get(pageId);
    return tally === undefined ? null : (numbersOf(tally)[POINTS] ?? 0);
  };
  return new Map(
    [...extents].map(([memberId, extent]) => {
      const found = extent.parts.map(pointsIn);
      const isKnown = extent.isWhole && found.every((one) => one !== null);
      return [memberId, isKnown ? found.reduce<number>((sum, one) => sum + one!, 0) : null];
    }),
  );
}
